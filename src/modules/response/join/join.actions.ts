import { getCaseArea } from '#modules/response/case/case-view.store.ts'
import { purposeOf } from '#modules/response/protection/protection.store.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { dayOf } from '#platform/day.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { Regency } from '#modules/people/index.ts'
import { actOnCase, writeDecision, type CaseCall, type CaseDeps, type NotFound } from '#modules/response/case/case.actions.ts'
import type { ReadDeps } from '#modules/response/case/case-view.actions.ts'
import { categoryName, placeNames } from '#modules/response/case/case-view.rules.ts'
import type { CaseState, Decision } from '#modules/response/case/case.rules.ts'
import { enterCases, findCaseState, lockCase } from '#modules/response/case/case.store.ts'
import { isUnfinished } from '#modules/response/plan/plan.rules.ts'
import { listSteps } from '#modules/response/plan/plan.store.ts'
import { similarReasons, similarScore, type Likeness } from '#modules/response/triage/similar.rules.ts'
import { vocabularyOf } from '#modules/response/triage/spoken-words.rules.ts'
import type { JoinedCase, SimilarCase } from './join.contract.ts'
import * as rules from './join.rules.ts'
import { endJoin, findJoin, insertJoin, listJoins, listNearCaseIds, listToldCases, type NearCase, type StandingJoin } from './join.store.ts'

const mostShown = 5

/** Cases that may be about the same as one, with reasons. Their stories are shown, so the look is noted. */
export async function readSimilarCases(
  deps: ReadDeps, call: { actor: Actor; caseId: string },
): Promise<Result<{ items: SimilarCase[]; joinedTo: JoinedCase | null; followers: JoinedCase[] }, NotFound>> {
  return deps.db.asActor(call.actor, async (tx) => {
    if ((await enterCases(tx, [call.caseId])).length === 0) return err({ kind: 'not_found' as const })
    const items = await findSimilar(tx, deps.regency, call.caseId)
    const { joinedTo, followers } = await listJoinsInScope(tx, call.caseId)
    if (items.length > 0) {
      await auditRead(tx, {
        action: 'listSimilarCases', subjectKind: 'case', subjectId: call.caseId, areaId: await getCaseArea(tx, call.caseId), purpose: await purposeOf(tx, call.caseId),
        fields: ['story', ...items.map((item) => item.caseNumber)],
      })
    }
    return ok({ items, joinedTo, followers })
  })
}

/** The joins of a case as far as its reader's scope shows the other case. */
async function listJoinsInScope(tx: Tx, caseId: string): Promise<{ joinedTo: JoinedCase | null; followers: JoinedCase[] }> {
  const all = await listJoins(tx, caseId)
  const others = [...(all.joinedTo === null ? [] : [all.joinedTo.caseId]), ...all.followers.map((each) => each.caseId)]
  const inScope = new Set(await enterCases(tx, others))
  const isInScope = (joined: JoinedCase): boolean => inScope.has(joined.caseId)
  const { joinedTo, followers } = await listJoins(tx, caseId)
  return { joinedTo: joinedTo !== null && isInScope(joinedTo) ? joinedTo : null, followers: followers.filter(isInScope) }
}

async function findSimilar(tx: Tx, regency: Regency, caseId: string): Promise<SimilarCase[]> {
  const day = dayOf(tx.now, regency.timeZone)
  const rule = regency.triage.duplicates.find((each) => each.from <= day && (each.to === null || day <= each.to))
  if (rule === undefined) return []
  const near = await enterCases(tx, await listNearCaseIds(tx, { caseId, withinDays: rule.withinDays }))
  const told = await listToldCases(tx, [caseId, ...near])
  const own = told.find((each) => each.caseId === caseId)
  if (own === undefined) return []
  const vocabulary = vocabularyOf(regency.triage)
  const likeness = likenessOf(own)
  return told.filter((each) => each !== own).map((each) => {
    const reasons = similarReasons(likeness, likenessOf(each), vocabulary)
    return similarCase(each, { reasons, regency })
  }).filter((each) => each.score >= rule.suggestFrom).toSorted((left, right) => right.score - left.score).slice(0, mostShown)
}

function likenessOf(told: NearCase): Likeness {
  const { story, category, subjectName, personId, familyId, areaId, lat, lng } = told
  return {
    story, category, subjectName, personId, familyId, areaId, point: lat === null || lng === null ? null : { lat, lng },
    photoHashes: told.photos.flatMap((photo) => photo.hash ?? []),
  }
}

function similarCase(told: NearCase, { reasons, regency }: { reasons: ReturnType<typeof similarReasons>; regency: Regency }): SimilarCase {
  const { villageName, districtName } = placeNames(regency, told.areaId)
  return {
    caseId: told.caseId, caseNumber: told.caseNumber, status: told.status, openedAt: told.openedAt.toISOString(),
    categoryName: categoryName(regency, told.category), placeName: villageName ?? districtName, story: told.story, subjectName: told.subjectName,
    photos: told.photos.map(({ photoId }) => ({ photoId })), score: similarScore(reasons), reasons: reasons.map((reason) => ({ ...reason, words: [...reason.words] })),
  }
}

/** Joins a case to another one; its reporter follows that from now on. */
export async function joinCase(deps: CaseDeps, call: CaseCall, input: { seenVersion: number; intoCaseId: string; reason: string }) {
  let into: CaseState | undefined
  let ended: rules.Ended | undefined
  let unfinished: readonly string[] = []
  type Refused = rules.JoinRefused | { readonly kind: 'join_itself' | 'join_unknown' | 'joined_already' }
  return actOnCase(deps, call, {
    action: 'joinCase', seen: { act: 'join', seenVersion: input.seenVersion },
    decide: async (state, acting, tx): Promise<Result<Decision, Refused>> => {
      if (input.intoCaseId === call.caseId) return err({ kind: 'join_itself' })
      into = (await lockCase(tx, input.intoCaseId)) ? await findCaseState(tx, input.intoCaseId) : undefined
      if (into === undefined) return err({ kind: 'join_unknown' })
      if ((await findJoin(tx, input.intoCaseId)) !== undefined || (await findJoin(tx, call.caseId)) !== undefined) return err({ kind: 'joined_already' })
      unfinished = (await listSteps(tx, call.caseId)).filter(isUnfinished).map((step) => step.title)
      const decided = rules.joinCase(state, { into, reason: input.reason }, acting)
      if (decided.ok) ended = decided.value.ended
      return decided
    },
    also: async (tx, decision, acting) => {
      await insertJoin(tx, { joinId: newId(), caseId: call.caseId, intoCaseId: input.intoCaseId, reason: input.reason, ended: ended! })
      await writeDecision(tx, acting.rulebook, { before: into!, decision: rules.welcomeFollower(into!, { case: decision.after, unfinished }, acting) })
    },
  })
}

/** Takes a join back. */
export async function undoJoin(deps: CaseDeps, call: CaseCall, input: { reason: string }) {
  let join: StandingJoin | undefined
  return actOnCase(deps, call, {
    action: 'undoJoin',
    decide: async (state, acting, tx): Promise<Result<Decision, { readonly kind: 'not_joined' | 'office_not_on_case' }>> => {
      join = await findJoin(tx, call.caseId)
      return join === undefined ? err({ kind: 'not_joined' }) : rules.undoJoin(state, { ended: join.ended, reason: input.reason }, acting)
    },
    also: (tx) => endJoin(tx, join!.joinId),
  })
}
