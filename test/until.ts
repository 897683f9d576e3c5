import { setTimeout as sleep } from 'node:timers/promises'

/** Shortly before a test's own limit: how long something takes is no fact that a test states. */
const patienceMs = 28_000

/**
 * Asks again and again until the answer is as it must become, and gives it. `isSo` may throw when it never will be. `withinMs`: for a test whose own
 * limit is not the usual one.
 */
export async function until<T>(ask: () => T | Promise<T>, isSo: (answer: T) => boolean, withinMs = patienceMs): Promise<T> {
  const giveUpAt = performance.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (isSo(answer)) return answer
    if (performance.now() > giveUpAt) throw new Error(`it never came to be; in the end there was ${JSON.stringify(answer)?.slice(0, 2_000)}`)
    await sleep(25)
  }
}
