import { areaAround } from '#modules/registry/merge/merge.rules.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { ReviewRule, ReviewState, Verdict } from './review.contract.ts'

/** A person as far as two are compared to find out whether they are one; keyed hashes as text. */
export interface Comparable {
  readonly personId: string
  readonly rootId: string
  readonly areaId: number
  readonly name: string
  readonly nameKey: string
  readonly sex: 'male' | 'female' | null
  readonly birthOn: string | null
  readonly birthOnIsDefault: boolean
  readonly nikMac: string | null
  readonly cardMac: string | null
}

/** A pair that may be one. `score` 0–1 orders the queue. */
export interface FoundPair {
  readonly leftId: string
  readonly rightId: string
  readonly areaId: number
  readonly rules: readonly ReviewRule[]
  readonly score: number
  readonly needsTwo: boolean
}

/** Which exact rules hold two persons for one, how likely that is, and whether their numbers contradict. Undefined: no rule does. */
export function comparePair(one: Comparable, other: Comparable, isAlike: (one: Comparable, other: Comparable) => boolean): FoundPair | undefined {
  if (one.rootId === other.rootId) return undefined
  const rules = matchingRules(one, other)
  if (rules.length === 0) return undefined
  const [leftId, rightId] = one.rootId < other.rootId ? [one.rootId, other.rootId] : [other.rootId, one.rootId]
  return {
    leftId, rightId, areaId: areaAround(one.areaId, other.areaId), rules, needsTwo: contradicts(one, other, isAlike),
    score: Math.max(...rules.map((rule) => scoreOf(rule, one, other))) * (contradicts(one, other, isAlike) ? 0.6 : 1),
  }
}

function matchingRules(one: Comparable, other: Comparable): ReviewRule[] {
  const hasSameName = one.nameKey === other.nameKey && (one.sex === null || other.sex === null || one.sex === other.sex)
  const hasSameBirth = one.birthOn !== null && one.birthOn === other.birthOn
  const hasTwoNiks = one.nikMac !== null && other.nikMac !== null && one.nikMac !== other.nikMac
  const rules: ReviewRule[] = []
  if (one.nikMac !== null && one.nikMac === other.nikMac) rules.push('same_nik')
  if (hasSameName && one.cardMac !== null && one.cardMac === other.cardMac && mayShareBirth(one, other)) rules.push('card_and_name')
  // A date that stands for "unknown" is shared by thousands: two numbers beside it mean two persons.
  if (hasSameName && hasSameBirth && one.areaId === other.areaId && !(hasTwoNiks && one.birthOnIsDefault)) rules.push('name_and_birth')
  return rules
}

function mayShareBirth(one: Comparable, other: Comparable): boolean {
  return one.birthOn === null || other.birthOn === null || one.birthOn === other.birthOn || one.birthOnIsDefault || other.birthOnIsDefault
}

function scoreOf(rule: ReviewRule, one: Comparable, other: Comparable): number {
  if (rule === 'same_nik') return 0.98
  if (rule === 'card_and_name') return one.birthOn === other.birthOn ? 0.97 : 0.85
  return one.birthOnIsDefault ? 0.6 : 0.9
}

/** Numbers contradict: two valid ones that differ, or one number with two persons who are unlike. */
function contradicts(one: Comparable, other: Comparable, isAlike: (one: Comparable, other: Comparable) => boolean): boolean {
  if (one.nikMac === null || other.nikMac === null) return false
  if (one.nikMac !== other.nikMac) return true
  return !isAlike(one, other) || (one.birthOn !== null && other.birthOn !== null && one.birthOn !== other.birthOn && !one.birthOnIsDefault && !other.birthOnIsDefault)
}

/** Every pair among persons and those who share a number, card or name with them, each once, the best first. */
export function findPairs(
  persons: readonly Comparable[], sharing: readonly Comparable[], isAlike: (one: Comparable, other: Comparable) => boolean,
): readonly FoundPair[] {
  const found = new Map<string, FoundPair>()
  const byKey = new Map<string, Comparable[]>()
  for (const other of sharing) {
    for (const key of keysOf(other)) byKey.set(key, [...(byKey.get(key) ?? []), other])
  }
  for (const person of persons) {
    for (const other of new Set(keysOf(person).flatMap((key) => byKey.get(key) ?? []))) {
      const pair = comparePair(person, other, isAlike)
      if (pair === undefined) continue
      const known = found.get(`${pair.leftId} ${pair.rightId}`)
      if (known === undefined || known.score < pair.score) found.set(`${pair.leftId} ${pair.rightId}`, pair)
    }
  }
  return [...found.values()].sort((left, right) => right.score - left.score)
}

function keysOf(person: Comparable): string[] {
  return [
    ...(person.nikMac === null ? [] : [`nik ${person.nikMac}`]), ...(person.cardMac === null ? [] : [`card ${person.cardMac} ${person.nameKey}`]),
    ...(person.birthOn === null ? [] : [`name ${person.areaId} ${person.nameKey} ${person.birthOn}`]),
  ]
}

/** Where a review stands, as far as decisions ask. */
export interface Standing {
  readonly state: ReviewState
  readonly verdict: Verdict | null
  readonly needsTwo: boolean
  readonly proposedBy: string | null
}

export type Move =
  | { readonly to: 'proposed'; readonly verdict: Verdict; readonly step: 'proposed' }
  | { readonly to: 'decided'; readonly verdict: Verdict; readonly step: 'decided' | 'confirmed' }
  | { readonly to: 'open'; readonly verdict: null; readonly step: 'refused' }

/**
 * What a person's decision makes of a review. Contradicting numbers need two people: the first proposes, another confirms by saying the same, or
 * refuses by saying the opposite, which opens the question again.
 */
export function decide(review: Standing, said: { verdict: Verdict; by: string }): Result<Move, { readonly kind: 'review_decided' | 'second_person_needed' }> {
  if (review.state === 'decided') return err({ kind: 'review_decided' })
  if (review.state !== 'proposed') {
    return ok(review.needsTwo ? { to: 'proposed', verdict: said.verdict, step: 'proposed' } : { to: 'decided', verdict: said.verdict, step: 'decided' })
  }
  if (review.proposedBy === said.by) return err({ kind: 'second_person_needed' })
  return ok(review.verdict === said.verdict ? { to: 'decided', verdict: said.verdict, step: 'confirmed' } : { to: 'open', verdict: null, step: 'refused' })
}

/** Where the next page begins: the score and id of the last pair. */
export interface ReviewMark {
  readonly score: number
  readonly reviewId: string
}

/** The mark as it stands in an address. */
export function writeMark(mark: ReviewMark): string {
  return `${mark.score}~${mark.reviewId}`
}

/** Reads a mark; undefined when it is none of ours. */
export function readMark(text: string): ReviewMark | undefined {
  const [score = '', reviewId = ''] = text.split('~')
  const isScore = /^\d(\.\d{1,9})?$/.test(score)
  return isScore && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(reviewId) ? { score: Number(score), reviewId } : undefined
}
