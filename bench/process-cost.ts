import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What a piece of work cost this process: by the clock, by the processor (all threads), and the most memory it had. */
export interface Cost {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly megabytes: number
}

/** Does a piece of work and gives what it came to, with its cost. */
export async function costOf<T>(work: () => Promise<T>): Promise<{ value: T; cost: Cost }> {
  const memory = watchMemory()
  const started = performance.now()
  const before = cpuMilliseconds()
  const value = await work()
  const cost = { seconds: (performance.now() - started) / 1_000, cpuSeconds: (cpuMilliseconds() - before) / 1_000 }
  return { value, cost: { ...cost, megabytes: memory.stop() } }
}

/** Gives back what earlier work left behind: it is no cost of the work that follows. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
}

/** The most memory that the process has, in megabytes; `stop` looks once more, because work that leaves no gap lets no clock look. */
export function watchMemory(): { readonly stop: () => number } {
  let most = 0
  const look = (): void => { most = Math.max(most, process.memoryUsage().rss / 1_048_576) }
  const timer = setInterval(look, 20)
  return {
    stop: () => {
      clearInterval(timer)
      look()
      return most
    },
  }
}

/** The processor's time of all threads of this process. */
export function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
