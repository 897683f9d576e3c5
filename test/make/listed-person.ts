import { regencyReach } from '#modules/people/index.ts'
import {
  ensureSource, insertAttributes, insertFamilies, insertMembers, insertPersons, insertSensitive, insertSnapshot, insertSourceRecords, recordLinks, sealCard, sealNik,
} from '#modules/registry/index.ts'
import { systemActor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import type { World } from '../world.ts'

export interface ListedTraits {
  readonly areaId: number
  readonly name: string
  readonly sex?: 'male' | 'female'
  readonly birthOn?: string
  readonly nik?: string
  readonly card?: string
  /** What further lists call the person; each is a source record of its own. */
  readonly furtherNames?: readonly string[]
}

export interface ListedPerson {
  readonly personId: string
  readonly familyId: string
  readonly snapshotId: string
  readonly sourceRecordIds: readonly string[]
}

let lists = 0

/** A person as several lists know one: each row with its values, closed values and link; the first row brought the family. */
export async function makeListedPerson(world: World, traits: ListedTraits): Promise<ListedPerson> {
  const { deps } = world
  const actor = systemActor(deps.regency.regencyId, { ...regencyReach(deps.regency), grants: ['registry.list.import', 'registry.person.read'] })
  const { areaId, sex = null, birthOn = null } = traits
  const [personId, familyId] = [newId(), newId()]
  const records = [traits.name, ...(traits.furtherNames ?? [])].map((name) => ({ name, sourceRecordId: newId() }))
  const snapshotId = await deps.db.asActor(actor, async (tx) => {
    lists += 1
    const sourceId = await ensureSource(tx, { key: 'test_list', name: 'Daftar uji', strength: 40 })
    const snapshot = { sourceId, areaId, asOfOn: '2026-06-30', fileName: `orang-${lists}.xlsx`, fileSha256: null, rowCount: records.length }
    const id = (await insertSnapshot(tx, snapshot))!
    await insertSourceRecords(tx, records.map(({ name, sourceRecordId }, at) => (
      { sourceRecordId, snapshotId: id, areaId, rowNumber: lists * 10 + at + 1, raw: { Nama: name }, sealed: null })))
    const first = records[0]!.sourceRecordId
    const card = traits.card === undefined ? null : sealCard(deps.keys, traits.card)
    await insertFamilies(tx, [{ familyId, areaId, hamlet: 'Krajan', rt: 1, rw: 2, addressText: null, decile: null, card }])
    const nik = traits.nik === undefined ? null : sealNik(deps.keys, traits.nik)
    await insertPersons(tx, [{ personId, areaId, status: 'registered', name: traits.name, alias: null, sex, birthOn, birthPlace: null, sourceRecordId: first, nik }])
    await insertMembers(tx, [{ familyId, personId, areaId, relation: 'head', validFrom: '2020-01-01', sourceRecordId: first }])
    const about = { subjectKind: 'person' as const, subjectId: personId, areaId, validFrom: '2026-06-30' }
    const known = { ...(sex !== null && { sex }), ...(birthOn !== null && { birthOn }) }
    await insertAttributes(tx, records.map(({ name, sourceRecordId }) => ({ ...about, sourceRecordId, values: { name, ...known } })))
    await insertSensitive(tx, records.map(({ sourceRecordId }) => ({ ...about, sourceRecordId, class: 'disability' as const, values: { disability: 'sight' as const } })))
    await recordLinks(tx, records.map(({ sourceRecordId }, at) => (
      { sourceRecordId, personId, familyId, areaId, decidedBy: at === 0 ? 'new' as const : 'rule' as const, rule: at === 0 ? 'new' : 'name_and_birth' })))
    return id
  })
  return { personId, familyId, snapshotId, sourceRecordIds: records.map((record) => record.sourceRecordId) }
}
