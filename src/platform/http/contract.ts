import type { z } from 'zod'

/** One thing the API offers, as data: it feeds the server, the OpenAPI document, the browser's client and the error texts. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Fastify style: `/api/response/cases/:caseId`. */
  readonly path: `/${string}`
  /** `public`, `signed_in`, or the grant that the role must have. */
  readonly access: string
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** The body arrives as bytes (a file), not as JSON. */
  readonly raw?: { readonly maxBytes: number }
  readonly ok: z.ZodType
  readonly status?: 200 | 201 | 204
  /** What may be refused: kind → HTTP status. */
  readonly refusals?: Readonly<Record<string, number>>
  /** The answer is a file (bytes, media type and name), not JSON. */
  readonly file?: true
  /** Many callers are given the very same answer: it is written out and packed once for all of them. */
  readonly shared?: true
}

export type Operations = Readonly<Record<string, Operation>>

/** Refusals that any operation may give. */
export const commonRefusals = {
  sign_in_required: 401, not_permitted: 403, not_found: 404, command_id_missing: 400, command_reused: 409, input_invalid: 422,
  text_unreadable: 422, body_too_large: 413, body_type_unsupported: 415, too_many_requests: 429, cross_site: 403, server_error: 500, server_busy: 503,
} as const
export type CommonRefusal = keyof typeof commonRefusals

/** One thing wrong in one place of the input; `pointer` is a JSON pointer into the body (`#/phone`). */
export interface InputError {
  readonly pointer: string
  readonly kind: string
  readonly message: string
}

/** An error answer (RFC 9457), in the language of the caller. */
export interface ProblemBody {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly kind: string
  readonly errors?: readonly InputError[]
  readonly [extra: string]: unknown
}
