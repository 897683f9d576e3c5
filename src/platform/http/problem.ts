import type { FastifyReply } from 'fastify'
import type { ProblemBody } from './contract.ts'
import type { Texts } from './texts.ts'

/** Answers with a problem (RFC 9457): the title in the caller's language says what to do; extra members of the refusal go along. */
export function sendProblem(
  reply: FastifyReply, problem: { refusal: { readonly kind: string }; status: number; texts: Texts },
): FastifyReply {
  const { refusal, status, texts } = problem
  const body: ProblemBody = {
    ...refusal, type: `/problems/${refusal.kind}`, title: texts.refusal(reply.request.language, refusal), status, kind: refusal.kind,
  }
  const retryAfterSeconds = (refusal as { retryAfterSeconds?: unknown }).retryAfterSeconds
  if (typeof retryAfterSeconds === 'number') reply.header('retry-after', String(Math.ceil(retryAfterSeconds)))
  return reply.code(status).header('cache-control', 'no-store').type('application/problem+json; charset=utf-8').send(JSON.stringify(body))
}
