import type { Deps } from '#deps.ts'
import { findObjectionPromise, type ObjectionPromise } from '#modules/people/index.ts'
import { findFamily } from '#modules/registry/family/family.store.ts'
import { listMembers } from '#modules/registry/family/profile.store.ts'
import { codeOf } from '#platform/http/held-code.ts'
import { registerOffice } from '#modules/registry/proposal/proposal.actions.ts'
import { findOwnFamilies, findProposal } from '#modules/registry/proposal/proposal.store.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { ObjectionDraft, ObjectionOutcome, ObjectionProblem, ObjectionReceipt } from './objection.contract.ts'
import { answerBlockedBy, checkObjection, dueOn, type CheckedObjection } from './objection.rules.ts'
import { appealByCode, findObjection, insertObjection, insertObjector, writeAnswer, writeSecondAnswer } from './objection.store.ts'

export type ObjectionDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'regency' | 'clock'>

export interface ObjectionCall {
  readonly actor: Actor
  readonly command: Command
  readonly channel: 'web' | 'counter'
}

type CreateRefused = { readonly kind: 'objection_invalid'; readonly problems: readonly ObjectionProblem[] } | { readonly kind: 'family_unknown' | 'proposal_unknown' }
const notFound = { kind: 'not_found' } as const

/** The promise for objections that holds at a moment. Throws before the first one. */
function promiseAt(deps: Pick<Deps, 'regency'>, now: Date): { today: string; promise: ObjectionPromise } {
  const today = dayOf(now, deps.regency.timeZone)
  const promise = findObjectionPromise(deps.regency, today)
  if (promise === undefined) throw new Error(`no promise for objections holds on ${today}`)
  return { today, promise }
}

/** The last day on which a second look at an answer of now may be asked for. */
export function appealUntil(deps: Pick<Deps, 'regency'>, now: Date): string {
  const { today, promise } = promiseAt(deps, now)
  return dueOn(today, promise.secondLook.askWithin, deps.regency.calendar)
}

/** Takes an objection; its clock starts at once. The same command gives the same receipt. */
export async function createObjection(
  deps: ObjectionDeps, call: ObjectionCall, draft: ObjectionDraft,
): Promise<Result<ObjectionReceipt, CreateRefused | CommandReused>> {
  const checked = checkObjection(draft, deps.regency.areas)
  if (!checked.ok) return err({ kind: 'objection_invalid', problems: checked.error })
  const code = codeOf(deps, 'registry.objection', call.command.id)
  const done = await act<Omit<ObjectionReceipt, 'code'>, CreateRefused>(deps, { ...call, action: 'createObjection' }, async (tx) => {
    const subject = await findSubject(tx, checked.value)
    if (!subject.ok) return subject
    const { today, promise } = promiseAt(deps, tx.now)
    const objection = {
      ...checked.value, ...subject.value, objectionId: newId(), officeId: registerOffice(deps.regency), against: checked.value.proposalId === null ? 'listing' as const : 'proposal' as const,
      commandId: call.command.id, codeMac: code.mac, channel: call.channel, submittedBy: call.channel === 'web' ? null : tx.actor.accountId,
      promiseKey: promise.key, dueOn: dueOn(today, promise.within, deps.regency.calendar),
    }
    await insertObjection(tx, objection)
    await keepObjector(tx, deps, { ...objection, submitter: checked.value.submitter })
    tx.audit({ subjectKind: 'objection', subjectId: objection.objectionId, areaId: objection.areaId, detail: { claim: objection.claim, channel: call.channel } })
    return ok({ objectionId: objection.objectionId, dueOn: objection.dueOn })
  })
  return done.ok ? ok({ ...done.value, code: code.code }) : done
}

async function keepObjector(
  tx: ActTx, deps: ObjectionDeps, of: { objectionId: string; areaId: number; officeId: number; channel: string } & Pick<CheckedObjection, 'submitter'>,
): Promise<void> {
  const { name, phone } = of.submitter
  const accountId = of.channel === 'web' ? tx.actor.accountId : null
  if (name === null && phone === null && accountId === null) return
  await insertObjector(tx, of, { name, accountId, phone: phone === null ? null : { sealed: deps.keys.seal(phone), last4: phone.slice(-4) } })
}

type Subject = { readonly areaId: number; readonly subjectName: string; readonly familyId: string | null }

/** Whom it is about: a proposal, a family of the registry, or somebody described. */
async function findSubject(tx: ActTx, asked: CheckedObjection): Promise<Result<Subject, { readonly kind: 'family_unknown' | 'proposal_unknown' }>> {
  if (asked.proposalId !== null) {
    const proposal = await findProposal(tx, asked.proposalId)
    if (proposal === undefined) return err({ kind: 'proposal_unknown' })
    return ok({ areaId: proposal.areaId, subjectName: proposal.subjectName, familyId: proposal.familyId })
  }
  if (asked.familyId === null) return ok({ areaId: asked.areaId!, subjectName: asked.subjectName!, familyId: null })
  const family = await findFamily(tx, asked.familyId)
  const members = family === undefined ? [] : await listMembers(tx, asked.familyId)
  const head = members.find((member) => member.relation === 'head' && member.memberTo === null) ?? members[0]
  if (family === undefined || head === undefined) return err({ kind: 'family_unknown' })
  return ok({ areaId: family.areaId, subjectName: head.name.slice(0, 120), familyId: asked.familyId })
}

type Blocked = NonNullable<ReturnType<typeof answerBlockedBy>>
type AnswerRefused = { readonly kind: 'not_found' | 'objection_answered' | 'objection_changed' | Blocked }

interface Answering {
  readonly objectionId: string
  readonly seenVersion: number
  readonly outcome: ObjectionOutcome
  readonly answer: string
}

/** The reasoned answer of an office, by somebody other than who wrote the objection down. */
export async function answerObjection(
  deps: ObjectionDeps, call: Omit<ObjectionCall, 'channel'>, asked: Answering,
): Promise<Result<{ state: 'answered' }, AnswerRefused | CommandReused>> {
  return act<{ state: 'answered' }, AnswerRefused>(deps, { ...call, action: 'answerObjection' }, async (tx) => {
    const record = await findObjection(tx, asked.objectionId, true)
    if (record === undefined) return err(notFound)
    if (record.state !== 'open') return err({ kind: 'objection_answered' })
    if (record.version !== asked.seenVersion) return err({ kind: 'objection_changed' })
    const blocked = answerBlockedBy(record, { accountId: tx.actor.accountId, ownFamilyIds: await findOwnFamilies(tx) })
    if (blocked !== null) return err({ kind: blocked })
    await writeAnswer(tx, record, { outcome: asked.outcome, answer: asked.answer, minutesNumber: null, appealUntil: appealUntil(deps, tx.now) })
    tx.audit({ subjectKind: 'objection', subjectId: asked.objectionId, areaId: record.areaId, detail: { outcome: asked.outcome } })
    return ok({ state: 'answered' })
  })
}

/** The holder of the code asks for a second look; its clock starts at once. */
export async function appealObjection(
  deps: ObjectionDeps, call: Omit<ObjectionCall, 'channel'>, asked: { codeMac: Buffer; words: string },
): Promise<Result<{ dueOn: string }, { readonly kind: 'appeal_too_late' } | CommandReused>> {
  return act<{ dueOn: string }, { readonly kind: 'appeal_too_late' }>(deps, { ...call, action: 'appealObjection' }, async (tx) => {
    const { today, promise } = promiseAt(deps, tx.now)
    const due = dueOn(today, promise.secondLook.within, deps.regency.calendar)
    const appealed = await appealByCode(tx, { ...asked, today, dueOn: due })
    if (appealed === undefined) return err({ kind: 'appeal_too_late' })
    tx.audit({ subjectKind: 'objection', subjectId: appealed.objectionId, areaId: appealed.areaId, detail: { dueOn: due } })
    return ok({ dueOn: due })
  })
}

/** The answer after a second look, by somebody other than who answered first. */
export async function answerAppeal(
  deps: ObjectionDeps, call: Omit<ObjectionCall, 'channel'>, asked: Answering,
): Promise<Result<{ state: 'settled' }, { readonly kind: 'not_found' | 'objection_not_appealed' | 'objection_changed' | Blocked } | CommandReused>> {
  return act<{ state: 'settled' }, { readonly kind: 'not_found' | 'objection_not_appealed' | 'objection_changed' | Blocked }>(deps, { ...call, action: 'answerAppeal' }, async (tx) => {
    const record = await findObjection(tx, asked.objectionId, true)
    if (record === undefined) return err(notFound)
    if (record.state !== 'appealed') return err({ kind: 'objection_not_appealed' })
    if (record.version !== asked.seenVersion) return err({ kind: 'objection_changed' })
    const blocked = answerBlockedBy(record, { accountId: tx.actor.accountId, ownFamilyIds: await findOwnFamilies(tx) })
    if (blocked !== null) return err({ kind: blocked })
    await writeSecondAnswer(tx, record, asked)
    tx.audit({ subjectKind: 'objection', subjectId: asked.objectionId, areaId: record.areaId, detail: { outcome: asked.outcome, isSecond: true } })
    return ok({ state: 'settled' })
  })
}
