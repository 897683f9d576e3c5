import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadRegency } from '#modules/people/index.ts'
import { getSecretariat } from '#modules/people/regency/regency.rules.ts'
import { planVisit } from '#modules/response/field/field.rules.ts'
import { joinCase } from '#modules/response/join/join.rules.ts'
import { barFromCase, liftProtection, protectCase, setHandler } from '#modules/response/protection/protection.rules.ts'
import { sortCase } from '#modules/response/triage/triage.rules.ts'
import type { Result } from '#platform/result.ts'
import { regencyDir } from '../../../../test/template.ts'
import { actsFor } from './acts.rules.ts'
import { CaseAct, type CaseStatus } from './case.contract.ts'
import { isOpen, openCase, rulebookAt, type Acting, type CaseState, type Decision } from './case.rules.ts'
import { returnIdleTasks } from './cover.rules.ts'
import { handDownCase, handUpCase } from './hand-up.rules.ts'
import { closeBySilence, concludeCase, confirmCase, escalateCase, officeOfRung, placeCase, reopenCase } from './outcome.rules.ts'
import { remindOffices } from './reminder.rules.ts'
import * as work from './task.rules.ts'

// The case machine against a model of it, written down apart from the rules: whoever acts, each act is allowed exactly when the model says so, and
// leaves behind what the model says.

const regency = loadRegency(regencyDir)
const villages = [...regency.areas.byId.values()].filter((area) => area.kind === 'village')
const agencies = regency.offices.filter((office) => office.kind === 'agency').map((office) => office.officeId)
const secretariat = getSecretariat(regency).officeId
const hour = 3_600_000

interface ModelTask {
  readonly office: number
  readonly from: number | null
  readonly isHeld: boolean
  readonly isWaiting: boolean
}

/** What somebody who looks at a case from afar knows of it. */
interface Model {
  status: CaseStatus
  isRestricted: boolean
  isGuarded: boolean
  lead: number
  /** The office of the rung to which the case has climbed: it speaks for the case too. */
  above: number
  areaId: number
  parts: ReadonlySet<number>
  /** The tasks that are open. */
  tasks: ReadonlyMap<string, ModelTask>
}

/** The case itself, and the moment that its world has reached. */
interface Real {
  state: CaseState
  now: number
}

function openedAt(moment: number, areaId: number): CaseState {
  return openCase({
    caseId: 'case', caseNumber: 'K-2026-000001', reportId: 'report', areaId, category: 'KES', channel: 'web', danger: false, summary: '', photoCount: 0,
    personId: null, familyId: null, reporterCanReply: true,
  }, actingAt(moment, null)).after
}

let made = 0
/** Another case, to which this one may be joined. */
const other = openedAt(Date.parse('2026-11-25T01:00:00Z'), villages[1]!.areaId)

function actingAt(moment: number, officeId: number | null): Acting {
  const at = new Date(moment)
  const newId = (): string => `id-${(made += 1)}`
  return { at, by: 'officer', accountId: 'someone', name: 'Somebody', officeId, rulebook: rulebookAt(regency, at), newId }
}

function modelOf({ state, now }: Real): Model {
  const { facts, tasks } = state
  return {
    status: facts.status, isRestricted: facts.restricted, isGuarded: facts.restricted || facts.barredAccountIds.length + facts.barredOfficeIds.length > 0,
    lead: facts.leadOfficeId, above: officeOfRung(state, facts.rung, actingAt(now, null)).officeId, areaId: facts.areaId, parts: new Set(facts.officeIds),
    tasks: new Map(tasks.filter(isOpen).map((task) => [task.taskId, {
      office: task.officeId, from: task.fromOfficeId, isHeld: task.holderAccountId !== null, isWaiting: task.status === 'waiting',
    }])),
  }
}

/** Who acts on what; the numbers choose among what there is at that moment. */
interface Chosen {
  readonly office: number
  readonly task: string
  readonly target: number
}

interface Deed {
  readonly does: (state: CaseState, chosen: Chosen, acting: Acting) => Result<Decision, unknown>
  /** Whether it is allowed; absent where the model does not know enough. */
  readonly allows?: (model: Model, chosen: Chosen) => boolean
  /** What is known of the case afterwards; what is not named stays as it was. `anew`: offices and tasks may be others. */
  readonly leaves: Partial<Model> | 'anew' | ((model: Model, chosen: Chosen) => Partial<Model>)
}

const has = (model: Model, { office }: Chosen): boolean => model.parts.has(office)
const works = (model: Model, chosen: Chosen): boolean => model.status !== 'closed' && has(model, chosen)
const speaks = (model: Model, { office }: Chosen): boolean => model.parts.has(office) && (office === model.lead || office === model.above)
const leads = (model: Model, chosen: Chosen): boolean => model.status === 'open' && speaks(model, chosen)
const owns = (model: Model, { office, task }: Chosen): boolean => model.status !== 'closed' && model.tasks.get(task)?.office === office
const isFree = (model: Model, officeId: number): boolean => ![...model.tasks.values()].some((task) => task.office === officeId)
const reason = 'reason'

function held(model: Model, taskId: string | undefined, change: Partial<ModelTask> = {}): Partial<Model> {
  const task = model.tasks.get(taskId ?? '')
  return task === undefined ? {} : { tasks: new Map(model.tasks).set(taskId!, { ...task, isHeld: true, ...change }) }
}

function without(model: Model, taskId: string): Partial<Model> {
  const tasks = new Map(model.tasks)
  tasks.delete(taskId)
  return { tasks }
}

function firstOwn(model: Model, { office }: Chosen): string | undefined {
  return [...model.tasks].find(([, task]) => task.office === office)?.[0]
}

const officersDeeds: Readonly<Record<string, Deed>> = {
  take: { does: (state, { task }, acting) => work.takeTask(state, { taskId: task }, acting), allows: (m, c) => owns(m, c) && !m.tasks.get(c.task)!.isHeld, leaves: (m, c) => held(m, c.task) },
  assign: {
    does: (state, { task }, acting) => work.assignTask(state, { taskId: task, officer: { accountId: 'other', name: 'Other' } }, acting),
    allows: owns, leaves: (m, c) => held(m, c.task),
  },
  answer: { does: (state, _chosen, acting) => work.answerCase(state, { words: 'words' }, acting), allows: works, leaves: (m, c) => held(m, firstOwn(m, c)) },
  ask: {
    does: (state, { task }, acting) => work.askReporter(state, { taskId: task, words: 'words' }, acting),
    allows: (m, c) => owns(m, c) && !m.tasks.get(c.task)!.isWaiting, leaves: (m, c) => held(m, c.task, { isWaiting: true }),
  },
  visit: { does: (state, _chosen, acting) => work.recordVisit(state, { visitId: 'visit', visitedAt: acting.at }, acting), allows: works, leaves: {} },
  plan_visit: { does: (state, { task }, acting) => planVisit(state, { taskId: task, plannedOn: acting.rulebook.day }, acting), allows: owns, leaves: {} },
  note: { does: (state, _chosen, acting) => work.noteCase(state, { words: 'words' }, acting), allows: works, leaves: {} },
  finish: {
    does: (state, { task }, acting) => work.finishTask(state, { taskId: task, result: 'served', words: 'words' }, acting), allows: owns, leaves: (m, c) => without(m, c.task),
  },
  conclude: {
    does: (state, _chosen, acting) => concludeCase(state, { verdict: 'helped', words: 'words', withdrawOpenTasks: false }, acting),
    allows: (m, c) => leads(m, c) && [...m.tasks.values()].every((task) => task.office === c.office), leaves: { status: 'resolved', tasks: new Map() },
  },
  reopen: {
    does: (state, _chosen, acting) => reopenCase(state, { words: 'words' }, acting), allows: (m, c) => m.status !== 'open' && speaks(m, c), leaves: 'anew',
  },
  refer: {
    does: (state, { target }, acting) => work.referCase(state, { officeId: agencies[target % agencies.length]!, reason }, acting),
    allows: (m, c) => m.status === 'open' && has(m, c) && isFree(m, agencies[c.target % agencies.length]!), leaves: 'anew',
  },
  hand_over: {
    does: (state, { task, target }, acting) => work.handOverTask(state, { taskId: task, officeId: agencies[target % agencies.length]!, reason }, acting),
    allows: (m, c) => owns(m, c) && isFree(m, agencies[c.target % agencies.length]!), leaves: 'anew',
  },
  hand_back: {
    does: (state, { task }, acting) => work.handBackTask(state, { taskId: task, reason }, acting),
    allows: (m, c) => owns(m, c) && [m.tasks.get(c.task)!.from, m.lead, secretariat].some((office) => office !== null && office !== c.office), leaves: 'anew',
  },
  hand_up: { does: (state, _chosen, acting) => handUpCase(state, { reason }, acting), leaves: 'anew' },
  hand_down: { does: (state, _chosen, acting) => handDownCase(state, { reason }, acting), leaves: 'anew' },
  place: {
    does: (state, { target }, acting) => placeCase(state, { areaId: villages[target % villages.length]!.areaId, reason }, acting),
    allows: (m, c) => leads(m, c) && villages[c.target % villages.length]!.areaId !== m.areaId, leaves: 'anew',
  },
  sort: { does: (state, _chosen, acting) => sortCase(state, { category: 'PGN', urgency: 'danger', reason }, acting), allows: works, leaves: 'anew' },
  protect: { does: (state, _chosen, acting) => protectCase(state, { reason }, acting), allows: (m, c) => works(m, c) && !m.isRestricted, leaves: 'anew' },
  lift_protection: { does: (state, _chosen, acting) => liftProtection(state, { reason }, acting), allows: (m, c) => works(m, c) && m.isRestricted, leaves: 'anew' },
  set_handler: {
    does: (state, _chosen, acting) => setHandler(state, { accountId: 'other', name: 'Other', handles: true }, acting), allows: (m, c) => works(m, c) && m.isRestricted, leaves: {},
  },
  bar: { does: (state, _chosen, acting) => barFromCase(state, { accountIds: ['accused'], officeIds: [], reason }, acting), allows: works, leaves: { isGuarded: true } },
  join: {
    does: (state, _chosen, acting) => joinCase(state, { into: other, reason }, acting), allows: (m, c) => works(m, c) && !m.isGuarded, leaves: { status: 'closed', tasks: new Map() },
  },
}

const reportersDeeds: Readonly<Record<string, Deed>> = {
  reply: {
    does: (state, _chosen, acting) => work.replyToOffice(state, { words: 'words' }, acting), allows: (m) => m.status !== 'closed',
    leaves: (m) => ({ tasks: new Map([...m.tasks].map(([taskId, task]) => [taskId, { ...task, isWaiting: false }])) }),
  },
  confirm: { does: (state, _chosen, acting) => confirmCase(state, {}, acting), allows: (m) => m.status === 'resolved', leaves: { status: 'closed' } },
  say_no: { does: (state, _chosen, acting) => reopenCase(state, { words: 'words' }, acting), allows: (m) => m.status !== 'open', leaves: 'anew' },
}

const deeds = { ...officersDeeds, ...reportersDeeds }

/** Acts that change nothing of the case machine: who told it is read, and the household plan is a machine of its own. */
const elsewhere: readonly CaseAct[] = ['reveal_reporter', 'plan']

test('the model knows every act of the contract', () => {
  expect(CaseAct.options.filter((act) => !elsewhere.includes(act) && deeds[act] === undefined)).toEqual([])
})

class Act implements fc.Command<Model, Real> {
  readonly chosen: { readonly act: string; readonly office: number; readonly task: number; readonly target: number; readonly hours: number }

  constructor(chosen: Act['chosen']) {
    this.chosen = chosen
  }

  check(): boolean {
    return true
  }

  run(model: Model, real: Real): void {
    const { act, hours } = this.chosen
    real.now += hours * hour
    if (act === 'time') return passTime(model, real)
    const deed = deeds[act]!
    const chosen = this.choose(model)
    const officer = actingAt(real.now, chosen.office)
    const acting: Acting = act in reportersDeeds ? { ...officer, by: 'reporter', officeId: null, accountId: null, name: '' } : officer
    const decided = deed.does(real.state, chosen, acting)
    if (deed.allows !== undefined) expect(decided.ok, `${act} is allowed`).toBe(deed.allows(model, chosen))
    if (decided.ok) follow(model, real, { decision: decided.value, deed, chosen })
    expectButtonsToWork(real)
  }

  /** An office of the case, or now and then one that has no part in it. */
  private choose(model: Model): Chosen {
    const { office, task, target } = this.chosen
    const offices = [...model.parts, model.lead, model.lead, agencies[target % agencies.length]!]
    const taskIds = [...model.tasks.keys()]
    const taskId = taskIds[task % Math.max(1, taskIds.length)] ?? 'none'
    const ofTask = model.tasks.get(taskId)?.office
    return { office: office % 2 === 0 && ofTask !== undefined ? ofTask : offices[office % offices.length]!, task: taskId, target }
  }

  toString(): string {
    return JSON.stringify(this.chosen)
  }
}

function follow(model: Model, real: Real, done: { decision: Decision; deed: Deed; chosen: Chosen }): void {
  const { leaves } = done.deed
  real.state = done.decision.after
  const seen = modelOf(real)
  if (leaves !== 'anew') {
    Object.assign(model, typeof leaves === 'function' ? leaves(model, done.chosen) : leaves)
    expect(seen).toEqual({ ...model, tasks: expect.anything() })
    expect([...seen.tasks].toSorted()).toEqual([...model.tasks].toSorted())
  }
  expect([...model.parts].every((office) => seen.parts.has(office)), 'no office is forgotten').toBe(true)
  Object.assign(model, seen)
}

/** Time alone closes what is settled, gives back what lies, ends waits, and hands up; it does nothing else. */
function passTime(model: Model, real: Real): void {
  const system: Acting = { ...actingAt(real.now, null), by: 'system', accountId: null, name: '' }
  for (const step of [work.endOverlongWaits, returnIdleTasks, remindOffices, escalateCase, closeBySilence]) real.state = step(real.state, system)?.after ?? real.state
  const seen = modelOf(real)
  expect([model.status, model.status === 'resolved' ? 'closed' : model.status]).toContain(seen.status)
  expect([seen.lead, seen.areaId, seen.isRestricted, [...seen.tasks.keys()]]).toEqual([model.lead, model.areaId, model.isRestricted, [...model.tasks.keys()]])
  for (const [taskId, task] of seen.tasks) {
    const before = model.tasks.get(taskId)!
    expect([task.isHeld && !before.isHeld, task.isWaiting && !before.isWaiting, task.office === before.office]).toEqual([false, false, true])
  }
  Object.assign(model, seen)
}

/** A screen offers nothing that would be refused. */
function expectButtonsToWork(real: Real): void {
  const everything = { has: () => true } as unknown as ReadonlySet<string>
  for (const office of real.state.facts.officeIds) {
    const acting = actingAt(real.now, office)
    for (const act of actsFor(real.state, acting, everything)) {
      if (!elsewhere.includes(act)) expect(isPossible(act, { office, acting, state: real.state }), `${act} is offered to ${office}`).toBe(true)
    }
  }
}

function isPossible(act: CaseAct, { office, acting, state }: { office: number; acting: Acting; state: CaseState }): boolean {
  const taskIds = state.tasks.map((task) => task.taskId)
  const withdrawing = (): boolean => concludeCase(state, { verdict: 'helped', words: 'words', withdrawOpenTasks: true }, acting).ok
  if (act === 'conclude') return withdrawing()
  return taskIds.some((task) => [0, 1, 2, 3, 4, 5, 6, 7].some((target) => deeds[act]!.does(state, { office, task, target }, acting).ok))
}

test('whatever is done in whatever order, each act is allowed exactly when the model says so, and no button is refused', () => {
  const acts = [...Object.keys(deeds), 'take', 'answer', 'finish', 'finish', 'conclude', 'conclude', 'say_no', 'time', 'time']
  const command = fc.record({
    act: fc.constantFrom(...acts), office: fc.nat(20), task: fc.nat(20), target: fc.nat(200), hours: fc.integer({ min: 0, max: 60 }),
  }).map((chosen) => new Act(chosen))
  fc.assert(fc.property(fc.commands([command], { maxCommands: 40 }), fc.nat(villages.length - 1), fc.boolean(), (commands, village, isPlaced) => {
    const now = Date.parse('2026-11-25T02:00:00Z')
    const state = openedAt(now, isPlaced ? villages[village]!.areaId : 0)
    fc.modelRun(() => ({ model: modelOf({ state, now }), real: { state, now } }), commands)
  }), { numRuns: 300 })
})
