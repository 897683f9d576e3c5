import { publicActor } from '#platform/db/actor.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { PlatformDeps } from '#platform/deps.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { codeSignsOf, readCode, writeCode } from '#platform/secrets/written-code.ts'
import { checkAttempts, countAttempt, type TooManyRequests } from './attempts.ts'

export type CodeDeps = Pick<PlatformDeps, 'keys'> & { readonly regency: { readonly regencyId: number; readonly receiptPrefix: string } }

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

/** A code as somebody typed it. */
export interface TypedCode {
  /** Under which name wrong codes of an address are counted. */
  readonly counter: string
  readonly typed: string
  readonly ip: string
}

/** One kind of thing that a code may stand for, and how it is found by the code's keyed hash. */
export interface Opening<T> {
  readonly purpose: string
  readonly find: (tx: Tx, mac: Buffer) => Promise<T | undefined>
}

type OpenDeps = CodeDeps & { readonly db: Db } & Pick<PlatformDeps, 'clock'>
export type NotOpened = { readonly kind: 'not_found' } | TooManyRequests

/**
 * What a typed code opens: the first of `openings` that knows it. A code that cannot be one, one that nobody has and one that was guessed get the
 * same answer; wrong ones are counted by address, and after too many even a right one must wait: 60 bits cannot be guessed at this pace.
 */
export async function openByOneOf<T>(deps: OpenDeps, asked: TypedCode, openings: readonly Opening<T>[]): Promise<Result<T & { readonly code: string }, NotOpened>> {
  const limit = { kind: asked.counter, attempts: 40, windowMinutes: 15 }
  const may = await checkAttempts(deps, limit, asked.ip)
  if (!may.ok) return may
  const signs = readCode(deps.regency.receiptPrefix, asked.typed)
  const found = signs === undefined ? undefined : await findFirst(deps, signs, openings)
  if (found !== undefined) return ok(found)
  const counted = await countAttempt(deps, limit, asked.ip)
  return counted.ok ? err({ kind: 'not_found' }) : counted
}

async function findFirst<T>(deps: OpenDeps, signs: string, openings: readonly Opening<T>[]): Promise<(T & { readonly code: string }) | undefined> {
  return deps.db.asActor(publicActor(deps.regency.regencyId), async (tx) => {
    for (const { purpose, find } of openings) {
      const { code, mac } = codeOfSigns(deps, purpose, signs)
      const found = await find(tx, mac)
      if (found !== undefined) return { ...found, code }
    }
    return undefined
  })
}

/** What a typed code of one kind opens, as `openByOneOf` finds it. */
export async function openByCode<T>(
  deps: OpenDeps, { purpose, ...asked }: TypedCode & { readonly purpose: string }, find: Opening<T>['find'],
): Promise<Result<T & { readonly code: string }, NotOpened>> {
  return openByOneOf(deps, asked, [{ purpose, find }])
}
