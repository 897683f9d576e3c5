import { describe, expect, test } from 'vitest'
import { loadRegency } from '#modules/people/index.ts'
import { decide, isOpen, openCase, rulebookAt, type Acting, type CaseState, type Decision, type Happening } from '#modules/response/case/case.rules.ts'
import { concludeCase, reopenCase } from '#modules/response/case/outcome.rules.ts'
import { finishTask, handOverTask, referCase } from '#modules/response/case/task.rules.ts'
import { dueAt } from '#modules/response/clock/clock.rules.ts'
import { replayClocks } from '#modules/response/clock/replay.rules.ts'
import { followMove } from '#modules/response/follow-move/follow-move.rules.ts'
import { barFromCase, protectCase } from '#modules/response/protection/protection.rules.ts'
import type { Result } from '#platform/result.ts'
import { regencyDir } from '../../../../test/template.ts'
import { finishStep, followCase, type Followed } from './follow-plan.rules.ts'
import type { DraftStep } from './plan.contract.ts'
import { stateOf, withChangedStep, withSteps, type Step } from './plan.rules.ts'
import { templateFor } from './template.rules.ts'

const regency = loadRegency(regencyDir)
const village = [...regency.areas.byId.values()].find((area) => area.kind === 'village')!
const start = new Date('2026-11-25T02:00:00Z').getTime()
let made = 0

function acting(officeId: number | null, hours: number): Acting {
  const at = new Date(start + hours * 3_600_000)
  const by = officeId === null ? 'reporter' : 'officer'
  return {
    at, by, accountId: officeId === null ? null : `account-${officeId}`, name: officeId === null ? '' : `officer of ${officeId}`, officeId,
    rulebook: rulebookAt(regency, at), newId: () => `id-${(made += 1)}`,
  }
}

const fresh = openCase({
  caseId: 'case', caseNumber: 'K-2026-000001', reportId: 'report', areaId: village.areaId, category: 'PGN', channel: 'web', danger: true,
  summary: 'hungry', photoCount: 0, personId: null, familyId: null, reporterCanReply: true,
}, acting(null, 0))
const lead = fresh.after.facts.leadOfficeId
const idOf = (key: string): number => regency.offices.find((office) => office.key === key)!.officeId
const [dinsos, dinkes, housing] = [idOf('dinsos-ppkb'), idOf('dinkes'), idOf('pu-ckpp')]

function step(stepId: string, officeId: number, change: Partial<DraftStep> = {}): DraftStep {
  return { stepId, kind: 'task', title: `step ${stepId}`, officeId, dueOn: null, needs: [], ...change }
}

/** The case with its plan, and all that happened so far. */
interface Story {
  readonly state: CaseState
  readonly steps: readonly Step[]
  readonly events: Decision['events']
}

function follow(story: Story, decision: Decision, who: Acting): Story {
  const followed: Followed = followCase(story.steps, decision, who)
  return { state: followed.decision.after, steps: followed.steps, events: [...story.events, ...followed.decision.events] }
}

function plan(...drafts: readonly DraftStep[]): Story {
  const steps = withSteps([], drafts)
  if (!steps.ok) throw new Error(steps.error.kind)
  const who = acting(lead, 1)
  return follow({ state: fresh.after, steps: steps.value, events: fresh.events }, decide(fresh.after, who, [{ kind: 'planned' }]), who)
}

function then(story: Story, who: Acting, act: (state: CaseState) => Result<Decision, unknown>): Story {
  const done = act(story.state)
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  return follow(story, done.value, who)
}

function finish(story: Story, stepId: string, hours: number): Story {
  const officeId = story.steps.find((one) => one.stepId === stepId)!.officeId
  const who = acting(officeId, hours)
  return then(story, who, () => finishStep(story, { stepId, result: 'served', words: 'done' }, who))
}

function happen(story: Story, who: Acting, happening: Happening): Story {
  return follow(story, decide(story.state, who, [happening]), who)
}

const statesOf = (story: Story): Record<string, string> => Object.fromEntries(story.steps.map((one) => [one.stepId, stateOf(one)]))
const tasksOf = (story: Story, officeId: number) => story.state.tasks.filter((task) => task.officeId === officeId)
const caseClocks = (story: Story) => story.state.clocks.filter((clock) => clock.taskId === null)

describe('a plan follows its case', () => {
  test('a step without needs opens at once and gives its office a task; the next one waits, and its clocks start when it opens', () => {
    const begun = plan(step('visit', housing), step('repair', dinkes, { needs: ['visit'] }))
    expect(statesOf(begun)).toEqual({ visit: 'open', repair: 'waiting' })
    expect(tasksOf(begun, dinkes)).toEqual([])
    const later = finish(begun, 'visit', 30)
    expect(statesOf(later)).toEqual({ visit: 'done', repair: 'open' })
    const [task] = tasksOf(later, dinkes)
    const clocks = later.state.clocks.filter((clock) => clock.taskId === task!.taskId)
    expect(clocks.length).toBeGreaterThan(0)
    for (const clock of clocks) expect([clock.startedAt, clock.stoppedAt]).toEqual([acting(dinkes, 30).at, null])
    expect(caseClocks(later).map((clock) => clock.startedAt)).toEqual(caseClocks({ ...begun, state: fresh.after }).map((clock) => clock.startedAt))
  })

  test('a step of an office that works on the case already is part of its task, whose clocks go on', () => {
    const before = fresh.after.tasks.find((task) => task.officeId === dinsos)!
    const begun = plan(step('food', dinsos), step('list', dinsos))
    expect(begun.steps.map((one) => one.taskId)).toEqual([before.taskId, before.taskId])
    const half = finish(begun, 'food', 2)
    expect(tasksOf(half, dinsos).map(isOpen)).toEqual([true])
    expect(tasksOf(finish(half, 'list', 3), dinsos).map(isOpen)).toEqual([false])
  })

  test('an office that finishes its task has finished what was open in it', () => {
    const begun = plan(step('food', dinsos), step('health', dinkes, { needs: ['food'] }))
    const who = acting(dinsos, 2)
    const done = then(begun, who, (state) => finishTask(state, { taskId: begun.steps[0]!.taskId!, result: 'quota_full', words: 'none left' }, who))
    expect(statesOf(done)).toEqual({ food: 'done', health: 'open' })
    expect(done.steps[0]).toMatchObject({ result: 'quota_full' })
  })

  test('the task of the lead stays until the verdict', () => {
    const done = finish(plan(step('look', lead)), 'look', 2)
    expect([statesOf(done), tasksOf(done, lead).map(isOpen)]).toEqual([{ look: 'done' }, [true]])
  })

  test('a step goes along when its task is handed over', () => {
    const begun = plan(step('food', dinsos))
    const who = acting(dinsos, 2)
    const moved = then(begun, who, (state) => handOverTask(state, { taskId: begun.steps[0]!.taskId!, officeId: housing, reason: 'theirs' }, who))
    expect(moved.steps[0]).toMatchObject({ officeId: housing })
    expect(statesOf(finish(moved, 'food', 3))).toEqual({ food: 'done' })
  })

  test.each([
    ['served', 'done', 'served'], ['quota_full', 'done', 'quota_full'], ['rejected', 'done', 'refused'], ['accepted', 'open', null],
  ] as const)('a letter that was answered %s leaves its step %s', (referralAnswer, state, result) => {
    const begun = plan(step('letter', dinsos, { kind: 'referral' }))
    const asked = happen(begun, acting(dinsos, 2), { kind: 'referral_proposed', detail: { stepId: 'letter', raisedId: 'letter-1' } })
    const answered = happen(asked, acting(lead, 3), { kind: 'referral_answered', detail: { raisedId: 'letter-1', referralAnswer } })
    expect([stateOf(answered.steps[0]!), answered.steps[0]!.result]).toEqual([state, result])
    const another = happen(asked, acting(lead, 3), { kind: 'referral_answered', detail: { raisedId: 'letter-2', referralAnswer } })
    expect(stateOf(another.steps[0]!)).toBe('open')
  })

  test('a letter that was returned can be asked for again', () => {
    const asked = happen(plan(step('letter', dinsos, { kind: 'referral' })), acting(dinsos, 2), { kind: 'referral_proposed', detail: { stepId: 'letter', raisedId: 'letter-1' } })
    const returned = happen(asked, acting(lead, 3), { kind: 'referral_ended', detail: { raisedId: 'letter-1' } })
    expect([asked.steps[0]!.raisedId, returned.steps[0]!.raisedId, stateOf(returned.steps[0]!)]).toEqual(['letter-1', null, 'open'])
  })

  test('a proposal that was made ends its step: others decide from there', () => {
    const done = happen(plan(step('list', dinsos, { kind: 'proposal' })), acting(dinsos, 2), { kind: 'proposal_raised', detail: { stepId: 'list', raisedId: 'proposal' } })
    expect(done.steps[0]).toMatchObject({ result: 'passed_on', raisedId: 'proposal' })
  })

  test('a dropped step opens what waited for it', () => {
    const begun = plan(step('food', dinsos), step('health', dinkes, { needs: ['food'] }))
    expect(statesOf(happen(begun, acting(lead, 2), { kind: 'step_dropped', detail: { stepId: 'food' } }))).toEqual({ food: 'dropped', health: 'open' })
  })

  /** The lead gives a stopped step to an office. */
  function giveAnew(story: Story, stepId: string, officeId: number): Story {
    const { title, dueOn, needs } = story.steps.find((one) => one.stepId === stepId)!
    const changed = withChangedStep(story.steps, stepId, { title, officeId, dueOn, needs })
    if (!changed.ok) throw new Error(changed.error.kind)
    return happen({ ...story, steps: changed.value }, acting(story.state.facts.leadOfficeId, 9), { kind: 'step_changed', detail: { stepId, officeId } })
  }

  test('a step whose task is taken back by protection stops, and says why; what waited for it waits on', () => {
    const begun = plan(step('look', village.areaId), step('health', dinkes, { needs: ['look'] }))
    const who = acting(lead, 2)
    const guarded = then(begun, who, (state) => protectCase(state, { reason: 'violence at home' }, who))
    expect(statesOf(guarded)).toEqual({ look: 'stopped', health: 'waiting' })
    expect(guarded.state.facts.stoppedSteps).toBe(1)
    const stop = guarded.events.find((event) => event.seq === guarded.steps[0]!.stoppedSeq)!
    expect([stop.kind, stop.by, guarded.events.find((event) => event.seq === stop.detail.causeSeq)?.kind]).toEqual(['step_stopped', 'system', 'protected'])
    // Nothing but the lead sets it going again.
    const later = happen(guarded, acting(dinkes, 3), { kind: 'noted' })
    expect(later.steps).toEqual(guarded.steps)
    const anew = giveAnew(later, 'look', dinsos)
    expect([statesOf(anew), anew.state.facts.stoppedSteps]).toEqual([{ look: 'open', health: 'waiting' }, 0])
    expect(openedBy(anew, 'look')).toEqual([village.areaId, dinsos])
    expect(statesOf(finish(anew, 'look', 10))).toEqual({ look: 'done', health: 'open' })
    expect(replayClocks(anew.state, { events: anew.events, rulebookAt: (moment) => rulebookAt(regency, moment) })).toEqual([])
  })

  const openedBy = (story: Story, stepId: string) => story.events.filter((event) => event.kind === 'step_opened' && event.detail.stepId === stepId).map((event) => event.detail.officeId)

  test('a step that waits for an office which lost its task by protection opens with the lead', () => {
    const begun = plan(step('food', dinsos), step('look', village.areaId, { needs: ['food'] }))
    const who = acting(lead, 2)
    const guarded = then(begun, who, (state) => protectCase(state, { reason: 'violence at home' }, who))
    expect(statesOf(guarded)).toEqual({ food: 'open', look: 'waiting' })
    expect(openedBy(finish(guarded, 'food', 3), 'look')).toEqual([guarded.state.facts.leadOfficeId])
  })

  test('a step whose office is the one that the case is about stops', () => {
    const begun = plan(step('repair', housing), step('food', dinsos))
    const who = acting(lead, 2)
    const barred = then(begun, who, (state) => barFromCase(state, { accountIds: [], officeIds: [housing], reason: 'money was asked for' }, who))
    expect(statesOf(barred)).toEqual({ repair: 'stopped', food: 'open' })
    const refused = happen(barred, acting(lead, 3), { kind: 'step_dropped', detail: { stepId: 'repair' } })
    expect([statesOf(refused), refused.state.facts.stoppedSteps]).toEqual([{ repair: 'dropped', food: 'open' }, 0])
  })

  test('a step of the village to which the family came stops when the move is taken back, and goes on when that village is handed the work', () => {
    const elsewhere = [...regency.areas.byId.values()].find((area) => area.kind === 'village' && area.areaId !== village.areaId && Math.floor(area.areaId / 10_000) !== Math.floor(village.areaId / 10_000))!
    const system: Acting = { ...acting(null, 1), by: 'system' }
    const moved = { relocationId: 'move', from: village.areaId, to: elsewhere.areaId, isBack: false }
    const arrived = follow({ state: fresh.after, steps: [], events: fresh.events }, followMove(fresh.after, moved, system)!, system)
    const steps = withSteps([], [step('look', elsewhere.areaId)])
    if (!steps.ok) throw new Error(steps.error.kind)
    const begun = happen({ ...arrived, steps: steps.value }, acting(lead, 2), { kind: 'planned' })
    expect(begun.steps[0]!.taskId).toBe(begun.state.tasks.find((task) => task.isArrival)!.taskId)

    const back = follow(begun, followMove(begun.state, { ...moved, from: moved.to, to: moved.from, isBack: true }, system)!, system)
    expect(statesOf(back)).toEqual({ look: 'stopped' })

    const who = acting(lead, 3)
    const handed = then(begun, who, (state) => referCase(state, { officeId: elsewhere.areaId, reason: 'they live there' }, who))
    const task = tasksOf(handed, elsewhere.areaId).find(isOpen)!
    expect([statesOf(handed), handed.steps[0]!.taskId, task.isArrival]).toEqual([{ look: 'open' }, task.taskId, false])
  })

  test('a case that is found to be abuse leaves no step open', () => {
    const closed = happen(plan(step('food', dinsos), step('health', dinkes, { needs: ['food'] })), acting(lead, 2), { kind: 'found_abuse' })
    expect(statesOf(closed)).toEqual({ food: 'dropped', health: 'dropped' })
  })

  test('when the reporter says "not yet", what offices did is open again with their old tasks; what was dropped stays dropped', () => {
    const begun = plan(step('visit', housing), step('health', dinkes, { needs: ['visit'] }), step('needless', dinsos), step('list', dinsos, { kind: 'proposal' }))
    const dropped = happen(begun, acting(lead, 2), { kind: 'step_dropped', detail: { stepId: 'needless' } })
    const raised = happen(dropped, acting(dinsos, 2), { kind: 'proposal_raised', detail: { stepId: 'list', raisedId: 'proposal' } })
    const all = finish(finish(raised, 'visit', 3), 'health', 5)
    const started = all.state.clocks.map((clock) => [clock.clockId, clock.startedAt] as const)
    const concluded = then(all, acting(lead, 6), (state) => concludeCase(state, { verdict: 'helped', words: 'done', withdrawOpenTasks: true }, acting(lead, 6)))
    const reopened = then(concluded, acting(null, 20), (state) => reopenCase(state, { words: 'not yet' }, acting(null, 20)))
    expect(statesOf(reopened)).toEqual({ visit: 'open', health: 'open', needless: 'dropped', list: 'done' })
    expect(tasksOf(reopened, housing).map((task) => task.status)).toEqual(['new'])
    expect(reopened.state.clocks.filter((clock) => started.some(([id]) => id === clock.clockId)).map((clock) => [clock.clockId, clock.startedAt])).toEqual(started)
    expect(statesOf(finish(reopened, 'health', 22))).toEqual({ visit: 'open', health: 'done', needless: 'dropped', list: 'done' })
  })

  test('every clock that a plan started is told by the history', () => {
    const done = finish(finish(plan(step('visit', housing), step('health', dinkes, { needs: ['visit'] }), step('look', lead)), 'visit', 3), 'look', 4)
    expect(done.state.clocks.length).toBeGreaterThan(fresh.after.clocks.length)
    expect(replayClocks(done.state, { events: done.events, rulebookAt: (moment) => rulebookAt(regency, moment) })).toEqual([])
    for (const clock of done.state.clocks) expect(dueAt(clock, rulebookAt(regency, clock.startedAt).calendar) > clock.startedAt).toBe(true)
  })
})

describe('a template', () => {
  test('names the offices of the case and days from today, and every step of it opens sooner or later', () => {
    const template = templateFor(fresh.after, acting(lead, 1))!
    expect(template.key).toBe('pangan')
    const [first, second] = template.steps
    expect([first!.officeId, first!.dueOn, second!.dueOn, second!.needs]).toEqual([village.areaId, '2026-11-25', '2026-12-02', [first!.stepId]])
    expect(withSteps([], template.steps).ok).toBe(true)
  })

  test('asks the lead where its office may not see the case', () => {
    const { facts } = fresh.after
    const hidden = { ...fresh.after, tasks: [], facts: { ...facts, restricted: true, leadOfficeId: dinsos, officeIds: [dinsos] } }
    expect(new Set(templateFor(hidden, acting(dinsos, 1))!.steps.map((one) => one.officeId))).toEqual(new Set([dinsos, dinkes]))
  })
})
