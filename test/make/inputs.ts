import fc from 'fast-check'
import { z } from 'zod'
import type { Operation } from '#platform/http/contract.ts'

/** The part of JSON Schema that our contracts come to. */
interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
}

/** Gives, for one place in an input, the values to try there; undefined leaves the place as the schema wants it. */
export type Spoil = (wanted: fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>

interface Making {
  readonly root: Schema & { readonly $defs?: Readonly<Record<string, Schema>> }
  readonly spoil: Spoil
}

/** Inputs that a schema takes: all of them valid, unless `spoil` puts something else into some places. */
export function inputsOf(schema: z.ZodType, options: { readonly io: 'input' | 'output'; readonly spoil?: Spoil }): fc.Arbitrary<unknown> {
  const root = z.toJSONSchema(schema, { io: options.io, unrepresentable: 'any' }) as Making['root']
  return make(root, { root, spoil: options.spoil ?? ((wanted) => wanted) })
}

/** One request for an operation: what stands in its path, its query and its body. */
export interface Input {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
}

/** Requests that an operation's contract takes. */
export function requestsFor(operation: Operation, spoil?: Spoil): fc.Arbitrary<Input> {
  const part = (schema: z.ZodType | undefined, io: 'input' | 'output'): fc.Arbitrary<unknown> =>
    (schema === undefined ? fc.constant(undefined) : inputsOf(schema, { io, ...(spoil && { spoil }) }))
  return fc.record({
    params: part(operation.params, 'output').map(toTexts), query: part(operation.query, 'output').map(toTexts), body: part(operation.body, 'input'),
  })
}

function toTexts(members: unknown): Record<string, string> {
  if (members === null || typeof members !== 'object') return {}
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined).map(([name, value]) => [name, text(value)]))
}

function text(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The address of a request: parameters in their places, the query behind. */
export function addressOf(operation: Operation, { params, query }: Pick<Input, 'params' | 'query'>): string {
  const path = operation.path.replaceAll(/:([A-Za-z]+)/g, (_whole, name: string) => encodeURIComponent((params[name] ?? '').toWellFormed()))
  const search = new URLSearchParams(query).toString()
  return search === '' ? path : `${path}?${search}`
}

function make(schema: Schema, making: Making): fc.Arbitrary<unknown> {
  return making.spoil(wantedBy(schema, making))
}

function wantedBy(schema: Schema, making: Making): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return make(resolve(schema.$ref, making), making)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => wantedBy(choice, making)))
  if (schema.allOf !== undefined) return wantedBy(Object.assign({}, schema, { allOf: undefined }, ...schema.allOf) as Schema, making)
  switch (schema.type) {
    case 'object': return objects(schema, making)
    case 'array': return arrays(schema, making)
    case 'string': return strings(schema)
    case 'integer': return fc.integer(range(schema))
    case 'number': return fc.double({ ...range(schema), noNaN: true, noDefaultInfinity: true })
    case 'boolean': return fc.boolean()
    case 'null': return fc.constant(null)
    default: return fc.jsonValue({ maxDepth: 2 })
  }
}

function resolve(ref: string, { root }: Making): Schema {
  if (ref === '#') return root
  const found = root.$defs?.[ref.replace('#/$defs/', '')]
  if (found === undefined) throw new Error(`${ref} is not in the schema`)
  return found
}

function objects(schema: Schema, making: Making): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, member]) => [name, make(member, making)]))
  const required = (schema.required ?? []).filter((name) => name in members)
  return fc.record(members, { requiredKeys: required })
}

function arrays(schema: Schema, making: Making): fc.Arbitrary<unknown> {
  if (schema.prefixItems !== undefined) return fc.tuple(...schema.prefixItems.map((item) => make(item, making)))
  const minLength = schema.minItems ?? 0
  return fc.array(make(schema.items ?? {}, making), { minLength, maxLength: Math.min(schema.maxItems ?? 4, Math.max(minLength, 4)) })
}

function range(schema: Schema): { min: number; max: number } {
  const above = schema.exclusiveMinimum === undefined ? undefined : schema.exclusiveMinimum + 1
  return { min: above ?? schema.minimum ?? Number.MIN_SAFE_INTEGER, max: schema.maximum ?? Number.MAX_SAFE_INTEGER }
}

const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz')

function strings(schema: Schema): fc.Arbitrary<string> {
  if (schema.format === 'uuid') return fc.uuid({ version: 7 })
  if (schema.format === 'date') return moments.map((moment) => moment.slice(0, 10))
  if (schema.format === 'date-time') return moments
  if (schema.format === 'email') return fc.emailAddress()
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern))
  const minLength = schema.minLength ?? 0
  // Letters only, so that nothing is lost where the contract trims.
  return fc.string({ unit: letter, minLength, maxLength: Math.max(minLength, Math.min(schema.maxLength ?? 40, 40)) })
}

const moments = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2026, 10) }).map((at) => new Date(at).toISOString())
