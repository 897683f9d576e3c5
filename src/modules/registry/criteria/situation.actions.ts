import { citationOf } from '#modules/people/index.ts'
import type { Deps } from '#deps.ts'
import { viewpointOf, type Viewpoint } from '#modules/registry/attribute/as-of.rules.ts'
import type { AsOfQuery } from '#modules/registry/attribute/attribute.contract.ts'
import { sourcedValues } from '#modules/registry/attribute/attribute.rules.ts'
import { listClusterStatements } from '#modules/registry/attribute/attribute.store.ts'
import { membersAsOf } from '#modules/registry/family/family.actions.ts'
import { findFamily, type Family } from '#modules/registry/family/family.store.ts'
import { findDecileRow, listMembers, type MemberRow } from '#modules/registry/family/profile.store.ts'
import { fillForm, questionsOf } from '#modules/registry/form/answer.rules.ts'
import { currentVersion } from '#modules/registry/form/form.actions.ts'
import { memberRepeat } from '#modules/registry/form/form.contract.ts'
import { findCompiledForm } from '#modules/registry/form/form.store.ts'
import { withoutAnswers } from '#modules/registry/form/label.rules.ts'
import { findFamilyRoots } from '#modules/registry/merge/cluster.store.ts'
import { ageInYears } from '#modules/registry/person/birth.rules.ts'
import { arePhotosWithheld, listFormVersionsOf, listSurveyPhotos, type PhotoRow } from '#modules/registry/survey/survey.store.ts'
import { knownAnswers } from '#modules/registry/survey/visit.actions.ts'
import { countOpenConflicts } from '#modules/registry/survey/visit-family.store.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { heldOn, judge, type Evidence, type FamilyFacts } from './criteria.rules.ts'
import type { FamilySituation } from './situation.contract.ts'
import { listVisits } from './situation.store.ts'

export type SituationDeps = Pick<Deps, 'db' | 'regency'>

/**
 * What visits and lists come to for one family; who looked is written down. As of a day, the criteria of today are judged by what was known then; what
 * is missing, photos and visits are always those of now.
 */
export async function getFamilySituation(
  deps: SituationDeps, actor: Actor, asked: { familyId: string } & AsOfQuery,
): Promise<Result<FamilySituation, { kind: 'not_found' }>> {
  return deps.db.asActor(actor, async (tx) => {
    const viewpoint = viewpointOf(asked, { now: tx.now, timeZone: deps.regency.timeZone })
    const rootId = (await findFamilyRoots(tx, [asked.familyId])).get(asked.familyId) ?? asked.familyId
    const family = await findFamily(tx, rootId)
    if (family === undefined) return err({ kind: 'not_found' as const })
    const members = membersAsOf(await listMembers(tx, rootId), viewpoint).filter((member) => member.memberTo === null)
    const today = dayOf(tx.now, deps.regency.timeZone)
    const about = { family, members, today, viewpoint }
    const facts = await factsOf(tx, deps, about)
    await auditRead(tx, {
      action: 'getFamilySituation', subjectKind: 'family', subjectId: rootId, areaId: family.areaId, purpose: 'profile', fields: ['criteria', 'hint', 'visits', 'photos'],
    })
    return ok({
      ...judgedBy(deps, facts, today), deciles: await decilesOf(tx, viewpoint.asOf === null ? family.decile : null, facts), ...(await visitsOf(tx, deps, about)), openConflicts: await countOpenConflicts(tx, rootId),
    })
  })
}

interface About {
  readonly family: Family
  readonly members: readonly MemberRow[]
  readonly today: string
  readonly viewpoint: Viewpoint
}

async function factsOf(tx: Tx, { regency }: SituationDeps, { family, members, viewpoint }: About): Promise<FamilyFacts> {
  const statements = await listClusterStatements(tx, [family.familyId, ...members.map((member) => member.personId)])
  return {
    family: sourcedValues(viewpoint.see(statements.get(family.familyId) ?? []), regency),
    members: members.map((member) => ({
      name: member.name, isHead: member.relation === 'head', values: sourcedValues(viewpoint.see(statements.get(member.personId) ?? []), regency),
      ageInYears: member.birthOn === null ? null : ageInYears(member.birthOn, viewpoint.on),
    })),
  }
}

function judgedBy({ regency: { criteria } }: SituationDeps, facts: FamilyFacts, today: string): Pick<FamilySituation, 'decree' | 'decreeCites' | 'criteria' | 'hint'> {
  const reasons = heldOn(criteria.hintReasons, today).map((reason) => ({ reason, judged: judge(reason.any, facts) }))
  const met = reasons.filter(({ judged }) => judged.state === 'met')
  return {
    decree: { ...criteria.decree.name }, decreeCites: citationOf(criteria.decree.source),
    criteria: heldOn(criteria.criteria, today).map((criterion) => {
      const { state, evidence } = judge(criterion.any, facts)
      return { key: criterion.key, name: { ...criterion.name }, state, evidence: shown(evidence) }
    }),
    hint: {
      points: met.reduce((sum, { reason }) => sum + reason.points, 0), mostPoints: reasons.reduce((sum, { reason }) => sum + reason.points, 0),
      reasons: met.map(({ reason, judged }) => ({ key: reason.key, name: { ...reason.name }, points: reason.points, evidence: shown(judged.evidence) })),
      unknown: reasons.filter(({ judged }) => judged.state === 'unknown').map(({ reason }) => ({ ...reason.name })),
    },
  }
}

function shown(evidence: readonly Evidence[]): FamilySituation['criteria'][number]['evidence'] {
  return evidence.slice(0, 10).map((each) => ({ ...each }))
}

/** Every official figure that a list has brought, the latest first. */
async function decilesOf(tx: Tx, decile: Family['decile'], facts: FamilyFacts): Promise<FamilySituation['deciles']> {
  const row = decile === null ? undefined : await findDecileRow(tx, decile.sourceRecordId)
  const current = decile === null ? [] : [{ decile: decile.decile, on: decile.on, sourceName: row?.sourceName ?? '' }]
  const stated = facts.family.filter((value) => value.attribute === 'decile').map((value) => ({ decile: Number(value.value), on: value.validFrom, sourceName: value.sourceName }))
  const all = new Map([...current, ...stated].map((each) => [`${each.on} ${each.sourceName} ${each.decile}`, each]))
  return [...all.values()].sort((left, right) => (left.on > right.on ? -1 : 1))
}

/** What each photo shows, in the words of the form by which its own visit asked; by visit and field. */
async function photoLabels(tx: Tx, photos: readonly PhotoRow[]): Promise<ReadonlyMap<string, { id: string; en: string }>> {
  const versions = await listFormVersionsOf(tx, [...new Set(photos.map((photo) => photo.surveyId))])
  const forms = new Map<string, ReturnType<typeof questionsOf>>()
  for (const versionId of new Set(versions.values())) {
    const form = await findCompiledForm(tx, versionId)
    if (form !== undefined) forms.set(versionId, questionsOf(form))
  }
  return new Map(photos.flatMap(({ surveyId, field }) => {
    const label = forms.get(versions.get(surveyId) ?? '')?.get(field)?.question.label
    return label === undefined ? [] : [[`${surveyId} ${field}`, withoutAnswers(label)] as const]
  }))
}

async function visitsOf(tx: Tx, deps: SituationDeps, { family: { familyId }, members, today }: About): Promise<Pick<FamilySituation, 'visits' | 'photos' | 'arePhotosWithheld' | 'missing'>> {
  const version = await currentVersion(tx, deps)
  const form = version && (await findCompiledForm(tx, version.formVersionId))
  const [visits, photos] = [await listVisits(tx, familyId), await listSurveyPhotos(tx, familyId)]
  const labels = await photoLabels(tx, photos)
  const personIds = members.map((member) => member.personId)
  const known = form === undefined ? [] : await knownAnswers(tx, { form, familyId, personIds, regency: deps.regency })
  const filled = form && fillForm(form, { answers: Object.fromEntries(known.map(({ field, value }) => [field, value])), instances: { [memberRepeat]: personIds }, today })
  const isKnown = new Set(known.filter((each) => each.isHidden).map((each) => each.field))
  const missing = filled === undefined ? [] : filled.fields.filter(({ id }) => filled.gaps.get(id) === 'required' && !isKnown.has(id))
  return {
    visits: visits.map(({ visitedAt, receivedAt, ...visit }) => ({ ...visit, visitedAt: visitedAt.toISOString(), receivedAt: receivedAt.toISOString() })),
    photos: photos.map(({ photoId, surveyId, field, takenAt, place }) => ({
      photoId, place, label: labels.get(`${surveyId} ${field}`) ?? { id: field, en: field }, takenAt: takenAt.toISOString(), year: dayOf(takenAt, deps.regency.timeZone).slice(0, 4),
    })),
    arePhotosWithheld: await arePhotosWithheld(tx, familyId),
    missing: missing.slice(0, 100).map(({ question, instance }) => ({
      label: { ...question.label }, personName: members.find((member) => member.personId === instance)?.name ?? null,
    })),
  }
}
