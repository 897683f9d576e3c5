/** What sort of paper a code may stand for. */
export type PaperKind = 'minutes' | 'decree' | 'letter'

/** What is written about a paper beside its kind, number and day. */
export type PaperFact = 'place' | 'signer' | 'month' | 'families' | 'corrects' | 'from' | 'to' | 'sector'

/** A paper as anybody sees it who has its code: that it is real and whether it counts; nobody whom it is about. */
export interface CheckedPaper {
  readonly kind: PaperKind
  readonly number: string
  /** A day, or a moment that is shown as its day. */
  readonly on: string | Date
  readonly standing: PaperStanding
  readonly facts: readonly (readonly [PaperFact, string])[]
  /** Fingerprint (SHA-256) of the file that was printed, and of the signed copy where one is kept. */
  readonly sha256: string
  readonly signedSha256: string | null
}

/** Whether a paper counts: wholly, but for what later papers corrected, or no more. */
export type PaperStanding =
  | { readonly state: 'valid' }
  | { readonly state: 'corrected'; readonly by: readonly string[] }
  | { readonly state: 'withdrawn'; readonly at: Date | null }

/** Whether a decree counts wholly. */
export function standingOfDecree(correctedBy: readonly string[]): PaperStanding {
  return correctedBy.length === 0 ? { state: 'valid' } : { state: 'corrected', by: correctedBy }
}

/** Facts that are there; what is not known is not written. */
export function factsOf(facts: Readonly<Partial<Record<PaperFact, string | null>>>): CheckedPaper['facts'] {
  return (Object.entries(facts) as [PaperFact, string | null][]).filter((fact): fact is [PaperFact, string] => fact[1] !== null && fact[1] !== '')
}
