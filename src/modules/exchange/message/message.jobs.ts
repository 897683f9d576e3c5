import { noticeQueue } from '#modules/response/notice/notice.contract.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { planNotice, type ExchangeDeps } from './message.actions.ts'

/** Makes the messages of each new notice. */
export function noticeJob(deps: ExchangeDeps): JobHandler {
  return {
    queue: noticeQueue, retryLimit: 8, expireInSeconds: 60,
    handle: async ({ noticeId }) => {
      if (typeof noticeId !== 'string') throw new Error('a job without a notice')
      await planNotice(deps, noticeId)
    },
  }
}
