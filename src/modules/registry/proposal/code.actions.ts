import type { Deps } from '#deps.ts'
import { checkAttempts, countAttempt, type TooManyRequests } from '#platform/http/attempts.ts'
import { codeSignsOf, readCode, writeCode } from '#platform/secrets/written-code.ts'
import { err, ok, type Result } from '#platform/result.ts'

export type CodeDeps = Pick<Deps, 'db' | 'keys' | 'regency' | 'clock'>

/** What a code opens; each kind has secrets of its own, so that no code opens something of another kind. */
export type CodeKind = 'proposal' | 'objection' | 'minutes'

/** A code as it is written, and the keyed hash under which what it opens is found. */
export interface Code {
  readonly code: string
  readonly mac: Buffer
}

/** Only wrong codes count: 60 bits cannot be guessed at this pace. */
const codeLimit = { kind: 'registry_code', attempts: 40, windowMinutes: 15 } as const

/** The code that belongs to an id (of a command, of a meeting): always the same, known to nobody who has not the key. */
export function codeOf(deps: Pick<Deps, 'keys' | 'regency'>, kind: CodeKind, id: string): Code {
  return codeOfSigns(deps, kind, codeSignsOf(deps.keys.mac(`registry.${kind}_code`, id)))
}

function codeOfSigns(deps: Pick<Deps, 'keys' | 'regency'>, kind: CodeKind, signs: string): Code {
  return { code: writeCode(deps.regency.receiptPrefix, signs), mac: deps.keys.mac(`registry.${kind}`, signs) }
}

/**
 * What a typed code opens, by `find`. A code that cannot be one, one that nobody has and one that was guessed get the same answer;
 * wrong ones are counted by address, and after too many even a right one must wait.
 */
export async function openByCode<T>(
  deps: CodeDeps, asked: { kind: CodeKind; typed: string; ip: string }, find: (mac: Buffer) => Promise<T | undefined>,
): Promise<Result<T & { readonly code: string }, { readonly kind: 'not_found' } | TooManyRequests>> {
  const may = await checkAttempts(deps, codeLimit, asked.ip)
  if (!may.ok) return may
  const signs = readCode(deps.regency.receiptPrefix, asked.typed)
  const code = signs === undefined ? undefined : codeOfSigns(deps, asked.kind, signs)
  const found = code === undefined ? undefined : await find(code.mac)
  if (found !== undefined) return ok({ ...found, code: code!.code })
  const counted = await countAttempt(deps, codeLimit, asked.ip)
  return counted.ok ? err({ kind: 'not_found' }) : counted
}
