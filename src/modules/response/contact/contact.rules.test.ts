import { describe, expect, test } from 'vitest'
import { contactsOf } from '#modules/response/notice/notice.rules.ts'
import type { ContactWish, KeptContacts } from './contact.contract.ts'
import { contactsAfter, contactView } from './contact.rules.ts'

const phone = '+6281234567890'
const byPhone: KeptContacts = { phone, contacts: [{ channel: 'whatsapp', address: phone, lang: 'id' }, { channel: 'sms', address: phone, lang: 'id' }] }
const byEmail: KeptContacts = { phone: null, contacts: [{ channel: 'email', address: 'tumi@contoh.id', lang: 'id' }] }
const hidden: KeptContacts = { phone: null, contacts: [{ channel: 'whatsapp', address: 'bsuid:ID.123', lang: 'id' }] }
const silent: KeptContacts = { phone, contacts: [] }
const unknown: KeptContacts = { phone: null, contacts: [] }
const wish = (typed: Partial<ContactWish>): ContactWish => ({ tellBy: '', phone: '', email: '', ...typed })

describe('how somebody is reached after what they typed', () => {
  test.each<[string, KeptContacts, Partial<ContactWish>, string[]]>([
    ['nothing typed, nothing chosen: as before', byPhone, {}, [`whatsapp ${phone}`, `sms ${phone}`]],
    ['SMS first', byPhone, { tellBy: 'sms' }, [`sms ${phone}`, `whatsapp ${phone}`]],
    ['another number takes the place of the one before', byPhone, { phone: '0811 1111 2222' }, ['whatsapp +6281111112222', 'sms +6281111112222']],
    ['an address beside the number', byPhone, { tellBy: 'email', email: 'baru@contoh.id' }, ['email baru@contoh.id', `whatsapp ${phone}`, `sms ${phone}`]],
    ['a number beside the address, news by it', byEmail, { tellBy: 'whatsapp', phone: '081234567890' }, [`whatsapp ${phone}`, `sms ${phone}`, 'email tumi@contoh.id']],
    ['no news at all', byPhone, { tellBy: 'none' }, []],
    ['news again to the number that was kept', silent, { tellBy: 'whatsapp' }, [`whatsapp ${phone}`, `sms ${phone}`]],
    ['a hidden number is kept', hidden, { tellBy: 'whatsapp', email: 'tumi@contoh.id' }, ['whatsapp bsuid:ID.123', 'email tumi@contoh.id']],
    ['a number in the place of a hidden one', hidden, { tellBy: 'whatsapp', phone: '081234567890' }, [`whatsapp ${phone}`, `sms ${phone}`]],
    ['given for the first time', unknown, { tellBy: 'sms', phone: '081234567890' }, [`sms ${phone}`, `whatsapp ${phone}`]],
    ['an unknown way is the one before', byEmail, { tellBy: 'merpati' }, ['email tumi@contoh.id']],
  ])('%s', (_what, kept, typed, expected) => {
    const after = contactsAfter(kept, wish(typed))
    expect(after.ok && contactsOf(after.value).map(({ channel, address }) => `${channel} ${address}`)).toEqual(expected)
  })

  test('the number for officers stays when news is not wanted', () => {
    expect(contactsAfter(byPhone, wish({ tellBy: 'none' }))).toMatchObject({ ok: true, value: { phone } })
  })

  test.each<[string, KeptContacts, Partial<ContactWish>, string]>([
    ['no number for WhatsApp', unknown, { tellBy: 'whatsapp' }, 'phone_missing'],
    ['a hidden number reaches nobody by SMS', hidden, { tellBy: 'sms' }, 'phone_missing'],
    ['what is no number', byPhone, { phone: '12' }, 'phone_unreadable'],
    ['no address for e-mail', byPhone, { tellBy: 'email' }, 'email_missing'],
    ['what is no address', byPhone, { email: 'tumi' }, 'email_unreadable'],
  ])('%s is asked about', (_what, kept, typed, kind) => {
    const after = contactsAfter(kept, wish(typed))
    expect(after.ok ? [] : after.error.map((problem) => problem.kind)).toEqual([kind])
  })
})

test.each<[KeptContacts, object]>([
  [byPhone, { tellBy: 'whatsapp', phone: '•••• 890', email: null }],
  [byEmail, { tellBy: 'email', phone: null, email: 't•••@c•••.id' }],
  [hidden, { tellBy: 'whatsapp', phone: null, email: null }],
  [silent, { tellBy: 'none', phone: '•••• 890', email: null }],
  [unknown, { tellBy: 'none', phone: null, email: null }],
])('the page shows the end of %o', (kept, shown) => {
  expect(contactView(kept)).toEqual(shown)
})
