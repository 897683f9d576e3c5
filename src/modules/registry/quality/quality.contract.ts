import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/** The parts of the score, each 0–100. */
export const QualityParts = z.object({
  completeness: z.int(), identity: z.int(), freshness: z.int(), plausibility: z.int(), duplicates: z.int(),
}).meta({ id: 'QualityParts' })
export type QualityParts = Readonly<z.infer<typeof QualityParts>>

/** What was counted in a village in a month. */
export const QualityCounts = z.object({
  persons: z.int(), withBirth: z.int(), withExactBirth: z.int(), withSex: z.int(), withNik: z.int(),
  families: z.int(), withPlace: z.int(), withHead: z.int(), freshFamilies: z.int(),
  impossible: z.int(), unverified: z.int(), duplicates: z.int(),
}).meta({ id: 'QualityCounts' })
export type QualityCounts = Readonly<z.infer<typeof QualityCounts>>

export const VillageQuality = z.object({
  areaId: z.int(), villageName: z.string(), districtName: z.string(), month: z.iso.date(), measuredAt: z.iso.datetime(),
  /** 0–100; null where nobody is registered. */
  score: z.int().nullable(),
  parts: QualityParts.nullable(),
  counts: QualityCounts,
  /** Against the month before; null without one. */
  change: z.int().nullable(),
}).meta({ id: 'VillageQuality' })
export type VillageQuality = Readonly<z.infer<typeof VillageQuality>>

/** What a village can put right, in the order of how much it helps. */
export const QualityTask = z.enum(['impossible_birth', 'several_heads', 'no_head', 'no_place', 'not_fresh', 'no_nik', 'no_birth', 'default_birth', 'no_sex'])
export type QualityTask = z.infer<typeof QualityTask>

/** One family or person that a task is about. */
export const QualityTodo = z.object({
  subjectKind: z.enum(['family', 'person']), subjectId: z.uuid(), name: z.string(), areaName: z.string(),
}).meta({ id: 'QualityTodo' })
export type QualityTodo = Readonly<z.infer<typeof QualityTodo>>

export const qualityOperations = {
  listVillageQuality: {
    method: 'GET', path: '/api/registry/quality', access: 'registry.quality.read',
    summary: 'The monthly score of each village in reach, the lowest first, with its parts and counts. Roles that reach no area see every village.',
    // The first day of a month of this century.
    query: z.object({ month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])-01$/).optional() }),
    ok: z.object({ items: z.array(VillageQuality), months: z.array(z.iso.date()) }),
  },
  countQualityTodos: {
    method: 'GET', path: '/api/registry/quality/todos', access: 'registry.person.read',
    summary: 'How much there is to put right in one’s area, by task, up to a thousand each; and what else waits.',
    ok: z.object({
      tasks: z.array(z.object({ task: QualityTask, count: z.int() })),
      waiting: z.object({ verifications: z.int(), rechecks: z.int(), reviews: z.int() }),
    }),
  },
  listQualityTodos: {
    method: 'GET', path: '/api/registry/quality/todos/:task', access: 'registry.person.read', params: z.object({ task: QualityTask }),
    summary: 'Whom a task is about, in one’s area. That the names were read is written down.',
    query: z.object({ after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(25) }),
    ok: z.object({ items: z.array(QualityTodo), next: z.string().nullable() }),
  },
} as const satisfies Operations
