import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply } from 'fastify'

/** An answer as it travels: as it is, and packed. */
interface Written {
  readonly plain: Buffer
  readonly packed: Promise<Buffer>
}

/** Gone with the answer itself: nothing is kept of what nobody holds any more. */
const written = new WeakMap<object, Written>()

/** Sends an answer that many callers are given at once: `write` makes its text, and the packing is done, for the first of them only. */
export async function sendShared(reply: FastifyReply, value: object, write: () => string): Promise<FastifyReply> {
  const { plain, packed } = writtenOnce(value, write)
  reply.header('vary', 'accept-encoding')
  if (!/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(String(reply.request.headers['accept-encoding'] ?? ''))) return reply.send(plain)
  return reply.header('content-encoding', 'gzip').send(await packed)
}

function writtenOnce(value: object, write: () => string): Written {
  const known = written.get(value)
  if (known !== undefined) return known
  const plain = Buffer.from(write())
  const fresh = { plain, packed: promisify(gzip)(plain) }
  written.set(value, fresh)
  return fresh
}
