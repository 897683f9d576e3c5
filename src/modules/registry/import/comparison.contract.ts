import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/** What a person of a list is, compared with the list before of the same source. */
export const ComparisonKind = z.enum(['new', 'gone', 'decile', 'card', 'address'])
export type ComparisonKind = z.infer<typeof ComparisonKind>

const Count = z.int().min(0)
const Decile = z.int().min(1).max(10)

export const Comparison = z.object({
  /** The list before; null when this is the first of its source for the area. */
  previous: z.object({ importId: z.uuid(), fileName: z.string(), asOfOn: z.iso.date() }).nullable(),
  /** People, by what happened to them; `both`: named by both lists. */
  counts: z.object({ new: Count, gone: Count, decile: Count, card: Count, address: Count, both: Count }),
  /** Families by their decile before and now. */
  deciles: z.array(z.object({ from: Decile, to: Decile, families: Count })),
  /** Refused rows of this list: some of those who seem gone may be among them. */
  refused: Count,
}).meta({ id: 'ListComparison' })
export type Comparison = Readonly<z.infer<typeof Comparison>>

export const ComparedPerson = z.object({
  rowNumber: z.int(),
  personId: z.uuid().nullable(),
  name: z.string(),
  nikMasked: z.string().nullable(),
  /** The value before and now; null where there is none. Card numbers are masked. */
  before: z.string().nullable(),
  now: z.string().nullable(),
}).meta({ id: 'ComparedPerson' })
export type ComparedPerson = Readonly<z.infer<typeof ComparedPerson>>

export const AbsenceAnswer = z.enum(['still_here', 'moved', 'died', 'not_found'])
export type AbsenceAnswer = z.infer<typeof AbsenceAnswer>

export const Absence = z.object({
  personId: z.uuid(),
  name: z.string(),
  nikMasked: z.string().nullable(),
  areaName: z.string(),
  familyId: z.uuid().nullable(),
  sourceKey: z.string(),
  sourceName: z.string(),
  /** For which day the list holds that no longer names the person. */
  noticedOn: z.iso.date(),
}).meta({ id: 'Absence' })
export type Absence = Readonly<z.infer<typeof Absence>>

const ImportId = z.object({ importId: z.uuid() })
const access = 'registry.list.import'

export const comparisonOperations = {
  compareImport: {
    method: 'GET', path: '/api/registry/imports/:importId/comparison', access, params: ImportId, ok: Comparison,
    summary: 'What changed since the list before of the same source and area, in numbers',
  },
  listImportComparison: {
    method: 'GET', path: '/api/registry/imports/:importId/compared-persons', access, params: ImportId,
    summary: 'The people behind one of those numbers, by row; the reading is logged',
    query: z.object({ kind: ComparisonKind, after: z.coerce.number().int().min(0).max(1_000_000).default(0), limit: z.coerce.number().int().min(1).max(100).default(30) }),
    ok: z.object({ items: z.array(ComparedPerson), next: z.string().nullable() }),
  },
  listAbsences: {
    method: 'GET', path: '/api/registry/absences', access, summary: 'People whom the last list of a source no longer names, for the village to say what became of them; the reading is logged',
    query: z.object({ after: z.string().max(100).optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }),
    ok: z.object({ items: z.array(Absence), next: z.string().nullable() }),
  },
  answerAbsence: {
    method: 'POST', path: '/api/registry/absences/:personId/answers', access, params: z.object({ personId: z.uuid() }),
    summary: 'Say what became of somebody whom a list no longer names; nobody is ended by it',
    body: z.object({ sourceKey: z.string().max(60), answer: AbsenceAnswer, words: z.string().trim().min(1).max(1_000).nullable() }),
    ok: z.object({ personId: z.uuid() }), refusals: { absence_not_open: 409 },
  },
} as const satisfies Operations
