import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { startWorld, type World } from './world.ts'

/** What OpenAPI 3.1 allows in the parts that we use; a member that the specification does not know is refused, as its own JSON Schema does. */
const Schema = z.union([z.boolean(), z.record(z.string(), z.unknown())])
const Content = z.record(z.string().includes('/'), z.strictObject({ schema: Schema }))
const Parameter = z.strictObject({
  name: z.string().min(1), in: z.enum(['path', 'query', 'header', 'cookie']), required: z.boolean(), description: z.string().optional(), schema: Schema,
}).refine((parameter) => parameter.in !== 'path' || parameter.required, 'a part of the path is always required')
const Answer = z.strictObject({ description: z.string(), content: Content.optional() })
const DescribedOperation = z.strictObject({
  operationId: z.string(), summary: z.string().min(1), description: z.string(), tags: z.array(z.string()), security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(Parameter), requestBody: z.strictObject({ required: z.boolean(), content: Content }).optional(),
  responses: z.record(z.string().regex(/^([1-5]\d\d|default)$/), Answer),
})
const OpenApi = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.strictObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string().startsWith('/'), z.strictObject({
    get: DescribedOperation.optional(), post: DescribedOperation.optional(), put: DescribedOperation.optional(), delete: DescribedOperation.optional(),
    patch: DescribedOperation.optional(),
  })),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[\w.-]+$/), Schema),
    securitySchemes: z.record(z.string(), z.strictObject({ type: z.literal('apiKey'), in: z.literal('cookie'), name: z.string() })),
  }),
})

let world: World
let text: string

beforeAll(async () => {
  world = await startWorld()
  text = (await world.app.inject({ url: '/openapi.json' })).body
})
afterAll(() => world.close())

test('the published document has the shape of OpenAPI 3.1', () => {
  const read = OpenApi.safeParse(JSON.parse(text))
  expect(read.error?.issues.slice(0, 3)).toBeUndefined()
  expect(Object.keys(read.data!.paths).length).toBeGreaterThan(100)
})

test('every part of a path is described, and nothing else is called one', () => {
  const { paths } = OpenApi.parse(JSON.parse(text))
  const wrong = Object.entries(paths).flatMap(([path, operations]) => Object.values(operations).filter((operation) => {
    const described = operation!.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
    return described.toSorted().join() !== [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted().join()
  }).map((operation) => operation!.operationId))
  expect(wrong).toEqual([])
})

test('every schema that it names is there, and no operation has the name of another', () => {
  const { paths, components } = OpenApi.parse(JSON.parse(text))
  const named = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, address]) => address!)
  const ids = Object.values(paths).flatMap((operations) => Object.values(operations).map((operation) => operation!.operationId))
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((address) => !Object.hasOwn(components.schemas, address.replace('#/components/schemas/', '')))).toEqual([])
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
})
