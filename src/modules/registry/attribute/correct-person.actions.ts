import type { Deps } from '#deps.ts'
import { findPersonRoots } from '#modules/registry/merge/cluster.store.ts'
import { insertOwnRecord } from '#modules/registry/source/own-record.store.ts'
import { dayOf } from '#platform/day.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { CorrectedValues } from './attribute.contract.ts'
import { currentValue } from './attribute.rules.ts'
import { insertAttributes, listClusterStatements } from './attribute.store.ts'
import { settlePersons } from './survivor.actions.ts'

interface Correction {
  readonly personId: string
  readonly areaId: number
  readonly values: CorrectedValues
  /** Why: the request about data that was granted. */
  readonly requestId: string
}

/**
 * Writes corrected values of a person beside what every list says, with their cause, and settles which count. Refused when one of them would not:
 * a source that is believed more says otherwise, and has to be put right there. Gives the row of the source.
 */
export async function correctPerson(
  { regency }: Pick<Deps, 'regency'>, tx: Tx, { personId, areaId, values, requestId }: Correction,
): Promise<Result<string, { readonly kind: 'value_not_counting' }>> {
  const today = dayOf(tx.now, regency.timeZone)
  const root = (await findPersonRoots(tx, [personId])).get(personId) ?? personId
  const sourceRecordId = await insertOwnRecord(tx, { sourceKey: 'correction', areaId, on: today, raw: { requestId } })
  await insertAttributes(tx, [{ subjectKind: 'person', subjectId: root, areaId, sourceRecordId, validFrom: today, values }])
  await settlePersons(tx, regency, [root])
  const statements = (await listClusterStatements(tx, [root])).get(root) ?? []
  const counts = Object.entries(values).every(([attribute, value]) => currentValue(statements, attribute, regency)?.value === value)
  return counts ? ok(sourceRecordId) : err({ kind: 'value_not_counting' })
}
