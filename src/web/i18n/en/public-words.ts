import type { Translation } from '../lang.ts'
import type { publicWords as idPublicWords, publicWordsRefusals as idPublicWordsRefusals } from '../id/public-words.ts'

export const publicWords: Translation<typeof idPublicWords> = {
  title: 'This is what is read outside the office:',
  found: (p) => `Something tells who or where: ${p.kinds}. Cover it, or let it stand if it is needed.`,
  kinds: { name: 'a name', identity_number: 'an identity number', phone: 'a phone number', number: 'a number', email: 'an email address', address: 'an address' },
  covered: { name: '(name)', identity_number: '(identity number)', phone: '(phone number)', number: '(number)', email: '(email)', address: '(address)' },
  cover: 'Cover all of it',
  letStand: 'I have looked, let it stand',
}

export const publicWordsRefusals: Translation<typeof idPublicWordsRefusals> = {
  words_private: 'There is a name, a number or an address in these words that you have not looked at. See the preview, then cover it or let it stand.',
}
