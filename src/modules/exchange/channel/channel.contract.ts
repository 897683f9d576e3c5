import type { ContactChannel } from '#modules/response/notice/notice.contract.ts'

/** What is said in one message. */
export type Content =
  | { readonly kind: 'text'; readonly text: string; readonly subject?: string; readonly choices?: Choices }
  /** A message that the provider approved beforehand, with what its blanks are filled with. */
  | { readonly kind: 'template'; readonly name: string; readonly lang: 'id' | 'en'; readonly fills: readonly string[] }

/** Answers to choose from: up to three buttons, or a list of up to ten. */
export interface Choices {
  readonly style: 'buttons' | 'list'
  /** What opens the list. */
  readonly open: string
  readonly items: readonly { readonly id: string; readonly title: string; readonly about?: string }[]
}

/** A message on its way out. */
export interface Outgoing {
  readonly messageId: string
  readonly to: string
  readonly content: Content
}

/** How a sending went. `wait`: the provider asks for a pause; `down`: it may go another time; `refused`: it never will to this address. */
export type Sent =
  | { readonly kind: 'sent'; readonly providerId: string | null }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'down'; readonly reason: FailureReason }
  | { readonly kind: 'refused'; readonly reason: FailureReason }

/** Why something did not go, in words of ours: a provider's text may hold an address. */
export type FailureReason =
  | 'unreachable' | 'timed_out' | 'provider_error' | 'not_authorised' | 'address_refused' | 'message_refused' | 'template_refused' | 'not_connected' | 'opted_out' | 'no_address'

/** What a provider says of a message that it took. */
export interface Delivery {
  readonly providerId: string
  /** Our own id, where the provider carries it along. */
  readonly messageId: string | null
  readonly state: 'sent' | 'delivered' | 'read' | 'failed'
  readonly at: Date
}

/** Speaks with one provider: no decisions, no database. */
export interface Adapter {
  readonly channel: ContactChannel
  readonly send: (message: Outgoing) => Promise<Sent>
}
