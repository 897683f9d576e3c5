import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate, type Surroundings } from './evaluate.rules.ts'
import { parseExpression } from './expression.rules.ts'
import { operators, type Expression } from './form.contract.ts'
import type { Value } from './function.rules.ts'

const answers: Readonly<Record<string, Value>> = { floor: 'earth', people: 5, spending: 1_500_000, assets: ['motorcycle', 'bicycle'], born: '1990-03-12', empty: null, ages: [4, 40, 38] }
const names = new Set(Object.keys(answers))
const around: Surroundings = { today: '2026-11-25', self: 7, answerOf: (name) => answers[name] ?? null }

function valueOf(source: string): Value {
  const read = parseExpression(source, { questions: names })
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  return evaluate(read.value, around)
}

describe('an expression', () => {
  test.each<[string, Value]>([
    ["${floor} = 'earth'", true],
    ['${floor} = "cement"', false],
    ['. > 0 and . <= 30', true],
    ['${spending} div ${people}', 300_000],
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 2 - 3', 5],
    ['7 mod 4', 3],
    ['-2 + 5', 3],
    ["selected(${assets}, 'bicycle')", true],
    ["not(selected(${assets}, 'car'))", true],
    ['count-selected(${assets}) >= 2', true],
    ["if(${people} > 4, 'many', 'few')", 'many'],
    ["coalesce(${empty}, 'none')", 'none'],
    ["${empty} = ''", true],
    ['${empty} > 3', false],
    ['${empty} < 3', false],
    ['sum(${ages})', 82],
    ['max(${ages})', 40],
    ['count(${ages})', 3],
    ["${born} < '2000-01-01'", true],
    ["${born} < today()", true],
    ["today() = '2026-11-25'", true],
    ['round(7 div 3, 1)', 2.3],
    ["regex('3510151203900001', '^[0-9]{16}$')", true],
    ["string-length('abc')", 3],
    ["concat(${floor}, ' ', ${people})", 'earth 5'],
    ["true() or false() and false()", true],
  ])('%s is %j', (source, value) => {
    expect(valueOf(source)).toEqual(value)
  })

  test.each([
    ['${roof} = 1', { kind: 'question_unknown', name: 'roof' }],
    ['(1 + 2', { kind: 'bracket_open' }],
    ['1 +', { kind: 'ends_early' }],
    ['', { kind: 'ends_early' }],
    ['1 2', { kind: 'not_understood', at: '2' }],
    ['#', { kind: 'not_understood', at: '#' }],
    ["regex(., '(a+)+$')", { kind: 'pattern_unsafe', pattern: '(a+)+$' }],
    ["regex(., '[')", { kind: 'pattern_unsafe', pattern: '[' }],
    [`${'('.repeat(60)}1${')'.repeat(60)}`, { kind: 'too_deep' }],
  ])('%s is refused', (source, error) => {
    expect(parseExpression(source, { questions: names })).toEqual({ ok: false, error })
  })

  test('that calls what there is not says what there is', () => {
    expect(parseExpression('eval(1)', { questions: names })).toMatchObject({ ok: false, error: { kind: 'function_unknown', name: 'eval' } })
    expect(parseExpression('constructor(1)', { questions: names })).toMatchObject({ ok: false, error: { kind: 'function_unknown' } })
  })
})

const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc.nat({ max: 1_000 }).map((value): Expression => ({ kind: 'value', value })),
  fc.stringMatching(/^[a-z ]{0,5}$/).map((value): Expression => ({ kind: 'value', value })),
  fc.constantFrom(...names).map((name): Expression => ({ kind: 'question', name })),
  fc.constant<Expression>({ kind: 'self' }),
)
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof({ maxDepth: 4 }, leaf,
    fc.record({ kind: fc.constant('binary' as const), operator: fc.constantFrom(...operators), left: tie('expression'), right: tie('expression') }),
    fc.record({ kind: fc.constant('negative' as const), of: tie('expression') }),
    tie('expression').map((given): Expression => ({ kind: 'call', name: 'not', arguments: [given] })),
  ),
}))

/** An expression as somebody would type it, every pair in brackets. */
function written(of: Expression): string {
  switch (of.kind) {
    case 'value': return typeof of.value === 'string' ? `'${of.value}'` : String(of.value)
    case 'question': return `\${${of.name}}`
    case 'trait': return of.name
    case 'self': return '.'
    case 'negative': return `-(${written(of.of)})`
    case 'call': return `${of.name}(${of.arguments.map(written).join(', ')})`
    case 'binary': return `(${written(of.left)} ${of.operator} ${written(of.right)})`
  }
}

test('what is written out is read back as the same expression', () => {
  fc.assert(fc.property(expression, (given) => {
    expect(parseExpression(written(given), { questions: names })).toEqual({ ok: true, value: given })
  }))
})

test('every expression has a value, whatever the answers', () => {
  const value = fc.oneof(fc.constant(null), fc.string(), fc.double(), fc.boolean(), fc.array(fc.string()))
  fc.assert(fc.property(expression, value, (given, answer) => {
    expect(() => evaluate(given, { today: '2026-11-25', self: answer, answerOf: () => answer })).not.toThrow()
  }))
})

test('any text is either read or refused in words', () => {
  fc.assert(fc.property(fc.string({ maxLength: 60 }), (source) => {
    const read = parseExpression(source, { questions: names })
    expect(read.ok || typeof read.error.kind === 'string').toBe(true)
  }))
})
