import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { readDemoAccounts } from '#modules/people/account/demo-accounts.load.ts'
import type { Operation } from '#platform/http/contract.ts'
import type { World } from '../world.ts'

/** One request as somebody sends it who follows no rules. */
export interface Sent {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly payload?: string | Buffer
  readonly headers?: Readonly<Record<string, string | string[]>>
}

/** Sends without a browser's good manners, each time from another address, so that no limit of attempts hides what lies behind it. */
export interface Stranger {
  readonly send: (sent: Sent, cookie?: string) => Promise<LightMyRequestResponse>
  /** What is wrong with the answer; undefined when it is a proper one. */
  readonly tryOut: (sent: Sent, cookie?: string) => Promise<string | undefined>
  /** The cookie of a demo account that may ask an operation; undefined where nobody needs to be somebody. */
  readonly cookieFor: (operation: Operation) => Promise<string | undefined>
  readonly count: () => number
  readonly succeeded: () => number
}

/** Accounts that have every grant between them; acts on one's own session may end it, so `bappeda` is used for nothing else. */
const askers = ['kesra', 'upt.glagah', 'operator.kemiren', 'admin', 'warga', 'inspektorat', 'dpo', 'dinsos', 'kades.kemiren', 'satgas.kemiren']
const ownSession = 'bappeda'

/** Somebody who tries what the server bears. */
export function stranger(world: World): Stranger {
  let count = 0
  let succeeded = 0
  const cookies = new Map<string, string>()

  async function send(sent: Sent, cookie?: string): Promise<LightMyRequestResponse> {
    count += 1
    const answer = await world.app.inject({
      method: sent.method, url: sent.url, remoteAddress: `10.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`,
      ...(sent.payload !== undefined && { payload: sent.payload }),
      headers: {
        'command-id': randomUUID(), ...(sent.payload !== undefined && { 'content-type': 'application/json' }),
        ...(cookie !== undefined && { cookie }), ...sent.headers,
      },
    })
    if (answer.statusCode < 400) succeeded += 1
    return answer
  }

  async function cookieOf(username: string): Promise<string> {
    const known = cookies.get(username)
    if (known !== undefined) return known
    const answer = await send({ method: 'POST', url: '/api/people/session', payload: JSON.stringify({ username, password: 'padi-subuh-lumbung' }) })
    const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    if (cookie === '') throw new Error(`${username} cannot sign in: ${answer.body}`)
    cookies.set(username, cookie)
    return cookie
  }

  async function cookieFor({ access }: Operation): Promise<string | undefined> {
    if (access === 'public') return undefined
    if (access === 'signed_in') return cookieOf(ownSession)
    const asker = askers.find((username) => grantsOf(world, username).has(access))
    if (asker === undefined) throw new Error(`nobody here may ${access}`)
    return cookieOf(asker)
  }

  return { send, cookieFor, count: () => count, succeeded: () => succeeded, tryOut: async (sent, cookie) => faultOf(await send(sent, cookie)) }
}

function grantsOf(world: World, username: string): ReadonlySet<string> {
  const key = readDemoAccounts().find((account) => account.username === username)?.role
  return new Set(world.deps.regency.roles.find((role) => role.key === key)?.grants)
}

/** What is wrong with an answer to an unreasonable question: a 5xx, or an error that is neither a problem with its kind nor a page. */
function faultOf(answer: LightMyRequestResponse): string | undefined {
  if (answer.statusCode >= 500) return String(answer.statusCode)
  const type = String(answer.headers['content-type'])
  if (answer.statusCode < 400 || type.startsWith('text/html')) return undefined
  if (!type.startsWith('application/problem+json')) return `${answer.statusCode} as ${type}`
  const { kind, status, title } = answer.json<{ kind?: unknown; status?: unknown; title?: unknown }>()
  const isWhole = typeof kind === 'string' && typeof title === 'string' && title !== '' && status === answer.statusCode
  return isWhole ? undefined : `${answer.statusCode} without its kind`
}
