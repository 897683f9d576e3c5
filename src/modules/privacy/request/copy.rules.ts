import type { Json } from '#platform/json.ts'

/** A copy of a person's data as lines to read: the part, what it is, and its value; one line a value, lists numbered from 1. */
export function copyRows(copy: Readonly<Record<string, Json>>): readonly (readonly [part: string, path: string, value: string])[] {
  return Object.entries(copy).flatMap(([part, value]) => linesOf(value, []).map(([path, text]) => [part, path, text] as const))
}

function linesOf(value: Json, path: readonly string[]): readonly (readonly [path: string, value: string])[] {
  if (value === null) return []
  if (Array.isArray(value)) return value.flatMap((item, at) => linesOf(item, [...path, String(at + 1)]))
  if (typeof value === 'object') return Object.entries(value).flatMap(([key, item]) => linesOf(item as Json, [...path, key]))
  return [[path.join(' › '), String(value)]]
}
