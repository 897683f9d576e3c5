import { regencyReach } from '#modules/people/index.ts'
import {
  ensureSource, insertAttributes, insertFamilies, insertMembers, insertPersons, insertSensitive, insertSnapshot, insertSourceRecords, sealCard, sealNik, type Relation,
} from '#modules/registry/index.ts'
import type { FamilyValues, PersonValues } from '#modules/registry/attribute/attribute.contract.ts'
import { systemActor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import type { World } from '../world.ts'

export interface MemberTraits {
  readonly name: string
  readonly alias?: string
  readonly relation?: Relation
  readonly sex?: 'male' | 'female'
  readonly birthOn?: string
  readonly nik?: string
  readonly values?: PersonValues
}

export interface FamilyTraits {
  readonly areaId: number
  readonly hamlet?: string
  readonly rt?: number
  readonly rw?: number
  readonly addressText?: string
  readonly card?: string
  readonly decile?: number
  readonly values?: FamilyValues
  readonly monthlyIncomeRupiah?: number
  readonly members: readonly MemberTraits[]
}

export interface MadeFamily {
  readonly familyId: string
  readonly personIds: readonly string[]
}

let listCount = 0

/** Puts a family into the registry as a list would bring it: source, snapshot, row, people, values. */
export async function makeFamily(world: World, traits: FamilyTraits): Promise<MadeFamily> {
  const { deps } = world
  const actor = systemActor(deps.regency.regencyId, { ...regencyReach(deps.regency), grants: ['registry.list.import', 'registry.person.read'] })
  const [familyId, sourceRecordId] = [newId(), newId()]
  const { areaId } = traits
  const members = traits.members.map((member, index) => ({ relation: index === 0 ? 'head' as const : 'child' as const, ...member, personId: newId() }))
  await deps.db.asActor(actor, async (tx) => {
    listCount += 1
    const sourceId = await ensureSource(tx, { key: 'test_list', name: 'Daftar uji', strength: 40 })
    const snapshotId = await insertSnapshot(tx, { sourceId, areaId, asOfOn: '2026-06-30', fileName: `daftar-${listCount}.xlsx`, fileSha256: null, rowCount: 1 })
    await insertSourceRecords(tx, [{ sourceRecordId, snapshotId: snapshotId!, areaId, rowNumber: 7, raw: { Nama: members[0]!.name }, sealed: null }])
    await insertFamilies(tx, [{
      familyId, areaId, hamlet: traits.hamlet ?? null, rt: traits.rt ?? null, rw: traits.rw ?? null, addressText: traits.addressText ?? null,
      decile: traits.decile === undefined ? null : { decile: traits.decile, on: '2026-06-30', sourceRecordId },
      card: traits.card === undefined ? null : sealCard(deps.keys, traits.card),
    }])
    await insertPersons(tx, members.map((member) => ({
      personId: member.personId, areaId, status: 'registered', name: member.name, alias: member.alias ?? null, sex: member.sex ?? null,
      birthOn: member.birthOn ?? null, birthPlace: null, sourceRecordId, nik: member.nik === undefined ? null : sealNik(deps.keys, member.nik),
    })))
    await insertMembers(tx, members.map(({ personId, relation }) => ({ familyId, personId, areaId, relation, validFrom: '2020-01-01', sourceRecordId })))
    await insertAttributes(tx, [
      { subjectKind: 'family', subjectId: familyId, areaId, sourceRecordId, validFrom: '2026-06-30', values: { ...(traits.decile !== undefined && { decile: traits.decile }), ...traits.values } },
      ...members.map((member) => ({
        subjectKind: 'person' as const, subjectId: member.personId, areaId, sourceRecordId, validFrom: '2026-06-30',
        values: { name: member.name, ...(member.sex && { sex: member.sex }), ...(member.birthOn && { birthOn: member.birthOn }), ...member.values },
      })),
    ])
    const { monthlyIncomeRupiah } = traits
    await insertSensitive(tx, monthlyIncomeRupiah === undefined ? [] : [{
      subjectKind: 'family', subjectId: familyId, areaId, sourceRecordId, validFrom: '2026-06-30', class: 'income', values: { monthlyIncomeRupiah },
    }])
  })
  return { familyId, personIds: members.map((member) => member.personId) }
}
