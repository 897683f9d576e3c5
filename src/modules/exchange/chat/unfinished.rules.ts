import { quietUntil } from '#modules/exchange/message/message.rules.ts'
import type { QuietHours, UnfinishedRule } from '#modules/people/regency/messages.contract.ts'
import type { SilenceDeed, Talk } from './conversation.contract.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

/**
 * Whether a report by chat has begun and is not sent: something was told, or a question about an earlier report is open. Whoever only said good day told
 * nothing.
 */
export function isHalfTold({ step, draft }: Talk): boolean {
  if (step === 'start' || step === 'officer') return false
  return step !== 'kind' || draft.story !== '' || draft.photos.length > 0 || draft.voices.length > 0
}

/** A report that stopped in the middle, as whoever looks at it finds it. */
export interface Unfinished {
  readonly lastHeardAt: Date
  readonly now: Date
  /** Until when the channel lets us write; null where it always does. */
  readonly windowEndsAt: Date | null
  readonly isOptedOut: boolean
  /** What was told names a danger. */
  readonly isDanger: boolean
  /** It may be a danger: the kind of trouble often is one, or it was told by voice alone, in which no machine hears one. */
  readonly isDoubtful: boolean
  readonly rule: Pick<UnfinishedRule, 'remindAfterMinutes' | 'dangerAfterMinutes' | 'closeAfterMinutes' | 'keepDays'>
  readonly quiet: Pick<QuietHours, 'start' | 'end'> | null
  readonly timeZone: string
}

/** What is done now, and when to look again; null: never, until its person writes. */
export interface NextLook {
  readonly what: SilenceDeed | 'forget' | null
  readonly lookAt: Date | null
}

/**
 * What a silence asks for. A danger goes to an officer, what may be one in the end too; else its person is reminded once and later told once that all is
 * kept, by day and only while the channel lets us; what was told stays until it is forgotten.
 */
export function afterSilence(unfinished: Unfinished): NextLook {
  const { now, isDanger, isDoubtful, isOptedOut } = unfinished
  const marks = marksOf(unfinished)
  if (now >= marks.forget) return { what: 'forget', lookAt: null }
  if (isDanger && now >= marks.danger) return { what: 'report', lookAt: null }
  if (now >= marks.close) return isDoubtful ? { what: 'report', lookAt: null } : closing(unfinished, marks)
  if (now < marks.remind || isOptedOut) return { what: null, lookAt: nextMark(marks, unfinished) }
  const quietEnd = quietEndOf(unfinished)
  return quietEnd === null ? { what: 'remind', lookAt: nextMark(marks, unfinished) } : { what: null, lookAt: earlier(quietEnd, nextMark(marks, unfinished)) }
}

/** When a report that was left just now is to be looked at first. */
export function firstLook(lastHeardAt: Date, { remindAfterMinutes, dangerAfterMinutes }: Unfinished['rule']): Date {
  return new Date(lastHeardAt.getTime() + Math.min(remindAfterMinutes, dangerAfterMinutes) * minuteMs)
}

interface Marks {
  readonly danger: Date
  readonly remind: Date
  readonly close: Date
  readonly forget: Date
}

function marksOf({ lastHeardAt, rule }: Unfinished): Marks {
  const after = (milliseconds: number): Date => new Date(lastHeardAt.getTime() + milliseconds)
  return {
    danger: after(rule.dangerAfterMinutes * minuteMs), remind: after(rule.remindAfterMinutes * minuteMs), close: after(rule.closeAfterMinutes * minuteMs),
    forget: after(rule.keepDays * dayMs),
  }
}

/** The last kind word, by day and within the window; when there is no such moment any more, it is kept in silence and looked at every day. */
function closing(unfinished: Unfinished, { forget }: Marks): NextLook {
  const { now, windowEndsAt, isOptedOut } = unfinished
  const tomorrow = earlier(new Date(now.getTime() + dayMs), forget)
  const mayTell = (at: Date): boolean => !isOptedOut && (windowEndsAt === null || at < windowEndsAt)
  const quietEnd = quietEndOf(unfinished)
  if (quietEnd === null) return { what: mayTell(now) ? 'close' : null, lookAt: tomorrow }
  return { what: null, lookAt: mayTell(quietEnd) ? quietEnd : tomorrow }
}

function nextMark({ danger, remind, close }: Marks, { now, isDanger, isOptedOut }: Unfinished): Date {
  const ahead = [...(isDanger ? [danger] : []), ...(isOptedOut ? [] : [remind])].filter((mark) => mark > now)
  return ahead.reduce(earlier, close)
}

function quietEndOf({ now, quiet, timeZone }: Unfinished): Date | null {
  return quiet === null ? null : quietUntil(now, quiet, timeZone)
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other
}
