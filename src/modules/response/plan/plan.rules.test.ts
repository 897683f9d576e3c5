import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Verdict } from '#modules/response/case/case.contract.ts'
import type { DraftStep, StepResult } from './plan.contract.ts'
import { findCircle, joinedVerdictOf, readySteps, stateOf, withChangedStep, withSteps, type Step } from './plan.rules.ts'

const at = new Date('2026-11-25T02:00:00Z')

function draft(stepId: string, needs: readonly string[] = []): DraftStep {
  return { stepId, kind: 'task', title: `step ${stepId}`, officeId: 2, dueOn: null, needs: [...needs] }
}

function planned(...drafts: readonly DraftStep[]): readonly Step[] {
  const plan = withSteps([], drafts)
  if (!plan.ok) throw new Error(plan.error.kind)
  return plan.value
}

const opened = (step: Step): Step => ({ ...step, openedAt: at, taskId: 'task' })
const ended = (step: Step, result: StepResult | null): Step => ({ ...opened(step), endedAt: at, endedSeq: 1, result })

describe('a plan', () => {
  test('numbers its steps on, and every step waits at first', () => {
    const plan = withSteps(planned(draft('a')), [draft('b', ['a']), draft('c')])
    expect(plan.ok && plan.value.map((step) => [step.stepId, step.no, stateOf(step)])).toEqual([['a', 1, 'waiting'], ['b', 2, 'waiting'], ['c', 3, 'waiting']])
  })

  test.each([
    ['a step that waits for itself', [draft('a', ['a'])], 'step_waits_for_itself'],
    ['a circle of three', [draft('a', ['c']), draft('b', ['a']), draft('c', ['b'])], 'step_waits_for_itself'],
    ['a step that waits for one that is not there', [draft('a', ['nobody'])], 'step_unknown'],
    ['the same id twice', [draft('a'), draft('a')], 'step_id_used'],
    ['more steps than a plan holds', Array.from({ length: 41 }, (_, no) => draft(`s${no}`)), 'plan_full'],
  ] as const)('refuses %s', (_what, drafts, kind) => {
    const plan = withSteps([], drafts)
    expect(plan.ok ? 'accepted' : plan.error.kind).toBe(kind)
  })

  test('names the steps of a circle, and none that only waits for it', () => {
    const circle = findCircle([draft('before'), draft('a', ['b', 'before']), draft('b', ['a']), draft('after', ['b'])])
    expect(circle.map((step) => step.stepId)).toEqual(['a', 'b'])
  })

  test('opens what waits for nothing, and what waited for steps that were done or dropped', () => {
    const [a, b, c] = planned(draft('a'), draft('b', ['a']), draft('c', ['a', 'b'])) as readonly [Step, Step, Step]
    expect(readySteps([a, b, c]).map((step) => step.stepId)).toEqual(['a'])
    expect(readySteps([ended(a, 'served'), b, c]).map((step) => step.stepId)).toEqual(['b'])
    expect(readySteps([ended(a, null), ended(b, 'not_eligible'), c]).map((step) => step.stepId)).toEqual(['c'])
  })

  test.each([
    ['what a waiting step waits for', (step: Step) => step, { needs: [] }, 'changed'],
    ['the name of an open step', opened, { title: 'another name' }, 'changed'],
    ['the office of an open step', opened, { officeId: 9 }, 'step_open_already'],
    ['anything of a finished step', (step: Step) => ended(step, 'served'), { title: 'another name' }, 'step_ended'],
    ['a step so that it waits for itself', (step: Step) => step, { needs: ['b'] }, 'step_waits_for_itself'],
  ] as const)('changes %s or says why not', (_what, make, change, outcome) => {
    const [a, b] = planned(draft('a'), draft('b', ['a'])) as readonly [Step, Step]
    const { title, officeId, dueOn, needs } = b
    const changed = withChangedStep([a, make(b)], 'b', { title, officeId, dueOn, needs, ...change })
    expect(changed.ok ? 'changed' : changed.error.kind).toBe(outcome)
  })
})

describe('the results of the steps add up', () => {
  test.each<[readonly (StepResult | null)[], Verdict | undefined]>([
    [[], undefined],
    [[null], undefined],
    [['served', 'served'], 'helped'],
    [['served', 'no_need', null], 'helped'],
    [['served', 'passed_on'], 'helped'],
    [['served', 'quota_full'], 'partly_helped'],
    [['not_eligible', 'refused'], 'not_helped'],
    [['no_need', 'no_need'], 'no_need'],
    [['passed_on', 'no_need'], 'partly_helped'],
  ])('%j to %s', (results, verdict) => {
    const steps = planned(...results.map((_, no) => draft(`s${no}`))).map((step, no) => ended(step, results[no]!))
    expect(joinedVerdictOf(steps)).toBe(verdict)
  })

  test('to nothing while one is unfinished', () => {
    const [a, b] = planned(draft('a'), draft('b')) as readonly [Step, Step]
    expect(joinedVerdictOf([ended(a, 'served'), b])).toBeUndefined()
  })
})

/** A plan without circles: each step may wait for some of those before it, in any order of the list. */
const anyPlan = fc.array(fc.array(fc.nat(20), { maxLength: 4 }), { minLength: 1, maxLength: 12 }).chain((needs) => {
  const drafts = needs.map((of, no) => draft(`s${no}`, no === 0 ? [] : [...new Set(of.map((each) => `s${each % no}`))]))
  return fc.shuffledSubarray(drafts, { minLength: drafts.length })
})

describe('whatever waits for whatever', () => {
  test('no step opens before what it needs has ended, every plan comes to its end, and the order of finishing does not matter', () => {
    fc.assert(fc.property(anyPlan, fc.infiniteStream(fc.nat(1_000)), fc.infiniteStream(fc.nat(1_000)), (drafts, one, other) => {
      const finals = [one, other].map((choices) => {
        let plan = planned(...drafts)
        for (let turn = 0; plan.some((step) => step.endedAt === null); turn += 1) {
          if (turn > drafts.length) throw new Error('the plan does not come to its end')
          const endedIds = new Set(plan.filter((step) => step.endedAt !== null).map((step) => step.stepId))
          const ready = new Set(readySteps(plan))
          for (const step of ready) expect(step.needs.every((need) => endedIds.has(need))).toBe(true)
          plan = plan.map((step) => (ready.has(step) ? opened(step) : step))
          const open = plan.filter((step) => stateOf(step) === 'open')
          const choice = choices.next().value as number
          const chosen = open[choice % open.length]!
          plan = plan.map((step) => (step === chosen ? ended(step, choice % 3 === 0 ? null : 'served') : step))
        }
        return plan.map((step) => step.stepId)
      })
      expect(finals[0]).toEqual(finals[1])
    }))
  })

  test('a plan is refused exactly when some step could never open', () => {
    const anyNeeds = fc.array(fc.array(fc.nat(7), { maxLength: 3 }), { minLength: 1, maxLength: 8 })
    fc.assert(fc.property(anyNeeds, (needs) => {
      const drafts = needs.map((of, no) => draft(`s${no}`, [...new Set(of.map((each) => `s${each % needs.length}`))]))
      let plan: readonly Step[] = drafts.map((each, no) => ({
        ...each, no: no + 1, taskId: null, openedAt: null, stoppedSeq: null, endedAt: null, endedSeq: null, result: null, raisedId: null,
      }))
      for (let turn = 0; turn < drafts.length; turn += 1) {
        const ready = new Set(readySteps(plan))
        plan = plan.map((step) => (ready.has(step) ? ended(step, 'served') : step))
      }
      expect(withSteps([], drafts).ok).toBe(plan.every((step) => step.endedAt !== null))
    }))
  })
})
