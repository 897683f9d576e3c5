import { ContactChannel } from '#modules/response/notice/notice.contract.ts'
import type { Loop } from '#platform/jobs/loops.ts'
import type { ExchangeDeps } from './message.actions.ts'
import { sendDue } from './outbox.actions.ts'

/** Sends what is due, again and again, each channel for itself: one that hangs holds up no other. What waits stands in the table, so that nothing is lost with a process. */
export function outboxLoops(deps: ExchangeDeps): readonly Loop[] {
  return ContactChannel.options.map((channel) => ({ name: `outbox_${channel}`, everySeconds: 2, run: async () => void (await sendDue(deps, channel)) }))
}
