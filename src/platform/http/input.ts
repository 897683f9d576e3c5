import type { z } from 'zod'
import { err, ok, type Result } from '#platform/result.ts'
import type { InputError } from './contract.ts'
import type { Language, Texts, ValueProblem } from './texts.ts'

/** No contract of ours nests deeper than a few levels; what does would only exhaust the stack of whatever walks it. */
const deepestInput = 32

type Unclean = 'text_unreadable' | 'input_invalid'

/**
 * Makes text safe to store: a NUL makes the whole input unreadable, half a surrogate pair becomes the replacement character.
 * Walks arrays and plain objects, and refuses those that nest without end; other values pass.
 */
export function cleanText(value: unknown): Result<unknown, { kind: Unclean }> {
  try {
    return ok(clean(value, 0))
  } catch (error) {
    if (error instanceof Unreadable) return err({ kind: error.kind })
    throw error
  }
}

class Unreadable extends Error {
  readonly kind: Unclean

  constructor(kind: Unclean) {
    super(kind)
    this.kind = kind
  }
}

function clean(value: unknown, level: number): unknown {
  if (typeof value === 'string') return cleanString(value)
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value
  if (level === deepestInput) throw new Unreadable('input_invalid')
  if (Array.isArray(value)) return value.map((inner) => clean(inner, level + 1))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanString(key), clean(inner, level + 1)]))
}

function cleanString(text: string): string {
  if (text.includes('\0')) throw new Unreadable('text_unreadable')
  return text.toWellFormed()
}

/** Reads a value by its schema; a failure names each wrong place with a kind and a text in the caller's language. */
export function readInput<S extends z.ZodType>(
  schema: S, value: unknown, say: { texts: Texts; language: Language },
): Result<z.output<S>, readonly InputError[]> {
  const read = schema.safeParse(value)
  if (read.success) return ok(read.data)
  return err(read.error.issues.flatMap((issue) => inputErrors(issue, say)))
}

function inputErrors(issue: z.core.$ZodIssue, say: { texts: Texts; language: Language }): InputError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => inputError([...issue.path, key], { kind: 'unknown_member' }, say))
  }
  return [inputError(issue.path, problemOf(issue), say)]
}

function inputError(path: readonly PropertyKey[], problem: ValueProblem, say: { texts: Texts; language: Language }): InputError {
  const pointer = `#/${path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`
  return { pointer, kind: problem.kind, message: say.texts.value(say.language, problem) }
}

/** A schema may name its own kind (`z.string().refine(…, 'not_a_phone_number')` or `error: 'choose_category'`): lower case with underscores. */
function problemOf(issue: z.core.$ZodIssue): ValueProblem {
  if (/^[a-z]+(_[a-z]+)*$/.test(issue.message)) return { kind: issue.message }
  if (issue.code === 'invalid_type') return { kind: issue.input === undefined ? 'required' : wrongType(issue.expected) }
  if (issue.code === 'too_small') return tooSmall(issue)
  if (issue.code === 'too_big') return tooBig(issue)
  if (issue.code === 'invalid_value') return { kind: issue.input === undefined || issue.input === '' ? 'required' : 'not_one_of' }
  if (issue.code === 'invalid_format') return { kind: wrongFormat(issue.format) }
  return { kind: 'wrong' }
}

function wrongType(expected: string): string {
  return expected === 'number' || expected === 'int' ? 'not_a_number' : 'wrong'
}

function tooSmall(issue: z.core.$ZodIssueTooSmall): ValueProblem {
  const minimum = Number(issue.minimum)
  if (issue.origin === 'string') return minimum === 1 ? { kind: 'required' } : { kind: 'too_short', minimum }
  return { kind: issue.origin === 'array' ? 'too_few' : 'too_small', minimum }
}

function tooBig(issue: z.core.$ZodIssueTooBig): ValueProblem {
  const maximum = Number(issue.maximum)
  if (issue.origin === 'string') return { kind: 'too_long', maximum }
  return { kind: issue.origin === 'array' ? 'too_many' : 'too_big', maximum }
}

function wrongFormat(format: string): string {
  const kinds: Readonly<Record<string, string>> = { date: 'not_a_day', datetime: 'not_a_moment', email: 'not_an_email' }
  return kinds[format] ?? 'wrong_pattern'
}
