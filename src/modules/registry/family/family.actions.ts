import type { Deps } from '#deps.ts'
import { sourcedValues, type Statement } from '#modules/registry/attribute/attribute.rules.ts'
import { listStatements } from '#modules/registry/attribute/attribute.store.ts'
import { ageInYears } from '#modules/registry/person/birth.rules.ts'
import { maskNik } from '#modules/registry/person/nik.rules.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { maskCard } from './card.rules.ts'
import type { FamilyMember, FamilyProfile } from './family.contract.ts'
import { findFamily, type Family } from './family.store.ts'
import { placeView } from './place.rules.ts'
import { findCardEnd, findDecileRow, listMembers, type MemberRow } from './profile.store.ts'

export type FamilyDeps = Pick<Deps, 'db' | 'regency'>

/** One family with its people and what every list says about them; who looked is written down, for the family and each of its people. */
export async function getFamilyProfile(deps: FamilyDeps, actor: Actor, familyId: string): Promise<Result<FamilyProfile, { kind: 'not_found' }>> {
  return deps.db.asActor(actor, async (tx) => {
    const profile = await readFamilyProfile(tx, deps, familyId)
    if (profile === undefined) return err({ kind: 'not_found' as const })
    await noteLook(tx, profile)
    return ok(profile)
  })
}

async function readFamilyProfile(tx: Tx, deps: FamilyDeps, familyId: string): Promise<FamilyProfile | undefined> {
  const family = await findFamily(tx, familyId)
  if (family === undefined) return undefined
  const members = await listMembers(tx, familyId)
  const statements = await listStatements(tx, [familyId, ...members.map((member) => member.personId)])
  const cardEnd = await findCardEnd(tx, familyId)
  const today = dayOf(tx.now, deps.regency.timeZone)
  return {
    familyId, place: placeView(deps.regency.areas, placeOf(family)), cardMasked: cardEnd === undefined ? null : maskCard(cardEnd),
    decile: await decileOf(tx, family), isSynthetic: [...statements.values()].flat().some((statement) => statement.isSynthetic),
    members: members.map((member) => memberView(member, statements.get(member.personId) ?? [], today)),
    values: [...sourcedValues(statements.get(familyId) ?? [])], programmeNames: programmeNames(deps, statements.get(familyId) ?? []),
  }
}

function programmeNames({ regency }: FamilyDeps, statements: readonly Statement[]): FamilyProfile['programmeNames'] {
  const keys = new Set(statements.flatMap(({ values }) => (Array.isArray(values['programmes']) ? values['programmes'] : [])))
  return Object.fromEntries(regency.programmes.filter((programme) => keys.has(programme.key)).map((programme) => [programme.key, programme.name]))
}

function placeOf({ areaId, hamlet, rt, rw, addressText }: Family) {
  return { areaId, hamlet, rt, rw, addressText }
}

async function decileOf(tx: Tx, { decile }: Family): Promise<FamilyProfile['decile']> {
  if (decile === null) return null
  const row = await findDecileRow(tx, decile.sourceRecordId)
  return { decile: decile.decile, on: decile.on, sourceName: row?.sourceName ?? '', isSynthetic: row?.isSynthetic ?? false, rowNumber: row?.rowNumber ?? 0 }
}

function memberView(member: MemberRow, statements: readonly Statement[], today: string): FamilyMember {
  const { areaId: _areaId, nik, ...shown } = member
  return {
    ...shown, nikMasked: nik === null ? null : maskNik(nik), ageInYears: member.birthOn === null ? null : ageInYears(member.birthOn, today),
    values: [...sourcedValues(statements)],
  }
}

async function noteLook(tx: Tx, profile: FamilyProfile): Promise<void> {
  const { areaId } = profile.place
  const look = { action: 'getFamily', areaId, purpose: 'profile' }
  await auditRead(tx, { ...look, subjectKind: 'family', subjectId: profile.familyId, fields: ['members', 'address', 'decile', ...attributesOf(profile.values)] })
  for (const member of profile.members) {
    const fields = ['name', 'birth', 'relation', 'nik_last4', ...attributesOf(member.values)]
    await auditRead(tx, { ...look, subjectKind: 'person', subjectId: member.personId, fields })
  }
}

function attributesOf(values: FamilyProfile['values']): string[] {
  return [...new Set(values.map((value) => value.attribute))]
}
