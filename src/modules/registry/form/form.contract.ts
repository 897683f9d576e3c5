import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/**
 * A form of questions as it is asked and kept: an XLSForm of the regency (`survey`, `choices`, `settings`), compiled to plain data.
 * A version never changes; what was filled in keeps the version by which it was asked.
 */

/** A compiled expression; whoever evaluates it needs no parser. */
export type Expression =
  | { readonly kind: 'value'; readonly value: string | number | boolean }
  | { readonly kind: 'question'; readonly name: string }
  /** The answer that a constraint is about (`.`). */
  | { readonly kind: 'self' }
  /** A column of the choice that a filter is about. */
  | { readonly kind: 'trait'; readonly name: string }
  | { readonly kind: 'negative'; readonly of: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
export const operators = ['or', 'and', '=', '!=', '<', '<=', '>', '>=', '+', '-', '*', 'div', 'mod'] as const
export type Operator = (typeof operators)[number]

const ExpressionSchema = z.custom<Expression>((value) => typeof value === 'object' && value !== null && 'kind' in value)
const Words = z.object({ id: z.string(), en: z.string() })
export type Words = Readonly<z.infer<typeof Words>>

export const questionTypes = ['text', 'integer', 'decimal', 'range', 'select_one', 'select_multiple', 'date', 'note', 'image', 'geopoint', 'calculate'] as const
export type QuestionType = (typeof questionTypes)[number]

/** Specific personal data by law; an answer of such a class is kept apart, behind the class's own grant. */
export const questionClasses = ['health', 'disability', 'income'] as const
export type QuestionClass = (typeof questionClasses)[number]

/** The ends of a scale and the distance of its marks. */
export const Scale = z.object({ start: z.number(), end: z.number(), step: z.number() })
export type Scale = Readonly<z.infer<typeof Scale>>

export const Question = z.object({
  kind: z.literal('question'),
  name: z.string(),
  type: z.enum(questionTypes),
  label: Words,
  hint: Words.nullable(),
  required: z.boolean(),
  relevant: ExpressionSchema.nullable(),
  constraint: ExpressionSchema.nullable(),
  constraintMessage: Words.nullable(),
  calculation: ExpressionSchema.nullable(),
  /** The list of a choice. */
  list: z.string().nullable(),
  /** Which choices of the list are offered, by other answers; versions compiled before there were filters have none. */
  choiceFilter: ExpressionSchema.nullable().optional(),
  scale: Scale.nullable().optional(),
  class: z.enum(questionClasses).nullable(),
  /** "Does not know" and "does not want to say" are answers too. */
  mayDecline: z.boolean(),
})
export type Question = Readonly<z.infer<typeof Question>>

const groupFields = {
  kind: z.enum(['group', 'repeat']),
  name: z.string(),
  label: Words,
  relevant: ExpressionSchema.nullable(),
}
/** Questions that belong together; a repeat is asked for each of several. The repeat named `member` is asked for each person of the family. */
export interface Group extends Readonly<z.infer<z.ZodObject<typeof groupFields>>> {
  readonly items: readonly Item[]
}
export type Item = Question | Group
export const Group: z.ZodType<Group> = z.object({ ...groupFields, get items() { return z.array(z.union([Question, Group])) } })

/** A choice; its traits are the further columns of its row, by which a filter may choose it. */
export const Choice = z.object({ name: z.string(), label: Words, traits: z.record(z.string(), z.string()).optional() })
export type Choice = Readonly<z.infer<typeof Choice>>

export const CompiledForm = z.object({
  key: z.string(),
  title: Words,
  items: z.array(Group),
  choices: z.record(z.string(), z.array(Choice)),
}).meta({ id: 'CompiledForm' })
export interface CompiledForm {
  readonly key: string
  readonly title: Words
  /** Every question stands in a group: one group is one screen. */
  readonly items: readonly Group[]
  readonly choices: Readonly<Record<string, readonly Choice[]>>
}

/** The repeat that is asked for each person of the family. */
export const memberRepeat = 'member'

/** Somebody was asked and did not know, or did not want to say. */
export const declinedReasons = ['unknown', 'refused'] as const
export const Declined = z.strictObject({ declined: z.enum(declinedReasons) })
export type Declined = Readonly<z.infer<typeof Declined>>
/** An answer as it is stored; null takes an earlier answer back. A photo is named by its id, a place is `latitude longitude altitude accuracy`. */
export const AnswerValue = z.union([z.string().max(2_000), z.number(), z.array(z.string().max(100)).max(100), Declined, z.null()])
export type AnswerValue = string | number | readonly string[] | Declined | null

/** What is wrong with an XLSForm: sheet, row and column as the spreadsheet shows them. */
export const FormProblem = z.object({ sheet: z.string(), row: z.int(), column: z.string(), message: z.string() }).meta({ id: 'FormProblem' })
export type FormProblem = Readonly<z.infer<typeof FormProblem>>

export const FormVersion = z.object({
  formVersionId: z.uuid(),
  key: z.string(),
  number: z.int(),
  title: Words,
  /** From this day on new visits ask by this version. */
  validFrom: z.iso.date(),
  fileName: z.string(),
  uploadedByName: z.string().nullable(),
  uploadedAt: z.iso.datetime(),
  questions: z.int(),
  isCurrent: z.boolean(),
  /** Its first day has not come yet. */
  isLater: z.boolean(),
}).meta({ id: 'FormVersion' })
export type FormVersion = Readonly<z.infer<typeof FormVersion>>

export const formLimits = { fileBytes: 2_000_000, questions: 400, choices: 2_000 } as const

const access = 'registry.form.manage'
const VersionId = z.object({ formVersionId: z.uuid() })

export const formOperations = {
  listForms: {
    method: 'GET', path: '/api/registry/forms', access, summary: 'Every version of the family form, the latest first.',
    query: z.object({ after: z.coerce.number().int().min(1).max(32_767).optional() }), ok: z.object({ items: z.array(FormVersion), next: z.string().nullable() }),
  },
  uploadForm: {
    method: 'POST', path: '/api/registry/forms', access, status: 201,
    summary: 'Upload the family form (XLSForm, at most 2 MB). It becomes a new version; what is wrong is said by sheet, row and column.',
    query: z.object({ fileName: z.string().trim().min(1).max(200), validFrom: z.iso.date() }), raw: { maxBytes: formLimits.fileBytes }, ok: FormVersion,
    refusals: {
      form_invalid: 422, form_sheet_missing: 422, form_unchanged: 409, form_date_past: 422, sheet_old_excel: 422, sheet_locked: 422, sheet_kind_unknown: 422,
      sheet_too_big: 422, sheet_too_many_rows: 422, sheet_broken: 422, sheet_empty: 422, sheet_too_slow: 422,
    },
  },
  downloadForm: {
    method: 'GET', path: '/api/registry/forms/:formVersionId/file', access, summary: 'A version as the workbook that was uploaded.', params: VersionId,
    file: true, ok: z.null(),
  },
  readForm: {
    method: 'GET', path: '/api/registry/forms/:formVersionId', access: 'registry.profile.record', summary: 'A version as it is asked.', params: VersionId, ok: CompiledForm,
  },
} as const satisfies Operations
