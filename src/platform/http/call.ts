import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Command } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Result } from '#platform/result.ts'
import type { Operation, Operations } from './contract.ts'
import type { Language } from './texts.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; the public actor when nobody is signed in. Set before any handler runs. */
    actor: Actor
    language: Language
  }
}

type Part<O extends Operation, K extends 'params' | 'query' | 'body'> = O[K] extends z.ZodType ? z.output<O[K]> : undefined

/** One checked request: who asks, what for, and under which command. */
export interface Call<O extends Operation> {
  readonly actor: Actor
  readonly command: Command
  readonly language: Language
  readonly params: Part<O, 'params'>
  readonly query: Part<O, 'query'>
  readonly body: O extends { raw: object } ? Buffer : Part<O, 'body'>
  readonly request: FastifyRequest
  /** For headers beside the answer (a cookie, `cache-control` of what is public); the answer itself is what the handler returns. */
  readonly reply: FastifyReply
}

/** A file as an answer. */
export interface FileAnswer {
  readonly bytes: Buffer
  readonly mediaType: string
  /** Offered for saving under this name; without it the file is shown. */
  readonly fileName?: string
  /** Content-addressed files never change. */
  readonly immutable?: boolean
}

export type Answer<O extends Operation> = O extends { file: true } ? FileAnswer : z.input<O['ok']>

export type Handlers<O extends Operations> = {
  readonly [K in keyof O]: (call: Call<O[K]>) => Promise<Result<Answer<O[K]>, { readonly kind: string }>>
}

/** A feature's operations with what answers them. */
export interface RouteModule {
  readonly operations: Operations
  readonly handlers: Readonly<Record<string, (call: never) => Promise<Result<unknown, { readonly kind: string }>>>>
}

/** Binds a contract to its handlers; a missing or wrong handler does not compile. */
export function implement<const O extends Operations>(operations: O, handlers: Handlers<O>): RouteModule {
  return { operations, handlers: handlers as RouteModule['handlers'] }
}
