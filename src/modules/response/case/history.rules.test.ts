import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CaseEventKind, DoneBy, Rung, type CaseEventView } from './case.contract.ts'
import { historyOf, namedTogether } from './history.rules.ts'

interface Given extends Pick<CaseEventView, 'kind'>, Partial<Pick<CaseEventView, 'by' | 'byName' | 'detail'>> {
  readonly minute: number
}

function eventsOf(given: readonly Given[]): readonly CaseEventView[] {
  return given.map(({ kind, minute, by = 'system', byName = '', detail = {} }, at) => ({
    seq: at + 1, kind, at: new Date(Date.UTC(2026, 10, 9, 13, minute)).toISOString(), by, byName, byOfficeId: by === 'officer' ? 1 : null,
    taskId: null, words: null, detail, shownToReporter: false,
  }))
}

const officer = { by: 'officer', byName: 'Siti' } as const

/** Events on the left, and on the right the kind that names each line with the number of its events. */
const cases: readonly { readonly fact: string; readonly given: readonly Given[]; readonly lines: readonly (readonly [CaseEventKind, number])[] }[] = [
  { fact: 'nothing happened', given: [], lines: [] },
  {
    fact: 'each act of a person is a line',
    given: [{ kind: 'taken', minute: 1, ...officer }, { kind: 'answered', minute: 1, ...officer }], lines: [['taken', 1], ['answered', 1]],
  },
  {
    fact: 'what clocks do while nobody does anything is one line, named by the highest rung',
    given: [
      { kind: 'opened', minute: 0, by: 'reporter' }, { kind: 'warned', minute: 10 }, { kind: 'warned', minute: 20 },
      { kind: 'escalated', minute: 30, detail: { rung: 'regency' } },
      { kind: 'escalated', minute: 40, detail: { rung: 'leadership' } }, { kind: 'escalated', minute: 40, detail: { rung: 'district' } },
    ],
    lines: [['opened', 1], ['escalated', 5]],
  },
  { fact: 'reminders of several clocks are one line', given: [{ kind: 'warned', minute: 1 }, { kind: 'warned', minute: 1 }], lines: [['warned', 2]] },
  {
    fact: 'an act of a person parts what clocks did before from what they do after',
    given: [{ kind: 'warned', minute: 1 }, { kind: 'taken', minute: 2, ...officer }, { kind: 'warned', minute: 3 }],
    lines: [['warned', 1], ['taken', 1], ['warned', 1]],
  },
  {
    fact: 'tasks that a verdict withdraws stand under the verdict',
    given: [{ kind: 'withdrawn', minute: 1, ...officer }, { kind: 'withdrawn', minute: 1, ...officer }, { kind: 'concluded', minute: 1, ...officer }],
    lines: [['concluded', 3]],
  },
  {
    fact: 'the urgency that sorting set stands under it',
    given: [{ kind: 'sorted', minute: 1, ...officer }, { kind: 'urgency_set', minute: 1, ...officer }], lines: [['sorted', 2]],
  },
  {
    fact: 'the urgency that words of a reporter set is a line of its own',
    given: [{ kind: 'replied', minute: 1, by: 'reporter' }, { kind: 'urgency_set', minute: 1 }], lines: [['replied', 1], ['urgency_set', 1]],
  },
  {
    fact: 'steps that open together are one line',
    given: [{ kind: 'step_opened', minute: 1 }, { kind: 'step_opened', minute: 1 }], lines: [['step_opened', 2]],
  },
  {
    fact: 'steps that open one after another are two',
    given: [{ kind: 'step_opened', minute: 1 }, { kind: 'step_opened', minute: 2 }], lines: [['step_opened', 1], ['step_opened', 1]],
  },
  {
    fact: 'two acts of the system at one moment are two lines, each with what it brought',
    given: [
      { kind: 'family_moved', minute: 1 }, { kind: 'withdrawn', minute: 1 }, { kind: 'family_moved', minute: 1 }, { kind: 'withdrawn', minute: 1 },
      { kind: 'reopened', minute: 1 },
    ],
    lines: [['family_moved', 2], ['family_moved', 2], ['reopened', 1]],
  },
  {
    fact: 'two people at one moment are two lines',
    given: [{ kind: 'withdrawn', minute: 1, ...officer }, { kind: 'withdrawn', minute: 1, by: 'officer', byName: 'Bambang' }],
    lines: [['withdrawn', 1], ['withdrawn', 1]],
  },
]

test.each(cases)('$fact', ({ given, lines }) => {
  expect(historyOf(eventsOf(given)).map(({ head, parts }) => [head.kind, parts.length])).toEqual(lines)
})

test('a line of clocks is named by the moment when its highest rung was reached first', () => {
  const [line] = historyOf(eventsOf([
    { kind: 'escalated', minute: 1, detail: { rung: 'district', fromOfficeId: 7 } },
    { kind: 'escalated', minute: 2, detail: { rung: 'regency', fromOfficeId: 8 } },
    { kind: 'escalated', minute: 3, detail: { rung: 'regency', fromOfficeId: 7 } },
  ]))
  expect(line?.head.seq).toBe(2)
  expect(line && namedTogether(line, ({ detail }) => [detail.fromOfficeId])).toEqual([7, 8])
})

test('no event is lost, doubled or moved, and each line is named by one of its own', () => {
  const given = fc.array(fc.record({
    kind: fc.constantFrom(...CaseEventKind.options), minute: fc.integer({ min: 0, max: 3 }), by: fc.constantFrom(...DoneBy.options),
    byName: fc.constantFrom('Siti', 'Bambang'), detail: fc.record({ rung: fc.constantFrom(...Rung.options) }, { requiredKeys: [] }),
  }), { maxLength: 30 })
  fc.assert(fc.property(given, (each) => {
    const events = eventsOf(each.toSorted((left, right) => left.minute - right.minute))
    const lines = historyOf(events)
    expect(lines.flatMap(({ parts }) => parts)).toEqual(events)
    for (const { head, parts } of lines) expect(parts).toContain(head)
  }))
})
