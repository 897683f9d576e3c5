import { publicActor } from '#platform/db/actor.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { PlatformDeps } from '#platform/deps.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { codeSignsOf, readCode, writeCode } from '#platform/secrets/written-code.ts'
import { checkAttempts, countAttempt, type TooManyRequests } from './attempts.ts'

type CodeDeps = Pick<PlatformDeps, 'keys'> & { readonly regency: { readonly regencyId: number; readonly receiptPrefix: string } }

/** A code as it is written, and the keyed hash under which what it opens is found. */
export interface HeldCode {
  readonly code: string
  readonly mac: Buffer
}

/**
 * The code that belongs to an id (of a command, of a letter): always the same, known to nobody who has not the key. Each purpose
 * (`registry.minutes`) has secrets of its own, so that no code opens something of another purpose.
 */
export function codeOf(deps: CodeDeps, purpose: string, id: string): HeldCode {
  return codeOfSigns(deps, purpose, codeSignsOf(deps.keys.mac(`${purpose}_code`, id)))
}

function codeOfSigns(deps: CodeDeps, purpose: string, signs: string): HeldCode {
  return { code: writeCode(deps.regency.receiptPrefix, signs), mac: deps.keys.mac(purpose, signs) }
}

export interface TypedCode {
  readonly purpose: string
  /** Under which name wrong codes of an address are counted. */
  readonly counter: string
  readonly typed: string
  readonly ip: string
}

/**
 * What a typed code opens, by `find`. A code that cannot be one, one that nobody has and one that was guessed get the same answer;
 * wrong ones are counted by address, and after too many even a right one must wait: 60 bits cannot be guessed at this pace.
 */
export async function openByCode<T>(
  deps: CodeDeps & { readonly db: Db } & Pick<PlatformDeps, 'clock'>, asked: TypedCode, find: (tx: Tx, mac: Buffer) => Promise<T | undefined>,
): Promise<Result<T & { readonly code: string }, { readonly kind: 'not_found' } | TooManyRequests>> {
  const limit = { kind: asked.counter, attempts: 40, windowMinutes: 15 }
  const may = await checkAttempts(deps, limit, asked.ip)
  if (!may.ok) return may
  const signs = readCode(deps.regency.receiptPrefix, asked.typed)
  const code = signs === undefined ? undefined : codeOfSigns(deps, asked.purpose, signs)
  const found = code === undefined ? undefined : await deps.db.asActor(publicActor(deps.regency.regencyId), (tx) => find(tx, code.mac))
  if (found !== undefined) return ok({ ...found, code: code!.code })
  const counted = await countAttempt(deps, limit, asked.ip)
  return counted.ok ? err({ kind: 'not_found' }) : counted
}
