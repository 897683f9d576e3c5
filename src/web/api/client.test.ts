import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'
import { addressOf, call, newCommandId, Problem, speak, Unreachable, whenSignInRequired } from './client.ts'
import { serverNow } from './server-time.ts'

const operations = {
  getDrum: { method: 'GET', path: '/api/drums/:drumId', access: 'public', summary: '', params: z.object({ drumId: z.string() }), ok: z.object({ beats: z.number() }) },
  listDrums: { method: 'GET', path: '/api/drums', access: 'public', summary: '', query: z.object({ q: z.string().optional(), kind: z.array(z.string()).optional() }), ok: z.object({}) },
  beatDrum: { method: 'POST', path: '/api/drums', access: 'public', summary: '', body: z.object({ loud: z.boolean() }), ok: z.object({ beats: z.number() }), status: 201 },
  sendPicture: { method: 'PUT', path: '/api/picture', access: 'public', summary: '', raw: { maxBytes: 10 }, ok: z.null(), status: 204 },
} as const satisfies Operations

interface Sent {
  readonly address: string
  readonly init: RequestInit & { readonly headers: Record<string, string> }
}

let sent: Sent[]
let answers: (() => Response)[]

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => () =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers } })

beforeEach(() => {
  sent = []
  answers = []
  vi.stubGlobal('fetch', async (address: string, init: Sent['init']) => {
    sent.push({ address, init })
    const answer = answers.shift()
    if (answer === undefined) throw new TypeError('Failed to fetch')
    return answer()
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
  whenSignInRequired(async () => false)
})

const signedOut = json(401, { type: '/', title: 'Masuk dulu', status: 401, kind: 'sign_in_required' })

describe('an address', () => {
  test('carries its parameters escaped and leaves out what is not asked', () => {
    expect(addressOf(operations.getDrum, { params: { drumId: 'a/b c' } })).toBe('/api/drums/a%2Fb%20c')
    expect(addressOf(operations.listDrums, { query: { q: undefined, kind: ['a', 'b'] } })).toBe('/api/drums?kind=a&kind=b')
  })
})

describe('a call', () => {
  test('gives the answer and asks in the language of the reader', async () => {
    answers = [json(200, { beats: 3 })]
    speak('en')
    expect(await call(operations.getDrum, { params: { drumId: '1' } })).toEqual({ beats: 3 })
    expect(sent[0]?.init.headers['accept-language']).toBe('en')
    expect(sent[0]?.init.headers['command-id']).toBeUndefined()
  })

  test('a command carries an id, its own or the caller\'s', async () => {
    answers = [json(201, { beats: 1 }), json(201, { beats: 1 })]
    const commandId = newCommandId()
    await call(operations.beatDrum, { body: { loud: true }, commandId })
    await call(operations.beatDrum, { body: { loud: true } })
    expect(sent[0]?.init.headers['command-id']).toBe(commandId)
    expect(sent[1]?.init.headers['command-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('a file travels as bytes, whatever it claims to be', async () => {
    answers = [() => new Response(null, { status: 204 })]
    expect(await call(operations.sendPicture, { body: new Blob(['x'], { type: 'image/png' }) })).toBeUndefined()
    expect(sent[0]?.init.headers['content-type']).toBe('application/octet-stream')
  })

  test('a refusal comes as a Problem with its kind, its words and its fields', async () => {
    answers = [json(422, { type: '/', title: 'Perbaiki', status: 422, kind: 'input_invalid', errors: [{ pointer: '#/loud', kind: 'required', message: 'Wajib diisi' }] })]
    const problem = await call(operations.beatDrum, { body: { loud: true } }).catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(Problem)
    expect(problem).toMatchObject({ kind: 'input_invalid', status: 422, message: 'Perbaiki', errors: [{ pointer: '#/loud' }] })
  })

  test('no answer, or an answer of a gateway, is told apart from a refusal', async () => {
    await expect(call(operations.listDrums, {})).rejects.toBeInstanceOf(Unreachable)
    answers = [() => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } })]
    await expect(call(operations.listDrums, {})).rejects.toBeInstanceOf(Unreachable)
  })

  test('the clock of the server is believed where this one is far off', async () => {
    answers = [json(200, {}, { date: new Date(Date.now() + 3_600_000).toUTCString() }), json(200, {}, { date: new Date().toUTCString() })]
    await call(operations.listDrums, {})
    expect(serverNow().getTime() - Date.now()).toBeGreaterThan(3_590_000)
    await call(operations.listDrums, {})
    expect(Math.abs(serverNow().getTime() - Date.now())).toBeLessThan(1000)
  })
})

describe('an ended session', () => {
  test('is mended once for all that met it, and each is sent again with its own id', async () => {
    answers = [signedOut, signedOut, json(201, { beats: 1 }), json(201, { beats: 2 })]
    const ask = vi.fn(async () => true)
    whenSignInRequired(ask)
    await Promise.all([call(operations.beatDrum, { body: { loud: true } }), call(operations.beatDrum, { body: { loud: false } })])
    expect(ask).toHaveBeenCalledOnce()
    const ids = sent.map(({ init }) => init.headers['command-id'])
    expect(new Set(ids).size).toBe(2)
    expect(ids[2]).toBe(ids[0])
    expect(ids[3]).toBe(ids[1])
  })

  test('is not what a wrong password means', async () => {
    answers = [json(401, { type: '/', title: 'Salah', status: 401, kind: 'sign_in_refused' })]
    const ask = vi.fn(async () => true)
    whenSignInRequired(ask)
    await expect(call(operations.beatDrum, { body: { loud: true } })).rejects.toMatchObject({ kind: 'sign_in_refused' })
    expect(ask).not.toHaveBeenCalled()
  })

  test('stays a refusal when the person does not sign in, or when nobody may be asked', async () => {
    answers = [signedOut, signedOut]
    await expect(call(operations.listDrums, {})).rejects.toMatchObject({ kind: 'sign_in_required' })
    await expect(call(operations.listDrums, {}, { signIn: 'never' })).rejects.toMatchObject({ status: 401 })
    expect(sent.length).toBe(2)
  })
})
