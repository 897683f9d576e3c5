import { z } from 'zod'

/** What a reporter is told of, wherever they are. The words stand in `messages.yaml` of the regency. */
export const NoticeKind = z.enum(['received', 'read', 'answered', 'asked', 'visit_planned', 'visited', 'visit_missed', 'concluded', 'reopened', 'closed', 'confirmed'])
export type NoticeKind = z.infer<typeof NoticeKind>

/** Ways by which somebody can be reached outside of our pages. */
export const ContactChannel = z.enum(['whatsapp', 'sms', 'email'])
export type ContactChannel = z.infer<typeof ContactChannel>

/** How a reporter wishes to hear from us. `none`: only on the page of their report. */
export const TellBy = z.enum([...ContactChannel.options, 'none'])
export type TellBy = z.infer<typeof TellBy>

/** Where somebody can be reached. WhatsApp: a number with country code, or `bsuid:…` for somebody who hides it. */
export interface Contact {
  readonly channel: ContactChannel
  readonly address: string
}

/** Somebody who reached us by a channel, and whom it reaches back. */
export interface Reach extends Contact {
  readonly lang: 'id' | 'en'
}

/** The queue on which each new notice waits to be delivered. */
export const noticeQueue = 'response.notice'
