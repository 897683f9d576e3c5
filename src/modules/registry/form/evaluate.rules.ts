import type { Expression, Operator } from './form.contract.ts'
import { callFunction, isDay, toNumber, toText, toTruth, type Now, type Value } from './function.rules.ts'

/** Where an expression finds the answers that it speaks of. */
export interface Surroundings extends Now {
  readonly answerOf: (name: string) => Value
  /** The answer that a constraint is about. */
  readonly self?: Value
  /** The columns of the choice that a filter is about. */
  readonly traits?: Readonly<Record<string, string>>
}

/** Computes an expression. It never throws: what has no value is null or NaN. */
export function evaluate(expression: Expression, around: Surroundings): Value {
  switch (expression.kind) {
    case 'value': return expression.value
    case 'question': return around.answerOf(expression.name)
    case 'self': return around.self ?? null
    case 'trait': return around.traits?.[expression.name] ?? ''
    case 'negative': return -toNumber(evaluate(expression.of, around))
    case 'call': return callFunction(expression.name, expression.arguments.map((given) => evaluate(given, around)), around)
    case 'binary': return combine(expression, around)
  }
}

/** Whether an expression holds. */
export function holds(expression: Expression, around: Surroundings): boolean {
  return toTruth(evaluate(expression, around))
}

/** The questions that an expression speaks of. */
export function questionsNamed(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'question': return [expression.name]
    case 'negative': return questionsNamed(expression.of)
    case 'call': return expression.arguments.flatMap(questionsNamed)
    case 'binary': return [...questionsNamed(expression.left), ...questionsNamed(expression.right)]
    default: return []
  }
}

function combine({ operator, left, right }: Expression & { readonly kind: 'binary' }, around: Surroundings): Value {
  if (operator === 'and') return holds(left, around) && holds(right, around)
  if (operator === 'or') return holds(left, around) || holds(right, around)
  return compute(operator, evaluate(left, around), evaluate(right, around))
}

function compute(operator: Exclude<Operator, 'and' | 'or'>, left: Value, right: Value): Value {
  switch (operator) {
    case '=': return isEqual(left, right)
    case '!=': return !isEqual(left, right)
    case '<': return compare(left, right) < 0
    case '<=': return compare(left, right) <= 0
    case '>': return compare(left, right) > 0
    case '>=': return compare(left, right) >= 0
    case '+': return toNumber(left) + toNumber(right)
    case '-': return toNumber(left) - toNumber(right)
    case '*': return toNumber(left) * toNumber(right)
    case 'div': return toNumber(left) / toNumber(right)
    case 'mod': return toNumber(left) % toNumber(right)
  }
}

function isEqual(left: Value, right: Value): boolean {
  if (typeof left === 'number' || typeof right === 'number') return toNumber(left) === toNumber(right)
  if (typeof left === 'boolean' || typeof right === 'boolean') return toTruth(left) === toTruth(right)
  return toText(left) === toText(right)
}

/** Below, equal or above zero; NaN where the two cannot be compared, so that no comparison holds. */
function compare(left: Value, right: Value): number {
  if (typeof left === 'string' && typeof right === 'string' && isDay(left) && isDay(right)) return left < right ? -1 : Number(left > right)
  return toNumber(left) - toNumber(right)
}
