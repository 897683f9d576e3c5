import { z } from 'zod'
import { NoticeKind } from '#modules/response/notice/notice.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** Where a template stands with WhatsApp. `differs`: approved under this name with another number of blanks, so that it cannot be filled. */
export const TemplateState = z.enum(['approved', 'pending', 'rejected', 'paused', 'missing', 'differs'])
export type TemplateState = z.infer<typeof TemplateState>

/** What WhatsApp said when it was asked: an answer, or why there is none. */
export const TemplateAnswer = z.enum(['known', 'not_connected', 'account_unset', 'unreachable', 'timed_out', 'provider_error', 'not_authorised'])
export type TemplateAnswer = z.infer<typeof TemplateAnswer>

/** A message as it is submitted for approval, word for word. */
export const MessageTemplate = z.object({
  name: z.string(),
  kind: NoticeKind,
  language: z.enum(['id', 'en']),
  category: z.literal('UTILITY'),
  /** With its blanks as `{{1}}`, `{{2}}` … */
  text: z.string(),
  /** What the approver is shown in the blanks, in their order. */
  examples: z.array(z.string()),
  /** Null while WhatsApp has not been asked. */
  state: TemplateState.nullable(),
}).meta({ id: 'MessageTemplate' })
export type MessageTemplate = z.infer<typeof MessageTemplate>

export const templateOperations = {
  listMessageTemplates: {
    method: 'GET', path: '/api/exchange/message-templates', access: 'exchange.channel.manage',
    ok: z.object({ answer: TemplateAnswer, templates: z.array(MessageTemplate) }),
    summary: 'The messages that WhatsApp must approve beforehand, word for word, and which of them it has.',
  },
} as const satisfies Operations
