import type { Loop } from '#platform/jobs/loops.ts'
import type { ExchangeDeps } from './message.actions.ts'
import { sendDue } from './outbox.actions.ts'

/** Sends what is due, again and again; what waits stands in the table, so that nothing is lost with a process. */
export function outboxLoop(deps: ExchangeDeps): Loop {
  return { name: 'outbox', everySeconds: 2, run: async () => void (await sendDue(deps)) }
}
