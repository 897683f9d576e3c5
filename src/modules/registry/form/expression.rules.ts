import { operators, type Expression, type Operator } from './form.contract.ts'
import { functionNames, isKnownFunction } from './function.rules.ts'

/** What an expression may name, and what its author typed wrongly. */
export type ExpressionProblem =
  | { readonly kind: 'not_understood'; readonly at: string }
  | { readonly kind: 'ends_early' }
  | { readonly kind: 'bracket_open' }
  | { readonly kind: 'question_unknown'; readonly name: string }
  | { readonly kind: 'trait_unknown'; readonly name: string; readonly known: readonly string[] }
  | { readonly kind: 'function_unknown'; readonly name: string; readonly known: readonly string[] }
  | { readonly kind: 'pattern_unsafe'; readonly pattern: string }
  | { readonly kind: 'too_deep' }

type Read = { readonly ok: true; readonly value: Expression } | { readonly ok: false; readonly error: ExpressionProblem }

class Misread extends Error {
  readonly problem: ExpressionProblem

  constructor(problem: ExpressionProblem) {
    super(problem.kind)
    this.problem = problem
  }
}

type Token =
  | { readonly kind: 'number' | 'text' | 'question' | 'name' | 'sign'; readonly text: string }

const tokenPattern = /\s*(?:(?<number>\d+(?:\.\d+)?)|'(?<single>[^']*)'|"(?<double>[^"]*)"|\$\{\s*(?<question>[A-Za-z_]\w*)\s*\}|(?<sign>!=|<=|>=|[=<>+*(),.-])|(?<name>[A-Za-z_]\w*(?:-[A-Za-z_]\w*)*))/y

/** How tightly each operator binds; all bind to the left. */
const strength: Readonly<Record<Operator, number>> = {
  or: 1, and: 2, '=': 3, '!=': 3, '<': 4, '<=': 4, '>': 4, '>=': 4, '+': 5, '-': 5, '*': 6, div: 6, mod: 6,
}
const deepest = 40

/** What an expression may speak of: questions, and in a filter of choices the columns of a choice. */
export interface Speakable {
  readonly questions: ReadonlySet<string>
  readonly traits?: ReadonlySet<string>
}

/** Reads an XLSForm expression (`${floor} = 'earth' and . > 0`, in a filter `district = ${district}`). */
export function parseExpression(source: string, speakable: Speakable): Read {
  try {
    return { ok: true, value: parse(tokensOf(source), speakable) }
  } catch (error) {
    if (error instanceof Misread) return { ok: false, error: error.problem }
    throw error
  }
}

function tokensOf(source: string): readonly Token[] {
  const text = source.trimEnd()
  const tokens: Token[] = []
  tokenPattern.lastIndex = 0
  while (tokenPattern.lastIndex < text.length) {
    const at = tokenPattern.lastIndex
    const found = tokenPattern.exec(text)?.groups
    if (found === undefined) throw new Misread({ kind: 'not_understood', at: text.slice(at).trim().slice(0, 20) })
    tokens.push(tokenOf(found))
  }
  return tokens
}

function tokenOf(found: Readonly<Record<string, string | undefined>>): Token {
  const { number, single, double, question, sign, name } = found
  if (number !== undefined) return { kind: 'number', text: number }
  if (single !== undefined || double !== undefined) return { kind: 'text', text: single ?? double ?? '' }
  if (question !== undefined) return { kind: 'question', text: question }
  return sign === undefined ? { kind: 'name', text: name ?? '' } : { kind: 'sign', text: sign }
}

/** Precedence climbing over the tokens. */
function parse(tokens: readonly Token[], { questions, traits }: Speakable): Expression {
  let next = 0
  let depth = 0

  function takes(text: string): boolean {
    const token = tokens[next]
    if (token?.kind !== 'sign' || token.text !== text) return false
    next += 1
    return true
  }

  function binary(least: number): Expression {
    depth += 1
    if (depth > deepest) throw new Misread({ kind: 'too_deep' })
    let left = unary()
    for (let operator = operatorAt(tokens[next]); operator !== undefined && strength[operator] >= least; operator = operatorAt(tokens[next])) {
      next += 1
      left = { kind: 'binary', operator, left, right: binary(strength[operator] + 1) }
    }
    depth -= 1
    return left
  }

  function unary(): Expression {
    return takes('-') ? { kind: 'negative', of: primary() } : primary()
  }

  function primary(): Expression {
    const token = tokens[next]
    if (token === undefined) throw new Misread({ kind: 'ends_early' })
    next += 1
    if (token.kind === 'number') return { kind: 'value', value: Number(token.text) }
    if (token.kind === 'text') return { kind: 'value', value: token.text }
    if (token.kind === 'question') return question(token.text, questions)
    if (token.kind === 'name') return tokens[next]?.text === '(' || traits === undefined ? call(token.text) : trait(token.text, traits)
    if (token.text === '.') return { kind: 'self' }
    if (token.text !== '(') throw new Misread({ kind: 'not_understood', at: token.text })
    const inner = binary(1)
    if (!takes(')')) throw new Misread({ kind: 'bracket_open' })
    return inner
  }

  function call(name: string): Expression {
    if (!takes('(')) throw new Misread({ kind: 'not_understood', at: name })
    if (!isKnownFunction(name)) throw new Misread({ kind: 'function_unknown', name, known: functionNames })
    const given: Expression[] = []
    if (!takes(')')) {
      do given.push(binary(1))
      while (takes(','))
      if (!takes(')')) throw new Misread({ kind: 'bracket_open' })
    }
    if (name === 'regex') checkPattern(given[1])
    return { kind: 'call', name, arguments: given }
  }

  const whole = binary(1)
  const rest = tokens[next]
  if (rest !== undefined) throw new Misread({ kind: 'not_understood', at: rest.text })
  return whole
}

function operatorAt(token: Token | undefined): Operator | undefined {
  if (token === undefined || (token.kind !== 'sign' && token.kind !== 'name')) return undefined
  return operators.find((operator) => operator === token.text)
}

function question(name: string, names: ReadonlySet<string>): Expression {
  if (!names.has(name)) throw new Misread({ kind: 'question_unknown', name })
  return { kind: 'question', name }
}

function trait(name: string, known: ReadonlySet<string>): Expression {
  if (!known.has(name)) throw new Misread({ kind: 'trait_unknown', name, known: [...known] })
  return { kind: 'trait', name }
}

/** A pattern is a short text of the author's own without a repeated group: such ones cannot run for ever. */
function checkPattern(pattern: Expression | undefined): void {
  const text = pattern?.kind === 'value' ? String(pattern.value) : ''
  if (text === '' || text.length > 100 || /\)[*+{?]|\\\d/.test(text) || !isPattern(text)) throw new Misread({ kind: 'pattern_unsafe', pattern: text })
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u').source !== ''
  } catch {
    return false
  }
}
