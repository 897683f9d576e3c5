import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import pg from 'pg'
import { pino, type Logger } from 'pino'
import { inject } from 'vitest'
import { loadConfig, projectFolder } from '#config.ts'
import { loadRegency } from '#modules/people/index.ts'
import { TestClock } from '#platform/clock.ts'
import { start, type Running, type StartOptions } from '#start.ts'
import { regencyDir } from './template.ts'

/** Somebody with a browser: keeps cookies, sends commands with ids. */
export interface Client {
  readonly get: (path: string, headers?: Record<string, string>) => Promise<LightMyRequestResponse>
  /** A write; the command's id is new unless given. */
  readonly send: (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, options?: SendOptions) => Promise<LightMyRequestResponse>
  /** A plain form, as a browser without JavaScript sends it (multipart). */
  readonly submit: (path: string, fields: Readonly<Record<string, string | FormFile>>) => Promise<LightMyRequestResponse>
}

export interface SendOptions {
  readonly commandId?: string
  readonly contentType?: string
  readonly headers?: Record<string, string>
}

export interface FormFile {
  readonly fileName: string
  readonly mediaType: string
  readonly bytes: Buffer
}

export interface World extends Running {
  readonly clock: TestClock
  /** With what its server was started. */
  readonly startOptions: StartOptions
  /** The owner's connection string, to arrange what no user can. */
  readonly ownerUrl: string
  /** Signed in by a username of `demo/accounts.json`; the same client again while its session lives. */
  readonly as: (username: string) => Promise<Client>
  /** Nobody in particular. */
  readonly nobody: () => Client
  /** Stops the server as a signal does; its database stays until `close`. */
  readonly stop: () => Promise<void>
  /** Another server on the same database and data, as after a restart; whoever starts it closes it. */
  readonly startAgain: () => Promise<Running>
  readonly close: () => Promise<void>
}

export const testStart = '2026-11-25T02:00:00.000Z'

/** A whole server on a database of its own, cloned from the template. `works` also starts sweeps and queues; `log` is where it writes what it does; `environment`: further settings. */
export async function startWorld(options: { works?: boolean; log?: Logger; environment?: Readonly<Record<string, string>> } = {}): Promise<World> {
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const template = new URL(inject('ownerUrl'))
  await onServer(template, `create database ${name} template ${template.pathname.slice(1)}`)
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-world-'))
  const clock = new TestClock(testStart)
  const startOptions: StartOptions = {
    config: { ...loadConfig({ DATA_DIR: folder, KEY_FILE: inject('keyFile'), REGENCY: regencyDir, ...options.environment }) }, regency: loadRegency(regencyDir),
    appUrl: at(inject('appUrl'), name), distDir: join(projectFolder, 'dist'), clock,
    log: options.log ?? pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    works: options.works ?? false,
  }
  const startOne = (): Promise<Running> => start(startOptions)
  const running = await startOne()
  await running.app.ready()
  const signedIn = new Map<string, { at: number; client: Promise<Client> }>()
  return {
    ...running, clock, startOptions, ownerUrl: at(inject('ownerUrl'), name),
    nobody: () => createClient(running.app),
    as: (username) => {
      const known = signedIn.get(username)
      // A session ends when nobody uses it; whoever comes back after the clock was moved signs in again.
      if (known !== undefined && Math.abs(clock.now().getTime() - known.at) < 20 * 60_000) return known.client
      const client = signIn(running, username)
      signedIn.set(username, { at: clock.now().getTime(), client })
      return client
    },
    stop: running.close, startAgain: startOne,
    close: async () => {
      await running.close()
      await onServer(template, `drop database ${name} with (force)`)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function at(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

/** A copy needs the template for itself for a moment: other copies wait their turn, and whoever else looked in is gone soon. */
async function onServer(template: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: at(template.href, 'postgres') })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7310009)')
    for (let attempt = 1; ; attempt += 1) {
      try {
        await client.query(statement)
        return
      } catch (error) {
        if ((error as { code?: string }).code !== objectInUse || attempt === 10) throw error
      }
    }
  } finally {
    await client.end()
  }
}

const objectInUse = '55006'

/** The published password of a demo account. */
export function demoPassword(username: string): string {
  const file = JSON.parse(readFileSync(join(projectFolder, 'demo', 'accounts.json'), 'utf8')) as { accounts: { username: string; password: string }[] }
  const account = file.accounts.find((each) => each.username === username)
  if (account === undefined) throw new Error(`demo/accounts.json has no ${username}`)
  return account.password
}

async function signIn(running: Running, username: string): Promise<Client> {
  const client = createClient(running.app)
  const answer = await client.send('POST', '/api/people/session', { username, password: demoPassword(username) })
  if (answer.statusCode >= 300) throw new Error(`${username} cannot sign in: ${answer.body}`)
  return client
}

/** A client with an empty cookie jar. */
export function createClient(app: Running['app']): Client {
  const jar = new Map<string, string>()

  async function request(options: { method: string; path: string; payload?: Buffer | string; headers: Record<string, string> }): Promise<LightMyRequestResponse> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await app.inject({
      method: options.method as 'GET', url: options.path, ...(options.payload !== undefined && { payload: options.payload }),
      headers: { host: 'localhost', origin: 'http://localhost', ...(cookie !== '' && { cookie }), ...options.headers },
    })
    for (const { name, value } of answer.cookies) {
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }

  return {
    get: (path, headers = {}) => request({ method: 'GET', path, headers }),
    send: (method, path, body, options = {}) => request({
      method, path, ...(body !== undefined && { payload: Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
      headers: {
        'command-id': options.commandId ?? randomUUID(),
        ...(body !== undefined && { 'content-type': options.contentType ?? 'application/json' }), ...options.headers,
      },
    }),
    submit: async (path, fields) => {
      const { payload, contentType } = await multipart(fields)
      return request({ method: 'POST', path, payload, headers: { 'content-type': contentType, accept: 'text/html' } })
    },
  }
}

async function multipart(fields: Readonly<Record<string, string | FormFile>>): Promise<{ payload: Buffer; contentType: string }> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') form.append(name, value)
    else form.append(name, new File([new Uint8Array(value.bytes)], value.fileName, { type: value.mediaType }))
  }
  const encoded = new Response(form)
  return { payload: Buffer.from(await encoded.arrayBuffer()), contentType: encoded.headers.get('content-type') ?? '' }
}
