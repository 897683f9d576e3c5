import { z } from 'zod'
import { AttributeGroup, Bilingual, SourceKind, SourceTag } from '#modules/people/regency/regency.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** Under what law and terms a source is used, and for what. */
export const Terms = z.object({ legalBasis: Bilingual, licence: Bilingual, purpose: Bilingual })
export type Terms = Readonly<z.infer<typeof Terms>>

export const SourceSummary = z.object({
  key: z.string(),
  name: z.string(),
  about: Bilingual,
  kind: SourceKind,
  terms: Terms,
  from: z.iso.date(),
  to: z.iso.date().nullable(),
  snapshots: z.int(),
  /** The day for which its last snapshot holds. */
  latestOn: z.iso.date().nullable(),
}).meta({ id: 'SourceSummary' })
export type SourceSummary = Readonly<z.infer<typeof SourceSummary>>

/** How far a source is believed on a matter; without a group: in general. */
export const StrengthView = z.object({
  group: AttributeGroup.nullable(), strength: z.int(), from: z.iso.date(), to: z.iso.date().nullable(), cites: z.string(), tag: SourceTag,
})
export type StrengthView = Readonly<z.infer<typeof StrengthView>>

export const SnapshotSummary = z.object({
  snapshotId: z.uuid(),
  asOfOn: z.iso.date(),
  areaName: z.string(),
  fileName: z.string().nullable(),
  rows: z.int(),
  loadedByName: z.string().nullable(),
  loadedAt: z.iso.datetime(),
}).meta({ id: 'SnapshotSummary' })
export type SnapshotSummary = Readonly<z.infer<typeof SnapshotSummary>>

export const SnapshotDetail = SnapshotSummary.extend({
  sourceKey: z.string(),
  sourceName: z.string(),
  /** As they were on the day of loading; null for a snapshot from before terms were kept. */
  terms: Terms.nullable(),
}).meta({ id: 'SnapshotDetail' })
export type SnapshotDetail = Readonly<z.infer<typeof SnapshotDetail>>

/** How many rows of a snapshot speak of a village or district. */
export const SnapshotArea = z.object({ areaId: z.int(), areaName: z.string(), districtName: z.string().nullable(), rows: z.int() }).meta({ id: 'SnapshotArea' })
export type SnapshotArea = Readonly<z.infer<typeof SnapshotArea>>

const access = 'registry.source.read'

export const sourceOperations = {
  listSources: {
    method: 'GET', path: '/api/registry/sources', access, summary: 'Every source of values with its terms and how many snapshots there are of it',
    ok: z.object({ sources: z.array(SourceSummary) }),
  },
  getSource: {
    method: 'GET', path: '/api/registry/sources/:sourceKey', access, params: z.object({ sourceKey: z.string().max(60) }),
    summary: 'One source: its terms, and how far it is believed on which matter', ok: SourceSummary.extend({ strengths: z.array(StrengthView) }),
  },
  listSnapshots: {
    method: 'GET', path: '/api/registry/sources/:sourceKey/snapshots', access, params: z.object({ sourceKey: z.string().max(60) }),
    query: z.object({ after: z.string().max(200).optional() }), summary: 'The snapshots of a source, the latest day first',
    ok: z.object({ items: z.array(SnapshotSummary), next: z.string().nullable() }),
    refusals: { page_unknown: 422 },
  },
  getSnapshot: {
    method: 'GET', path: '/api/registry/snapshots/:snapshotId', access, params: z.object({ snapshotId: z.uuid() }),
    summary: 'One snapshot with its count and the terms of its day; no row about a person', ok: SnapshotDetail,
  },
  listSnapshotAreas: {
    method: 'GET', path: '/api/registry/snapshots/:snapshotId/areas', access, params: z.object({ snapshotId: z.uuid() }),
    query: z.object({ after: z.string().max(40).optional() }), summary: 'How many rows of a snapshot speak of which village or district, most first',
    ok: z.object({ items: z.array(SnapshotArea), next: z.string().nullable() }),
    refusals: { page_unknown: 422 },
  },
} as const satisfies Operations
