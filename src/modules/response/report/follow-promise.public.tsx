import { formatters } from '#web/i18n/format.ts'
import type { PublicPage } from '#web/public/layout.tsx'
import { Notice } from '#web/public/parts.tsx'
import { publicMessages } from '#web/public/texts.ts'
import type { FollowPromise } from './follow.contract.ts'

interface PromiseLineProps {
  readonly page: PublicPage
  readonly promise: FollowPromise
  readonly now: Date
}

/** Until when a person answers, how long that still is, or that it is late; in words, with a colour beside them. */
export function PromiseLine({ page, promise, now }: PromiseLineProps) {
  const m = publicMessages(page.lang).followPage
  const format = formatters(page.lang, page.regency.timeZone)
  if (promise.state === 'answered') return <Notice><p>{m.promiseKept({ time: format.momentShort(promise.answeredAt, now) })}</p></Notice>
  const time = format.momentShort(promise.dueAt, now)
  const left = format.timeLeft(promise.dueAt, now)
  if (promise.state === 'late') return <Notice tone="late"><p>{m.promiseLate({ time, late: left })}</p></Notice>
  return <Notice><p><b>{m.promiseOpen({ time, left })}</b></p></Notice>
}
