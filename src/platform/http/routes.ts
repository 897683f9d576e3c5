import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Command } from '#platform/act.ts'
import { isUuid } from '#platform/id.ts'
import { canonicalJson } from '#platform/json.ts'
import type { Keys } from '#platform/keys.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { Call, FileAnswer, RouteModule } from './call.ts'
import { commonRefusals, type InputError, type Operation } from './contract.ts'
import { cleanText, readInput } from './input.ts'
import { sendProblem } from './problem.ts'
import { sendShared } from './shared-answer.ts'
import type { Texts } from './texts.ts'

export { implement, type Answer, type Call, type FileAnswer, type Handlers, type RouteModule } from './call.ts'

type Refusal = { readonly kind: string; readonly [extra: string]: unknown }

/** Puts the operations of a module onto the server: access, command id, reading of the input, answer or problem. */
export function addRoutes(app: FastifyInstance, module: RouteModule, deps: { readonly texts: Texts; readonly keys: Keys }): void {
  const { texts } = deps
  for (const [operationId, operation] of Object.entries(module.operations)) {
    const handle = module.handlers[operationId]
    if (handle === undefined) throw new Error(`operation ${operationId} has no handler`)
    const parts = partsOf(operation)
    app.route({
      method: operation.method, url: operation.path,
      ...(operation.raw && { bodyLimit: operation.raw.maxBytes }),
      handler: async (request, reply) => {
        const answer = await answerOf(request, { operation, parts, handle: handle as AnyHandler, deps, reply })
        if (!answer.ok) return sendProblem(reply, { refusal: answer.error, status: statusOf(operation, answer.error.kind), texts })
        return sendAnswer(reply, operation, answer.value)
      },
    })
  }
}

const noCommand: Command = { id: '', bodySha256: Buffer.alloc(0) }

type AnyHandler = (call: Call<Operation>) => Promise<Result<unknown, Refusal>>

interface Route {
  readonly operation: Operation
  readonly parts: readonly Part[]
  readonly handle: AnyHandler
  readonly deps: { readonly texts: Texts; readonly keys: Keys }
  readonly reply: FastifyReply
}

/** A part of the input that the contract describes. */
interface Part {
  readonly name: 'params' | 'query' | 'body'
  readonly schema: z.ZodType
}

/** Schemas are closed once, when the route is made: zod compiles each schema object anew. */
function partsOf(operation: Operation): readonly Part[] {
  const parts: readonly (readonly [Part['name'], z.ZodType | undefined])[] = [
    ['params', operation.params && closed(operation.params)], ['query', operation.query], ['body', operation.body && closed(operation.body)],
  ]
  return parts.flatMap(([name, schema]) => (schema === undefined ? [] : [{ name, schema }]))
}

async function answerOf(request: FastifyRequest, route: Route): Promise<Result<unknown, Refusal>> {
  const { operation } = route
  const denied = denial(operation, request)
  if (denied !== undefined) return err({ kind: denied })
  const input = readParts(request, route)
  if (!input.ok) return input
  const commandId = request.headers['command-id']
  const isWrite = operation.method !== 'GET'
  if (isWrite && (typeof commandId !== 'string' || !isUuid(commandId))) return err({ kind: 'command_id_missing' })
  const { params, query, body } = input.value
  const command = isWrite ? { id: String(commandId).toLowerCase(), bodySha256: route.deps.keys.mac('command', hashOf(operation, { params, query, body })) } : noCommand
  return route.handle({ actor: request.actor, language: request.language, command, params, query, body, request, reply: route.reply } as Call<Operation>)
}

/** Why the role may not ask this at all. */
function denial(operation: Operation, request: FastifyRequest): 'sign_in_required' | 'not_permitted' | undefined {
  if (operation.access === 'public') return undefined
  if (request.actor.accountId === null) return 'sign_in_required'
  if (operation.access === 'signed_in' || request.actor.grants.has(operation.access)) return undefined
  return 'not_permitted'
}

function readParts(request: FastifyRequest, { operation, parts, deps }: Route): Result<{ params: unknown; query: unknown; body: unknown }, Refusal> {
  const say = { texts: deps.texts, language: request.language }
  const read: Partial<Record<Part['name'], unknown>> = {}
  const errors: InputError[] = []
  for (const { name, schema } of parts) {
    const cleaned = cleanText(request[name])
    if (!cleaned.ok) return cleaned
    const result = readInput(schema, cleaned.value, say)
    if (result.ok) read[name] = result.value
    else errors.push(...result.error)
  }
  if (errors.length > 0) return err({ kind: 'input_invalid', errors })
  if (operation.raw !== undefined && !Buffer.isBuffer(request.body)) return err({ kind: 'body_type_unsupported' })
  return ok({ params: read.params, query: read.query, body: operation.raw === undefined ? read.body : request.body })
}

/** No member that the contract does not name gets in. */
function closed(schema: z.ZodType): z.ZodType {
  const object = schema as Partial<z.ZodObject>
  return typeof object.strict === 'function' ? object.strict() : schema
}

/** What was asked, in one line. The caller keys it: a body that holds little more than an identity number could be guessed from a plain hash. */
function hashOf(operation: Operation, input: { params: unknown; query: unknown; body: unknown }): string {
  const hash = createHash('sha256').update(`${operation.method} ${operation.path}\n`).update(canonicalJson([input.params ?? null, input.query ?? null]))
  return hash.update(Buffer.isBuffer(input.body) ? input.body : canonicalJson(input.body ?? null)).digest('hex')
}

function statusOf(operation: Operation, kind: string): number {
  const common: Readonly<Record<string, number>> = commonRefusals
  const status = operation.refusals?.[kind] ?? common[kind]
  if (status === undefined) throw new Error(`the contract does not list the refusal ${kind}`)
  return status
}

function sendAnswer(reply: FastifyReply, operation: Operation, value: unknown): FastifyReply | Promise<FastifyReply> {
  if (operation.file === true) return sendFile(reply, value as FileAnswer)
  const status = operation.status ?? 200
  if (status === 204) return reply.code(204).send()
  const keeping = reply.getHeader('cache-control') ?? 'no-store'
  reply.code(status).header('cache-control', keeping).type('application/json; charset=utf-8')
  const write = (): string => JSON.stringify(operation.ok.parse(value))
  return operation.shared === true ? sendShared(reply, value as object, write) : reply.send(write())
}

function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  if (file.fileName !== undefined) {
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
  }
  return reply.header('cache-control', file.immutable === true ? 'private, max-age=31536000, immutable' : 'no-store')
    .header('x-content-type-options', 'nosniff').type(file.mediaType).send(file.bytes)
}
