/** What an expression computes with. A list is a choice of several, or the answers of all instances of a repeat. */
export type Value = string | number | boolean | null | readonly Value[]

/** The day, for `today()`. */
export interface Now {
  readonly today: string
}

type Function = (given: readonly Value[], now: Now) => Value

/** A number; days count from 1970, what is no number is NaN. */
export function toNumber(value: Value): number {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value !== 'string' || value.trim() === '') return Number.NaN
  if (isDay(value)) return Date.parse(`${value}T00:00:00Z`) / 86_400_000
  return Number(value)
}

/** The text of a value; a list is its words with blanks between. */
export function toText(value: Value): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map(toText).join(' ')
  return String(value)
}

/** Whether a value counts as true: not nothing, not zero, not an empty list. */
export function toTruth(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value)
  return value !== null && value !== false && value !== ''
}

/** Whether a text is a day of the calendar (YYYY-MM-DD). */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
}

function wordsOf(value: Value): readonly string[] {
  return Array.isArray(value) ? value.map(toText) : toText(value).split(' ').filter((word) => word !== '')
}

function numbersOf(given: readonly Value[]): readonly number[] {
  return given.flatMap((value): readonly Value[] => (Array.isArray(value) ? value : [value])).map(toNumber).filter((number) => !Number.isNaN(number))
}

function rounded(number: number, digits: number): number {
  const scale = 10 ** (Number.isNaN(digits) ? 0 : Math.max(0, Math.min(10, Math.trunc(digits))))
  return Math.round(number * scale) / scale
}

const functions: Readonly<Record<string, Function>> = {
  selected: ([list = null, word = null]) => wordsOf(list).includes(toText(word)),
  'count-selected': ([list = null]) => wordsOf(list).length,
  count: ([list = null]) => (Array.isArray(list) ? list.length : 0),
  not: ([value = null]) => !toTruth(value),
  if: ([condition = null, then = null, otherwise = null]) => (toTruth(condition) ? then : otherwise),
  coalesce: ([first = null, second = null]) => (toText(first) === '' ? second : first),
  'string-length': ([text = null]) => [...toText(text)].length,
  concat: (given) => given.map(toText).join(''),
  contains: ([text = null, part = null]) => toText(text).includes(toText(part)),
  'starts-with': ([text = null, start = null]) => toText(text).startsWith(toText(start)),
  regex: ([text = null, pattern = null]) => new RegExp(toText(pattern), 'u').test(toText(text).slice(0, 200)),
  number: ([value = null]) => toNumber(value),
  int: ([value = null]) => Math.trunc(toNumber(value)),
  round: ([value = null, digits = 0]) => rounded(toNumber(value), toNumber(digits)),
  sum: (given) => numbersOf(given).reduce((total, number) => total + number, 0),
  min: (given) => Math.min(...numbersOf(given)),
  max: (given) => Math.max(...numbersOf(given)),
  today: (_given, now) => now.today,
  true: () => true,
  false: () => false,
}

export const functionNames: readonly string[] = Object.keys(functions)

/** Whether expressions may call a function of this name. */
export function isKnownFunction(name: string): boolean {
  return Object.hasOwn(functions, name)
}

/** Calls a function; an unknown one gives nothing. */
export function callFunction(name: string, given: readonly Value[], now: Now): Value {
  return Object.hasOwn(functions, name) ? functions[name]!(given, now) : null
}
