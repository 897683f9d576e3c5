import type { ExportRule, Regency } from '#modules/people/regency/regency.contract.ts'

/** The rule that holds on a day; before the first one, the first. */
export function findExportRule({ exports }: Pick<Regency, 'exports'>, day: string): ExportRule {
  return exports.find((rule) => rule.from <= day && (rule.to === null || rule.to >= day)) ?? exports[0]!
}

/** Whether a second person must approve: many rows, or whole numbers of identity. */
export function needsApproval(rule: ExportRule, asked: { rowCount: number; fullNumbers: boolean }): boolean {
  return asked.fullNumbers || asked.rowCount > rule.approvalAbove
}

const neighbourhood = /(RT (?:\d{3}|–)) ?\/ ?(RW (?:\d{3}|–))/

/** One of two equally good ways of writing an address; which one a row gets is the file's hidden mark. */
export function markAddress(address: string, mark: 0 | 1): string {
  return address.replace(neighbourhood, mark === 1 ? '$1/$2' : '$1 / $2')
}

/** The mark that an address carries; undefined when it has nothing to carry one. */
export function readMark(address: string): 0 | 1 | undefined {
  const found = neighbourhood.exec(address)
  if (found === null) return undefined
  return found[0].includes(' / ') ? 0 : 1
}

/** A row of a file that turned up somewhere. */
export interface MarkedRow {
  readonly name: string
  readonly mark: 0 | 1
}

/** How many of the rows carry the marks of one export. Of another export about half agree by chance. */
export function agreement(rows: readonly MarkedRow[], markOf: (name: string) => 0 | 1): number {
  return rows.filter((row) => row.mark === markOf(row.name)).length
}

const fewestMarks = 16

/** Whether so many agreeing marks are no chance: less than one in ten thousand for an export that the file is not from. */
export function isTraced(marks: number, agreeing: number): boolean {
  return marks >= fewestMarks && agreeing / marks >= 0.95
}
