import { tidyName } from '#modules/registry/name/name.rules.ts'
import type { Tx } from '#platform/db/db.ts'
import { newId } from '#platform/id.ts'
import { insertVerification } from '#modules/registry/verification/verification.store.ts'
import type { SealedNumber } from './identity.rules.ts'
import { insertPersons, type Sex } from './person.store.ts'

/** What a report says about somebody who is in no list yet. */
export interface ProvisionalPerson {
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
 * an account. The rows cannot be read back by their maker. Gives the person's id. The caller checks that the name holds something to call the person by.
 */
export async function makeProvisionalPerson(tx: Tx, person: ProvisionalPerson): Promise<string> {
  const personId = newId()
  await insertPersons(tx, [{
    personId, areaId: person.areaId, status: 'provisional', name: tidyName(person.name), alias: person.alias ?? null, sex: person.sex ?? null,
    birthOn: person.birthOn ?? null, birthPlace: null, sourceRecordId: null, nik: person.nik ?? null,
  }])
  await insertVerification(tx, { personId, areaId: person.areaId })
  return personId
}
