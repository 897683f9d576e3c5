import { Agent, request } from 'node:http'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

interface Order {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly boards: number
  /** Where a board reads its counts anew after it heard of something; undefined: it only listens. */
  readonly countsUrl?: string
}

/** What the boards heard: for each subject how many of them, and when the last did (milliseconds since 1970). */
export type Heard = ReadonlyMap<string, { readonly boards: number; readonly lastAt: number }>

/** How long each reading of counts took, in milliseconds, and how many were not answered with 200. */
export interface Counted {
  readonly times: readonly number[]
  readonly failed: number
}

const calmMs = 2_000

export interface Boards {
  /** Everything heard so far. */
  readonly heard: () => Promise<{ readonly heard: Heard; readonly counted: Counted }>
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
      return (await answer) as { heard: Heard; counted: Counted }
    },
    close: async () => void (await worker.terminate()),
  }
}

/** One board: a stream that is read line by line; every subject counts once for it. */
function openBoard({ url, headers }: Order, agent: Agent, tell: (subjectId: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const told = new Set<string>()
    const asked = request(url, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}`))
      let rest = ''
      answer.setEncoding('utf8').on('data', (text: string) => {
        const parts = `${rest}${text}`.split('\n\n')
        rest = parts.pop() ?? ''
        for (const part of parts) {
          const { subjectId } = part.startsWith('data: ') ? (JSON.parse(part.slice(6)) as { subjectId: string }) : { subjectId: '' }
          if (subjectId === '' || told.has(subjectId)) continue
          told.add(subjectId)
          tell(subjectId)
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

async function count({ url, headers }: Order, counted: { times: number[]; failed: number }): Promise<void> {
  const started = performance.now()
  const answer = await fetch(url, { headers }).catch(() => undefined)
  await answer?.arrayBuffer().catch(() => undefined)
  if (answer?.status === 200) counted.times.push(performance.now() - started)
  else counted.failed += 1
}

async function listen(order: Order): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: order.boards })
  const heard = new Map<string, { boards: number; lastAt: number }>()
  const counted = { times: [] as number[], failed: 0 }
  const { countsUrl } = order
  function tell(subjectId: string): void {
    const entry = heard.get(subjectId) ?? { boards: 0, lastAt: 0 }
    heard.set(subjectId, { boards: entry.boards + 1, lastAt: Date.now() })
  }
  for (let opened = 0; opened < order.boards; opened += 50) {
    await Promise.all(Array.from({ length: Math.min(50, order.boards - opened) }, () => openBoard(order, agent, refreshing(tell, countsUrl === undefined ? undefined : () => count({ ...order, url: countsUrl }, counted)))))
  }
  parentPort?.on('message', () => parentPort?.postMessage({ heard, counted }))
  parentPort?.postMessage('open')
}

if (!isMainThread) await listen(workerData as Order)
