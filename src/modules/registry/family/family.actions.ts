import type { Deps } from '#deps.ts'
import { viewpointOf, type Viewpoint } from '#modules/registry/attribute/as-of.rules.ts'
import type { AsOfQuery } from '#modules/registry/attribute/attribute.contract.ts'
import { sourcedValues, valueHistory, type Statement } from '#modules/registry/attribute/attribute.rules.ts'
import { listClusterStatements } from '#modules/registry/attribute/attribute.store.ts'
import { factsThen, survivingDecile } from '#modules/registry/attribute/survivor.rules.ts'
import { findFamilyRoots } from '#modules/registry/merge/cluster.store.ts'
import { ageInYears } from '#modules/registry/person/birth.rules.ts'
import { maskNik } from '#modules/registry/person/nik.rules.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { maskCard } from './card.rules.ts'
import type { FamilyMember, FamilyProfile } from './family.contract.ts'
import { findFamily, type Family } from './family.store.ts'
import { placeView } from './place.rules.ts'
import { findCardEnd, findDecileRow, listMembers, type MemberRow } from './profile.store.ts'

export type FamilyDeps = Pick<Deps, 'db' | 'regency'>

/** One family with its people and what every source says about them, today or as of a day; who looked is written down, for the family and each of its people. */
export async function getFamilyProfile(deps: FamilyDeps, actor: Actor, asked: { familyId: string } & AsOfQuery): Promise<Result<FamilyProfile, { kind: 'not_found' }>> {
  return deps.db.asActor(actor, async (tx) => {
    const viewpoint = viewpointOf(asked, { now: tx.now, timeZone: deps.regency.timeZone })
    const profile = await readFamilyProfile(tx, deps, { familyId: asked.familyId, viewpoint })
    if (profile === undefined) return err({ kind: 'not_found' as const })
    await noteFamilyLook(tx, profile, { action: 'getFamily', purpose: 'profile' })
    return ok(profile)
  })
}

/** The same without a note of who looked, for those who write that down themselves; undefined when it is out of reach. */
export async function readFamilyProfile(tx: Tx, deps: FamilyDeps, asked: { familyId: string; viewpoint: Viewpoint }): Promise<FamilyProfile | undefined> {
  const { viewpoint } = asked
  const familyId = (await findFamilyRoots(tx, [asked.familyId])).get(asked.familyId) ?? asked.familyId
  const family = await findFamily(tx, familyId)
  if (family === undefined) return undefined
  const members = membersAsOf(await listMembers(tx, familyId), viewpoint)
  const statements = await listClusterStatements(tx, [familyId, ...members.map((member) => member.personId)])
  const seen = viewpoint.see(statements.get(familyId) ?? [])
  const cardEnd = await findCardEnd(tx, familyId)
  return {
    familyId, place: placeView(deps.regency.areas, placeOf(family)), cardMasked: cardEnd === undefined ? null : maskCard(cardEnd),
    decile: await decileOf(tx, viewpoint.asOf === null ? family.decile : (survivingDecile(seen, deps.regency) ?? null)),
    isSynthetic: [...statements.values()].flat().some((statement) => statement.isSynthetic),
    members: members.map((member) => memberView(deps, member, { statements: viewpoint.see(statements.get(member.personId) ?? []), viewpoint })),
    values: [...sourcedValues(seen, deps.regency)], history: [...valueHistory(seen, deps.regency)], asOf: viewpoint.asOf,
    programmeNames: programmeNames(deps, statements.get(familyId) ?? []),
  }
}

/** Who had come by the day; who left later was still there. */
export function membersAsOf(members: readonly MemberRow[], { on, asOf }: Viewpoint): readonly MemberRow[] {
  if (asOf === null) return members
  return members.filter((member) => member.memberFrom <= on)
    .map((member) => (member.memberTo !== null && member.memberTo > on ? { ...member, memberTo: null, endedAs: null } : member))
}

function programmeNames({ regency }: FamilyDeps, statements: readonly Statement[]): FamilyProfile['programmeNames'] {
  const keys = new Set(statements.flatMap(({ values }) => (Array.isArray(values['programmes']) ? values['programmes'] : [])))
  return Object.fromEntries(regency.programmes.filter((programme) => keys.has(programme.key)).map((programme) => [programme.key, programme.name]))
}

function placeOf({ areaId, hamlet, rt, rw, addressText }: Family) {
  return { areaId, hamlet, rt, rw, addressText }
}

/** A family's official decile with the list that brought it. */
export async function decileOf(tx: Tx, decile: Family['decile']): Promise<FamilyProfile['decile']> {
  if (decile === null) return null
  const row = await findDecileRow(tx, decile.sourceRecordId)
  return { decile: decile.decile, on: decile.on, sourceName: row?.sourceName ?? '', isSynthetic: row?.isSynthetic ?? false, rowNumber: row?.rowNumber ?? 0 }
}

function memberView({ regency }: FamilyDeps, member: MemberRow, known: { statements: readonly Statement[]; viewpoint: Viewpoint }): FamilyMember {
  const { areaId: _areaId, nik, ...shown } = member
  const { statements, viewpoint } = known
  const facts = viewpoint.asOf === null ? shown : { ...shown, ...factsThen(statements, shown, regency) }
  return {
    ...facts, nikMasked: nik === null ? null : maskNik(nik), ageInYears: facts.birthOn === null ? null : ageInYears(facts.birthOn, viewpoint.on),
    values: [...sourcedValues(statements, regency)], history: [...valueHistory(statements, regency)],
  }
}

/** Writes down who looked at a family and each of its people, and for what. */
export async function noteFamilyLook(tx: Tx, profile: FamilyProfile, why: { action: string; purpose: string }): Promise<void> {
  const look = { ...why, areaId: profile.place.areaId }
  await auditRead(tx, { ...look, subjectKind: 'family', subjectId: profile.familyId, fields: ['members', 'address', 'decile', ...attributesOf(profile.values)] })
  for (const member of profile.members) {
    const fields = ['name', 'birth', 'relation', 'nik_last4', ...attributesOf(member.values)]
    await auditRead(tx, { ...look, subjectKind: 'person', subjectId: member.personId, fields })
  }
}

function attributesOf(values: FamilyProfile['values']): string[] {
  return [...new Set(values.map((value) => value.attribute))]
}
