import { exchanger, type ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { act, type Command, type CommandReused } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import { countAttempt, type TooManyRequests } from '#platform/http/attempts.ts'
import { newId } from '#platform/id.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { inGroups, secretOfCommand } from '#platform/secrets/token.ts'
import type { ApiKey, KeyPurpose } from './key.contract.ts'
import { insertKey, listKeys as listRows, lockKey, revokeKey, useKey, type KeyRow } from './key.store.ts'

interface Call {
  readonly actor: Actor
  readonly command: Command
}

/** Makes a key for another program. The same command shows the same key again; of the key nothing is kept but its hash. */
export async function createKey(
  deps: ExchangeDeps, call: Call, asked: { purpose: KeyPurpose; name: string; perMinute: number },
): Promise<Result<{ keyId: string; key: string }, CommandReused>> {
  const key = inGroups(secretOfCommand(deps.keys, call.command, { purpose: 'api_key', letters: 30 }))
  const made = await act(deps, { ...call, action: 'createApiKey' }, async (tx) => {
    const keyId = newId()
    await insertKey(tx, { ...asked, keyId, mac: macOf(deps, key), last4: key.slice(-4) })
    tx.audit({ subjectKind: 'api_key', subjectId: keyId, detail: { purpose: asked.purpose, name: asked.name } })
    return ok({ keyId })
  })
  return made.ok ? ok({ ...made.value, key }) : made
}

/** Ends a key. */
export async function endKey(
  deps: ExchangeDeps, call: Call, keyId: string,
): Promise<Result<undefined, CommandReused | { readonly kind: 'not_found' | 'api_key_revoked_already' }>> {
  return act(deps, { ...call, action: 'revokeApiKey' }, async (tx): Promise<Result<undefined, { readonly kind: 'not_found' | 'api_key_revoked_already' }>> => {
    const key = await lockKey(tx, keyId)
    if (key === undefined) return err({ kind: 'not_found' })
    if (key.revokedAt !== null) return err({ kind: 'api_key_revoked_already' })
    await revokeKey(tx, keyId)
    tx.audit({ subjectKind: 'api_key', subjectId: keyId, detail: { purpose: key.purpose, name: key.name } })
    return ok(undefined)
  })
}

const pageSize = 30

/** Keys of other programs, page by page. */
export async function listKeys(deps: ExchangeDeps, actor: Actor, after: string | undefined): Promise<{ items: ApiKey[]; next: string | null }> {
  const rows = await deps.db.asActor(actor, (tx) => listRows(tx, (after === undefined ? undefined : placeOfCursor(after)) ?? null, pageSize + 1))
  const items = rows.slice(0, pageSize)
  const last = items.at(-1)
  return { items: items.map(viewOf), next: rows.length > pageSize && last !== undefined ? cursorOf({ at: last.createdAt, id: last.keyId }) : null }
}

function viewOf(row: KeyRow): ApiKey {
  return {
    ...row, createdAt: row.createdAt.toISOString(), lastUsedAt: row.lastUsedAt?.toISOString() ?? null, revokedAt: row.revokedAt?.toISOString() ?? null,
  }
}

const counters: Readonly<Record<KeyPurpose, string>> = { open311: 'key_of_program', call_center: 'key_of_call_center' }

export interface UsedKey {
  readonly keyId: string
}

/** Opens what a key of a purpose opens: refuses one that is none, has ended, or is used more often than agreed. */
export async function openWithKey(
  deps: ExchangeDeps, given: { key: string; purpose: KeyPurpose },
): Promise<Result<UsedKey, { readonly kind: 'key_wrong' } | TooManyRequests>> {
  const typed = given.key.trim().toUpperCase()
  const used = typed === '' || typed.length > 100
    ? undefined
    : await deps.db.asActor(exchanger(deps.regency), (tx) => useKey(tx, { mac: macOf(deps, typed), purpose: given.purpose }))
  if (used === undefined) return err({ kind: 'key_wrong' })
  const counted = await countAttempt(deps, { kind: counters[given.purpose], attempts: used.perMinute, windowMinutes: 1 }, used.keyId)
  return counted.ok ? ok({ keyId: used.keyId }) : counted
}

function macOf(deps: Pick<ExchangeDeps, 'keys'>, key: string): Buffer {
  return deps.keys.mac('exchange.api_key', key)
}
