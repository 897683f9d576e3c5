import type { Deps } from '#deps.ts'
import { findDistrictOf } from '#modules/people/index.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { countRowsByArea, countSnapshots, findSnapshot, listSnapshotRows, type AreaRows, type SnapshotRow } from './snapshot.store.ts'
import { Terms, type SnapshotArea, type SnapshotDetail, type SnapshotSummary, type SourceSummary, type StrengthView } from './source.contract.ts'
import { findSource } from './source.rules.ts'
import { readAreaMark, readMark, sourceView, strengthViews, writeAreaMark, writeMark } from './source-view.rules.ts'

export type SourceDeps = Pick<Deps, 'db' | 'regency'>
type NotFound = { readonly kind: 'not_found' }
type PageUnknown = { readonly kind: 'page_unknown' }

const snapshotsAtOnce = 30
const areasAtOnce = 30

/** Every source of the regency with the count of its snapshots. */
export async function listSources(deps: SourceDeps, actor: Actor): Promise<{ sources: SourceSummary[] }> {
  const counts = await deps.db.asActor(actor, countSnapshots)
  return { sources: deps.regency.sources.map((source) => sourceView(source, counts.get(source.key))) }
}

/** One source with its strengths. */
export async function getSource(deps: SourceDeps, actor: Actor, key: string): Promise<Result<SourceSummary & { strengths: StrengthView[] }, NotFound>> {
  const source = findSource(deps.regency, key)
  if (source === undefined) return err({ kind: 'not_found' })
  const counts = await deps.db.asActor(actor, countSnapshots)
  return ok({ ...sourceView(source, counts.get(key)), strengths: [...strengthViews(source)] })
}

/** One page of the snapshots of a source. */
export async function listSnapshots(
  deps: SourceDeps, actor: Actor, asked: { sourceKey: string; after?: string | undefined },
): Promise<Result<{ items: SnapshotSummary[]; next: string | null }, PageUnknown>> {
  const after = asked.after === undefined ? undefined : readMark(asked.after)
  if (asked.after !== undefined && after === undefined) return err({ kind: 'page_unknown' })
  const found = await deps.db.asActor(actor, (tx) => listSnapshotRows(tx, { sourceKey: asked.sourceKey, after, limit: snapshotsAtOnce + 1 }))
  const page = found.slice(0, snapshotsAtOnce)
  const last = found.length > snapshotsAtOnce ? page.at(-1) : undefined
  return ok({ items: page.map((row) => snapshotView(deps, row)), next: last === undefined ? null : writeMark(last) })
}

/** One snapshot with the terms of its day. */
export async function getSnapshot(deps: SourceDeps, actor: Actor, snapshotId: string): Promise<Result<SnapshotDetail, NotFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const row = await findSnapshot(tx, snapshotId)
    if (row === undefined) return err({ kind: 'not_found' as const })
    const terms = Terms.safeParse(row.terms)
    return ok({ ...snapshotView(deps, row), sourceKey: row.sourceKey, sourceName: row.sourceName, terms: terms.success ? terms.data : null })
  })
}

/** One page of the areas of which the rows of a snapshot speak. */
export async function listSnapshotAreas(
  deps: SourceDeps, actor: Actor, asked: { snapshotId: string; after?: string | undefined },
): Promise<Result<{ items: SnapshotArea[]; next: string | null }, NotFound | PageUnknown>> {
  const after = asked.after === undefined ? undefined : readAreaMark(asked.after)
  if (asked.after !== undefined && after === undefined) return err({ kind: 'page_unknown' })
  return deps.db.asActor(actor, async (tx) => {
    if ((await findSnapshot(tx, asked.snapshotId)) === undefined) return err({ kind: 'not_found' as const })
    const found = await countRowsByArea(tx, { snapshotId: asked.snapshotId, after, limit: areasAtOnce + 1 })
    const page = found.slice(0, areasAtOnce)
    const last = found.length > areasAtOnce ? page.at(-1) : undefined
    return ok({ items: page.map((counted) => areaView(deps, counted)), next: last === undefined ? null : writeAreaMark(last) })
  })
}

function areaView(deps: SourceDeps, { areaId, rows }: AreaRows): SnapshotArea {
  return { areaId, rows, areaName: nameOf(deps, areaId), districtName: districtOf(deps, areaId) }
}

function snapshotView(deps: SourceDeps, row: SnapshotRow): SnapshotSummary {
  const { snapshotId, asOfOn, fileName, rows, loadedByName, loadedAt } = row
  return { snapshotId, asOfOn, fileName, rows, loadedByName, loadedAt: loadedAt.toISOString(), areaName: nameOf(deps, row.areaId) }
}

function nameOf({ regency }: SourceDeps, areaId: number): string {
  return regency.areas.byId.get(areaId)?.name ?? ''
}

function districtOf({ regency }: SourceDeps, areaId: number): string | null {
  const district = findDistrictOf(regency.areas, areaId)
  return district === undefined || district.areaId === areaId ? null : district.name
}
