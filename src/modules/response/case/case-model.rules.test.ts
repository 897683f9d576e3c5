import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadRegency } from '#modules/people/index.ts'
import type { Result } from '#platform/result.ts'
import { regencyDir } from '../../../../test/template.ts'
import { dueAt, stateOf } from '#modules/response/clock/clock.rules.ts'
import { dueEscalations } from '#modules/response/ladder/ladder.rules.ts'
import { climbOf, isOpen, openCase, rulebookAt, sweepAt, type Acting, type CaseState, type Decision, type Task } from './case.rules.ts'
import { closeBySilence, concludeCase, confirmCase, escalateCase, placeCase, reopenCase, type Escalation } from './outcome.rules.ts'
import { coverTask, returnIdleTasks } from './cover.rules.ts'
import { handDownCase, handUpCase } from './hand-up.rules.ts'
import { remindOffices } from './reminder.rules.ts'
import { arriveVisit, standingOf } from '#modules/response/field/field.rules.ts'
import { followMove } from '#modules/response/follow-move/follow-move.rules.ts'
import { joinCase, undoJoin, type Ended } from '#modules/response/join/join.rules.ts'
import { setUrgency } from './urgency.rules.ts'
import { barFromCase, protectCase } from '#modules/response/protection/protection.rules.ts'
import { judgeReport } from '#modules/response/set-apart/set-apart.rules.ts'
import { sortCase } from '#modules/response/triage/triage.rules.ts'
import { replayCase } from '#modules/response/clock/replay-case.rules.ts'
import { replayClocks } from '#modules/response/clock/replay.rules.ts'
import * as work from './task.rules.ts'

const regency = loadRegency(regencyDir)
const villages = [...regency.areas.byId.values()].filter((area) => area.kind === 'village')
const offices = regency.offices.filter((office) => office.rung === 'regency').map((office) => office.officeId)
const start = new Date('2026-11-25T02:00:00Z').getTime()
const minute = 60_000

interface Step {
  readonly act: string
  readonly minutes: number
  readonly office: number
  readonly task: number
  readonly target: number
}

const acts = [
  'take', 'assign', 'cover', 'hand_up', 'hand_down', 'urgency', 'visit', 'arrive', 'answer', 'ask', 'reply', 'refer', 'hand_over', 'hand_back', 'note', 'finish', 'conclude', 'confirm', 'reopen', 'place', 'move', 'protect', 'accuse', 'sort', 'abuse',
  'join', 'unjoin', 'unjoin', 'sweep', 'sweep', 'sweep',
]
// Minutes may be negative: somebody set the clock back.
const step = fc.record({
  act: fc.constantFrom(...acts), minutes: fc.integer({ min: -480, max: 1_200 }), office: fc.nat(40), task: fc.nat(40), target: fc.nat(400),
})

/** The other case that this one may be joined to, and what the join ended. */
interface Other {
  readonly case: CaseState
  ended: Ended | undefined
}

function act(state: CaseState, each: Step, acting: Acting, other: Other): Result<Decision, unknown> {
  const task = state.tasks[each.task % state.tasks.length]!
  const asHolder = { ...acting, officeId: task.officeId }
  const asSome = { ...acting, officeId: state.facts.officeIds[each.office % state.facts.officeIds.length]! }
  const asLead = { ...acting, officeId: state.facts.leadOfficeId }
  const officeId = offices[each.target % offices.length]!
  const reporter: Acting = { ...acting, by: 'reporter', officeId: null, accountId: null, name: '' }
  const deeds: Record<string, () => Result<Decision, unknown>> = {
    take: () => work.takeTask(state, { taskId: task.taskId }, asHolder),
    answer: () => work.answerCase(state, { words: 'words' }, asSome),
    ask: () => work.askReporter(state, { taskId: task.taskId, words: 'words' }, asHolder),
    reply: () => work.replyToOffice(state, { words: 'words' }, reporter),
    refer: () => work.referCase(state, { officeId, reason: 'reason' }, asSome),
    hand_over: () => work.handOverTask(state, { taskId: task.taskId, officeId, reason: 'reason' }, asHolder),
    hand_back: () => work.handBackTask(state, { taskId: task.taskId, reason: 'reason' }, asHolder),
    note: () => work.noteCase(state, { words: 'words' }, asSome),
    finish: () => work.finishTask(state, { taskId: task.taskId, result: 'served', words: 'words' }, asHolder),
    conclude: () => concludeCase(state, { verdict: 'helped', words: 'words', withdrawOpenTasks: each.target % 2 === 0 }, asLead),
    assign: () => work.assignTask(state, { taskId: task.taskId, officer: { accountId: 'other', name: 'Other' } }, asHolder),
    cover: () => coverAs(state, task, each.target % 2 === 0 ? null : { accountId: 'deputy', name: 'Deputy' }, acting),
    hand_up: () => handUpCase(state, { reason: 'reason' }, asLead),
    hand_down: () => handDownCase(state, { reason: 'reason' }, asSome),
    urgency: () => setUrgency(state, { urgency: (['danger', 'urgent', 'ordinary'] as const)[each.target % 3]!, reason: 'reason' }, asLead),
    visit: () => work.recordVisit(state, { visitId: 'visit', visitedAt: acting.at }, asSome),
    arrive: () => arriveAs(state, { task, hungry: each.target % 2 === 0 }, asSome),
    confirm: () => confirmCase(state, {}, reporter),
    // What was joined goes on by taking the join back.
    reopen: () => (other.ended === undefined ? reopenCase(state, { words: 'words' }, reporter) : { ok: false, error: 'it is joined' }),
    join: () => joinAs(state, asLead, other),
    unjoin: () => unjoinAs(state, asLead, other),
    move: () => moveAs(state, { to: villages[each.target % villages.length]!.areaId, isBack: each.office % 3 === 0 }, acting),
    protect: () => protectCase(state, { reason: 'reason' }, asSome),
    accuse: () => barFromCase(state, { accountIds: ['someone'], officeIds: each.target % 2 === 0 ? [task.officeId] : [], reason: 'reason' }, asSome),
    sort: () => sortCase(state, { category: regency.categories[each.target % regency.categories.length]!.code, urgency: 'urgent', reason: 'reason' }, asLead),
    abuse: () => judgeReport(state, { look: { state: 'abuse_proposed', firstBy: 'other' }, isAbuse: each.target % 4 === 0, reason: 'reason' }, asSome),
    place: () => placeCase(state, { areaId: villages[each.target % villages.length]!.areaId, reason: 'reason' }, asLead),
  }
  return deeds[each.act]!()
}

function arriveAs(state: CaseState, { task, hungry }: { task: Task; hungry: boolean }, acting: Acting): Result<Decision, unknown> {
  const shown = regency.findings.filter((finding) => hungry && finding.key === 'hungry')
  const standing = standingOf(state, { taskId: task.taskId, estranged: null }, acting)
  const visit = { visitId: 'visit', taskId: task.taskId, outcome: 'met', standing, found: { shown, opens: [] }, raised: new Set<string>() } as const
  return { ok: true, value: arriveVisit(state, visit, acting) }
}

function moveAs(state: CaseState, move: { to: number; isBack: boolean }, acting: Acting): Result<Decision, unknown> {
  const system: Acting = { ...acting, by: 'system', officeId: null, accountId: null, name: '' }
  const decision = followMove(state, { ...move, relocationId: 'move', from: state.facts.areaId }, system)
  return decision === undefined ? { ok: false, error: 'the case is closed' } : { ok: true, value: decision }
}

function joinAs(state: CaseState, acting: Acting, other: Other): Result<Decision, unknown> {
  const joined = joinCase(state, { into: other.case, reason: 'reason' }, acting)
  if (joined.ok) other.ended = joined.value.ended
  return joined
}

function unjoinAs(state: CaseState, acting: Acting, other: Other): Result<Decision, unknown> {
  if (other.ended === undefined) return { ok: false, error: 'it is not joined' }
  const undone = undoJoin(state, { ended: other.ended, reason: 'reason' }, acting)
  if (undone.ok) other.ended = undefined
  return undone
}

function coverAs(state: CaseState, task: Task, deputy: { accountId: string; name: string } | null, acting: Acting): Result<Decision, unknown> {
  const system: Acting = { ...acting, by: 'system', officeId: null, accountId: null, name: '' }
  const decision = coverTask(state, { taskId: task.taskId, accountId: task.holderAccountId ?? 'nobody', deputy }, system)
  return decision === undefined ? { ok: false, error: 'nobody holds it' } : { ok: true, value: decision }
}

/** What holds after every step, whatever was done. */
function checkInvariants(before: CaseState, decision: Decision, at: Date): void {
  const { after, events } = decision
  const { calendar } = rulebookAt(regency, at)
  expect(after.facts.version).toBe(before.facts.version + events.length)
  expect(events.map((event) => event.seq)).toEqual(events.map((_event, index) => before.facts.version + index + 1))
  expect(before.facts.officeIds.every((officeId) => after.facts.officeIds.includes(officeId))).toBe(true)
  expect(after.facts.officeIds).toContain(after.facts.leadOfficeId)
  expect(after.tasks.every((task) => after.facts.officeIds.includes(task.officeId))).toBe(true)
  expect(after.tasks.every((task) => isOpen(task) === (task.result === null))).toBe(true)
  expect(after.tasks.every((task) => task.returnsAt === null || (task.holderAccountId !== null && isOpen(task))), 'only what is held returns').toBe(true)
  expect(after.tasks.every((task) => (task.holderAccountId === null) === (task.holderName === null))).toBe(true)
  for (const clock of before.clocks) {
    const now = after.clocks.find((each) => each.clockId === clock.clockId)
    expect(now, 'a clock never disappears').toBeDefined()
    expect(now!.startedAt).toBe(clock.startedAt)
    expect(now!.within).toBe(clock.within)
    // Only asking and replying may move a due time, because only they pause.
    const mayMove = events.some((event) => event.kind === 'asked' || event.kind === 'replied') || now!.stoppedAt !== clock.stoppedAt
    if (!mayMove) expect(dueAt(now!, calendar)).toEqual(dueAt(clock, calendar))
    expect(clock.measure === 'completion' || now!.pauses.length === 0, 'a first response never pauses').toBe(true)
  }
  if (after.facts.status !== 'open') expect(after.clocks.every((clock) => clock.stoppedAt !== null)).toBe(true)
  const leadWorks = after.tasks.some((task) => task.officeId === after.facts.leadOfficeId && isOpen(task))
  if (events.some((event) => event.kind === 'reopened')) expect(leadWorks, 'a case that was reopened lies on the desk of its lead').toBe(true)
  const leadMustAct = after.clocks.some((clock) => clock.taskId === null && clock.stoppedAt === null)
  expect(leadMustAct || after.facts.status !== 'open', 'somebody must act by some time').toBe(true)
}

test('whatever officers, reporters, sweeps and wrong clocks do, no due time moves but by a question, each rung hears once of each clock, and the history tells all', () => {
  fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), fc.nat(villages.length - 1), fc.boolean(), (steps, village, isPlaced) => {
    let made = 0
    let now = start
    const actingAt = (moment: number): Acting => ({
      at: new Date(moment), by: 'officer', accountId: 'someone', name: 'Somebody', officeId: null, rulebook: rulebookAt(regency, new Date(moment)),
      newId: () => `id-${(made += 1)}`,
    })
    const opened = openCase({
      caseId: 'case', caseNumber: 'K-2026-000001', reportId: 'report', areaId: isPlaced ? villages[village]!.areaId : 0,
      category: 'KES', channel: 'web', danger: true, summary: '', photoCount: 0, personId: null, familyId: null, reporterCanReply: true,
    }, actingAt(now))
    let state = opened.after
    const told = [...opened.events]
    const other: Other = { case: { ...state, facts: { ...state.facts, caseId: 'other', caseNumber: 'K-2026-000002' } }, ended: undefined }
    const handedUp: string[] = []
    for (const each of steps) {
      now += each.minutes * minute
      const acting = actingAt(now)
      const decisions = each.act === 'sweep' ? sweep(state, acting, handedUp) : [act(state, each, acting, other)]
      for (const decided of decisions) {
        if (!decided.ok) continue
        checkInvariants(state, decided.value, acting.at)
        state = decided.value.after
        told.push(...decided.value.events)
      }
      for (const clock of state.clocks) expect(stateOf(clock, acting.rulebook.calendar, acting.at)).toBeDefined()
    }
    const end = Math.max(now, start) + 400 * 24 * 60 * minute
    for (let pass = 0; pass < 3; pass += 1) {
      for (const decided of sweep(state, actingAt(end), handedUp)) {
        if (!decided.ok) continue
        state = decided.value.after
        told.push(...decided.value.events)
      }
    }
    const history = { events: told, rulebookAt: (moment: Date) => rulebookAt(regency, moment) }
    expect([...replayCase(state, history), ...replayClocks(state, history)], 'what is kept follows from what was told').toEqual([])
    expect(new Set(handedUp).size).toBe(handedUp.length)
    const rulebook = rulebookAt(regency, new Date(end))
    for (const clock of state.clocks) expect(dueEscalations(rulebook.ladder, climbOf(state, clock, rulebook), new Date(end))).toEqual([])
    const next = sweepAt(state, rulebook)
    expect(next === null || next.getTime() > end, 'the sweep comes to rest').toBe(true)
  }), { numRuns: 400 })
})

/** A sweep as the server does it, step after step on one case; notes what was handed up. */
function sweep(state: CaseState, acting: Acting, handedUp: string[]): Result<Decision, unknown>[] {
  const bySystem: Acting = { ...acting, by: 'system', officeId: null, accountId: null, name: '' }
  const done: Result<Decision, unknown>[] = []
  let reached = state
  for (const each of [work.endOverlongWaits, returnIdleTasks, remindOffices, escalateCase, closeBySilence]) {
    const decision: (Decision & { escalations?: readonly Escalation[] }) | undefined = each(reached, bySystem)
    if (decision === undefined) continue
    for (const escalation of decision.escalations ?? []) {
      handedUp.push(`${escalation.clockId} ${escalation.rung}`)
      expect(escalation.dueAt.getTime()).toBeLessThanOrEqual(acting.at.getTime())
    }
    reached = decision.after
    done.push({ ok: true, value: decision })
  }
  return done
}
