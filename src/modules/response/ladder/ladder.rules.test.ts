import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Ladder, Rung } from '#modules/people/regency/regency.contract.ts'
import { type Climb, dueEscalations, higherRung, isTrusted, nextEscalationAt, rungMoments, standingOf, type Trust, trustAfter } from './ladder.rules.ts'

const ladder: Ladder = {
  key: 'ladder', from: '2016-01-01', to: null, source: { cites: 'a test', tag: 'design' },
  rungs: [
    { rung: 'village' }, { rung: 'district', stepHours: 2 }, { rung: 'regency', office: 'secretariat', stepHours: 3 },
    { rung: 'leadership', office: 'head' },
  ],
}
const dueAt = new Date('2026-11-25T06:00:00Z')
const hour = 3_600_000

function climb(change: Partial<Climb> = {}): Climb {
  return { dueAt, stoppedAt: null, holderRung: 'village', escalatedTo: new Set(), ...change }
}

function after(hours: number): Date {
  return new Date(dueAt.getTime() + hours * hour)
}

describe('where an office stands', () => {
  test.each([
    ['the task force of a village', { key: 'satgas-1', rung: 'village' }, 'village'],
    ['the unit of a district', { key: 'upt-1', rung: 'district' }, 'district'],
    ['the office that the rung names', { key: 'secretariat', rung: 'regency' }, 'regency'],
    ['an agency beside it, one rung lower', { key: 'health', rung: 'regency' }, 'district'],
  ] as const)('%s', (_name, office, rung) => {
    expect(standingOf(ladder, office)).toBe(rung)
  })
})

describe('when a breach climbs', () => {
  test('from the village: to the district when due, then after each step', () => {
    expect(rungMoments(ladder, climb())).toEqual([
      { rung: 'district', at: dueAt }, { rung: 'regency', at: after(2) }, { rung: 'leadership', at: after(5) },
    ])
  })

  test('from the district: to the regency when due', () => {
    expect(rungMoments(ladder, climb({ holderRung: 'district' }))).toEqual([{ rung: 'regency', at: dueAt }, { rung: 'leadership', at: after(3) }])
  })

  test('from the top: nowhere', () => {
    expect(rungMoments(ladder, climb({ holderRung: 'leadership' }))).toEqual([])
    expect(nextEscalationAt(ladder, climb({ holderRung: 'leadership' }))).toBeNull()
  })
})

describe('what is handed up now', () => {
  test('nothing before it is due, the first rung at that very moment', () => {
    expect(dueEscalations(ladder, climb(), new Date(dueAt.getTime() - 1))).toEqual([])
    expect(dueEscalations(ladder, climb(), dueAt).map((moment) => moment.rung)).toEqual(['district'])
  })

  test('after an outage every missed rung, in order, however long ago', () => {
    expect(dueEscalations(ladder, climb(), after(24 * 400)).map((moment) => moment.rung)).toEqual(['district', 'regency', 'leadership'])
  })

  test('a breach before a late stop is handed up even when the sweep comes after the stop; nothing after the stop is', () => {
    expect(dueEscalations(ladder, climb({ stoppedAt: after(1) }), after(10)).map((moment) => moment.rung)).toEqual(['district'])
    expect(dueEscalations(ladder, climb({ stoppedAt: after(-1) }), after(10))).toEqual([])
    expect(nextEscalationAt(ladder, climb({ stoppedAt: dueAt }))).toBeNull()
  })
})

test('whatever the sweeps, crashes, clock jumps and hand-overs: each rung at most once, none early, none left out in the end', () => {
  const rungs: readonly Rung[] = ['village', 'district', 'regency', 'leadership']
  const step = fc.oneof(
    fc.record({ kind: fc.constant('sweep' as const), hours: fc.integer({ min: -8, max: 8 }) }),
    fc.record({ kind: fc.constant('crash' as const), hours: fc.integer({ min: -8, max: 8 }) }),
    fc.record({ kind: fc.constant('hand_over' as const), to: fc.constantFrom(...rungs.slice(0, 3)) }),
  )
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    const written: Rung[] = []
    let now = after(-6).getTime()
    let holderRung: Rung = 'village'
    for (const each of steps) {
      if (each.kind === 'hand_over') {
        holderRung = each.to
        continue
      }
      now += each.hours * hour
      const due = dueEscalations(ladder, climb({ holderRung, escalatedTo: new Set(written) }), new Date(now))
      expect(due.every((moment) => moment.at.getTime() <= now && moment.at >= dueAt)).toBe(true)
      if (each.kind === 'sweep') written.push(...due.map((moment) => moment.rung))
    }
    const rest = dueEscalations(ladder, climb({ holderRung, escalatedTo: new Set(written) }), after(1000))
    written.push(...rest.map((moment) => moment.rung))
    expect(new Set(written).size).toBe(written.length)
    const above = rungs.slice(rungs.indexOf(holderRung) + 1)
    expect(above.every((rung) => written.includes(rung))).toBe(true)
    expect(nextEscalationAt(ladder, climb({ holderRung, escalatedTo: new Set(written) }))).toBeNull()
  }), { numRuns: 500 })
})

test('the higher of two rungs', () => {
  expect(higherRung(ladder, 'district', 'village')).toBe('district')
  expect(higherRung(ladder, 'district', 'leadership')).toBe('leadership')
})

describe('trusting the wall clock', () => {
  function run(ticks: readonly (readonly [wallSeconds: number, steadySeconds: number])[]): boolean[] {
    let trust: Trust | undefined
    return ticks.map(([wall, steady]) => {
      trust = trustAfter(trust, { wallMs: wall * 1000, steadyMs: steady * 1000 })
      return isTrusted(trust)
    })
  }

  test('an even clock is trusted, a slow pass is no leap', () => {
    expect(run([[0, 0], [2, 2], [64, 64], [66, 66]])).toEqual([true, true, true, true])
  })

  test('a leap forward is waited out for five minutes', () => {
    expect(run([[0, 0], [28_802, 2], [28_900, 100], [29_101, 301], [29_102, 302]])).toEqual([true, false, false, false, true])
  })

  test('a leap forward that is taken back breaks no promise in between, and is over at once', () => {
    expect(run([[0, 0], [28_802, 2], [4, 4], [14, 14]])).toEqual([true, false, true, true])
  })

  test('a second leap is waited out from its own beginning', () => {
    expect(run([[0, 0], [28_802, 2], [57_800, 200], [57_910, 310], [58_100, 500]])).toEqual([true, false, false, false, true])
  })

  test('a clock that was set back is believed, and so is its coming back within a day', () => {
    expect(run([[0, 0], [-28_798, 2], [-20_000, 8_800], [10_000, 10_000]])).toEqual([true, true, true, true])
    expect(run([[0, 0], [-28_798, 2], [57_802, 86_602], [57_804, 86_604], [86_606, 86_606]])).toEqual([true, true, true, true, false])
  })
})
