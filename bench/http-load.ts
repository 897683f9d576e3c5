import { Agent, request } from 'node:http'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

interface LoadOrder {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly lanes: number
  readonly seconds: number
}

/** Asks one address over and over from another thread, so that asking and answering do not share a loop; gives answers a second. Anything but 200 throws. */
export async function load(order: LoadOrder): Promise<number> {
  const worker = new Worker(new URL(import.meta.url), { workerData: order })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

async function work(order: LoadOrder): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: order.lanes })
  const started = performance.now()
  const end = started + order.seconds * 1_000
  let done = 0
  await Promise.all(Array.from({ length: order.lanes }, async () => {
    while (performance.now() < end) {
      await ask(order, agent)
      done += 1
    }
  }))
  agent.destroy()
  return done / ((performance.now() - started) / 1_000)
}

function ask(order: LoadOrder, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(order.url, { agent, headers: order.headers }, (answer) => {
      answer.resume()
      answer.once('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${order.url} answered ${answer.statusCode}`))))
    })
    asked.once('error', reject)
    asked.end()
  })
}

if (!isMainThread) parentPort?.postMessage(await work(workerData as LoadOrder))
