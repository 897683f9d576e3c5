import type { z } from 'zod'
import { suggest } from './regency-check.rules.ts'
import type { Problem } from './regency-problem.rules.ts'

type Issue = z.core.$ZodIssue

/** How members with a form of their own are written; used in the error text. */
const examples: Readonly<Record<string, string>> = {
  code: '99.01', key: 'dinas-sosial', from: '2026-11-25', to: '2026-11-25', on: '2026-11-25', validFrom: '2026-11-25',
  receiptPrefix: 'ABC', emergencyNumber: '112', email: 'nama@contoh.go.id',
}

/** What is wrong with the shape of a file, against its schema: nothing when it fits. */
export function problemsOfShape(file: string, schema: z.ZodType, value: unknown): Problem[] {
  const checked = schema.safeParse(value)
  return checked.success ? [] : checked.error.issues.flatMap((issue) => translate(file, issue, value))
}

function translate(file: string, issue: Issue, whole: unknown): Problem[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
  const member = String(path.findLast((step) => typeof step === 'string') ?? file)
  const value = valueAt(whole, path)
  if (value === undefined && issue.code !== 'unrecognized_keys') {
    return [{ kind: 'member_missing', file, path, detail: { member: String(path.at(-1) ?? file) } }]
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key): Problem => ({ kind: 'member_unknown', file, path: [...path, key], detail: { member: key, suggestion_id: ' Hapus atau perbaiki ejaannya.', suggestion_en: ' Remove it or correct the spelling.' } }))
    case 'invalid_type':
      return [wrongType({ file, path, member }, issue.expected, value)]
    case 'invalid_value': {
      const options = issue.values.map(String)
      return [{ kind: 'not_one_of', file, path, detail: { member, value: String(value), options: options.join(', '), ...suggest(String(value), options) } }]
    }
    case 'invalid_union':
      return [{ kind: 'not_a_span', file, path, detail: { member } }]
    case 'too_small':
    case 'too_big':
      return [{ kind: 'out_of_bounds', file, path, detail: { member, limit: String(issue.code === 'too_small' ? issue.minimum : issue.maximum) } }]
    default:
      return [{ kind: 'wrong_format', file, path, detail: { member, example: examples[member] ?? '…' } }]
  }
}

const typeWords: Readonly<Record<string, { id: string; en: string }>> = {
  string: { id: 'teks', en: 'a text' },
  number: { id: 'angka', en: 'a number' },
  int: { id: 'bilangan bulat', en: 'a whole number' },
  boolean: { id: 'true atau false', en: 'true or false' },
  array: { id: 'daftar (baris-baris dengan tanda -)', en: 'a list (lines with -)' },
  object: { id: 'bagian dengan isian di dalamnya', en: 'a section with members' },
}

function wrongType(place: { file: string; path: (string | number)[]; member: string }, expected: string, value: unknown): Problem {
  const { file, path, member } = place
  if (expected === 'string' && typeof value === 'number') {
    return { kind: 'text_without_quotes', file, path, detail: { member, example: examples[member] ?? String(value) } }
  }
  const words = typeWords[expected] ?? { id: expected, en: expected }
  return { kind: 'wrong_type', file, path, detail: { member, expected_id: words.id, expected_en: words.en } }
}

function valueAt(whole: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, step) => (typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined), whole)
}
