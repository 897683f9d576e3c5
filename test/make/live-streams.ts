import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { readDemoAccounts } from '#modules/people/index.ts'
import { until } from '../until.ts'

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

/** Waits until an account has heard a line with these words in it. */
export async function untilHeard(streams: readonly LiveStream[], username: string, words: string): Promise<void> {
  const stream = streams.find((each) => each.username === username)!
  await until(() => stream.heard, (heard) => heard.some((line) => line.includes(words)))
}
