import type { Deps } from '#deps.ts'
import { findObjectionPromise, getArea } from '#modules/people/index.ts'
import { findFamily } from '#modules/registry/family/family.store.ts'
import { listMembers } from '#modules/registry/family/profile.store.ts'
import { codeOf } from '#modules/registry/proposal/code.actions.ts'
import { registerOffice } from '#modules/registry/proposal/proposal.actions.ts'
import { findOwnFamily, findProposal } from '#modules/registry/proposal/proposal.store.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { ObjectionDetail, ObjectionDraft, ObjectionOutcome, ObjectionProblem, ObjectionReceipt, ObjectionRow } from './objection.contract.ts'
import { checkObjection, clockOf, dueOn, type CheckedObjection } from './objection.rules.ts'
import { findObjection, findObjector, insertObjection, insertObjector, listObjectionRecords, writeAnswer, type ObjectionRecord } from './objection.store.ts'

export type ObjectionDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'regency' | 'clock'>

export interface ObjectionCall {
  readonly actor: Actor
  readonly command: Command
  readonly channel: 'web' | 'counter'
}

type CreateRefused = { readonly kind: 'objection_invalid'; readonly problems: readonly ObjectionProblem[] } | { readonly kind: 'family_unknown' | 'proposal_unknown' }
const notFound = { kind: 'not_found' } as const

/** Takes an objection; its clock starts at once. The same command gives the same receipt. */
export async function createObjection(
  deps: ObjectionDeps, call: ObjectionCall, draft: ObjectionDraft,
): Promise<Result<ObjectionReceipt, CreateRefused | CommandReused>> {
  const checked = checkObjection(draft, deps.regency.areas)
  if (!checked.ok) return err({ kind: 'objection_invalid', problems: checked.error })
  const code = codeOf(deps, 'objection', call.command.id)
  const done = await act<Omit<ObjectionReceipt, 'code'>, CreateRefused>(deps, { ...call, action: 'createObjection' }, async (tx) => {
    const subject = await findSubject(tx, checked.value)
    if (!subject.ok) return subject
    const today = dayOf(tx.now, deps.regency.timeZone)
    const promise = findObjectionPromise(deps.regency, today)
    if (promise === undefined) throw new Error(`no promise for objections holds on ${today}`)
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

function rowOf(deps: ObjectionDeps, record: ObjectionRecord): ObjectionRow {
  const { objectionId, claim, state, subjectName, areaId } = record
  const dayIn = (moment: Date): string => dayOf(moment, deps.regency.timeZone)
  return {
    objectionId, claim, state, subjectName, areaId, villageName: getArea(deps.regency.areas, areaId).name, submittedAt: record.submittedAt.toISOString(), dueOn: record.dueOn,
    ...clockOf({ dueOn: record.dueOn, answeredOn: record.answeredAt === null ? null : dayIn(record.answeredAt) }, dayIn(deps.clock.now())),
  }
}

const pageLength = 50

/** Objections, what is due first; names are shown, so the look is noted. */
export async function listObjections(
  deps: ObjectionDeps, actor: Actor, query: { show: 'open' | 'late' | 'answered'; after?: string | undefined },
): Promise<Result<{ items: ObjectionRow[]; next: string | null }, { readonly kind: 'cursor_unknown' }>> {
  const [, due, id] = /^(\d{4}-\d{2}-\d{2})_([0-9a-f]{8}-[0-9a-f-]{27})$/.exec(query.after ?? '') ?? []
  if (query.after !== undefined && (due === undefined || Number.isNaN(Date.parse(due)))) return err({ kind: 'cursor_unknown' })
  return deps.db.asActor(actor, async (tx) => {
    const found = await listObjectionRecords(tx, {
      state: query.show === 'late' ? undefined : query.show, lateOn: query.show === 'late' ? dayOf(tx.now, deps.regency.timeZone) : undefined,
      after: due === undefined || id === undefined ? null : { dueOn: due, id }, limit: pageLength + 1,
    })
    const shown = found.slice(0, pageLength)
    if (shown.length > 0) {
      await auditRead(tx, {
        action: 'listObjections', subjectKind: 'objection', subjectId: `${shown[0]!.objectionId} … ${shown.at(-1)!.objectionId}`, purpose: 'proposal',
        fields: ['name', ...shown.map((each) => each.objectionId)],
      })
    }
    const last = found.length > pageLength ? shown.at(-1)! : undefined
    return ok({ items: shown.map((record) => rowOf(deps, record)), next: last === undefined ? null : `${last.dueOn}_${last.objectionId}` })
  })
}

/** One objection; the look is noted. Who objected is not in it. */
export async function getObjection(deps: ObjectionDeps, actor: Actor, objectionId: string): Promise<Result<ObjectionDetail, typeof notFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const record = await findObjection(tx, objectionId)
    if (record === undefined) return err(notFound)
    await auditRead(tx, {
      action: 'getObjection', subjectKind: 'objection', subjectId: objectionId, areaId: record.areaId, purpose: 'proposal', fields: ['name', 'address', 'words', 'answer'],
    })
    const { version, against, familyId, proposalId, subjectAddress, words, answer, outcome, answeredByName, minutesNumber } = record
    return ok({
      ...rowOf(deps, record), version, against, familyId, proposalId, subjectAddress, words, answer, outcome, answeredByName, minutesNumber,
      answeredAt: record.answeredAt?.toISOString() ?? null, hasObjector: true,
    })
  })
}

type AnswerRefused = { readonly kind: 'not_found' | 'objection_answered' | 'objection_changed' | 'own_step' | 'own_household' }

/** The reasoned answer of an office, by somebody other than who wrote the objection down. */
export async function answerObjection(
  deps: ObjectionDeps, call: Omit<ObjectionCall, 'channel'>, asked: { objectionId: string; seenVersion: number; outcome: ObjectionOutcome; answer: string },
): Promise<Result<{ state: 'answered' }, AnswerRefused | CommandReused>> {
  return act<{ state: 'answered' }, AnswerRefused>(deps, { ...call, action: 'answerObjection' }, async (tx) => {
    const record = await findObjection(tx, asked.objectionId, true)
    if (record === undefined) return err(notFound)
    if (record.state !== 'open') return err({ kind: 'objection_answered' })
    if (record.version !== asked.seenVersion) return err({ kind: 'objection_changed' })
    if (record.submittedBy !== null && record.submittedBy === tx.actor.accountId) return err({ kind: 'own_step' })
    if (record.familyId !== null && record.familyId === (await findOwnFamily(tx))) return err({ kind: 'own_household' })
    await writeAnswer(tx, record, { outcome: asked.outcome, answer: asked.answer, minutesNumber: null })
    tx.audit({ subjectKind: 'objection', subjectId: asked.objectionId, areaId: record.areaId, detail: { outcome: asked.outcome } })
    return ok({ state: 'answered' })
  })
}

/** Who objected, for a reason; the look is noted before it is given. */
export async function revealObjector(
  deps: ObjectionDeps, actor: Actor, asked: { objectionId: string; reason: string },
): Promise<Result<{ name: string | null; phone: string | null }, { readonly kind: 'not_found' | 'submitter_unknown' }>> {
  return deps.db.asActor(actor, async (tx) => {
    const record = await findObjection(tx, asked.objectionId)
    if (record === undefined) return err(notFound)
    const objector = await findObjector(tx, asked.objectionId)
    if (objector === undefined) return err({ kind: 'submitter_unknown' as const })
    await auditRead(tx, {
      action: 'revealObjector', subjectKind: 'objection', subjectId: asked.objectionId, areaId: record.areaId, purpose: asked.reason, fields: ['name', 'phone'],
    })
    return ok({ name: objector.name, phone: objector.phoneSealed === null ? null : deps.keys.open(objector.phoneSealed) })
  })
}
