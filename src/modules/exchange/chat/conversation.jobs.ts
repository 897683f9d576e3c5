import type { ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { answerSender } from './conversation.actions.ts'
import { deliveryQueue, senderOf, senderQueue, takeDelivery } from './receive.actions.ts'

/** Answers a sender's messages. */
export function senderJob(deps: ExchangeDeps): JobHandler {
  return { queue: senderQueue, retryLimit: 8, expireInSeconds: 300, handle: (data) => answerSender(deps, senderOf(data)) }
}

/** Writes down what became of a message; tried for some minutes, because the news may be faster than we are. */
export function deliveryJob(deps: ExchangeDeps): JobHandler {
  return {
    queue: deliveryQueue, retryLimit: 7, expireInSeconds: 60,
    handle: async ({ inboundId }) => {
      if (typeof inboundId !== 'string') throw new Error('a job without news')
      await takeDelivery(deps, inboundId)
    },
  }
}
