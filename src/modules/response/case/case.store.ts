import { sql } from 'kysely'
import type { Measure, Rung, Span } from '#modules/people/regency/regency.contract.ts'
import type { CaseClock, Pause, Warned } from '#modules/response/clock/clock.contract.ts'
import { getOffice } from '#modules/people/regency/regency.rules.ts'
import type { Tx } from '#platform/db/db.ts'
import { dueAt } from '#modules/response/clock/clock.rules.ts'
import { nextDueAt, sweepAt, type CaseEvent, type CaseFacts, type CaseState, type Question, type Rulebook, type Task } from './case.rules.ts'
import { handlersOf } from '#modules/response/protection/handlers.rules.ts'
import type { RungMove } from './case.contract.ts'
import type { Escalation } from './outcome.rules.ts'
import { standsAt } from '#modules/response/follow-move/follow-move.rules.ts'
import { urgencyNumber, urgencyOf } from './urgency-number.rules.ts'

/** A case before and after an act, with what happened. `before` is undefined for a new case. */
export interface CaseChange {
  readonly before: CaseState | undefined
  readonly after: CaseState
  readonly events: readonly CaseEvent[]
  readonly escalations: readonly Escalation[]
}

/** Opens a case that is being made to this transaction, and gives its number. */
export async function enterNewCase(tx: Tx, caseId: string, year: number): Promise<string> {
  const { rows } = await sql<{ number: number }>`select response.enter_new_case(${caseId}::uuid) as number`.execute(tx.db)
  return `K-${year}-${String(rows[0]?.number).padStart(6, '0')}`
}

/** Of the cases named, those that the actor's scope shows; what hangs on them can be read from now on. */
export async function enterCases(tx: Tx, caseIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ case_id: string }>`
    select case_id from response.enter_cases(${tx.regencyId}, ${caseIds}::uuid[]) as case_id`.execute(tx.db)
  const [caseId] = caseIds
  if (rows.length === 0 && caseIds.length === 1 && caseId !== undefined && (await enterByGlass(tx, caseId))) return caseIds
  return rows.map((row) => row.case_id)
}

/** Locks one case until the transaction ends and enters it; false where the actor's scope does not show it. */
export async function lockCase(tx: Tx, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`select response.lock_case(${tx.regencyId}, ${caseId}::uuid) as locked`.execute(tx.db)
  if (rows[0]?.locked === true) return true
  return (await enterByGlass(tx, caseId)) && lockOpened(tx, caseId)
}

/** A protected case whose glass the actor has broken is entered like one that their scope shows. */
async function enterByGlass(tx: Tx, caseId: string): Promise<boolean> {
  if (!tx.actor.grants.has('response.case.read')) return false
  const { rows } = await sql<{ entered: boolean }>`
    select response.enter_by_glass(${tx.regencyId}, ${caseId}::uuid, ${tx.now}) as entered`.execute(tx.db)
  return rows[0]?.entered ?? false
}

async function lockOpened(tx: Tx, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`select response.lock_case(${tx.regencyId}, ${caseId}::uuid) as locked`.execute(tx.db)
  return rows[0]?.locked ?? false
}

/** Locks the cases that the sweep has something to do on, the longest waiting first; those that somebody works on are left for the next pass. */
export async function lockCasesToSweep(tx: Tx, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ case_id: string }>`
    select case_id from response.case_file
    where regency_id = ${tx.regencyId} and sweep_at <= ${tx.now}
    order by sweep_at limit ${limit} for update skip locked`.execute(tx.db)
  return rows.map((row) => row.case_id)
}

/** Holds some cases until the transaction ends; in the order of their ids, so that two never wait for one another. Gives those that are there. */
export async function lockCases(tx: Tx, caseIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ case_id: string }>`
    select case_id from response.case_file where regency_id = ${tx.regencyId} and case_id = any(${caseIds}::uuid[])
    order by case_id for update`.execute(tx.db)
  return rows.map((row) => row.case_id)
}

/** The states of entered cases. */
export async function listCaseStates(tx: Tx, caseIds: readonly string[]): Promise<readonly CaseState[]> {
  const { rows } = await sql<CaseRow>`
    select c.case_id, c.case_number, c.area_id, c.district_id, c.left_area_ids, c.category, c.channel, c.danger, c.urgency, c.restricted,
      c.named_handlers,
      c.barred_account_ids, c.barred_office_ids, c.summary, c.photo_count, c.person_id, c.family_id,
      c.reporter_can_reply, c.status, c.rung, c.lead_office_id, c.office_ids, c.opened_at, c.answered_at, c.resolved_at, c.closes_at, c.closed_at,
      c.verdict, c.version, c.moved_at, c.moved_by, c.stopped_steps,
      (select coalesce(json_agg(t order by t.opened_at, t.task_id), '[]') from response.task t
        where t.regency_id = c.regency_id and t.case_id = c.case_id) as tasks,
      (select coalesce(json_agg(json_build_object(
          'clock_id', k.clock_id, 'task_id', k.task_id, 'measure', k.measure, 'promise_key', k.promise_key, 'promise_version', k.promise_version,
          'within_unit', k.within_unit, 'within_amount', k.within_amount, 'started_at', k.started_at, 'stopped_at', k.stopped_at, 'warned', k.warned,
          'pauses', (select coalesce(json_agg(p order by p.started_at), '[]') from response.clock_pause p
            where p.regency_id = k.regency_id and p.case_id = k.case_id and p.clock_id = k.clock_id),
          'escalated_to', (select coalesce(json_agg(e.rung order by e.due_at), '[]') from response.escalation e
            where e.regency_id = k.regency_id and e.case_id = k.case_id and e.clock_id = k.clock_id)
        ) order by k.started_at, k.task_id nulls first, k.measure desc, k.due_at, k.clock_id), '[]') from response.clock k
        where k.regency_id = c.regency_id and k.case_id = c.case_id) as clocks,
      (select coalesce(json_agg(q order by q.asked_seq), '[]') from response.question q
        where q.regency_id = c.regency_id and q.case_id = c.case_id) as questions
    from response.case_file c
    where c.regency_id = ${tx.regencyId} and c.case_id = any(${caseIds}::uuid[])`.execute(tx.db)
  return rows.map(stateOfRow)
}

/** The state of one entered case; undefined when there is none. */
export async function findCaseState(tx: Tx, caseId: string): Promise<CaseState | undefined> {
  return (await listCaseStates(tx, [caseId]))[0]
}

/** What happened on an entered case after a version, in order; what the actor may not see is left out. */
export async function listCaseEvents(tx: Tx, caseId: string, afterVersion: number): Promise<readonly CaseEvent[]> {
  const { rows } = await sql<CaseEvent>`
    select seq, kind, at, done_by as "by", by_account_id as "byAccountId", by_name as "byName", by_office_id as "byOfficeId", task_id as "taskId",
      words, detail, shown_to_reporter as "shownToReporter"
    from response.case_event
    where regency_id = ${tx.regencyId} and case_id = ${caseId}::uuid and seq > ${afterVersion}
    order by seq limit 1000`.execute(tx.db)
  return rows
}

/** Writes what changed on any number of cases in one statement; every row is put where it belongs or brought up to date. */
export async function saveCases(tx: Tx, changes: readonly CaseChange[], rulebook: Rulebook): Promise<void> {
  const rows = changes.map((change) => changedRows(change, rulebook))
  const json = <K extends keyof ChangedRows>(key: K): string => JSON.stringify(rows.flatMap((row) => row[key]))
  const regencyId = sql`${tx.regencyId}::int`
  await sql`
    with case_file as (
      insert into response.case_file (regency_id, case_id, case_number, area_id, district_id, category, channel, danger, urgency, restricted,
        named_handlers, handler_ids, barred_account_ids, barred_office_ids, summary, photo_count,
        person_id, family_id, reporter_can_reply, status, rung, lead_office_id, office_ids, opened_at, answered_at, resolved_at, closes_at,
        closed_at, verdict, version, next_due_at, sweep_at, moved_at, moved_by, left_area_ids, stopped_steps)
      select ${regencyId}, * from jsonb_to_recordset(${json('files')}::jsonb) as r (case_id uuid, case_number text, area_id int,
        district_id int, category text, channel text, danger boolean, urgency smallint,
        restricted boolean, named_handlers jsonb, handler_ids uuid[], barred_account_ids uuid[], barred_office_ids int[], summary text,
        photo_count int, person_id uuid, family_id uuid,
        reporter_can_reply boolean, status text, rung text, lead_office_id int, office_ids int[], opened_at timestamptz, answered_at timestamptz,
        resolved_at timestamptz, closes_at timestamptz, closed_at timestamptz, verdict text, version int, next_due_at timestamptz,
        sweep_at timestamptz, moved_at timestamptz, moved_by text, left_area_ids int[], stopped_steps smallint)
      on conflict (regency_id, case_id) do update set area_id = excluded.area_id, district_id = excluded.district_id, category = excluded.category,
        urgency = excluded.urgency, restricted = excluded.restricted, named_handlers = excluded.named_handlers, handler_ids = excluded.handler_ids,
        barred_account_ids = excluded.barred_account_ids, barred_office_ids = excluded.barred_office_ids, status = excluded.status,
        rung = excluded.rung, lead_office_id = excluded.lead_office_id, office_ids = excluded.office_ids, answered_at = excluded.answered_at,
        resolved_at = excluded.resolved_at, closes_at = excluded.closes_at, closed_at = excluded.closed_at, verdict = excluded.verdict,
        version = excluded.version, next_due_at = excluded.next_due_at, sweep_at = excluded.sweep_at,
        moved_at = excluded.moved_at, moved_by = excluded.moved_by, left_area_ids = excluded.left_area_ids, stopped_steps = excluded.stopped_steps
    ), task as (
      insert into response.task (regency_id, case_id, task_id, area_id, district_id, category, urgency,
        restricted, handler_ids, barred_account_ids, barred_office_ids, office_id, from_office_id, status,
        holder_account_id, holder_name, opened_at, answered_at, finished_at, result, next_due_at, returns_at, returned_at, is_arrival)
      select ${regencyId}, * from jsonb_to_recordset(${json('tasks')}::jsonb) as r (case_id uuid, task_id uuid, area_id int, district_id int,
        category text, urgency smallint, restricted boolean, handler_ids uuid[], barred_account_ids uuid[], barred_office_ids int[], office_id int,
        from_office_id int, status text, holder_account_id uuid, holder_name text, opened_at timestamptz,
        answered_at timestamptz, finished_at timestamptz, result text, next_due_at timestamptz, returns_at timestamptz, returned_at timestamptz,
        is_arrival boolean)
      on conflict (regency_id, case_id, task_id) do update set area_id = excluded.area_id, district_id = excluded.district_id,
        category = excluded.category, urgency = excluded.urgency, restricted = excluded.restricted, handler_ids = excluded.handler_ids,
        barred_account_ids = excluded.barred_account_ids, barred_office_ids = excluded.barred_office_ids, office_id = excluded.office_id,
        from_office_id = excluded.from_office_id, status = excluded.status, holder_account_id = excluded.holder_account_id,
        holder_name = excluded.holder_name, answered_at = excluded.answered_at, finished_at = excluded.finished_at, result = excluded.result,
        next_due_at = excluded.next_due_at, returns_at = excluded.returns_at, returned_at = excluded.returned_at
    ), clock as (
      insert into response.clock (regency_id, case_id, clock_id, task_id, measure, promise_key, promise_version, within_unit, within_amount,
        started_at, stopped_at, warned, due_at)
      select ${regencyId}, * from jsonb_to_recordset(${json('clocks')}::jsonb) as r (case_id uuid, clock_id uuid, task_id uuid, measure text,
        promise_key text, promise_version date, within_unit text, within_amount numeric, started_at timestamptz, stopped_at timestamptz,
        warned smallint, due_at timestamptz)
      on conflict (regency_id, case_id, clock_id) do update set stopped_at = excluded.stopped_at, warned = excluded.warned, due_at = excluded.due_at
    ), clock_pause as (
      insert into response.clock_pause (regency_id, case_id, clock_id, started_at, until_at, ended_at, reason)
      select ${regencyId}, * from jsonb_to_recordset(${json('pauses')}::jsonb) as r (case_id uuid, clock_id uuid, started_at timestamptz,
        until_at timestamptz, ended_at timestamptz, reason text)
      on conflict (regency_id, case_id, clock_id, started_at) do update set ended_at = excluded.ended_at
    ), question as (
      insert into response.question (regency_id, case_id, question_id, task_id, asked_seq, asked_at, until_at, ended_at)
      select ${regencyId}, * from jsonb_to_recordset(${json('questions')}::jsonb) as r (case_id uuid, question_id uuid, task_id uuid,
        asked_seq int, asked_at timestamptz, until_at timestamptz, ended_at timestamptz)
      on conflict (regency_id, case_id, question_id) do update set ended_at = excluded.ended_at
    ), escalation as (
      insert into response.escalation (regency_id, case_id, clock_id, rung, office_id, due_at, escalated_at)
      select ${regencyId}, * from jsonb_to_recordset(${json('escalations')}::jsonb) as r (case_id uuid, clock_id uuid, rung text,
        office_id int, due_at timestamptz, escalated_at timestamptz)
    )
    insert into response.case_event (regency_id, case_id, seq, kind, at, done_by, by_account_id, by_name, by_office_id, task_id, words, detail,
      shown_to_reporter)
    select ${regencyId}, * from jsonb_to_recordset(${json('events')}::jsonb) as r (case_id uuid, seq int, kind text, at timestamptz,
      done_by text, by_account_id uuid, by_name text, by_office_id int, task_id uuid, words text, detail jsonb,
      shown_to_reporter boolean)`.execute(tx.db)
}

type Row = Readonly<Record<string, unknown>>

interface ChangedRows {
  readonly files: readonly Row[]
  readonly tasks: readonly Row[]
  readonly clocks: readonly Row[]
  readonly pauses: readonly Row[]
  readonly questions: readonly Row[]
  readonly events: readonly Row[]
  readonly escalations: readonly Row[]
}

/** The rows that differ from what is stored, so that an act writes little. */
function changedRows(change: CaseChange, rulebook: Rulebook): ChangedRows {
  const after = rowsOf(change.after, rulebook)
  const before = change.before === undefined ? [] : Object.values(rowsOf(change.before, rulebook)).flat()
  const stored = new Set(before.map((row) => JSON.stringify(row)))
  const changed = (rows: readonly Row[]): readonly Row[] => (stored.size === 0 ? rows : rows.filter((row) => !stored.has(JSON.stringify(row))))
  const { caseId } = change.after.facts
  return {
    files: after.files, tasks: changed(after.tasks), clocks: changed(after.clocks), pauses: changed(after.pauses),
    questions: changed(after.questions),
    events: change.events.map((event) => ({
      case_id: caseId, seq: event.seq, kind: event.kind, at: event.at, done_by: event.by, by_account_id: event.byAccountId, by_name: event.byName,
      by_office_id: event.byOfficeId, task_id: event.taskId, words: event.words, detail: event.detail, shown_to_reporter: event.shownToReporter,
    })),
    escalations: change.escalations.map(({ clockId, rung, officeId, dueAt: due }) => ({
      case_id: caseId, clock_id: clockId, rung, office_id: officeId, due_at: due, escalated_at: change.events[0]?.at,
    })),
  }
}

/** The smaller the number, the more urgent: an index puts danger first. */

const never = 'infinity'

function rowsOf(state: CaseState, rulebook: Rulebook): Omit<ChangedRows, 'events' | 'escalations'> {
  const { facts } = state
  const own = { case_id: facts.caseId }
  const seen = {
    restricted: facts.restricted, handler_ids: [...handlersOf(state)], barred_account_ids: facts.barredAccountIds,
    barred_office_ids: facts.barredOfficeIds,
  }
  return {
    files: [{
      ...own, case_number: facts.caseNumber, area_id: facts.areaId, district_id: facts.districtId, category: facts.category, channel: facts.channel,
      danger: facts.danger, urgency: urgencyNumber[facts.urgency], ...seen, named_handlers: facts.namedHandlers,
      summary: facts.summary, photo_count: facts.photoCount, person_id: facts.personId, family_id: facts.familyId,
      reporter_can_reply: facts.reporterCanReply, status: facts.status, rung: facts.rung, lead_office_id: facts.leadOfficeId,
      office_ids: facts.officeIds, opened_at: facts.openedAt, answered_at: facts.answeredAt, resolved_at: facts.resolvedAt,
      closes_at: facts.closesAt, closed_at: facts.closedAt, verdict: facts.verdict, version: facts.version,
      next_due_at: nextDueAt(state, () => true, rulebook) ?? never, sweep_at: sweepAt(state, rulebook),
      moved_at: facts.moved?.at ?? null, moved_by: facts.moved?.by ?? null, left_area_ids: facts.leftAreaIds, stopped_steps: facts.stoppedSteps,
    }],
    tasks: state.tasks.map((task) => ({
      ...own, task_id: task.taskId, ...placeOfTask(task, facts, rulebook.regency), category: facts.category,
      urgency: urgencyNumber[facts.urgency], ...seen, office_id: task.officeId,
      from_office_id: task.fromOfficeId, status: task.status, holder_account_id: task.holderAccountId, holder_name: task.holderName,
      opened_at: task.openedAt, answered_at: task.answeredAt,
      finished_at: task.finishedAt, result: task.result, next_due_at: nextDueAt(state, (clock) => clock.taskId === task.taskId, rulebook) ?? never,
      returns_at: task.returnsAt, returned_at: task.returnedAt, is_arrival: task.isArrival,
    })),
    clocks: state.clocks.map((clock) => ({
      ...own, clock_id: clock.clockId, task_id: clock.taskId, measure: clock.measure, promise_key: clock.promiseKey,
      promise_version: clock.promiseVersion, ...spanColumns(clock.within), started_at: clock.startedAt, stopped_at: clock.stoppedAt,
      warned: clock.warned,
      due_at: dueAt(clock, rulebook.calendar),
    })),
    pauses: state.clocks.flatMap((clock) => clock.pauses.map((pause) => ({
      ...own, clock_id: clock.clockId, started_at: pause.startedAt, until_at: pause.until, ended_at: pause.endedAt, reason: pause.reason,
    }))),
    questions: state.questions.map((question) => ({
      ...own, question_id: question.questionId, task_id: question.taskId, asked_seq: question.askedSeq, asked_at: question.askedAt,
      until_at: question.until, ended_at: question.endedAt,
    })),
  }
}

/** A task lies where its case does; one of an office that handles it where the family lived before, there. */
function placeOfTask(
  { officeId }: Task, { areaId, districtId, leftAreaIds }: CaseFacts, regency: Rulebook['regency'],
): { area_id: number; district_id: number } {
  const left = leftAreaIds.find((each) => standsAt(getOffice(regency, officeId), each) && !standsAt(getOffice(regency, officeId), areaId))
  return left === undefined ? { area_id: areaId, district_id: districtId } : { area_id: left, district_id: Math.floor(left / 10_000) }
}

function spanColumns(within: Span): { within_unit: string; within_amount: number } {
  if ('hours' in within) return { within_unit: 'hours', within_amount: within.hours }
  if ('days' in within) return { within_unit: 'days', within_amount: within.days }
  if ('workingHours' in within) return { within_unit: 'working_hours', within_amount: within.workingHours }
  return { within_unit: 'working_days', within_amount: within.workingDays }
}

function spanOf(unit: string, amount: number): Span {
  if (unit === 'hours') return { hours: amount }
  if (unit === 'working_hours') return { workingHours: amount }
  return unit === 'days' ? { days: amount } : { workingDays: amount }
}

interface CaseRow {
  readonly case_id: string
  readonly case_number: string
  readonly area_id: number
  readonly district_id: number
  readonly left_area_ids: number[]
  readonly category: string
  readonly channel: CaseFacts['channel']
  readonly danger: boolean
  readonly urgency: number
  readonly restricted: boolean
  readonly named_handlers: { accountId: string; name: string }[]
  readonly barred_account_ids: string[]
  readonly barred_office_ids: number[]
  readonly summary: string
  readonly photo_count: number
  readonly person_id: string | null
  readonly family_id: string | null
  readonly reporter_can_reply: boolean
  readonly status: CaseFacts['status']
  readonly rung: Rung
  readonly lead_office_id: number
  readonly office_ids: number[]
  readonly opened_at: Date
  readonly answered_at: Date | null
  readonly resolved_at: Date | null
  readonly closes_at: Date | null
  readonly closed_at: Date | null
  readonly verdict: CaseFacts['verdict']
  readonly version: number
  readonly moved_at: Date | null
  readonly moved_by: RungMove | null
  readonly stopped_steps: number
  readonly tasks: readonly TaskJson[]
  readonly clocks: readonly ClockJson[]
  readonly questions: readonly QuestionJson[]
}

// Inside JSON the moments are texts.
interface TaskJson {
  readonly task_id: string
  readonly office_id: number
  readonly from_office_id: number | null
  readonly status: Task['status']
  readonly holder_account_id: string | null
  readonly holder_name: string | null
  readonly returns_at: string | null
  readonly returned_at: string | null
  readonly is_arrival: boolean
  readonly opened_at: string
  readonly answered_at: string | null
  readonly finished_at: string | null
  readonly result: Task['result']
}

interface ClockJson {
  readonly clock_id: string
  readonly task_id: string | null
  readonly measure: Measure
  readonly promise_key: string
  readonly promise_version: string
  readonly within_unit: string
  readonly within_amount: number
  readonly started_at: string
  readonly stopped_at: string | null
  readonly warned: Warned
  readonly pauses: readonly { started_at: string; until_at: string; ended_at: string | null; reason: Pause['reason'] }[]
  readonly escalated_to: readonly Rung[]
}

interface QuestionJson {
  readonly question_id: string
  readonly task_id: string
  readonly asked_seq: number
  readonly asked_at: string
  readonly until_at: string
  readonly ended_at: string | null
}

function stateOfRow(row: CaseRow): CaseState {
  return {
    facts: {
      caseId: row.case_id, caseNumber: row.case_number, areaId: row.area_id, districtId: row.district_id, leftAreaIds: row.left_area_ids,
      stoppedSteps: row.stopped_steps, category: row.category,
      channel: row.channel, danger: row.danger, urgency: urgencyOf(row.urgency), restricted: row.restricted,
      namedHandlers: row.named_handlers, barredAccountIds: row.barred_account_ids, barredOfficeIds: row.barred_office_ids, summary: row.summary,
      photoCount: row.photo_count, personId: row.person_id,
      familyId: row.family_id, reporterCanReply: row.reporter_can_reply, status: row.status, rung: row.rung, leadOfficeId: row.lead_office_id,
      officeIds: row.office_ids, openedAt: row.opened_at, answeredAt: row.answered_at, resolvedAt: row.resolved_at, closesAt: row.closes_at,
      closedAt: row.closed_at, verdict: row.verdict, version: row.version,
      moved: row.moved_at === null || row.moved_by === null ? null : { at: row.moved_at, by: row.moved_by },
    },
    tasks: row.tasks.map((task): Task => ({
      taskId: task.task_id, officeId: task.office_id, fromOfficeId: task.from_office_id, status: task.status,
      holderAccountId: task.holder_account_id, holderName: task.holder_name, returnsAt: moment(task.returns_at), returnedAt: moment(task.returned_at),
      isArrival: task.is_arrival, openedAt: new Date(task.opened_at),
      answeredAt: moment(task.answered_at), finishedAt: moment(task.finished_at), result: task.result,
    })),
    clocks: row.clocks.map((clock): CaseClock => ({
      clockId: clock.clock_id, taskId: clock.task_id, measure: clock.measure, promiseKey: clock.promise_key, promiseVersion: clock.promise_version,
      within: spanOf(clock.within_unit, clock.within_amount), startedAt: new Date(clock.started_at), stoppedAt: moment(clock.stopped_at),
      pauses: clock.pauses.map((pause) => ({
        startedAt: new Date(pause.started_at), until: new Date(pause.until_at), endedAt: moment(pause.ended_at), reason: pause.reason,
      })),
      escalatedTo: clock.escalated_to, warned: clock.warned,
    })),
    questions: row.questions.map((question): Question => ({
      questionId: question.question_id, taskId: question.task_id, askedSeq: question.asked_seq, askedAt: new Date(question.asked_at),
      until: new Date(question.until_at), endedAt: moment(question.ended_at),
    })),
  }
}

function moment(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
