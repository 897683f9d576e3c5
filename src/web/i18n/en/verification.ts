import { menu } from './menu.ts'
import type { verification as source, verificationRefusals as refusalSource } from '../id/verification.ts'
import type { Translation } from '../lang.ts'

/** Making sure who somebody is whom a report named and no list knows. */
export const verification: Translation<typeof source> = {
  title: menu.verifications.text,
  lede: 'Reports named these people, but no list has them yet. Call on them or ask around, then write down what you found. Their reports are worked on meanwhile.',
  caption: 'People to be verified, longest waiting first',
  name: 'Name in the report',
  place: 'Place',
  nik: 'NIK that was given',
  asked: 'Asked since',
  open: (p: { name: string }) => `Verify ${p.name}`,
  emptyTitle: 'Nobody is waiting',
  emptyText: 'It is clear who everybody is whom reports named in your area.',
  pageTitle: (p: { name: string }) => `Who is ${p.name}?`,
  pageLede: 'Papers may be missing. Nobody is refused for having no NIK or family card.',
  aboutPerson: 'What the report says',
  result: 'What you found',
  livesHere: 'Lives in this area and is not registered yet',
  livesElsewhere: 'Lives in another village',
  notFound: 'Nobody was found',
  fullName: 'Name',
  sex: 'Sex',
  sexUnknown: 'Not known yet',
  birthOn: 'Date of birth',
  birthHint: 'Leave empty when it is not known',
  birthPlace: 'Place of birth',
  nikNumber: 'NIK',
  nikHint: '16 digits. Leave empty when there is none.',
  village: 'Village where the person lives',
  otherVillage: 'The right village',
  chooseVillage: 'Choose a village',
  words: 'How did you make sure?',
  wordsHint: 'For example: called at the house together with the head of the RT.',
  register: 'Register this person',
  passOn: 'Hand on to that village',
  close: 'Record that nobody was found',
  knownAlready: 'Registered already under another name? Find the person and ask for both to be reviewed.',
  search: 'Search the families',
}

/** What is refused while verifying. */
export const verificationRefusals: Translation<typeof refusalSource> = {
  nik_unreadable: 'A NIK has 16 digits. Check it, or leave it empty when there is none.',
  birth_in_future: 'The date of birth lies in the future. Correct the year.',
  verification_answered: 'Another officer verified this person already. Reload to see what they found.',
  nik_of_somebody_else: 'Somebody else in the registry carries this NIK. Check the digits; if they are right, ask for both to be reviewed.',
  village_outside: 'That village is outside your area. Choose "Lives in another village" to hand it on.',
  village_unchanged: 'That is the present village. Choose another.',
}
