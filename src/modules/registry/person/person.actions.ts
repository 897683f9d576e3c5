import { tidyName } from '#modules/registry/name/name.rules.ts'
import type { Tx } from '#platform/db/db.ts'
import { insertVerification } from '#modules/registry/verification/verification.store.ts'
import type { SealedNumber } from './identity.rules.ts'
import { insertPersons, type Sex } from './person.store.ts'

/** What a report says about somebody who is in no list yet. */
export interface ProvisionalPerson {
  /** Made by the caller, so that what refers to the person can be on its way at the same time. */
  readonly personId: string
  readonly name: string
  /** The most exact area known: village, else district, else 0. */
  readonly areaId: number
  readonly alias?: string
  readonly sex?: Sex
  readonly birthOn?: string
  /** The NIK that the reporter gave, closed with `sealNik`. */
  readonly nik?: SealedNumber
}

/**
 * Makes a provisional person inside the caller's transaction, and asks the village to verify who it is; whoever tells us may do so, also without
 * an account. The rows cannot be read back by their maker. The caller checks that the name holds something to call the person by.
 */
export async function makeProvisionalPerson(tx: Tx, person: ProvisionalPerson): Promise<void> {
  const { personId, areaId } = person
  await Promise.all([
    insertPersons(tx, [{
      personId, areaId, status: 'provisional', name: tidyName(person.name), alias: person.alias ?? null, sex: person.sex ?? null,
      birthOn: person.birthOn ?? null, birthPlace: null, sourceRecordId: null, nik: person.nik ?? null,
    }]),
    insertVerification(tx, { personId, areaId }),
  ])
}
