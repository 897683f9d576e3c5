import type { CaseEvent, CaseState } from '#modules/response/case/case.rules.ts'
import type { Contact, ContactChannel, NoticeKind, Reach, TellBy } from './notice.contract.ts'

/** Something to tell whoever reported a case; `seq` is the event that it tells of. */
export interface Notice {
  readonly seq: number
  readonly kind: NoticeKind
  /** Who alone is told; null: everybody who reported the case. */
  readonly reportId: string | null
}

/** A case around one act. */
export interface Told {
  readonly before: CaseState | undefined
  readonly after: CaseState
  readonly events: readonly CaseEvent[]
}

/** What of an act a reporter is told of. Nobody is told what they did themselves. */
export function noticesOf(told: Told): readonly Notice[] {
  return told.events.flatMap((event) => {
    const kind = kindOf(event, told.before)
    return kind === undefined ? [] : [{ seq: event.seq, kind, reportId: kind === 'received' ? (event.detail.reportId ?? null) : null }]
  })
}

/** Whose report was joined to a case hears what becomes of it, under their own code; a question was asked of the first reporter alone. */
export function isForFollowers(notice: Pick<Notice, 'kind' | 'reportId'>): boolean {
  return notice.reportId === null && notice.kind !== 'asked'
}

function kindOf(event: CaseEvent, before: CaseState | undefined): NoticeKind | undefined {
  switch (event.kind) {
    case 'opened': return 'received'
    case 'taken':
    case 'assigned': return isUntouched(before) ? 'read' : undefined
    case 'answered': return 'answered'
    case 'asked': return 'asked'
    case 'visit_planned': return 'visit_planned'
    case 'visited': return 'visited'
    case 'visit_missed': return 'visit_missed'
    case 'concluded': return 'concluded'
    case 'reopened': return event.by === 'reporter' ? undefined : 'reopened'
    case 'closed_by_silence': return 'closed'
    case 'confirmed': return event.by === 'officer' ? 'confirmed' : undefined
    default: return undefined
  }
}

/** Reading is news once: not when a second office takes up its part, nor when it was answered already. */
function isUntouched(before: CaseState | undefined): boolean {
  return before !== undefined && before.facts.answeredAt === null && before.tasks.every((task) => task.status === 'new')
}

/** What a reporter gave to be reached by. */
export interface Given {
  readonly reach: Reach | null
  readonly phone: string | null
  readonly email: string | null
  readonly tellBy: TellBy | null
}

/**
 * Where a reporter is reached, the first choice first, the others for when it fails. A number serves WhatsApp before SMS, because that is
 * what most read; whoever wrote to us by a channel is answered there; `none` is respected.
 */
export function contactsOf({ reach, phone, email, tellBy }: Given): readonly Contact[] {
  if (tellBy === 'none') return []
  const byPhone: readonly Contact[] = phone === null ? [] : [{ channel: 'whatsapp', address: phone }, { channel: 'sms', address: phone }]
  const byEmail: readonly Contact[] = email === null ? [] : [{ channel: 'email', address: email }]
  const all = [...(reach === null ? [] : [{ channel: reach.channel, address: reach.address }]), ...byPhone, ...byEmail]
  const firstOfEach = all.filter((contact, at) => all.findIndex((other) => other.channel === contact.channel) === at)
  const rank = (channel: ContactChannel): number => (channel === tellBy ? 0 : 1)
  return firstOfEach.toSorted((left, right) => rank(left.channel) - rank(right.channel))
}

/** One spelling of an address, so that equal ones have equal hashes: a number is the same by WhatsApp and by SMS. */
export function normalAddress({ channel, address }: Contact): string {
  return channel === 'email' ? address.trim().toLowerCase() : address.trim()
}
