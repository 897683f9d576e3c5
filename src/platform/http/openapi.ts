import { z } from 'zod'
import { commonRefusals, type Operation, type Operations } from './contract.ts'

type JsonSchema = Record<string, unknown>

interface Components {
  readonly schemas: Record<string, JsonSchema>
}

/** The OpenAPI 3.1 document of the operations; made from the contracts, so it cannot say anything else than they do. */
export function openApiOf(operations: Operations, info: { title: string; version: string }): JsonSchema {
  const components: Components = { schemas: { Problem: problemSchema } }
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const [operationId, operation] of Object.entries(operations)) {
    const path = operation.path.replace(/:([A-Za-z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operationId, operation, components) }
  }
  return {
    openapi: '3.1.0', info, paths, components: {
      ...components, securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'kentongan_session' } },
    },
  }
}

const problemSchema: JsonSchema = {
  type: 'object', required: ['type', 'title', 'status', 'kind'], additionalProperties: true,
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, kind: { type: 'string' },
    errors: {
      type: 'array', items: {
        type: 'object', required: ['pointer', 'kind', 'message'],
        properties: { pointer: { type: 'string' }, kind: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}

function describe(operationId: string, operation: Operation, components: Components): JsonSchema {
  return {
    operationId, summary: operation.summary, tags: [operation.path.split('/')[2] ?? 'platform'],
    description: accessOf(operation), security: operation.access === 'public' ? [] : [{ session: [] }],
    parameters: [...parametersOf(operation.params, 'path', components), ...parametersOf(operation.query, 'query', components), ...commandHeader(operation)],
    ...(operation.body !== undefined && { requestBody: { required: true, ...jsonContent(schemaOf(operation.body, 'input', components)) } }),
    ...(operation.raw !== undefined && { requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } }),
    responses: responsesOf(operation, components),
  }
}

function accessOf(operation: Operation): string {
  if (operation.access === 'public') return 'For everybody.'
  return operation.access === 'signed_in' ? 'For everybody who is signed in.' : `For roles with the grant ${operation.access}.`
}

function commandHeader(operation: Operation): JsonSchema[] {
  if (operation.method === 'GET') return []
  const description = 'Made by the client. Repeating it repeats the answer, never the effect.'
  return [{ name: 'Command-Id', in: 'header', required: true, description, schema: { type: 'string', format: 'uuid' } }]
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query', components: Components): JsonSchema[] {
  return Object.entries(schema?.shape ?? {}).map(([name, value]) => {
    const member = value as z.ZodType
    return { name, in: place, required: place === 'path' || !member.safeParse(undefined).success, schema: schemaOf(member, 'input', components) }
  })
}

function responsesOf(operation: Operation, components: Components): JsonSchema {
  const status = operation.status ?? 200
  const good = operation.file === true
    ? { description: 'The file', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } }
    : { description: operation.summary, ...(status !== 204 && jsonContent(schemaOf(operation.ok, 'output', components))) }
  return { [status]: good, ...problemsOf(operation) }
}

/** Refusals by status; those of the platform that can meet any operation stand under `default`. */
function problemsOf(operation: Operation): JsonSchema {
  const kinds = Object.groupBy(Object.entries(operation.refusals ?? {}), ([, status]) => String(status))
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  const own = Object.entries(kinds).map(([status, refusals]) => [status, { description: refusals!.map(([kind]) => kind).join(', '), content }])
  return { ...Object.fromEntries(own), default: { description: Object.keys(commonRefusals).join(', '), content } }
}

function jsonContent(schema: JsonSchema): JsonSchema {
  return { content: { 'application/json': { schema } } }
}

/** A schema as JSON Schema; what has a name of its own goes among the components, under a second name where input and output differ. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', components: Components): JsonSchema {
  const { $schema: _, $defs, ...plain } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema & { $defs?: Record<string, JsonSchema> }
  const named = new Map<string, string>()
  for (const [name, definition] of Object.entries($defs ?? {})) named.set(name, nameFor(name, definition, components))
  for (const [name, definition] of Object.entries($defs ?? {})) components.schemas[named.get(name)!] = withRefs(definition, named)
  return withRefs(plain, named)
}

function nameFor(name: string, definition: JsonSchema, components: Components): string {
  const known = components.schemas[name]
  return known === undefined || JSON.stringify(known) === JSON.stringify(withRefs(definition, new Map([[name, name]]))) ? name : `${name}Input`
}

function withRefs(schema: JsonSchema, named: ReadonlyMap<string, string>): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    if (key !== '$ref' || typeof value !== 'string') return value
    const name = value.replace('#/$defs/', '')
    return `#/components/schemas/${named.get(name) ?? name}`
  }) as JsonSchema
}
