import type { QuietHours, SendingAttempts } from '#modules/people/regency/messages.contract.ts'

export type MessageState = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'given_up'

/** Until when nobody is to be disturbed; null when now is as good as any time. Clock times are those of the regency. */
export function quietUntil(now: Date, quiet: Pick<QuietHours, 'start' | 'end'>, timeZone: string): Date | null {
  const minute = minuteOfDay(now, timeZone)
  const [start, end] = [minuteOf(quiet.start), minuteOf(quiet.end)]
  const isQuiet = start <= end ? minute >= start && minute < end : minute >= start || minute < end
  if (!isQuiet) return null
  const minutesLeft = (end - minute + 1_440) % 1_440
  const wholeMinute = now.getTime() - (now.getTime() % 60_000)
  return new Date(wholeMinute + minutesLeft * 60_000)
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

const formats = new Map<string, Intl.DateTimeFormat>()

function minuteOfDay(moment: Date, timeZone: string): number {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  formats.set(timeZone, format)
  return minuteOf(format.format(moment))
}

/**
 * Seconds before the next try: twice as long each time, up to the longest, and of that between half and all, so that what failed together does not
 * come back together. `chance` lies between 0 and 1.
 */
export function waitBefore(tries: number, attempts: Pick<SendingAttempts, 'firstWaitSeconds' | 'longestWaitSeconds'>, chance: number): number {
  const whole = Math.min(attempts.longestWaitSeconds, attempts.firstWaitSeconds * 2 ** (tries - 1))
  return Math.max(1, Math.round(whole * (0.5 + chance / 2)))
}

/** A number between 0 and 1 that is a message's own at each try: the same again for whoever looks, another for its neighbour. */
export function chanceOf(messageId: string, tries: number): number {
  let mixed = tries + 1
  for (const sign of messageId) mixed = Math.imul(mixed ^ sign.charCodeAt(0), 0x01_00_01_93) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c_1b_3c_6d)
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x29_7a_2d_39)
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
}

const failuresUntilClosed = 5
const firstPauseSeconds = 30
const longestPauseSeconds = 900

/** For how long a channel is left alone after so many failures in a row; 0 while it may be tried. */
export function pauseAfter(failures: number): number {
  if (failures < failuresUntilClosed) return 0
  return Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** (failures - failuresUntilClosed))
}

const order: readonly MessageState[] = ['queued', 'sending', 'sent', 'delivered', 'read']

/** Where a message stands after news of it, which come in any order and more than once. What was read was delivered; what failed after that did not fail. */
export function stateAfter(state: MessageState, news: 'sent' | 'delivered' | 'read' | 'failed'): MessageState {
  if (state === 'failed' || state === 'given_up') return news === 'delivered' || news === 'read' ? news : state
  if (news === 'failed') return state === 'delivered' || state === 'read' ? state : 'failed'
  return order.indexOf(news) > order.indexOf(state) ? news : state
}

/** The sentence with its blanks filled; a blank without a filling is left out. */
export function fill(text: string, facts: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '').replaceAll(/[^\S\n]{2,}/g, ' ').trim()
}

/** How long WhatsApp lets us write freely after somebody wrote to us. */
const serviceWindowMs = 24 * 3_600_000

/** Whether somebody may be written to in free words. A minute is kept back for the way. */
export function isWithinWindow(lastInboundAt: Date | null, now: Date): boolean {
  return lastInboundAt !== null && now.getTime() - lastInboundAt.getTime() < serviceWindowMs - 60_000
}
