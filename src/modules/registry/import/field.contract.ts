import { z } from 'zod'

/** What a column of a list may mean. Columns without a meaning are kept as they came, in the source record. */
export const ImportField = z.enum([
  'nik', 'card', 'name', 'headName', 'sex', 'birthPlace', 'birthOn', 'birthPlaceAndDay', 'relation',
  'address', 'hamlet', 'rt', 'rw', 'neighbourhood', 'village', 'district', 'villageCode',
  'decile', 'phone', 'motherName', 'fatherName', 'marital', 'education', 'occupation', 'disability', 'schooling', 'healthCover', 'chronicIllness', 'pregnant',
  'dwelling', 'floorArea', 'floor', 'wall', 'roof', 'water', 'light', 'power', 'cookingFuel', 'toilet', 'income',
  'programmes', 'receivesPkh', 'receivesSembako', 'receivesPbi', 'receivesBltDd', 'receivesPip',
])
export type ImportField = z.infer<typeof ImportField>

/** Fields whose cells are closed (encrypted) wherever they are kept. */
export const closedFields: ReadonlySet<ImportField> = new Set(['nik', 'card', 'phone', 'disability', 'chronicIllness', 'pregnant', 'income'])

/** How a column's meaning was found: a person said so before, the heading says it, the heading hints at it, the values look like it. */
export const Confidence = z.enum(['remembered', 'certain', 'likely', 'guess'])
export type Confidence = z.infer<typeof Confidence>

/** Whose numbers a list uses, of relations, schools, illnesses: the civil registry's or the statistics office's. */
export const RelationCodes = z.enum(['civil_registry', 'statistics'])
export type RelationCodes = z.infer<typeof RelationCodes>

/** What may be wrong (error: the row is not stored until it is repaired) or odd (warning: stored, and said) about a row. */
export const problemSeverity = {
  row_not_a_person: 'error', row_is_header: 'error', row_repeated: 'error',
  nik_letters: 'error', nik_scientific: 'error', nik_length: 'error', nik_region: 'error', nik_date: 'error', nik_serial: 'error',
  nik_rounded: 'error', nik_shared: 'error', nik_is_card: 'error',
  nik_missing: 'warning', nik_temporary: 'warning', nik_number_cell: 'warning', nik_birth_differs: 'warning', nik_sex_differs: 'warning',
  nik_looks_rounded: 'warning',
  card_letters: 'error', card_scientific: 'error', card_length: 'error', card_serial: 'error', card_rounded: 'error', member_without_card: 'error',
  card_missing: 'warning', card_number_cell: 'warning',
  name_missing: 'error', name_too_long: 'error', name_not_latin: 'error', name_with_digits: 'warning',
  birth_unreadable: 'error', birth_impossible: 'error', birth_in_future: 'error', birth_too_long_ago: 'error',
  birth_swapped: 'warning', birth_two_digit_year: 'warning', birth_year_only: 'warning', birth_from_number: 'warning',
  sex_unreadable: 'error', relation_unknown: 'error', relation_missing: 'warning',
  village_missing: 'error', village_unknown: 'error', village_ambiguous: 'error', village_not_in_district: 'error', village_outside: 'error',
  district_unknown: 'error', village_code_unknown: 'error', village_spelling: 'warning',
  neighbourhood_unreadable: 'warning', decile_unreadable: 'error', decile_differs: 'warning',
  formula: 'warning', formula_without_value: 'error', cell_error: 'error',
  phone_unreadable: 'warning', value_unreadable: 'warning',
  person_conflict: 'error', person_elsewhere: 'error', person_ambiguous: 'error',
} as const satisfies Record<string, 'error' | 'warning'>
export type ProblemKind = keyof typeof problemSeverity
export const ProblemKind = z.enum(Object.keys(problemSeverity) as [ProblemKind, ...ProblemKind[]])

/** One thing wrong or odd in a row. `column` counts from 0; null: the row as a whole. */
export const RowProblem = z.object({
  kind: ProblemKind,
  column: z.int().nullable(),
  /** What stands in the cell; never of an identity number. */
  value: z.string().optional(),
  /** What we read it as. */
  readAs: z.string().optional(),
  /** Digits counted, of a number with the wrong length. */
  digits: z.int().optional(),
  /** The other row, of a repetition. */
  otherRow: z.int().optional(),
  /** Villages that may be meant. */
  candidates: z.array(z.object({ areaId: z.int(), label: z.string() })).optional(),
  /** Under which key the answer "this village" is kept for every row with the same words. */
  placeKey: z.string().optional(),
}).meta({ id: 'RowProblem' })
export type RowProblem = Readonly<z.infer<typeof RowProblem>>
