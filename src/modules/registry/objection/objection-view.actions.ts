import { getArea } from '#modules/people/index.ts'
import { findOwnFamilies } from '#modules/registry/proposal/proposal.store.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { ObjectionDeps } from './objection.actions.ts'
import type { ObjectionDetail, ObjectionRow, ObjectionState } from './objection.contract.ts'
import { answerBlockedBy, clockOf } from './objection.rules.ts'
import { findObjection, findObjector, listObjectionRecords, type ObjectionRecord } from './objection.store.ts'

const notFound = { kind: 'not_found' } as const

function rowOf(deps: ObjectionDeps, record: ObjectionRecord): ObjectionRow {
  const { objectionId, claim, state, subjectName, areaId } = record
  const answeredAt = state === 'appealed' || state === 'settled' ? record.secondAnsweredAt : record.answeredAt
  const dayIn = (moment: Date): string => dayOf(moment, deps.regency.timeZone)
  return {
    objectionId, claim, state, subjectName, areaId, villageName: getArea(deps.regency.areas, areaId).name, submittedAt: record.submittedAt.toISOString(), dueOn: record.dueOn,
    ...clockOf({ dueOn: record.dueOn, answeredOn: answeredAt === null ? null : dayIn(answeredAt) }, dayIn(deps.clock.now())),
  }
}

const pageLength = 50

const waiting: readonly ObjectionState[] = ['open', 'appealed']
const answered: readonly ObjectionState[] = ['answered', 'settled']
const statesOf = { open: waiting, late: waiting, answered, all: [...waiting, ...answered] } as const
type Show = keyof typeof statesOf

/** Objections, what is due first; names are shown, so the look is noted. */
export async function listObjections(
  deps: ObjectionDeps, actor: Actor, query: { show: Show; familyId?: string | undefined; after?: string | undefined },
): Promise<Result<{ items: ObjectionRow[]; next: string | null }, { readonly kind: 'cursor_unknown' }>> {
  const [, due, id] = /^(\d{4}-\d{2}-\d{2})_([0-9a-f]{8}-[0-9a-f-]{27})$/.exec(query.after ?? '') ?? []
  if (query.after !== undefined && (due === undefined || Number.isNaN(Date.parse(due)))) return err({ kind: 'cursor_unknown' })
  return deps.db.asActor(actor, async (tx) => {
    const found = await listObjectionRecords(tx, {
      states: statesOf[query.show], familyId: query.familyId, lateOn: query.show === 'late' ? dayOf(tx.now, deps.regency.timeZone) : undefined,
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

function appealOf(record: ObjectionRecord): ObjectionDetail['appeal'] {
  const { appealedAt, appealWords, secondAnswer, secondOutcome, secondAnsweredByName, secondAnsweredAt } = record
  if (appealedAt === null || appealWords === null) return null
  return {
    words: appealWords, at: appealedAt.toISOString(), answer: secondAnswer, outcome: secondOutcome, answeredByName: secondAnsweredByName,
    answeredAt: secondAnsweredAt?.toISOString() ?? null,
  }
}

/** One objection; the look is noted. Who objected is not in it. */
export async function getObjection(deps: ObjectionDeps, actor: Actor, objectionId: string): Promise<Result<ObjectionDetail, typeof notFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const record = await findObjection(tx, objectionId)
    if (record === undefined) return err(notFound)
    await auditRead(tx, {
      action: 'getObjection', subjectKind: 'objection', subjectId: objectionId, areaId: record.areaId, purpose: 'proposal', fields: ['name', 'address', 'words', 'answer'],
    })
    const doer = { accountId: tx.actor.accountId, ownFamilyIds: await findOwnFamilies(tx) }
    const { version, against, familyId, proposalId, subjectAddress, words, answer, outcome, answeredByName, minutesNumber } = record
    return ok({
      ...rowOf(deps, record), version, against, familyId, proposalId, subjectAddress, words, answer, outcome, answeredByName, minutesNumber,
      answeredAt: record.answeredAt?.toISOString() ?? null, hasObjector: true, appealUntil: record.appealUntil, appeal: appealOf(record),
      blockedBy: answerBlockedBy(record, doer),
    })
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
