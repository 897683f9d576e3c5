import { act, type Command, type CommandReused } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { PlatformDeps } from '#platform/deps.ts'
import { ok, type Result } from '#platform/result.ts'
import type { Kinship } from './kinship.contract.ts'
import { findOwnKinship, saveOwnKinship, type HashedNumber } from './kinship.store.ts'

type KinshipDeps = Pick<PlatformDeps, 'db' | 'jobs' | 'keys'>

/** What the caller said of themselves. */
export async function readOwnKinship(deps: Pick<KinshipDeps, 'db'>, actor: Actor): Promise<Result<{ kinship: Kinship | null }, never>> {
  const found = await deps.db.asActor(actor, findOwnKinship)
  return ok({ kinship: found === undefined ? null : { ...found, statedAt: found.statedAt.toISOString() } })
}

/** Keeps by which numbers the caller's own family is known. The trail says that it was said, not what. */
export async function stateOwnKinship(
  deps: KinshipDeps, call: { readonly actor: Actor; readonly command: Command }, said: { readonly nik: string; readonly card: string | null },
): Promise<Result<Kinship, CommandReused>> {
  return act(deps, { ...call, action: 'stateOwnKinship' }, async (tx) => {
    const [nik, card] = [hashed(deps, 'nik', said.nik), said.card === null ? null : hashed(deps, 'card', said.card)]
    await saveOwnKinship(tx, { nik, card })
    tx.audit({ subjectKind: 'account', subjectId: call.actor.accountId ?? '', purpose: 'conflict_of_interest' })
    return ok({ nikLast4: nik.last4, cardLast4: card?.last4 ?? null, statedAt: tx.now.toISOString() })
  })
}

/** Under the purposes under which the registry keeps its numbers, so that equal ones have equal hashes. */
function hashed({ keys }: Pick<KinshipDeps, 'keys'>, purpose: 'nik' | 'card', text: string): HashedNumber {
  const digits = text.replaceAll(/\D/g, '')
  return { mac: keys.mac(purpose, digits), last4: digits.slice(-4) }
}
