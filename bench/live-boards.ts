import { Agent, request } from 'node:http'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

interface Order {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly boards: number
}

/** What the boards heard: for each subject how many of them, and when the last did (milliseconds since 1970). */
export type Heard = ReadonlyMap<string, { readonly boards: number; readonly lastAt: number }>

export interface Boards {
  /** Everything heard so far. */
  readonly heard: () => Promise<Heard>
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
      return (await answer) as Heard
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

async function listen(order: Order): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: order.boards })
  const heard = new Map<string, { boards: number; lastAt: number }>()
  function tell(subjectId: string): void {
    const entry = heard.get(subjectId) ?? { boards: 0, lastAt: 0 }
    heard.set(subjectId, { boards: entry.boards + 1, lastAt: Date.now() })
  }
  for (let opened = 0; opened < order.boards; opened += 50) {
    await Promise.all(Array.from({ length: Math.min(50, order.boards - opened) }, () => openBoard(order, agent, tell)))
  }
  parentPort?.on('message', () => parentPort?.postMessage(heard))
  parentPort?.postMessage('open')
}

if (!isMainThread) await listen(workerData as Order)
