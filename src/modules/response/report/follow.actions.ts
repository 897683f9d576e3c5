import type { Deps } from '#deps.ts'
import { getArea, getCategory } from '#modules/people/index.ts'
import { confirmAsFollower, confirmSettled, contradict, replyToCase } from '#modules/response/case/case.actions.ts'
import { rulebookAt } from '#modules/response/case/case.rules.ts'
import { findCaseState, listCaseEvents, listCaseStates } from '#modules/response/case/case.store.ts'
import { listSteps } from '#modules/response/plan/plan.store.ts'
import type { Command } from '#platform/act.ts'
import { publicActor, type Actor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { err, type Result } from '#platform/result.ts'
import type { FollowView } from './follow.contract.ts'
import { countOpenQuestions, followView, promiseOf, stepOf } from './follow.rules.ts'
import { readPhotoToken } from '#platform/files/photo-token.ts'
import { receiptOf } from './receipt.actions.ts'
import { reportLimits, type OwnReport } from './report.contract.ts'
import { insertPhotos, listOwnReports as listOwnRows, type OpenedReceipt } from './report.store.ts'
import { cleanText, lengthOf } from '#platform/words.ts'

export type FollowDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'files' | 'regency' | 'clock'>

/** The holder of a receipt code: nobody by name, with one case open. */
export function holderOf(deps: Pick<FollowDeps, 'regency'>, receipt: OpenedReceipt): Actor {
  return { ...publicActor(deps.regency.regencyId), caseIds: [receipt.caseId] }
}

/** How a report goes, for the holder of its code. */
export async function followReport(deps: FollowDeps, receipt: OpenedReceipt): Promise<FollowView> {
  const now = deps.clock.now()
  return deps.db.asActor(holderOf(deps, receipt), async (tx) => {
    const state = await findCaseState(tx, receipt.caseId)
    if (state === undefined) throw new Error(`report ${receipt.reportId} has no case`)
    const events = await listCaseEvents(tx, receipt.caseId, 0)
    const steps = await listSteps(tx, receipt.caseId)
    return followView(state, events.filter((event) => event.shownToReporter), { now, steps, rulebook: rulebookAt(deps.regency, now), ...receipt })
  })
}

export type FollowRefused = { readonly kind: string }

/** What a holder adds: words, photos by their tokens, or both. */
export interface Addition {
  readonly words: string
  readonly photos: readonly string[]
}

/** Checks words from the follow-up page: something must be there, and not too much of it. */
export function checkAddition(addition: Addition): 'words_missing' | 'too_long' | 'too_many_photos' | undefined {
  const words = cleanText(addition.words)
  if (words === '' && addition.photos.length === 0) return 'words_missing'
  if (lengthOf(words) > reportLimits.storyLength) return 'too_long'
  return addition.photos.length > reportLimits.photos ? 'too_many_photos' : undefined
}

/** The holder answers a question or adds what is new. */
export async function addToReport(
  deps: FollowDeps, call: { receipt: OpenedReceipt; command: Command }, addition: Addition,
): Promise<Result<unknown, FollowRefused>> {
  const photos = addition.photos.flatMap((token) => readPhotoToken(token, deps.keys.mac) ?? [])
  const { caseId, reportId } = call.receipt
  return replyToCase(deps, { actor: holderOf(deps, call.receipt), command: call.command, caseId }, {
    reportId, follows: call.receipt.follows, words: cleanText(addition.words), photoCount: photos.length,
    also: async (tx, eventSeq) => {
      const state = await findCaseState(tx, caseId)
      const areaId = state?.facts.areaId ?? 0
      await insertPhotos(tx, { reportId, caseId, areaId, eventSeq, photos: photos.map((photo) => ({ ...photo, photoId: newId() })) })
    },
  })
}

/** The holder says whether it helped; "not yet" opens the case again, with the reason. */
export async function judgeReport(
  deps: FollowDeps, call: { receipt: OpenedReceipt; command: Command }, judgement: { helped: boolean; words: string },
): Promise<Result<unknown, FollowRefused>> {
  const reporter = { actor: holderOf(deps, call.receipt), command: call.command, caseId: call.receipt.caseId }
  const { reportId, follows } = call.receipt
  if (judgement.helped) return follows ? confirmAsFollower(deps, reporter, { reportId }) : confirmSettled(deps, reporter)
  const words = cleanText(judgement.words)
  if (words === '') return err({ kind: 'words_missing' })
  return contradict(deps, reporter, { words, reportId, follows })
}

const pageSize = 20

/** The reports that a signed-in person sent, with how far each is; `next` asks for the older ones. */
export async function listOwnReports(
  deps: FollowDeps, actor: Actor, query: { after?: string | undefined },
): Promise<{ items: OwnReport[]; next: string | null }> {
  const now = deps.clock.now()
  const before = query.after === undefined ? new Date(now.getTime() + 1) : new Date(query.after)
  const found = await deps.db.asActor(actor, (tx) => listOwnRows(tx, before, pageSize + 1))
  const rows = found.slice(0, pageSize)
  const reader = { ...publicActor(actor.regencyId), caseIds: rows.map((row) => row.caseId) }
  const states = await deps.db.asActor(reader, (tx) => listCaseStates(tx, reader.caseIds))
  const stateOf = new Map(states.map((state) => [state.facts.caseId, state]))
  const rulebook = rulebookAt(deps.regency, now)
  const items = rows.flatMap((row) => {
    const state = stateOf.get(row.caseId)
    if (state === undefined) return []
    const promise = promiseOf(state, { now, rulebook })
    return [{
      reportId: row.reportId, receiptCode: receiptOf(deps, row.commandId).code, receivedAt: row.receivedAt.toISOString(),
      category: row.category, categoryName: { ...getCategory(deps.regency, row.category).name },
      areaId: row.areaId, placeName: getArea(deps.regency.areas, row.areaId).name, subjectName: row.subjectName, step: stepOf(state),
      answerDueAt: promise.state === 'answered' ? null : promise.dueAt.toISOString(), openQuestions: countOpenQuestions(state),
    }]
  })
  return { items, next: found.length > pageSize ? (rows.at(-1)?.receivedAt.toISOString() ?? null) : null }
}
