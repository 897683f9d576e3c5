import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

const Reason = z.string().trim().min(10).max(500)
const PersonParams = z.object({ personId: z.uuid() })

/** Two who became one, and perhaps were parted again. */
export const MergeView = z.object({
  mergeId: z.uuid(),
  keptId: z.uuid(),
  keptName: z.string(),
  absorbedId: z.uuid(),
  absorbedName: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  undone: z.object({ by: z.string(), at: z.iso.datetime(), reason: z.string() }).nullable(),
}).meta({ id: 'MergeView' })
export type MergeView = Readonly<z.infer<typeof MergeView>>

/** Source rows that went to another person, and perhaps came back. */
export const SplitView = z.object({
  splitId: z.uuid(),
  fromId: z.uuid(),
  fromName: z.string(),
  toId: z.uuid(),
  toName: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  undone: z.object({ by: z.string(), at: z.iso.datetime(), reason: z.string() }).nullable(),
}).meta({ id: 'SplitView' })
export type SplitView = Readonly<z.infer<typeof SplitView>>

/** A source row that speaks of the person, and how it was known that it does. */
export const LinkedRecord = z.object({
  sourceRecordId: z.uuid(),
  personId: z.uuid(),
  sourceName: z.string(),
  rowNumber: z.int(),
  asOfOn: z.iso.date(),
  decidedBy: z.enum(['new', 'number', 'rule', 'model', 'human']).nullable(),
  rule: z.string().nullable(),
  probability: z.number().nullable(),
  isConfirmed: z.boolean(),
  /** What the row calls the person. */
  name: z.string().nullable(),
}).meta({ id: 'LinkedRecord' })
export type LinkedRecord = Readonly<z.infer<typeof LinkedRecord>>

export const PersonHistory = z.object({
  rootId: z.uuid(),
  records: z.array(LinkedRecord),
  merges: z.array(MergeView),
  splits: z.array(SplitView),
}).meta({ id: 'PersonHistory' })
export type PersonHistory = Readonly<z.infer<typeof PersonHistory>>

const undoing = { undo_later_first: 409, already_undone: 409, own_household: 403 } as const

export const mergeOperations = {
  getPersonHistory: {
    method: 'GET', path: '/api/registry/persons/:personId/history', access: 'registry.person.read', params: PersonParams, ok: PersonHistory,
    summary: 'Which source rows speak of a person and how that was known, with every merge and split. The look is written down.',
  },
  undoMerge: {
    method: 'POST', path: '/api/registry/merges/:mergeId/undoing', access: 'registry.review.decide', params: z.object({ mergeId: z.uuid() }),
    summary: 'Parts two again who had become one. Everything is as it was.',
    body: z.object({ reason: Reason }), ok: z.object({ mergeId: z.uuid() }), status: 201,
    refusals: { already_undone: 409, own_household: 403 },
  },
  splitPerson: {
    method: 'POST', path: '/api/registry/persons/:personId/splits', access: 'registry.review.decide', params: PersonParams,
    summary: 'Gives source rows of a person to another one, or to a new one made from them.',
    body: z.object({
      sourceRecordIds: z.array(z.uuid()).min(1).max(200),
      /** Null: a new person. */
      toPersonId: z.uuid().nullable(),
      /** Whether the NIK goes with the rows. */
      takesNik: z.boolean(),
      reason: Reason,
    }),
    ok: z.object({ splitId: z.uuid(), toPersonId: z.uuid() }), status: 201,
    refusals: { split_takes_all: 422, record_unknown: 422, split_target_same: 422, split_target_has_nik: 409, own_household: 403 },
  },
  undoSplit: {
    method: 'POST', path: '/api/registry/splits/:splitId/undoing', access: 'registry.review.decide', params: z.object({ splitId: z.uuid() }),
    summary: 'Gives the rows back. Everything is as it was; a person who was made by the split stands for nobody any more.',
    body: z.object({ reason: Reason }), ok: z.object({ splitId: z.uuid() }), status: 201, refusals: undoing,
  },
} as const satisfies Operations
