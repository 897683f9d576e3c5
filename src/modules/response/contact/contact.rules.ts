import { TellBy } from '#modules/response/notice/notice.contract.ts'
import type { Given } from '#modules/response/notice/notice.rules.ts'
import { isEmail } from '#platform/email.ts'
import { readPhone } from '#platform/phone.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { cleanLine } from '#platform/words.ts'
import type { ContactProblem, ContactView, ContactWish, KeptContacts } from './contact.contract.ts'

/** How a reporter is reached after what they typed. What they left empty stays as it was. */
export function contactsAfter(kept: KeptContacts, wish: ContactWish): Result<Given, readonly ContactProblem[]> {
  const tellBy = TellBy.safeParse(wish.tellBy).data ?? tellByOf(kept)
  const typed = { phone: cleanLine(wish.phone), email: cleanLine(wish.email) }
  const given: Given = {
    tellBy, reach: typed.phone === '' ? hiddenReachOf(kept) : null,
    phone: typed.phone === '' ? kept.phone : (readPhone(typed.phone) ?? null), email: typed.email === '' ? emailOf(kept) : typed.email,
  }
  const problems = [...phoneProblems(given, typed.phone), ...emailProblems(given, typed.email)]
  return problems.length > 0 ? err(problems) : ok(given)
}

function phoneProblems({ tellBy, phone, reach }: Given, typed: string): ContactProblem[] {
  if (typed !== '') return phone === null ? [{ field: 'phone', kind: 'phone_unreadable' }] : []
  const isNeeded = (tellBy === 'whatsapp' || tellBy === 'sms') && phone === null && reach?.channel !== tellBy
  return isNeeded ? [{ field: 'phone', kind: 'phone_missing' }] : []
}

function emailProblems({ tellBy, email }: Given, typed: string): ContactProblem[] {
  if (typed !== '') return isEmail(typed) ? [] : [{ field: 'email', kind: 'email_unreadable' }]
  return tellBy === 'email' && email === null ? [{ field: 'email', kind: 'email_missing' }] : []
}

/** Somebody who wrote to us by WhatsApp and hides their number is reached by no other address. */
function hiddenReachOf({ contacts, phone }: KeptContacts): Given['reach'] {
  return contacts.find((contact) => contact.channel === 'whatsapp' && contact.address !== phone) ?? null
}

function emailOf({ contacts }: KeptContacts): string | null {
  return contacts.find((contact) => contact.channel === 'email')?.address ?? null
}

function tellByOf({ contacts }: KeptContacts): TellBy {
  return contacts[0]?.channel ?? 'none'
}

/** What a reporter's page may say of how they are reached: somebody else may have found the code. */
export function contactView(kept: KeptContacts): ContactView {
  const email = emailOf(kept)
  return { tellBy: tellByOf(kept), phone: kept.phone === null ? null : maskPhone(kept.phone), email: email === null ? null : maskEmail(email) }
}

/** `+6281234567890` → `•••• 890` */
function maskPhone(phone: string): string {
  return `•••• ${phone.slice(-3)}`
}

/** `tumi.hartati@kantor.contoh.id` → `t•••@k•••.id` */
function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1)
  const [first = ''] = email
  return `${first}•••@${domain.slice(0, 1)}•••${domain.slice(domain.lastIndexOf('.'))}`
}
