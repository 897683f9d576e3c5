import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeAnswers, type Stated } from './merge.rules.ts'

function answer(answerId: string, value: string, bases: readonly string[] = [], field = 'floor'): Stated {
  return { answerId, field, value, bases }
}

function floorOf(...answers: readonly Stated[]) {
  const state = mergeAnswers(answers).get('floor')!
  return { values: state.heads.map((head) => head.value), isDisputed: state.isDisputed }
}

describe('an answer', () => {
  test('stands for those that its author had seen', () => {
    expect(floorOf(answer('a', 'earth'), answer('b', 'cement', ['a']))).toEqual({ values: ['cement'], isDisputed: false })
  })

  test('that arrives before the one it stands on still stands for it', () => {
    expect(floorOf(answer('b', 'cement', ['a']), answer('a', 'earth'))).toEqual({ values: ['cement'], isDisputed: false })
  })

  test('of another device that had not seen the last one is in dispute with it', () => {
    expect(floorOf(answer('a', 'earth'), answer('b', 'cement', ['a']), answer('c', 'tile', ['a']))).toEqual({ values: ['cement', 'tile'], isDisputed: true })
  })

  test('of another device that says the same disputes nothing', () => {
    expect(floorOf(answer('a', 'earth'), answer('b', 'cement', ['a']), answer('c', 'cement', ['a']))).toEqual({ values: ['cement', 'cement'], isDisputed: false })
  })

  test('that a person decided for ends the dispute, and a late third one opens it anew', () => {
    const before = [answer('a', 'earth'), answer('b', 'cement', ['a']), answer('c', 'tile', ['a']), answer('d', 'tile', ['b', 'c'])]
    expect(floorOf(...before)).toEqual({ values: ['tile'], isDisputed: false })
    expect(floorOf(...before, answer('e', 'wood', ['a']))).toEqual({ values: ['tile', 'wood'], isDisputed: true })
  })

  test('about one field says nothing about another', () => {
    const state = mergeAnswers([answer('a', 'earth'), answer('b', 'clay', ['a'], 'roof')])
    expect([...state].map(([field, { heads }]) => [field, heads.length])).toEqual([['floor', 1], ['roof', 1]])
  })
})

/** What devices do: take what the server has, answer a field, send (perhaps again, perhaps late). */
const step = fc.record({
  device: fc.nat({ max: 3 }), act: fc.constantFrom('prepare' as const, 'answer' as const, 'answer' as const, 'send' as const),
  field: fc.constantFrom('floor', 'roof', 'member/1/worked'), value: fc.constantFrom('a', 'b', 'c'),
})

interface Device {
  readonly seen: Map<string, readonly string[]>
  readonly outbox: Stated[]
}

/** Plays the steps; gives every answer that was ever made. */
function play(steps: readonly { device: number; act: 'prepare' | 'answer' | 'send'; field: string; value: string }[]): Stated[] {
  const devices = Array.from({ length: 4 }, (): Device => ({ seen: new Map(), outbox: [] }))
  const server: Stated[] = []
  const made: Stated[] = []
  for (const { device: at, act, field, value } of steps) {
    const device = devices[at]!
    if (act === 'prepare') for (const [name, { heads }] of mergeAnswers(server)) device.seen.set(name, heads.map((head) => head.answerId))
    if (act === 'send') server.push(...device.outbox)
    if (act !== 'answer') continue
    const given = answer(`${made.length}`.padStart(4, '0'), value, device.seen.get(field) ?? [], field)
    device.seen.set(field, [given.answerId])
    device.outbox.push(given)
    made.push(given)
  }
  return made
}

describe('any number of devices, in any order, with any repetition', () => {
  test('come to the same state', () => {
    fc.assert(fc.property(fc.array(step, { minLength: 2, maxLength: 40 }), fc.infiniteStream(fc.nat()), (steps, order) => {
      const made = play(steps)
      const shuffled = [...made, ...made.slice(0, made.length / 2)].map((given) => ({ given, at: order.next().value as number }))
        .sort((left, right) => left.at - right.at).map(({ given }) => given)
      expect(mergeAnswers(shuffled)).toEqual(mergeAnswers(made).size === 0 ? new Map() : new Map([...mergeAnswers(shuffled)].map(([field]) => [field, mergeAnswers(made).get(field)!])))
      expect(new Set(mergeAnswers(shuffled).keys())).toEqual(new Set(mergeAnswers(made).keys()))
    }))
  })

  test('lose nothing: what is no longer present was seen by whoever answered after it', () => {
    fc.assert(fc.property(fc.array(step, { minLength: 2, maxLength: 40 }), (steps) => {
      const made = play(steps)
      const present = new Set([...mergeAnswers(made).values()].flatMap(({ heads }) => heads.map((head) => head.answerId)))
      for (const given of made) {
        if (present.has(given.answerId)) continue
        expect(made.some((later) => later.field === given.field && later.bases.includes(given.answerId))).toBe(true)
      }
      expect(present.size > 0 || made.length === 0).toBe(true)
    }))
  })
})
