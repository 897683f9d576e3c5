import { sql, type RawBuilder } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { Tx } from '#platform/db/db.ts'
import { familyCluster, type NewSubmitter } from '#modules/registry/proposal/proposal.store.ts'
import type { ObjectionClaim, ObjectionOutcome, ObjectionState } from './objection.contract.ts'

export interface NewObjection {
  readonly objectionId: string
  readonly areaId: number
  readonly officeId: number
  readonly against: 'listing' | 'proposal'
  readonly claim: ObjectionClaim
  readonly commandId: string
  readonly codeMac: Buffer
  readonly channel: 'web' | 'counter'
  readonly submittedBy: string | null
  readonly familyId: string | null
  readonly proposalId: string | null
  readonly subjectName: string
  readonly subjectAddress: string | null
  readonly words: string
  readonly promiseKey: string
  readonly dueOn: string
}

/** Stores an objection; what was said cannot be changed afterwards. */
export async function insertObjection(tx: Tx, objection: NewObjection): Promise<void> {
  await sql`
    insert into registry.objection (regency_id, objection_id, area_id, office_id, against, claim, state, version, command_id, code_mac, channel,
      submitted_at, submitted_by, family_id, proposal_id, subject_name, subject_address, words, promise_key, due_on)
    values (${tx.regencyId}, ${objection.objectionId}, ${objection.areaId}, ${objection.officeId}, ${objection.against}, ${objection.claim}, 'open', 1,
      ${objection.commandId}, ${objection.codeMac}, ${objection.channel}, ${tx.now}, ${objection.submittedBy}, ${objection.familyId}::uuid,
      ${objection.proposalId}::uuid, ${objection.subjectName}, ${objection.subjectAddress}, ${objection.words}, ${objection.promiseKey},
      ${objection.dueOn})`.execute(tx.db)
}

/** Keeps who objected, apart from what was said. */
export async function insertObjector(tx: Tx, objection: Pick<NewObjection, 'objectionId' | 'areaId' | 'officeId'>, objector: NewSubmitter): Promise<void> {
  await sql`
    insert into registry.objector (regency_id, objection_id, area_id, office_id, name, phone_sealed, phone_last4, account_id, submitted_at)
    values (${tx.regencyId}, ${objection.objectionId}, ${objection.areaId}, ${objection.officeId}, ${objector.name}, ${objector.phone?.sealed ?? null},
      ${objector.phone?.last4 ?? null}, ${objector.accountId}, ${tx.now})`.execute(tx.db)
}

export interface ObjectionRecord extends Omit<NewObjection, 'commandId' | 'codeMac' | 'promiseKey'> {
  readonly state: ObjectionState
  readonly version: number
  readonly submittedAt: Date
  readonly answeredAt: Date | null
  readonly answeredByName: string | null
  readonly outcome: ObjectionOutcome | null
  readonly answer: string | null
  readonly minutesNumber: string | null
  readonly answeredBy: string | null
  readonly appealUntil: string | null
  readonly appealedAt: Date | null
  readonly appealWords: string | null
  readonly secondAnsweredAt: Date | null
  readonly secondAnsweredByName: string | null
  readonly secondOutcome: ObjectionOutcome | null
  readonly secondAnswer: string | null
}

const columns = sql`objection_id as "objectionId", area_id as "areaId", office_id as "officeId", against, claim, state, version, channel,
  submitted_at as "submittedAt", submitted_by as "submittedBy", family_id as "familyId", proposal_id as "proposalId", subject_name as "subjectName",
  subject_address as "subjectAddress", words, due_on as "dueOn", answered_at as "answeredAt", answered_by_name as "answeredByName", outcome, answer,
  minutes_number as "minutesNumber", answered_by as "answeredBy", appeal_until as "appealUntil", appealed_at as "appealedAt",
  appeal_words as "appealWords", second_answered_at as "secondAnsweredAt", second_answered_by_name as "secondAnsweredByName",
  second_outcome as "secondOutcome", second_answer as "secondAnswer"`

/** An objection of the actor's reach; `isLocked` holds it until the transaction ends. */
export async function findObjection(tx: Tx, objectionId: string, isLocked = false): Promise<ObjectionRecord | undefined> {
  const { rows } = await sql<ObjectionRecord>`
    select ${columns} from registry.objection where regency_id = ${tx.regencyId} and objection_id = ${objectionId}::uuid
    ${isLocked ? sql`for update` : sql``}`.execute(tx.db)
  return rows[0]
}

/** Objections in the order in which they are due; `after` goes on behind a due day and id. */
export async function listObjectionRecords(
  tx: Tx, question: {
    states: readonly ObjectionState[]; lateOn: string | undefined; familyId: string | undefined; after: { dueOn: string; id: string } | null; limit: number
  },
): Promise<readonly ObjectionRecord[]> {
  const { states, lateOn, familyId, after } = question
  const wanted: RawBuilder<unknown>[] = [sql`regency_id = ${tx.regencyId}`, sql`state = any(${[...states]}::text[])`]
  if (familyId !== undefined) wanted.push(sql`family_id in ${familyCluster(tx, familyId)}`)
  if (lateOn !== undefined) wanted.push(sql`due_on < ${lateOn}::date`)
  if (after !== null) wanted.push(sql`(due_on, objection_id) > (${after.dueOn}::date, ${after.id}::uuid)`)
  const { rows } = await sql<ObjectionRecord>`
    select ${columns} from registry.objection where ${sql.join(wanted, sql` and `)} order by due_on, objection_id limit ${question.limit}`.execute(tx.db)
  return rows
}

export interface ObjectionAnswer {
  readonly outcome: ObjectionOutcome
  readonly answer: string
  readonly minutesNumber: string | null
  /** The last day on which a second look may be asked for. */
  readonly appealUntil: string
}

/** Writes the answer; the clock stops with it. */
export async function writeAnswer(tx: Tx, objection: ObjectionRecord, answer: ObjectionAnswer): Promise<void> {
  await sql`
    update registry.objection set state = 'answered', version = ${objection.version + 1}, answered_at = ${tx.now}, answered_by = ${tx.actor.accountId},
      answered_by_name = ${tx.actor.name}, outcome = ${answer.outcome}, answer = ${answer.answer}, minutes_number = ${answer.minutesNumber},
      appeal_until = ${answer.appealUntil}
    where regency_id = ${tx.regencyId} and objection_id = ${objection.objectionId}`.execute(tx.db)
}

/** Writes the answer after a second look; nothing follows it. */
export async function writeSecondAnswer(tx: Tx, objection: ObjectionRecord, answer: Pick<ObjectionAnswer, 'outcome' | 'answer'>): Promise<void> {
  await sql`
    update registry.objection set state = 'settled', version = ${objection.version + 1}, second_answered_at = ${tx.now},
      second_answered_by = ${tx.actor.accountId}, second_answered_by_name = ${tx.actor.name}, second_outcome = ${answer.outcome},
      second_answer = ${answer.answer}
    where regency_id = ${tx.regencyId} and objection_id = ${objection.objectionId}`.execute(tx.db)
}

/** The holder of a code asks for a second look; undefined when it cannot be asked for, or not any more. */
export async function appealByCode(
  tx: Tx, appeal: { codeMac: Buffer; words: string; today: string; dueOn: string },
): Promise<{ objectionId: string; areaId: number } | undefined> {
  const { rows } = await sql<{ objectionId: string; areaId: number }>`
    select objection_id as "objectionId", area_id as "areaId"
    from registry.appeal_objection(${tx.regencyId}, ${appeal.codeMac}, ${appeal.words}, ${tx.now}, ${appeal.today}, ${appeal.dueOn})`.execute(tx.db)
  return rows[0]
}

/** Opens an objection again whose answer came from minutes that were withdrawn. */
export async function reopenAnswers(tx: Tx, objectionIds: readonly string[]): Promise<void> {
  await sql`
    update registry.objection set state = 'open', version = version + 1, answered_at = null, answered_by = null, answered_by_name = null,
      outcome = null, answer = null, minutes_number = null, appeal_until = null, due_on = coalesce(first_due_on, due_on), appealed_at = null,
      appeal_words = null, first_due_on = null, second_answered_at = null, second_answered_by = null, second_answered_by_name = null,
      second_outcome = null, second_answer = null
    where regency_id = ${tx.regencyId} and objection_id = any(${[...objectionIds]}::uuid[])`.execute(tx.db)
}

/** Who objected. */
export async function findObjector(tx: Tx, objectionId: string): Promise<{ name: string | null; phoneSealed: Buffer | null } | undefined> {
  const { rows } = await sql<{ name: string | null; phoneSealed: Buffer | null }>`
    select name, phone_sealed as "phoneSealed" from registry.objector where regency_id = ${tx.regencyId} and objection_id = ${objectionId}::uuid`.execute(tx.db)
  return rows[0]
}

export interface OpenedObjection extends ObjectionAnswerSeen {
  readonly claim: ObjectionClaim
  readonly state: ObjectionState
  readonly areaId: number
  readonly submittedAt: Date
  readonly dueOn: string
}

export interface ObjectionAnswerSeen {
  readonly answeredAt: Date | null
  readonly outcome: ObjectionOutcome | null
  readonly answer: string | null
  readonly minutesNumber: string | null
  readonly appealUntil: string | null
  readonly appealedAt: Date | null
  readonly appealWords: string | null
  readonly secondAnsweredAt: Date | null
  readonly secondOutcome: ObjectionOutcome | null
  readonly secondAnswer: string | null
}

/** What a code opens, by its keyed hash. */
export async function findObjectionByCode(tx: Tx, codeMac: Buffer): Promise<OpenedObjection | undefined> {
  const { rows } = await sql<OpenedObjection>`
    select claim, state, area_id as "areaId", submitted_at as "submittedAt", due_on as "dueOn", answered_at as "answeredAt", outcome, answer,
      minutes_number as "minutesNumber", appeal_until as "appealUntil", appealed_at as "appealedAt", appeal_words as "appealWords",
      second_answered_at as "secondAnsweredAt", second_outcome as "secondOutcome", second_answer as "secondAnswer"
    from registry.open_objection(${tx.regencyId}, ${codeMac})`.execute(tx.db)
  return rows[0]
}

/** Objections without an answer; the second one is given by somebody else than the first. */
export const objectionPile: Pile = {
  key: 'objections', grants: ['registry.objection.answer'],
  rows: (tx) => sql`select from registry.objection where regency_id = ${tx.regencyId}
    and (state = 'open' or state = 'appealed' and answered_by is distinct from ${tx.actor.accountId}::uuid)`,
}
