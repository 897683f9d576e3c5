import type { ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { accusedNamed } from '#modules/response/index.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { barFromChats } from './accused.actions.ts'
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

/** Whoever turns out to be the one whom a case is about reads nothing more of its reporters' chats. */
export function accusedJob(deps: ExchangeDeps): JobHandler {
  return {
    queue: 'exchange.accused', retryLimit: 10, expireInSeconds: 60, follows: accusedNamed,
    handle: async ({ caseId }) => {
      if (typeof caseId !== 'string') throw new Error('a job without a case')
      await barFromChats(deps, caseId)
    },
  }
}
