/** Relation to the head of the family, in the order of the civil registry's codes 1–11 (SHDK). */
export const relations = [
  'head', 'husband', 'wife', 'child', 'child_in_law', 'grandchild', 'parent', 'parent_in_law', 'other_relative', 'helper', 'other',
] as const
export type Relation = (typeof relations)[number]

const words: readonly (readonly [RegExp, Relation])[] = [
  [/KEPALA|^KK$|^KRT$/, 'head'],
  [/^(SUAMI)\b/, 'husband'],
  [/^(ISTERI|ISTRI)\b/, 'wife'],
  [/MERTUA/, 'parent_in_law'],
  [/MENANTU|MANTU/, 'child_in_law'],
  [/CUCU/, 'grandchild'],
  [/^ANAK\b/, 'child'],
  [/ORANG ?TUA|^(AYAH|IBU|BAPAK)\b/, 'parent'],
  [/FAMILI|SAUDARA|KERABAT|KEPONAKAN|ADIK|KAKAK|NENEK|KAKEK|PAMAN|BIBI/, 'other_relative'],
  [/PEMBANTU|SOPIR|ART\b/, 'helper'],
  [/LAIN|^TAMBAHAN\b/, 'other'],
]

/** The relation that a list means by a word (`Kepala Keluarga`, `ISTRI`) or by a civil-registry code (1–11); undefined when it means nothing. */
export function parseRelation(text: string): Relation | undefined {
  const plain = text.trim().toUpperCase()
  if (/^\d{1,2}$/.test(plain)) return relations[Number(plain) - 1]
  return words.find(([pattern]) => pattern.test(plain))?.[1]
}

// The statistics office (BPS, DTKS) merges husband with wife and parent with parent-in-law: 1 head … 8 other.
const statisticsCodes: readonly (Relation | 'spouse')[] = [
  'head', 'spouse', 'child', 'child_in_law', 'grandchild', 'parent', 'helper', 'other',
]

/** The relation behind a statistics-office code; a spouse becomes husband or wife by sex. */
export function relationFromStatistics(code: number, sex: 'male' | 'female'): Relation | undefined {
  const relation = statisticsCodes[code - 1]
  if (relation !== 'spouse') return relation
  return sex === 'male' ? 'husband' : 'wife'
}
