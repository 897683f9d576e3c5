import type { Translation } from '../lang.ts'
import type { kinship as idKinship } from '../id/kinship.ts'

/** An officer's family: so that somebody else works on the cases of their own. */
export const kinship: Translation<typeof idKinship> = {
  title: 'Your family',
  text: 'Fill this in once, so that somebody else works on cases about your own family. The numbers are not kept, only a mark that can be compared.',
  none: 'Not filled in yet',
  said: (p) => `NIK ending in ${p.nik}, filled in ${p.at}`,
  saidBoth: (p) => `NIK ending in ${p.nik} and family card ending in ${p.card}, filled in ${p.at}`,
  nik: 'Your NIK',
  card: 'Your family card number (if there is one)',
  digits: '16 digits',
  save: 'Save family',
}
