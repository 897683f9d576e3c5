import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { asOwner } from '#install.ts'
import { readDemoAccounts } from '#modules/people/index.ts'
import { liveChannel, type LiveEvent } from '#platform/live/live.ts'
import { until } from '../until.ts'
import type { World } from '../world.ts'

/** One account's open stream of live events, with every line of data that it heard. */
export interface LiveStream {
  readonly username: string
  readonly heard: string[]
  readonly close: () => Promise<void>
}

/** Signs in every demo account over the network and opens its stream, as a browser does. `address`: of a listening server. */
export function openLiveStreams(address: string): Promise<readonly LiveStream[]> {
  return Promise.all(readDemoAccounts().map(({ username, password }) => openStream(address, { username, password })))
}

async function openStream(address: string, account: { readonly username: string; readonly password: string }): Promise<LiveStream> {
  const signedIn = await fetch(`${address}/api/people/session`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'command-id': randomUUID() }, body: JSON.stringify(account),
  })
  const cookie = signedIn.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ')
  const ending = new AbortController()
  const answer = await fetch(`${address}/api/live`, { headers: { cookie }, signal: ending.signal })
  if (answer.status !== 200 || answer.body === null) throw new Error(`${account.username} hears nothing: ${answer.status}`)
  const heard: string[] = []
  const reading = read(answer.body as ReadableStream<Uint8Array>, heard)
  return {
    username: account.username, heard,
    close: async () => {
      ending.abort()
      await reading
    },
  }
}

async function read(body: ReadableStream<Uint8Array>, heard: string[]): Promise<void> {
  try {
    for await (const line of createInterface({ input: Readable.fromWeb(body) })) if (line.startsWith('data: ')) heard.push(line)
  } catch {
    // The test ended the stream.
  }
}

/**
 * Tells every account a last word and waits until each stream heard it: whatever was told before has then come, and what did not come never will. The
 * word itself is not among what was heard.
 */
export async function untilAllIsHeard({ ownerUrl, deps }: World, streams: readonly LiveStream[]): Promise<void> {
  const subjectId = randomUUID()
  await asOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ account_id: string }>('select account_id from people.account')
    const only = { accountIds: rows.map((row) => row.account_id), grant: 'nothing' }
    const event: LiveEvent = { topic: 'test', kind: 'last', subjectId, regencyId: deps.regency.regencyId, areaId: 0, officeIds: [], only }
    await owner.query('select pg_notify($1, $2)', [liveChannel, JSON.stringify(event)])
  })
  await Promise.all(streams.map(async ({ heard }) => {
    heard.splice(await until(() => heard.findIndex((line) => line.includes(subjectId)), (index) => index !== -1), 1)
  }))
}
