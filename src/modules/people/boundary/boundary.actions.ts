import type { AreaKind, Point } from '#modules/people/area/area.contract.ts'
import { act, type Command, type CommandReused } from '#platform/act.ts'
import type { Regency } from '#modules/people/regency/regency.contract.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import type { PlatformDeps } from '#platform/deps.ts'
import { ok, type Result } from '#platform/result.ts'
import type { AreaBoundaries, BoundaryOrigin, BoundarySummary } from './boundary.contract.ts'
import { prepareBoundaries, readBoundaries, summarizeBoundaries, type BoundariesRefused } from './boundary.rules.ts'
import { getBoundaryVersion, listOutlines, listVillageShapes, saveBoundaries } from './boundary.store.ts'
import { placeOf, type Place, type VillageShape } from './place.rules.ts'

/** What borders need: the database, and the regency whose areas they are. */
export interface BoundaryDeps extends Pick<PlatformDeps, 'db' | 'jobs'> {
  readonly regency: Regency
}

type Doing = { readonly actor: Actor; readonly command: Command }

/** Takes the borders that a GeoJSON file holds for areas of this regency. */
export async function importAreaBoundaries(
  deps: BoundaryDeps, doing: Doing, file: { bytes: Buffer; origin: BoundaryOrigin },
): Promise<Result<BoundarySummary, BoundariesRefused | CommandReused>> {
  const read = readBoundaries(file.bytes.toString('utf8'), deps.regency)
  if (!read.ok) return read
  const summary = summarizeBoundaries(read.value, deps.regency.areas)
  const boundaries = prepareBoundaries(read.value.matched)
  return act<BoundarySummary, never>(deps, { ...doing, action: 'importAreaBoundaries' }, async (tx) => {
    await saveBoundaries(tx, boundaries, file.origin)
    const { districts, villages, regencies, unmatchedCount } = summary
    tx.audit({ subjectKind: 'area_boundary', subjectId: file.origin.source, detail: { districts, villages, regencies, unmatchedCount } })
    return ok(summary)
  })
}

/** Borders to draw, with the origins that must be named beside them. */
export async function listAreaBoundaries(deps: BoundaryDeps, actor: Actor, of: { kind: AreaKind; districtId: number | undefined }): Promise<AreaBoundaries> {
  const kind = of.districtId === undefined ? of.kind : 'village'
  const rows = await deps.db.asActor(actor, (tx) => listOutlines(tx, { kind, parentId: of.districtId }))
  const origins = new Map(rows.map(({ origin }) => [JSON.stringify(origin), origin]))
  const boundaries = rows.map(({ areaId, code, name, parentId, lat, lng, outline }) => ({
    areaId, code, name, parentId, centroid: { lat, lng }, shape: outline.map((rings) => rings.map((ring) => ring.map(([x, y]): [number, number] => [x, y]))),
  }))
  return { origins: [...origins.values()], boundaries }
}

const shapesInMemory = new WeakMap<Regency, { readonly version: string; readonly villages: readonly VillageShape[] }>()

/**
 * The area of a point, for a report that comes with the phone's place. Full borders are kept in memory
 * (some 30,000 positions) and read anew after an import.
 */
export async function locateArea(deps: Pick<BoundaryDeps, 'regency'>, tx: Tx, point: Point & { readonly accuracyMeters?: number }): Promise<Place> {
  const { areas, boundingBox } = deps.regency
  return placeOf(point, { areas, boundingBox, villages: await villageShapes(deps, tx) })
}

async function villageShapes(deps: Pick<BoundaryDeps, 'regency'>, tx: Tx): Promise<readonly VillageShape[]> {
  const version = await getBoundaryVersion(tx)
  const known = shapesInMemory.get(deps.regency)
  if (known?.version === version) return known.villages
  const villages = await listVillageShapes(tx)
  shapesInMemory.set(deps.regency, { version, villages })
  return villages
}
