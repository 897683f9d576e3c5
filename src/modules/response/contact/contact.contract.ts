import type { Reach, TellBy } from '#modules/response/notice/notice.contract.ts'

/** How a reporter is reached, as it is kept. `phone` is the number that officers may call, also where no news goes to it. */
export interface KeptContacts {
  /** In the order in which they are tried. */
  readonly contacts: readonly Reach[]
  readonly phone: string | null
}

/** What the holder of a code typed; an empty line leaves what was given before. */
export interface ContactWish {
  readonly tellBy: string
  readonly phone: string
  readonly email: string
}

/** What of it cannot be taken, by the field that mends it. */
export interface ContactProblem {
  readonly field: 'phone' | 'email'
  readonly kind: 'phone_missing' | 'phone_unreadable' | 'email_missing' | 'email_unreadable'
}

/** How a reporter is reached, as their page shows it: never the whole of an address. */
export interface ContactView {
  readonly tellBy: TellBy
  readonly phone: string | null
  readonly email: string | null
}
