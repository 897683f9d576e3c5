import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { readDemoAccounts } from '#modules/people/index.ts'
import type { TestClock } from '#platform/clock.ts'
import type { Running } from '#start.ts'

/** Where the demo's past happens: a server that nobody reaches, and its clock. */
export interface Stage {
  readonly running: Running
  readonly clock: TestClock
}

/** One thing that happens in the demo's past. */
export interface Happening<OnStage extends Stage = Stage> {
  readonly at: number
  readonly happen: (stage: OnStage) => Promise<void>
}

/** What a demo account asks for; `bytes`: a file. */
interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly url: string
  readonly payload?: object
  readonly bytes?: Buffer
}

/** A request as a demo account that must go well. */
export async function as(stage: Stage, username: string, asked: Asked): Promise<LightMyRequestResponse> {
  return good(await ask(stage, username, asked))
}

/** A request as a demo account, signed in anew each time: hours pass between two acts, and a session would have ended. */
export async function ask(stage: Stage, username: string, { bytes, ...request }: Asked): Promise<LightMyRequestResponse> {
  const account = accountOf(username)
  const signedIn = good(await stage.running.app.inject({
    method: 'POST', url: '/api/people/session', payload: { username, password: account.password }, headers: headers(),
  }))
  const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const file = bytes === undefined ? {} : { payload: bytes }
  const kind = bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }
  return stage.running.app.inject({ ...request, ...file, headers: { ...headers(), ...kind, cookie } })
}

/** A demo account by its name; the demo’s past may name no other. */
export function accountOf(username: string) {
  const account = readDemoAccounts().find((each) => each.username === username)
  if (account === undefined) throw new Error(`the demo’s past names ${username}, who is not among the demo accounts`)
  return account
}

/** What a browser of the demo sends with each request; every one is a command of its own. */
export function headers(): Record<string, string> {
  return { host: 'localhost', origin: 'http://localhost', 'command-id': randomUUID() }
}

/** An answer that is none is the demo’s own mistake. */
export function good(answer: LightMyRequestResponse): LightMyRequestResponse {
  if (answer.statusCode >= 300) throw new Error(`the demo could not be played: ${answer.raw.req.url} was answered with ${answer.statusCode} ${answer.body}`)
  return answer
}
