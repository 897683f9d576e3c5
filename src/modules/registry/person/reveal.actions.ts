import type { Deps } from '#deps.ts'
import { act, type ActTx, type Command } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { RevealedIdentity } from './person.contract.ts'
import { findSealedNumbers } from './reveal.store.ts'

export type RevealDeps = Pick<Deps, 'db' | 'jobs' | 'keys'>

/** A person's numbers, still closed (base64), as they may be stored with a command. */
export interface ClosedNumbers {
  readonly nik: string | null
  readonly card: string | null
}

/** The closed numbers of a person whom the transaction may read, for a reason that is written down with it. */
export async function takeNumbers(tx: ActTx, what: { personId: string; reason: string }): Promise<Result<ClosedNumbers, { readonly kind: 'not_found' }>> {
  const found = await findSealedNumbers(tx, what.personId)
  if (found === undefined) return err({ kind: 'not_found' })
  const fields = [...(found.nik === null ? [] : ['nik']), ...(found.card === null ? [] : ['card'])]
  tx.audit({ subjectKind: 'person', subjectId: what.personId, areaId: found.areaId, purpose: what.reason, detail: { fields } })
  return ok({ nik: found.nik?.toString('base64') ?? null, card: found.card?.toString('base64') ?? null })
}

/** Opens numbers that were taken for a reason; refuses when the key of whose they are was destroyed with a removal. */
export function openNumbers({ keys }: Pick<Deps, 'keys'>, closed: ClosedNumbers): Result<RevealedIdentity, { readonly kind: 'identity_removed' }> {
  const open = (number: string | null) => (number === null ? null : keys.openKept(Buffer.from(number, 'base64')))
  const opened = { nik: open(closed.nik), card: open(closed.card) }
  const isRemoved = (closed.nik !== null && opened.nik === null) || (closed.card !== null && opened.card === null)
  return isRemoved ? err({ kind: 'identity_removed' }) : ok(opened)
}

/**
 * Opens the numbers of a person for a reason that is written down. What is stored as the command's result stays closed; only the answer is open,
 * so that no table ever holds a number that can be read.
 */
export async function revealIdentity(
  deps: RevealDeps, doing: { actor: Actor; command: Command }, what: { personId: string; reason: string },
): Promise<Result<RevealedIdentity, { readonly kind: 'not_found' | 'command_reused' | 'identity_removed' }>> {
  const closed = await act<ClosedNumbers, { readonly kind: 'not_found' }>(deps, { ...doing, action: 'revealIdentity' }, (tx) => takeNumbers(tx, what))
  return closed.ok ? openNumbers(deps, closed.value) : closed
}
