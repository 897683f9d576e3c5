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
  /** NIK that the civil registry names too, and families that nobody of ours ever saw; null in months that were counted before this was known. */
  matchedNik: z.int().nullable(), neverSeen: z.int().nullable(),
}).meta({ id: 'QualityCounts' })
export type QualityCounts = Readonly<z.infer<typeof QualityCounts>>

/** A month of some area: a village, a district, or all of one's reach. */
const Measured = z.object({
  /** 0–100; null where nobody is registered. */
  score: z.int().nullable(),
  parts: QualityParts.nullable(),
  counts: QualityCounts,
  /** Against the month compared with; null without one. */
  change: z.int().nullable(),
})

export const VillageQuality = Measured.extend({
  areaId: z.int(), villageName: z.string(), districtId: z.int(), districtName: z.string(), month: z.iso.date(), measuredAt: z.iso.datetime(),
  /** Half of the families that were ever seen were seen within so many months. */
  seenMonths: z.int().nullable(),
}).meta({ id: 'VillageQuality' })
export type VillageQuality = Readonly<z.infer<typeof VillageQuality>>

export const DistrictQuality = Measured.extend({ areaId: z.int(), districtName: z.string(), villages: z.int() }).meta({ id: 'DistrictQuality' })
export type DistrictQuality = Readonly<z.infer<typeof DistrictQuality>>

export const QualityMonth = Measured.extend({ month: z.iso.date(), seenMonths: z.int().nullable() }).meta({ id: 'QualityMonth' })
export type QualityMonth = Readonly<z.infer<typeof QualityMonth>>

/** What cannot be, or hardly. */
export const impossibleTasks = ['impossible_birth', 'child_too_old', 'young_adult', 'several_heads', 'too_many_members'] as const
/** What a village can put right, in the order of how much it helps. */
export const QualityTask = z.enum([
  ...impossibleTasks, 'no_head', 'no_place', 'never_seen', 'not_fresh', 'no_nik', 'unmatched_nik', 'no_birth', 'default_birth', 'no_sex',
])
export type QualityTask = z.infer<typeof QualityTask>

/** Work that has a queue of its own. */
export const QualityQueue = z.enum([
  'arriving', 'asked', 'tasks', 'verifications', 'rechecks', 'conflicts',
  'person_open', 'person_proposed', 'person_asked_village', 'family_open', 'family_proposed', 'family_asked_village',
])
export type QualityQueue = z.infer<typeof QualityQueue>

/** One family or person that a task is about. */
export const QualityTodo = z.object({
  subjectKind: z.enum(['family', 'person']), subjectId: z.uuid(), name: z.string(), areaName: z.string(),
}).meta({ id: 'QualityTodo' })
export type QualityTodo = Readonly<z.infer<typeof QualityTodo>>

// The first day of a month of this century.
const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])-01$/)
/** A village, a district, or the regency (0). */
const area = z.coerce.number().int().min(0).max(999_999).optional()

export const qualityOperations = {
  listVillageQuality: {
    method: 'GET', path: '/api/registry/quality', access: 'registry.quality.read',
    summary: 'The monthly score of each village and district in reach, the lowest first, with its parts and counts, beside another month. '
      + 'Roles that reach no area see every village.',
    query: z.object({ month: Month.optional(), against: Month.optional() }),
    ok: z.object({
      items: z.array(VillageQuality), districts: z.array(DistrictQuality), months: z.array(z.iso.date()),
      month: z.iso.date().nullable(), against: z.iso.date().nullable(),
    }),
  },
  listQualityMonths: {
    method: 'GET', path: '/api/registry/quality/months', access: 'registry.quality.read', query: z.object({ area }),
    summary: 'How the score of an area (without one: of all in reach) went, month by month, the latest first; of the last three years.',
    ok: z.object({ areaName: z.string().nullable(), districtName: z.string().nullable(), months: z.array(QualityMonth) }),
  },
  countQualityTodos: {
    method: 'GET', path: '/api/registry/quality/todos', access: 'registry.person.read', query: z.object({ area }),
    summary: 'How much there is to put right in one’s area, by task, up to a thousand each; and what else waits. '
      + 'Over more villages than a district has, nothing is counted (null): ask for one of them.',
    ok: z.object({
      tasks: z.array(z.object({ task: QualityTask, count: z.int() })).nullable(),
      waiting: z.array(z.object({ queue: QualityQueue, count: z.int() })),
    }),
  },
  listQualityTodos: {
    method: 'GET', path: '/api/registry/quality/todos/:task', access: 'registry.person.read', params: z.object({ task: QualityTask }),
    summary: 'Whom a task is about, in one’s area. That the names were read is written down.',
    query: z.object({ area, after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(25) }),
    ok: z.object({ items: z.array(QualityTodo), next: z.string().nullable() }),
  },
} as const satisfies Operations
