import { regencyReach } from '#modules/people/index.ts'
import { getSourceId, insertAttributes, insertSnapshot, insertSourceRecords, settleDeciles, settlePersons } from '#modules/registry/index.ts'
import type { FamilyValues, PersonValues } from '#modules/registry/attribute/attribute.contract.ts'
import { systemActor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import type { World } from '../world.ts'

export type StatementTraits = {
  /** A key of the regency's sources. */
  readonly source: string
  readonly areaId: number
  readonly asOfOn: string
  readonly subjectId: string
} & ({ readonly subjectKind: 'family'; readonly values: FamilyValues } | { readonly subjectKind: 'person'; readonly values: PersonValues })

/** Lets a source say something about somebody who is in the registry, as one more list would. */
export async function makeStatement(world: World, { source, asOfOn, ...about }: StatementTraits): Promise<void> {
  const { deps } = world
  const actor = systemActor(deps.regency.regencyId, { ...regencyReach(deps.regency), grants: ['registry.list.import', 'registry.person.read'] })
  const { areaId, subjectId } = about
  await deps.db.asActor(actor, async (tx) => {
    const snapshotId = await insertSnapshot(tx, { sourceId: await getSourceId(tx, source), areaId, asOfOn, fileName: `${source}-${asOfOn}.xlsx`, fileSha256: null, rowCount: 1 })
    const sourceRecordId = newId()
    await insertSourceRecords(tx, [{ sourceRecordId, snapshotId: snapshotId!, areaId, rowNumber: 12, raw: {}, sealed: null }])
    await insertAttributes(tx, [{ ...about, sourceRecordId, validFrom: asOfOn }])
    if (about.subjectKind === 'person') await settlePersons(tx, deps.regency, [subjectId])
    else await settleDeciles(tx, deps.regency, [subjectId])
  })
}
