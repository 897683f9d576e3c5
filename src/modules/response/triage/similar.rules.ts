import { spokenWords, type Vocabulary } from './spoken-words.rules.ts'

/** One report of a case, as far as it can resemble another. */
export interface Likeness {
  readonly story: string
  readonly category: string
  readonly subjectName: string | null
  readonly personId: string | null
  readonly familyId: string | null
  readonly areaId: number
  readonly point: { readonly lat: number; readonly lng: number } | null
  /** 64-bit hashes of its photos, sixteen hexadecimal digits each. */
  readonly photoHashes: readonly string[]
}

/** Why two reports may be about one thing. */
export interface SimilarReason {
  readonly kind: 'same_person' | 'same_family' | 'same_name' | 'similar_words' | 'similar_photo' | 'same_spot' | 'same_village' | 'same_kind'
  /** Up to 100 together. */
  readonly points: number
  /** The words that both have. */
  readonly words: readonly string[]
}

const sameSpotMeters = 120

/** Everything that speaks for two reports being about one thing, the strongest first. */
export function similarReasons(left: Likeness, right: Likeness, vocabulary: Vocabulary): readonly SimilarReason[] {
  return [byPerson(left, right), byName(left, right), byWords(left, right, vocabulary), byPhoto(left, right), byPlace(left, right), byKind(left, right)]
    .flatMap((reason) => reason ?? []).toSorted((one, other) => other.points - one.points)
}

/** The reasons as one figure, 0–100. Place and kind alone never make a suggestion: half a village is poor in the same way. */
export function similarScore(reasons: readonly SimilarReason[]): number {
  const isTelling = reasons.some(({ kind, points }) => points >= 15 && kind !== 'same_village' && kind !== 'same_kind' && kind !== 'same_spot')
  return isTelling ? Math.min(100, reasons.reduce((sum, reason) => sum + reason.points, 0)) : 0
}

function byPerson(left: Likeness, right: Likeness): SimilarReason | undefined {
  if (left.personId !== null && left.personId === right.personId) return { kind: 'same_person', points: 60, words: [] }
  return left.familyId !== null && left.familyId === right.familyId ? { kind: 'same_family', points: 45, words: [] } : undefined
}

const titles = new Set(['pak', 'bapak', 'bu', 'ibu', 'mbah', 'mbok', 'nenek', 'kakek', 'mas', 'mbak', 'si', 'sdr', 'alm'])

function byName(left: Likeness, right: Likeness): SimilarReason | undefined {
  const names = [left, right].map((each) => new Set(wordsOf(each.subjectName ?? '').filter((word) => word.length >= 3 && !titles.has(word))))
  const shared = [...names[0]!].filter((word) => names[1]!.has(word))
  return shared.length === 0 ? undefined : { kind: 'same_name', points: shared.length === Math.max(names[0]!.size, names[1]!.size) ? 35 : 20, words: shared }
}

function byWords(left: Likeness, right: Likeness, vocabulary: Vocabulary): SimilarReason | undefined {
  const [one, other] = [left, right].map((each) => new Set(spokenWords(each.story, vocabulary).map((word) => word.plain).filter((word) => word.length >= 4)))
  const shared = [...one!].filter((word) => other!.has(word))
  if (shared.length < 2) return undefined
  const share = shared.length / Math.sqrt(one!.size * other!.size)
  const points = Math.round(share * 50)
  return points < 10 ? undefined : { kind: 'similar_words', points, words: shared.slice(0, 6) }
}

function byPhoto(left: Likeness, right: Likeness): SimilarReason | undefined {
  const distances = left.photoHashes.flatMap((one) => right.photoHashes.map((other) => hashDistance(one, other)))
  const nearest = Math.min(64, ...distances)
  if (nearest > 10) return undefined
  return { kind: 'similar_photo', points: nearest <= 5 ? 50 : 35, words: [] }
}

/** In how many of their 64 bits two hashes differ. */
export function hashDistance(left: string, right: string): number {
  let differing = BigInt(`0x${left}`) ^ BigInt(`0x${right}`)
  let count = 0
  for (; differing > 0n; differing &= differing - 1n) count += 1
  return count
}

function byPlace(left: Likeness, right: Likeness): SimilarReason | undefined {
  if (left.point !== null && right.point !== null && metersApart(left.point, right.point) <= sameSpotMeters) return { kind: 'same_spot', points: 20, words: [] }
  return left.areaId !== 0 && left.areaId === right.areaId ? { kind: 'same_village', points: 10, words: [] } : undefined
}

/** Near enough on a plane: villages are small. */
function metersApart(left: { lat: number; lng: number }, right: { lat: number; lng: number }): number {
  const metersPerDegree = 111_320
  const north = (left.lat - right.lat) * metersPerDegree
  const east = (left.lng - right.lng) * metersPerDegree * Math.cos((left.lat * Math.PI) / 180)
  return Math.hypot(north, east)
}

function byKind(left: Likeness, right: Likeness): SimilarReason | undefined {
  return left.category === right.category ? { kind: 'same_kind', points: 5, words: [] } : undefined
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? []
}
