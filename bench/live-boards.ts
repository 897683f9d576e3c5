import { Agent, request } from 'node:http'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

interface Order {
  readonly url: string
  /** Boards that hear and see the same: how many, and as whom they ask. */
  readonly groups: readonly { readonly headers: Readonly<Record<string, string>>; readonly boards: number }[]
  /** Where a board reads its counts anew after it heard of something; undefined: it only listens. */
  readonly countsUrl?: string
}

/** How many boards of a group heard of something, and when the last did (milliseconds since 1970). */
export interface Hearing {
  readonly boards: number
  readonly lastAt: number
}

/** What each group heard, by subject; a message that names none is the group's `#1`, `#2` and so on. */
export type Heard = readonly ReadonlyMap<string, Hearing>[]

/** When each reading of counts began and how long it took, in milliseconds, and how many were not answered with 200. */
export interface Counted {
  readonly readings: readonly { readonly at: number; readonly ms: number }[]
  readonly failed: number
}

const calmMs = 2_000

export interface Boards {
  /** Everything heard and counted so far, by group. */
  readonly heard: () => Promise<{ readonly heard: Heard; readonly counted: readonly Counted[] }>
  readonly close: () => Promise<void>
}

/** Opens many live boards from another thread, so that listening and telling do not share a loop; resolves when all are open. */
export async function openBoards(order: Order): Promise<Boards> {
  const worker = new Worker(new URL(import.meta.url), { workerData: order })
  const next = (): Promise<unknown> => new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  await next()
  return {
    heard: async () => {
      const answer = next()
      worker.postMessage('heard')
      return (await answer) as { heard: Heard; counted: readonly Counted[] }
    },
    close: async () => void (await worker.terminate()),
  }
}

interface Line {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly agent: Agent
}

/** One board: a stream that is read line by line; every subject counts once for it. */
function openBoard({ url, headers, agent }: Line, tell: (subjectId: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const told = new Set<string>()
    let nameless = 0
    const asked = request(url, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}`))
      let rest = ''
      answer.setEncoding('utf8').on('data', (text: string) => {
        const parts = `${rest}${text}`.split('\n\n')
        rest = parts.pop() ?? ''
        for (const part of parts.filter((each) => each.startsWith('data: '))) {
          const { subjectId } = JSON.parse(part.slice(6)) as { subjectId: string }
          const subject = subjectId === '' ? `#${(nameless += 1)}` : subjectId
          if (told.has(subject)) continue
          told.add(subject)
          tell(subject)
        }
      })
      resolve()
    })
    asked.once('error', reject)
    asked.end()
  })
}

/** As the page does it: many events in a short time make one reading, two seconds after the first. */
function refreshing(tell: (subjectId: string) => void, read: (() => Promise<void>) | undefined): (subjectId: string) => void {
  let isWaiting = false
  return (subjectId) => {
    tell(subjectId)
    if (isWaiting || read === undefined) return
    isWaiting = true
    setTimeout(() => {
      isWaiting = false
      void read()
    }, calmMs)
  }
}

interface Ledger {
  readonly heard: Map<string, { boards: number; lastAt: number }>
  readonly counted: { readings: { at: number; ms: number }[]; failed: number }
}

async function count(url: string, headers: Readonly<Record<string, string>>, { counted }: Ledger): Promise<void> {
  const [at, started] = [Date.now(), performance.now()]
  const answer = await fetch(url, { headers }).catch(() => undefined)
  await answer?.arrayBuffer().catch(() => undefined)
  if (answer?.status === 200) counted.readings.push({ at, ms: performance.now() - started })
  else counted.failed += 1
}

function note({ heard }: Ledger, subjectId: string): void {
  heard.set(subjectId, { boards: (heard.get(subjectId)?.boards ?? 0) + 1, lastAt: Date.now() })
}

async function listen({ url, countsUrl, groups }: Order): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
  const ledgers = groups.map((): Ledger => ({ heard: new Map(), counted: { readings: [], failed: 0 } }))
  const wanted = groups.flatMap(({ headers, boards }, group) => Array.from({ length: boards }, () => ({ headers, ledger: ledgers[group]! })))
  for (let opened = 0; opened < wanted.length; opened += 50) {
    await Promise.all(wanted.slice(opened, opened + 50).map(({ headers, ledger }) => {
      const read = countsUrl === undefined ? undefined : (): Promise<void> => count(countsUrl, headers, ledger)
      return openBoard({ url, headers, agent }, refreshing((subjectId) => note(ledger, subjectId), read))
    }))
  }
  parentPort?.on('message', () => parentPort?.postMessage({ heard: ledgers.map(({ heard }) => heard), counted: ledgers.map(({ counted }) => counted) }))
  parentPort?.postMessage('open')
}

if (!isMainThread) await listen(workerData as Order)
