import type { Deps } from '#deps.ts'
import { actOnCase, officerOf, type CaseCall, type CaseDeps, type NotFound } from '#modules/response/case/case.actions.ts'
import { rulebookAt, type Acting, type CaseState, type Decision } from '#modules/response/case/case.rules.ts'
import { enterCases, findCaseState } from '#modules/response/case/case.store.ts'
import { getOffice } from '#modules/people/index.ts'
import { speaksForCase } from '#modules/response/case/outcome.rules.ts'
import type { ActRefused } from '#modules/response/case/task.rules.ts'
import { periodOf, type SpanRefused } from '#modules/response/performance/performance.rules.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import type { FileAnswer } from '#platform/http/call.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { answerOnCase, issueOnCase, noteByManager, noteOnCase } from './case-referral.rules.ts'
import { addresseeName, makeLetter, type LetterDeps } from './letter.actions.ts'
import type { Assessment, ReferralAnswer, ReferralView, RequestKind, UnmetNeed } from './referral.contract.ts'
import { actsFor, answer, end, issue, isAwaited, isOfValve, type Doer, type StepRefused } from './referral.rules.ts'
import {
  countNeeds, findAssessment, findReferral, insertAssessment, insertReferral, listCaseReferrals, listReferralIds, listReferralsById, lockReferral, writeAnswer, writeIssue,
  type Box, type IssuedLetter, type ReferralRow,
} from './referral.store.ts'

export type ReferralDeps = CaseDeps & LetterDeps

type SectorUnknown = { readonly kind: 'sector_unknown' }

/** The back office says what it is, which sectors it touches, what it recommends. */
export async function assessCase(
  deps: CaseDeps, call: CaseCall, input: { kind: RequestKind; sectors: readonly string[]; recommendation: string },
) {
  return actOnCase(deps, call, {
    action: 'assessCase',
    decide: (state, acting): Result<Decision, ActRefused | SectorUnknown> => {
      if (input.sectors.some((sector) => !isSector(deps.regency, sector))) return err({ kind: 'sector_unknown' })
      return noteOnCase(state, { kind: 'assessed', words: input.recommendation }, acting)
    },
    also: async (tx, { after }) => insertAssessment(tx, { ...input, isListed: after.facts.familyId !== null, caseId: call.caseId, assessmentId: newId() }),
  })
}

function isSector(regency: Deps['regency'], key: string): boolean {
  return regency.referrals.sectors.some((sector) => sector.key === key)
}

export interface Proposed {
  readonly sector: string
  readonly service: string
  readonly reason: string
  readonly toOfficeId: number | null
  readonly toBody: string | null
  readonly passedFrom: string | null
  /** Why no public programme can help; asked for by the safety valve only. */
  readonly noProgramme: string | null
  /** The step of the plan that it is raised by. */
  readonly stepId: string | null
}

type ProposeRefused = ActRefused | SectorUnknown | { readonly kind: 'addressee_unknown' } | { readonly kind: 'addressee_itself' } | { readonly kind: 'no_programme_missing' } | { readonly kind: 'referral_open_already' }

/** Asks for a letter. One addressee has one open referral of a case at a time. */
export async function proposeReferral(deps: CaseDeps, call: CaseCall, input: Proposed) {
  // The act's own id, so that asking twice names the same referral.
  const referralId = call.command.id
  const done = await actOnCase<ProposeRefused>(deps, call, {
    action: 'proposeReferral',
    decide: async (state, acting, tx): Promise<Result<Decision, ProposeRefused>> => {
      const refused = await refusalOf(tx, deps, { ...input, caseId: call.caseId, ownOfficeId: acting.officeId })
      if (refused !== undefined) return err(refused)
      const step = input.stepId === null ? {} : { stepId: input.stepId, raisedId: referralId }
      const detail = { ...(input.toOfficeId !== null && { officeId: input.toOfficeId }), ...step }
      return noteOnCase(state, { kind: 'referral_proposed', words: input.reason, detail }, acting)
    },
    also: async (tx, { after: { facts } }) => insertReferral(tx, {
      ...input, noProgramme: opensValve(deps.regency, input) ? input.noProgramme : null, referralId, caseId: facts.caseId, caseNumber: facts.caseNumber, areaId: facts.areaId, districtId: facts.districtId,
      fromOfficeId: tx.actor.ownOfficeId ?? 0,
    }),
  })
  return done.ok ? ok({ referralId, caseId: done.value.caseId, version: done.value.version }) : done
}

async function refusalOf(
  tx: Tx, deps: CaseDeps, asked: Proposed & { caseId: string; ownOfficeId: number | null },
): Promise<Exclude<ProposeRefused, ActRefused> | undefined> {
  if (!isSector(deps.regency, asked.sector)) return { kind: 'sector_unknown' }
  if (!isAddressee(deps.regency, asked)) return { kind: 'addressee_unknown' }
  if (asked.toOfficeId !== null && asked.toOfficeId === asked.ownOfficeId) return { kind: 'addressee_itself' }
  if (opensValve(deps.regency, asked) && asked.noProgramme === null) return { kind: 'no_programme_missing' }
  const known = await listCaseReferrals(tx, asked.caseId)
  const isOpen = known.some((row) => (row.state === 'proposed' || isAwaited(row.state)) && row.toOfficeId === asked.toOfficeId && row.toBody === asked.toBody)
  return isOpen ? { kind: 'referral_open_already' } : undefined
}

function isAddressee(regency: Deps['regency'], { toOfficeId, toBody }: Pick<Proposed, 'toOfficeId' | 'toBody'>): boolean {
  if (toOfficeId !== null) return toBody === null && regency.offices.some((office) => office.officeId === toOfficeId && office.kind !== 'leadership')
  return regency.referrals.bodies.some((body) => body.key === toBody)
}

function opensValve(regency: Deps['regency'], { toOfficeId, toBody }: Pick<Proposed, 'toOfficeId' | 'toBody'>): boolean {
  const office = regency.offices.find(({ officeId }) => officeId === toOfficeId)
  return isOfValve(regency.referrals, { officeKey: office?.key, body: toBody })
}

export interface ReferralCall extends CaseCall {
  readonly referralId: string
}

type StepOnCase = StepRefused | ActRefused | NotFound

/** The manager signs: number, letter, and the task of an office here, all together or not at all. */
export async function issueReferral(deps: ReferralDeps, call: ReferralCall) {
  let made: IssuedLetter | undefined
  return actOnCase<StepOnCase>(deps, call, {
    action: 'issueReferral',
    decide: async (state, acting, tx) => {
      const referral = await lockReferral(tx, call)
      if (referral === undefined) return err({ kind: 'not_found' })
      const signed = issue(referral, doerOf(tx, state, deps))
      if (!signed.ok) return signed
      const letter = await makeLetter(tx, deps, referral)
      const words = `${letter.number}: ${addresseeName(deps.regency, referral).id}`
      const to = referral.toOfficeId === null ? null : getOffice(deps.regency, referral.toOfficeId)
      const done = issueOnCase(state, { to, fromOfficeId: referral.fromOfficeId, reason: referral.reason, words }, acting)
      if (!done.ok) return done
      made = { ...letter, taskId: done.value.taskId }
      return ok(done.value.decision)
    },
    // The task stands by now, so that the referral may name it.
    also: async (tx) => {
      if (made !== undefined) await writeIssue(tx, call, made)
    },
  })
}

/** A proposed referral goes back, an issued one counts no more. */
export async function endReferral(deps: CaseDeps, call: ReferralCall, input: { reason: string }) {
  return stepReferral(deps, call, {
    action: 'endReferral', step: end, words: input.reason,
    decide: (state, acting) => noteByManager(state, { kind: 'referral_ended', words: input.reason, detail: { raisedId: call.referralId } }, acting),
  })
}

/** What became of a referral. */
export async function answerReferral(deps: CaseDeps, call: ReferralCall, input: { answer: ReferralAnswer; words: string }) {
  return stepReferral(deps, call, {
    action: 'answerReferral', step: (referral, doer) => answer(referral, input.answer, doer), words: input.words,
    decide: (state, acting, referral) => answerOnCase(state, { ...input, referralId: referral.referralId, toOfficeId: referral.toOfficeId }, acting),
  })
}

interface Step {
  readonly action: string
  readonly words: string
  readonly step: (referral: ReferralRow, doer: Doer) => Result<ReferralRow['state'], StepRefused>
  readonly decide: (state: CaseState, acting: Acting, referral: ReferralRow) => Result<Decision, ActRefused>
}

async function stepReferral(deps: CaseDeps, call: ReferralCall, { action, step, words, decide }: Step) {
  return actOnCase<StepOnCase>(deps, call, {
    action,
    decide: async (state, acting, tx) => {
      const referral = await lockReferral(tx, call)
      if (referral === undefined) return err({ kind: 'not_found' })
      const stepped = step(referral, doerOf(tx, state, deps))
      if (!stepped.ok) return stepped
      const decided = decide(state, acting, referral)
      if (decided.ok) await writeAnswer(tx, call, { state: stepped.value, words })
      return decided
    },
  })
}

function doerOf(tx: Tx, state: CaseState, deps: Pick<Deps, 'regency'>): Doer {
  const acting = officerOf(tx, rulebookAt(deps.regency, tx.now))
  return { accountId: acting.accountId, officeId: acting.officeId, speaksForCase: speaksForCase(state, acting), grants: tx.actor.grants }
}

/** The assessment and the referrals of a case. */
export async function getCaseReferrals(deps: Pick<Deps, 'db' | 'regency'>, call: { actor: Actor; caseId: string }) {
  return deps.db.asActor(call.actor, async (tx): Promise<Result<CaseReferrals, NotFound>> => {
    const [entered] = await enterCases(tx, [call.caseId])
    const state = entered === undefined ? undefined : await findCaseState(tx, entered)
    if (state === undefined) return err({ kind: 'not_found' })
    const assessment = await findAssessment(tx, call.caseId)
    const rows = await listCaseReferrals(tx, call.caseId)
    const doer = doerOf(tx, state, deps)
    const isAtWork = doer.officeId !== null && state.facts.officeIds.includes(doer.officeId) && state.facts.status !== 'closed'
    return ok({
      assessment: assessment === undefined ? null : { ...assessment, sectors: [...assessment.sectors], at: assessment.at.toISOString() },
      referrals: rows.map((row) => viewOf(deps, row, doer)),
      mayAssess: isAtWork && doer.grants.has('response.case.work'), mayPropose: isAtWork && doer.grants.has('response.case.refer'),
      sectors: deps.regency.referrals.sectors.map(({ key, name }) => ({ key, name: { ...name } })),
      bodies: deps.regency.referrals.bodies.map(({ key, name }) => ({ key, name: { ...name } })),
      valve: valveOf(deps.regency),
    })
  })
}

interface CaseReferrals {
  readonly assessment: Assessment | null
  readonly referrals: ReferralView[]
  readonly mayAssess: boolean
  readonly mayPropose: boolean
  readonly sectors: { key: string; name: { id: string; en: string } }[]
  readonly bodies: { key: string; name: { id: string; en: string } }[]
  readonly valve: { officeIds: number[]; bodies: string[] }
}

function valveOf({ offices, referrals: { valve } }: Deps['regency']): CaseReferrals['valve'] {
  return { officeIds: offices.filter(({ key }) => valve.offices.includes(key)).map(({ officeId }) => officeId), bodies: [...valve.bodies] }
}

function viewOf({ regency }: Pick<Deps, 'regency'>, row: ReferralRow, doer: Doer): ReferralView {
  const { areaId: _areaId, letterSha256: _sha256, proposedBy: _proposedBy, ...shown } = row
  const sectorName = regency.referrals.sectors.find((sector) => sector.key === row.sector)?.name ?? { id: row.sector, en: row.sector }
  const fromName = regency.offices.find((office) => office.officeId === row.fromOfficeId)?.name ?? { id: '', en: '' }
  return {
    ...shown, sectorName: { ...sectorName }, fromName: { ...fromName }, toName: addresseeName(regency, row), proposedAt: row.proposedAt.toISOString(),
    issuedAt: row.issuedAt?.toISOString() ?? null, answeredAt: row.answeredAt?.toISOString() ?? null, may: actsFor(row, doer),
  }
}

/** One page of the referrals of the caller's scope. What can be done with one is said on its case. */
export async function listReferrals(
  deps: Pick<Deps, 'db' | 'regency'>, actor: Actor, asked: { box: Box; after?: string | undefined; limit: number },
): Promise<{ items: ReferralView[]; next: string | null }> {
  return deps.db.asActor(actor, async (tx) => {
    const found = await listReferralIds(tx, { box: asked.box, officeId: actor.ownOfficeId, after: asked.after ?? null, limit: asked.limit + 1 })
    const page = found.slice(0, asked.limit)
    await enterCases(tx, page.map((row) => row.caseId))
    const rows = await listReferralsById(tx, page.map((row) => row.referralId))
    const doer: Doer = { accountId: actor.accountId, officeId: actor.ownOfficeId, speaksForCase: false, grants: actor.grants }
    return { items: rows.map((row) => viewOf(deps, row, doer)), next: found.length > asked.limit ? (page.at(-1)?.referralId ?? null) : null }
  })
}

/** The signed letter; that it was read is noted. */
export async function readReferralLetter(
  deps: Pick<Deps, 'db' | 'files'>, call: { actor: Actor; caseId: string; referralId: string },
): Promise<Result<FileAnswer, NotFound>> {
  const sha256 = await deps.db.asActor(call.actor, async (tx) => {
    const [entered] = await enterCases(tx, [call.caseId])
    const referral = entered === undefined ? undefined : await findReferral(tx, call)
    if (referral === undefined || referral.letterSha256 === null) return undefined
    await auditRead(tx, {
      action: 'readReferralLetter', subjectKind: 'case', subjectId: call.caseId, areaId: referral.areaId, purpose: 'case_work', fields: ['name', 'address', 'reason'],
    })
    return referral.letterSha256
  })
  const bytes = sha256 === undefined ? undefined : await deps.files.read(sha256)
  return bytes === undefined ? err({ kind: 'not_found' }) : ok({ bytes, mediaType: 'application/pdf' })
}

const longestDays = 366

/** Needs that could not be met in a span, by sector and district. */
export async function countUnmetNeeds(
  deps: Pick<Deps, 'db' | 'regency'>, actor: Actor, asked: { from: string; to: string },
): Promise<Result<{ needs: UnmetNeed[]; districts: { areaId: number; name: string; total: number }[] }, SpanRefused>> {
  const { regency } = deps
  const period = periodOf(asked, { days: longestDays, timeZone: regency.timeZone })
  if (!period.ok) return period
  const counts = await deps.db.asActor(actor, (tx) => countNeeds(tx, period.value))
  const sum = (rows: readonly { readonly count: number }[]): number => rows.reduce((total, row) => total + row.count, 0)
  const needs = [...Map.groupBy(counts, (row) => row.sector)].map(([sector, rows]): UnmetNeed => {
    const of = (state: string): number => sum(rows.filter((row) => row.state === state))
    const name = regency.referrals.sectors.find(({ key }) => key === sector)?.name ?? { id: sector, en: sector }
    return { sector, sectorName: { ...name }, rejected: of('rejected'), notEligible: of('not_eligible'), quotaFull: of('quota_full'), total: sum(rows) }
  })
  const districts = [...Map.groupBy(counts, (row) => row.districtId)]
    .map(([areaId, rows]) => ({ areaId, name: regency.areas.byId.get(areaId)?.name ?? '', total: sum(rows) }))
  return ok({ needs: needs.toSorted((left, right) => right.total - left.total), districts: districts.toSorted((left, right) => right.total - left.total) })
}
