import type { Source } from '#modules/people/regency/regency.contract.ts'
import type { SourceSummary, StrengthView } from './source.contract.ts'

/** A source of the catalogue as the screens show it, with the count of its snapshots. */
export function sourceView(source: Source, count: { readonly snapshots: number; readonly latestOn: string | null } | undefined): SourceSummary {
  const { key, name, about, kind, from, to, legalBasis, licence, purpose } = source
  return { key, name, about, kind, from, to, terms: { legalBasis, licence, purpose }, snapshots: count?.snapshots ?? 0, latestOn: count?.latestOn ?? null }
}

/** Strengths one by one, the newest span first, the strongest matter first within it. */
export function strengthViews(source: Source): readonly StrengthView[] {
  return source.strengths.toSorted((left, right) => (left.from < right.from ? 1 : -1)).flatMap(({ from, to, general, groups = {}, source: fact }) => {
    const held = { from, to, cites: fact.cites, tag: fact.tag }
    const matters = Object.entries(groups).map(([group, strength]) => ({ group: group as StrengthView['group'], strength, ...held }))
    return [{ group: null, strength: general, ...held }, ...matters.toSorted((left, right) => right.strength - left.strength)]
  })
}

/** Where a page of areas ended, as it stands in an address. */
export function writeAreaMark(mark: { readonly rows: number; readonly areaId: number }): string {
  return `${mark.rows}~${mark.areaId}`
}

/** Reads the mark of an area; undefined when it is none of ours. */
export function readAreaMark(text: string): { rows: number; areaId: number } | undefined {
  const [, rows, areaId] = /^(\d{1,9})~(\d{1,6})$/.exec(text) ?? []
  return rows === undefined ? undefined : { rows: Number(rows), areaId: Number(areaId) }
}

/** Where a page of snapshots ended, as it stands in an address. */
export function writeMark(mark: { readonly asOfOn: string; readonly snapshotId: string }): string {
  return `${mark.asOfOn}~${mark.snapshotId}`
}

/** Reads a mark; undefined when it is none of ours. */
export function readMark(text: string): { asOfOn: string; snapshotId: string } | undefined {
  const [asOfOn = '', snapshotId = ''] = text.split('~')
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(asOfOn) && !Number.isNaN(Date.parse(asOfOn))
  return isDay && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(snapshotId) ? { asOfOn, snapshotId } : undefined
}
