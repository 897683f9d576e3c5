import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'

/**
 * Whether a caller knows the secret that was agreed with it: in the header `x-secret`, or in the query as `secret` for callers who can only be told
 * an address. Compared in equal time.
 */
export function knowsSecret(request: FastifyRequest, secret: string | undefined): boolean {
  const header = request.headers['x-secret']
  const { secret: asked } = request.query as { secret?: unknown }
  const given = typeof header === 'string' ? header : asked
  if (secret === undefined || typeof given !== 'string') return false
  return timingSafeEqual(hashOf(given), hashOf(secret))
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
