import type { paperTexts as id } from '#web/i18n/id/public-paper.ts'
import type { PublicTexts } from '#web/public/texts.ts'

export const paperTexts: PublicTexts<typeof id> = {
  checkPaper: 'Check a paper',

  paperPage: {
    title: 'Check an official paper',
    lede: 'Write the code below the square picture on the paper, or scan the picture. For minutes of meetings, lists of decrees and referral letters.',
    valid: 'This paper is real',
    validWords: 'Registered and in force. Compare number, day and content with the paper in your hand.',
    corrected: 'This paper is real, part of it was corrected',
    correctedWords: (p) => `Corrected by: ${p.numbers}. Read them together.`,
    withdrawn: 'This paper was withdrawn',
    withdrawnWords: 'Its number was issued, but the paper counts no more.',
    withdrawnSince: (p) => `Its number was issued, but the paper counts no more since ${p.day}.`,
    kind: 'Kind of paper',
    kinds: { minutes: 'Minutes of a village meeting', decree: 'List of a decree', letter: 'Referral letter' },
    number: 'Number',
    on: 'Day',
    facts: {
      place: 'Village', signer: 'Signed by', month: 'Month of the proposals', families: 'Families', corrects: 'Corrects', from: 'Referred by', to: 'To',
      sector: 'Sector',
    },
    fingerprint: 'Fingerprint of the PDF file (SHA-256)',
    signedFingerprint: 'Fingerprint of the signed copy (SHA-256)',
    compare: 'Do you have the file? Compare it',
    compareHint: 'The file is read on your device only and not sent.',
    same: 'The same: this is exactly the registered file.',
    sameSigned: 'The same: this is exactly the registered signed copy.',
    differs: 'Different: this is not the registered file. A photo or a new print always differs; compare the words with the paper.',
    noFamily: 'For privacy this page holds no names and nothing about families.',
    lookupLabel: 'Code on the paper',
    lookupHint: (p) => `Like ${p.example}. Capital or small letters are the same.`,
    open: 'Check',
    unknown: 'Not registered. Check its letters and digits.',
    tooMany: 'Too many attempts. Wait some minutes, then try again.',
  },
}
