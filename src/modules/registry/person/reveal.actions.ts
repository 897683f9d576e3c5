import type { Deps } from '#deps.ts'
import { act, type Command } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { RevealedIdentity } from './person.contract.ts'
import { findSealedNumbers } from './reveal.store.ts'

export type RevealDeps = Pick<Deps, 'db' | 'jobs' | 'keys'>

/**
 * Opens the numbers of a person for a reason that is written down. What is stored as the command's result stays closed; only the answer is open,
 * so that no table ever holds a number that can be read.
 */
export async function revealIdentity(
  deps: RevealDeps, doing: { actor: Actor; command: Command }, what: { personId: string; reason: string },
): Promise<Result<RevealedIdentity, { readonly kind: 'not_found' | 'command_reused' }>> {
  const sealed = await act<{ nik: string | null; card: string | null }, { kind: 'not_found' }>(
    deps, { ...doing, action: 'revealIdentity' }, async (tx) => {
      const found = await findSealedNumbers(tx, what.personId)
      if (found === undefined) return err({ kind: 'not_found' })
      const fields = [...(found.nik === null ? [] : ['nik']), ...(found.card === null ? [] : ['card'])]
      tx.audit({ subjectKind: 'person', subjectId: what.personId, areaId: found.areaId, purpose: what.reason, detail: { fields } })
      return ok({ nik: found.nik?.toString('base64') ?? null, card: found.card?.toString('base64') ?? null })
    })
  if (!sealed.ok) return sealed
  const open = (closed: string | null) => (closed === null ? null : deps.keys.open(Buffer.from(closed, 'base64')))
  return ok({ nik: open(sealed.value.nik), card: open(sealed.value.card) })
}
