/** How it was decided that a source record is about a person; `registry.link` keeps it. */
export type DecidedBy = 'new' | 'number' | 'rule' | 'model' | 'human'

/** By what an exact rule knew somebody again. */
export type ExactRule = 'nik' | 'card_and_name' | 'name_and_birth'

/**
 * Whether no machine stands between a source record and a person: the record made the person, or somebody looked. Nothing that a person receives
 * may end because of a record for which this is false (`registry.is_confirmed_by_human` says the same in SQL).
 */
export function isConfirmedByHuman(link: { readonly decidedBy: DecidedBy; readonly endedAt: Date | null }): boolean {
  return link.endedAt === null && (link.decidedBy === 'new' || link.decidedBy === 'human')
}

/** What a row and the person whom an exact rule found have in common; keyed hashes as text. */
function exactRule(row: { readonly nikMac: string | null; readonly cardMac: string | null }, known: { readonly nikMac: string | null }): ExactRule {
  if (row.nikMac !== null && row.nikMac === known.nikMac) return 'nik'
  return row.cardMac === null ? 'name_and_birth' : 'card_and_name'
}

/** How the link of a stored row was decided. */
export function decisionOf(
  row: { readonly nikMac: string | null; readonly cardMac: string | null; readonly known: { readonly nikMac: string | null } | null },
): { readonly decidedBy: DecidedBy; readonly rule: string } {
  if (row.known === null) return { decidedBy: 'new', rule: 'new' }
  const rule = exactRule(row, row.known)
  return { decidedBy: rule === 'nik' ? 'number' : 'rule', rule }
}
