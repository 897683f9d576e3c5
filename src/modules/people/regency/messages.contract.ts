import { z } from 'zod'
import { Bilingual, Day, FactSource, held, Key } from './regency-fact.contract.ts'

// messages.yaml: what is written to people by WhatsApp, SMS and e-mail, and when.

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const OutsideChannel = z.enum(['whatsapp', 'sms', 'email'])

/** One sentence that we send of ourselves. */
const NoticeWords = z.strictObject({
  text: Bilingual,
  /** Goes out at night as well: it answers what the person did a moment ago. */
  atNight: z.boolean().optional(),
  /** The law asks that it is said; whoever wants no messages gets this one nevertheless. */
  requiredBy: FactSource.optional(),
  /** The same sentence as it is approved at WhatsApp, for whoever has not written in the last 24 hours; its blanks in their order. The brand is no blank there. */
  template: z.strictObject({ name: z.string().regex(/^[a-z0-9_]{1,512}$/), fills: z.array(z.string()) }),
})

/** Sentences of the conversation by which somebody reports in a chat. */
export const sayings = [
  'greet', 'ask_kind', 'ask_story', 'ask_story_again', 'ask_place', 'ask_place_again', 'ask_which_place', 'ask_photo', 'photo_kept', 'photo_failed',
  'voice_kept', 'check', 'sent', 'started_again', 'officer_called', 'officers_accused', 'not_understood', 'status', 'status_unknown', 'reply_kept', 'confirmed',
  'ask_why_not', 'reopened', 'opted_out', 'opted_in', 'ask_which_report', 'officer_cannot_open', 'mail_place_unknown', 'mail_code_unknown', 'mail_empty', 'mail_not_taken',
  'unfinished', 'unfinished_closed', 'unfinished_sent', 'resumed',
] as const
export type Saying = (typeof sayings)[number]

export const MessagesFile = z.strictObject({
  /** When nobody is disturbed, by the regency's clock; a span may pass midnight. */
  quietHours: z.array(z.strictObject({ key: Key, start: TimeOfDay, end: TimeOfDay, ...held, source: FactSource })).min(1),
  /** How often and how far apart sending is tried before the next address is taken. */
  attempts: z.array(z.strictObject({
    key: Key, most: z.int().min(1).max(20), firstWaitSeconds: z.int().min(1).max(3_600), longestWaitSeconds: z.int().min(1).max(86_400), ...held, source: FactSource,
  })).min(1),
  /** Reports by chat that stop in the middle: when their person is reminded, when a danger goes to an officer, when it is closed, how long what was told can be taken up again. */
  unfinished: z.array(z.strictObject({
    key: Key, remindAfterMinutes: z.int().min(15).max(1_380), dangerAfterMinutes: z.int().min(5).max(1_380), closeAfterMinutes: z.int().min(60).max(1_439),
    keepDays: z.int().min(2).max(365), ...held, source: FactSource,
  }).refine((rule) => rule.remindAfterMinutes < rule.closeAfterMinutes, { path: ['closeAfterMinutes'] })).min(1),
  /** How many messages a provider takes in a minute. */
  perMinute: z.strictObject({ whatsapp: z.int().min(1), sms: z.int().min(1), email: z.int().min(1), source: FactSource }),
  notices: z.strictObject({
    received: NoticeWords, read: NoticeWords, answered: NoticeWords, asked: NoticeWords, visit_planned: NoticeWords, visited: NoticeWords, visit_missed: NoticeWords,
    concluded: NoticeWords, reopened: NoticeWords, closed: NoticeWords, confirmed: NoticeWords,
  }),
  /** What follows the sentence where the channel allows it: how to say that it helped, how to stop the messages. `email` where nobody reads the mailbox. */
  endings: z.strictObject({ stop: Bilingual, email: Bilingual, emailRead: Bilingual, subject: Bilingual }),
  chat: z.strictObject(Object.fromEntries(sayings.map((saying) => [saying, Bilingual])) as Record<Saying, typeof Bilingual>),
})
export type MessageSettings = Readonly<z.infer<typeof MessagesFile>>
export type OutsideChannel = z.infer<typeof OutsideChannel>
export type QuietHours = MessageSettings['quietHours'][number]
export type UnfinishedRule = MessageSettings['unfinished'][number]
export type SendingAttempts = MessageSettings['attempts'][number]

/** What a sentence may be filled with; `needed` must stand in it. */
export const fillings: Readonly<Record<keyof MessageSettings['notices'], { readonly known: readonly string[]; readonly needed: readonly string[] }>> = {
  received: { known: ['code', 'link', 'category', 'due', 'brand'], needed: ['code', 'link'] },
  read: { known: ['code', 'link', 'category', 'office', 'brand'], needed: ['link'] },
  answered: { known: ['code', 'link', 'category', 'office', 'brand'], needed: ['link'] },
  asked: { known: ['code', 'link', 'category', 'office', 'brand'], needed: ['link'] },
  visit_planned: { known: ['code', 'link', 'category', 'office', 'brand', 'day'], needed: ['link', 'day'] },
  visited: { known: ['code', 'link', 'category', 'office', 'brand'], needed: ['link'] },
  visit_missed: { known: ['code', 'link', 'category', 'office', 'brand'], needed: ['link'] },
  concluded: { known: ['code', 'link', 'category', 'office', 'brand', 'closes'], needed: ['link'] },
  reopened: { known: ['code', 'link', 'category', 'office', 'brand'], needed: ['link'] },
  closed: { known: ['code', 'link', 'category', 'office', 'brand'], needed: ['link'] },
  confirmed: { known: ['code', 'link', 'category', 'office', 'brand'], needed: ['link'] },
}

/** The same for the sentences of the conversation; none is asked for that is not named. */
export const chatFillings: Readonly<Partial<Record<Saying, readonly string[]>>> = {
  greet: ['brand', 'emergency'], check: ['category', 'story', 'place', 'photos'], sent: ['code', 'link', 'due'], status: ['code', 'step', 'due', 'link'],
  reply_kept: ['code', 'link'], confirmed: ['code', 'link'], reopened: ['code', 'link'], ask_why_not: ['code'], ask_which_report: ['code'], ask_story: ['category'],
  officer_called: ['emergency'], mail_code_unknown: ['code'], mail_not_taken: ['code', 'link'], unfinished: ['brand'], unfinished_sent: ['code', 'link', 'due', 'emergency'],
}

/** A day on which something holds. */
export function holdsOn(rule: { readonly from: z.infer<typeof Day>; readonly to: z.infer<typeof Day> | null }, day: string): boolean {
  return rule.from <= day && (rule.to === null || rule.to >= day)
}
