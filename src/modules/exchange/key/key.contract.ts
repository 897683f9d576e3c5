import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/** What a key opens: reporting by Open311, or handing calls over from the emergency call centre. */
export const KeyPurpose = z.enum(['open311', 'call_center'])
export type KeyPurpose = z.infer<typeof KeyPurpose>

export const ApiKey = z.object({
  keyId: z.uuid(), purpose: KeyPurpose, name: z.string(), last4: z.string(), perMinute: z.int(), createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(), revokedAt: z.iso.datetime().nullable(),
}).meta({ id: 'ApiKey' })
export type ApiKey = z.infer<typeof ApiKey>

export const keyOperations = {
  listApiKeys: {
    method: 'GET', path: '/api/exchange/api-keys', access: 'exchange.channel.manage', query: z.object({ after: z.string().max(100).optional() }),
    ok: z.object({ items: z.array(ApiKey), next: z.string().nullable() }), summary: 'Keys of other programs, the newest first.',
  },
  createApiKey: {
    method: 'POST', path: '/api/exchange/api-keys', access: 'exchange.channel.manage', status: 201,
    body: z.strictObject({ purpose: KeyPurpose, name: z.string().trim().min(2).max(120), perMinute: z.int().min(1).max(6_000) }),
    ok: z.object({ keyId: z.uuid(), key: z.string() }), summary: 'Make a key for another program. It is shown this once.',
  },
  revokeApiKey: {
    method: 'POST', path: '/api/exchange/api-keys/:keyId/revocation', access: 'exchange.channel.manage', status: 204, params: z.object({ keyId: z.uuid() }),
    ok: z.undefined(), refusals: { api_key_revoked_already: 409 }, summary: 'End a key. Whoever uses it is refused from now on.',
  },
} as const satisfies Operations
