import { dayOf } from '#platform/day.ts'
import { getArea, isUrbanVillage } from '#modules/people/index.ts'
import { appealUntil } from '#modules/registry/objection/objection.actions.ts'
import { findObjection, reopenAnswers, writeAnswer } from '#modules/registry/objection/objection.store.ts'
import { noFamily, takeStep, type LaterAct, type StepRefused } from '#modules/registry/proposal/proposal.rules.ts'
import { findOwnFamilies, listSteps, lockProposals, writeStep } from '#modules/registry/proposal/proposal.store.ts'
import { act, type ActTx, type CommandReused } from '#platform/act.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { messages } from '#web/i18n/index.ts'
import { lockMeeting, stepDeliberation, type DeliberationCall, type DeliberationDeps, type DeliberationDone, type Meeting, type NotFound } from './deliberation.actions.ts'
import { minutesNumber, takeDeliberationStep, type DeliberationRefused } from './deliberation.rules.ts'
import { takeSeriesNo, updateDeliberation } from './deliberation.store.ts'
import { makeMinutes } from './minutes.actions.ts'

type CloseRefused = DeliberationRefused | NotFound | { readonly kind: 'agenda_item_unready' | 'own_step' | 'own_household' }
type Closed = DeliberationDone & { readonly number: string }

/** Ends a meeting: number, minutes and every decision in one transaction, or nothing at all. */
export async function closeDeliberation(
  deps: DeliberationDeps, call: DeliberationCall, asked: { deliberationId: string; seenVersion: number },
): Promise<Result<Closed, CloseRefused | CommandReused>> {
  return act<Closed, CloseRefused>(deps, call, async (tx) => {
    const meeting = await lockMeeting(tx, deps, asked.deliberationId)
    if (meeting === undefined) return err({ kind: 'not_found' })
    const taken = takeDeliberationStep(meeting.facts, 'close', asked.seenVersion)
    if (!taken.ok) return taken
    const village = getArea(deps.regency.areas, meeting.record.areaId)
    const year = Number(dayOf(tx.now, deps.regency.timeZone).slice(0, 4))
    const no = await takeSeriesNo(tx, { areaId: village.areaId, year })
    const number = minutesNumber({ no, year }, { code: village.code, isUrban: isUrbanVillage(village.areaId) })
    const decided = await carryOut(tx, deps, { meeting, number })
    if (!decided.ok) return decided
    const made = await makeMinutes(deps, { ...meeting, meeting: meeting.record, number, quorum: meeting.facts.quorum, closedAt: tx.now })
    const version = await updateDeliberation(tx, meeting.record, { state: 'closed', closed: { ...made, at: tx.now, year, no, number } })
    tx.audit({
      subjectKind: 'deliberation', subjectId: asked.deliberationId, areaId: village.areaId,
      detail: { number, sha256: made.sha256, items: meeting.items.length },
    })
    return ok({ state: 'closed', version, number })
  })
}

/** Every decision takes effect: proposals go on or end, objections are answered. */
async function carryOut(
  tx: ActTx, deps: Pick<DeliberationDeps, 'regency'>, { meeting, number }: { meeting: Meeting; number: string },
): Promise<Result<undefined, CloseRefused>> {
  const proposals = await lockProposals(tx, meeting.items.flatMap((item) => item.proposalId ?? []))
  const steps = await listSteps(tx, proposals.map((proposal) => proposal.proposalId))
  const doer = { accountId: tx.actor.accountId, ownFamilyIds: await findOwnFamilies(tx) }
  for (const { proposalId, decision } of meeting.items) {
    if (proposalId === null) continue
    const proposal = proposals.find((each) => each.proposalId === proposalId)
    if (proposal === undefined) return err({ kind: 'agenda_item_unready' })
    const asked: LaterAct = decision!.decision === 'agreed' ? 'agree' : 'decline'
    const taken = takeStep({ ...proposal, steps: steps.filter((step) => step.proposalId === proposalId) }, asked, doer)
    if (!taken.ok) return err({ kind: refusalOf(taken.error) })
    const ballot = decision!.ballot === 'vote' ? `${decision!.votesFor} : ${decision!.votesAgainst}` : messages('id').deliberation.ballots.consensus
    await writeStep(tx, proposal, { act: asked, to: taken.value, words: decision!.reason, detail: { minutes: number, ballot } })
  }
  return answerObjections(tx, deps, { meeting, number })
}

function refusalOf(refused: StepRefused): 'agenda_item_unready' | 'own_step' | 'own_household' {
  return refused.kind === 'own_step' || refused.kind === 'own_household' ? refused.kind : 'agenda_item_unready'
}

async function answerObjections(
  tx: ActTx, deps: Pick<DeliberationDeps, 'regency'>, { meeting, number }: { meeting: Meeting; number: string },
): Promise<Result<undefined, CloseRefused>> {
  for (const { objectionId, decision } of meeting.items) {
    if (objectionId === null) continue
    const objection = await findObjection(tx, objectionId, true)
    if (objection?.state !== 'open') return err({ kind: 'agenda_item_unready' })
    await writeAnswer(tx, objection, { outcome: decision!.decision === 'agreed' ? 'upheld' : 'dismissed', answer: decision!.reason, minutesNumber: number, appealUntil: appealUntil(deps, tx.now) })
  }
  return ok(undefined)
}

type WithdrawRefused = DeliberationRefused | NotFound | { readonly kind: 'minutes_in_use' }

/** The minutes count no more: what they decided goes back to the village, unless a later step already rests on it. */
export async function withdrawMinutes(
  deps: DeliberationDeps, call: DeliberationCall, asked: { deliberationId: string; seenVersion: number; reason: string },
): Promise<Result<DeliberationDone, WithdrawRefused | CommandReused>> {
  return stepDeliberation<{ readonly kind: 'minutes_in_use' }>(deps, call, {
    ...asked, act: 'withdraw',
    work: async (tx, meeting) => {
      const proposals = await lockProposals(tx, meeting.items.flatMap((item) => item.proposalId ?? []))
      for (const proposal of proposals) {
        const taken = takeStep({ ...proposal, steps: [] }, 'reopen', { accountId: tx.actor.accountId, ownFamilyIds: noFamily })
        if (!taken.ok) return err({ kind: 'minutes_in_use' as const })
        await writeStep(tx, proposal, { act: 'reopen', to: taken.value, words: asked.reason, detail: { minutes: meeting.record.number ?? '' } })
      }
      await reopenAnswers(tx, meeting.items.flatMap((item) => item.objectionId ?? []))
      return ok({ ended: { at: tx.now, reason: asked.reason } })
    },
  })
}
