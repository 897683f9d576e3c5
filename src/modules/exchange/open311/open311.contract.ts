/** GeoReport v2 (wiki.open311.org/GeoReport_v2) as we speak it: plain values, which are written as XML or as JSON. */
export type Tree = string | number | boolean | null | readonly Tree[] | { readonly [name: string]: Tree }

/** One thing wrong, as GeoReport says it. */
export interface Open311Error {
  readonly status: 400 | 403 | 404 | 429
  readonly code: string
  readonly description: string
}

export type Format = 'json' | 'xml'

/** A case as anybody may see it: no story, no name, no village, no words of an officer. */
export interface PublicRequest {
  readonly caseId: string
  readonly number: string
  readonly category: string
  readonly districtId: number
  readonly status: 'open' | 'resolved' | 'closed'
  readonly leadOfficeId: number
  readonly openedAt: Date
  readonly answeredAt: Date | null
  readonly resolvedAt: Date | null
  readonly closedAt: Date | null
  readonly updatedAt: Date
  /** Our promise of completion, and of a first answer. */
  readonly completionDueAt: Date | null
  readonly answerDueAt: Date | null
  /** The number of the earlier case that it was joined to, where that is for everybody. */
  readonly joinedInto: string | null
}

/** What happened on a case, by kind and time only. */
export interface PublicNote {
  readonly caseId: string
  readonly kind: string
  readonly at: Date
}
