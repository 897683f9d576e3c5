import { parseAddress } from '#modules/registry/family/address.rules.ts'
import type { Relation } from '#modules/registry/family/relation.rules.ts'
import { textOf, type Cell } from '#platform/sheets/cell.ts'
import { problemSeverity, type ImportField, type RowProblem } from './field.contract.ts'
import { headingKey } from './heading.rules.ts'
import { readBirth, readCardNumber, readNikNumber, readRelation, type Identity } from './identity-cells.rules.ts'
import { short, startReading, type RowContext, type RowReading } from './reading.rules.ts'
import { readDecileCell, readRowValues, type RowValues } from './row-value.rules.ts'
import { readNeighbourhood, readNeighbourhoodNumber, readSex } from './value.rules.ts'

/** One row read as one person of one family. */
export interface PersonRow extends RowValues {
  readonly nik: string | null
  readonly card: string | null
  readonly name: string
  readonly sex: 'male' | 'female' | null
  readonly birthOn: string | null
  readonly birthPlace: string | null
  /** Null: the list does not say. */
  readonly relation: Relation | null
  readonly villageId: number
  readonly hamlet: string | null
  readonly rt: number | null
  readonly rw: number | null
  readonly addressText: string | null
  readonly decile: number | null
}

export interface CheckedRow {
  /** Null when an error keeps the row from being stored. */
  readonly person: PersonRow | null
  /** The NIK, also of a row that something else keeps from being stored. */
  readonly nik: string | null
  readonly problems: readonly RowProblem[]
}

const longestName = 200
// Letters of another script that look like ours hide a name from every search and make one person two.
const foreignLetters = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u
const longestText = 200

/** Reads one row of a list. Every row gives either a person or the errors that stand in the way, and whatever was odd beside. */
export function checkRow(cells: readonly Cell[], context: RowContext): CheckedRow {
  const problems: RowProblem[] = []
  if (isRepeatedHeader(cells, context)) return { person: null, nik: null, problems: [{ kind: 'row_is_header', column: null }] }
  const reading = startReading(cells, context, problems)
  const nameField = context.columns.has('name') ? 'name' : 'headName'
  if (isNobody(reading, nameField)) return { person: null, nik: null, problems: [{ kind: 'row_not_a_person', column: null }] }
  const person = readPerson(reading, nameField)
  const isBad = problems.some((problem) => problemSeverity[problem.kind] === 'error')
  return { person: isBad ? null : person, nik: person.nik, problems }
}

/** Lists printed page by page repeat their headings: most of what the row holds stands above it too. */
function isRepeatedHeader(cells: readonly Cell[], { headings, headingKeys }: Pick<RowContext, 'headings' | 'headingKeys'>): boolean {
  const filled = cells.flatMap((cell, at) => (typeof cell === 'string' && cell.trim() !== '' ? [{ text: cell, at }] : []))
  const isSame = ({ text, at }: { text: string; at: number }): boolean => text === (headings[at] ?? '') || headingKey(text) === (headingKeys[at] ?? '')
  // Nearly every row is told apart by its first cells, and there are many rows.
  if (!filled.slice(0, 3).some(isSame)) return false
  const same = filled.filter(isSame).length
  return same >= 3 && same >= filled.length * 0.6
}

/** Sums, signatures and notes below a list carry neither a name nor a number of a person. */
function isNobody(reading: RowReading, nameField: ImportField): boolean {
  const hasNumber = (['nik', 'card'] as const).some((field) => /\d{5}/.test(textOf(reading.cell(field))))
  if (hasNumber) return false
  const name = reading.text(nameField)
  const others = [...reading.context.columns.keys()].filter((field) => field !== nameField && reading.text(field) !== '')
  return name === '' || (others.length === 0 && reading.context.columns.size > 3) || (others.length <= 1 && /^(JUMLAH|TOTAL|MENGETAHUI|CATATAN|KETERANGAN|KEPALA DESA|LURAH)\b/i.test(name))
}

function readPerson(reading: RowReading, nameField: ImportField): PersonRow {
  const name = readName(reading, nameField)
  const sex = readSexCell(reading)
  const identity: Identity = { nik: readNikNumber(reading), card: readCardNumber(reading) }
  if (identity.nik !== null && identity.nik.nik === identity.card) reading.report('nik', { kind: 'nik_is_card' })
  const birth = readBirth(reading, { nik: identity.nik, sex })
  const relation = readRelation(reading, sex ?? identity.nik?.sex ?? null)
  if (reading.has('card') && reading.text('card') === '') reportMissingCard(reading, relation)
  return {
    nik: identity.nik?.nik ?? null, card: identity.card, name, sex, birthOn: birth.on, birthPlace: birth.place, relation,
    villageId: readVillage(reading), ...readAddress(reading), decile: readDecileCell(reading), ...readRowValues(reading),
  }
}

/** Without a card a head is a family; a member would be torn from one. */
function reportMissingCard(reading: RowReading, relation: Relation | null): void {
  reading.report('card', { kind: relation === null || relation === 'head' ? 'card_missing' : 'member_without_card' })
}

function readName(reading: RowReading, field: ImportField): string {
  const name = reading.text(field)
  if (!/\p{L}/u.test(name)) reading.report(field, { kind: 'name_missing' })
  else if (name.length > longestName) reading.report(field, { kind: 'name_too_long' })
  else if (foreignLetters.test(name)) reading.report(field, { kind: 'name_not_latin', value: short(name) })
  else if (/\d/.test(name)) reading.report(field, { kind: 'name_with_digits', value: name })
  return name
}

function readSexCell(reading: RowReading): 'male' | 'female' | null {
  const text = reading.text('sex')
  if (text === '') return null
  const sex = readSex(text)
  if (sex === undefined) reading.report('sex', { kind: 'sex_unreadable', value: short(text) })
  return sex ?? null
}

function readVillage(reading: RowReading): number {
  const place = { village: reading.text('village'), district: reading.text('district'), code: reading.text('villageCode') }
  const { villageId, problems } = reading.context.readPlace(place)
  for (const { field, ...problem } of problems) reading.report(field, problem)
  return villageId ?? 0
}

type Whereabouts = Pick<PersonRow, 'hamlet' | 'rt' | 'rw' | 'addressText'>

/** Columns of their own win over what is inside the address. */
function readAddress(reading: RowReading): Whereabouts {
  const address = parseAddress(reading.text('address'))
  const hamlet = reading.text('hamlet')
  const named = hamlet === '' ? null : parseAddress(/^(DUSUN|DSN|LINGK|KP|KAMPUNG)/i.test(hamlet) ? hamlet : `Dusun ${hamlet}`)
  const pair = readPair(reading)
  return {
    hamlet: named?.hamlet ?? (hamlet === '' ? address.hamlet : hamlet.slice(0, longestText)),
    rt: readNumber(reading, 'rt') ?? pair.rt ?? named?.rt ?? address.rt,
    rw: readNumber(reading, 'rw') ?? pair.rw ?? named?.rw ?? address.rw,
    addressText: address.rest?.slice(0, longestText) ?? null,
  }
}

function readPair(reading: RowReading): { rt: number | null; rw: number | null } {
  const text = textOf(reading.cell('neighbourhood'))
  const pair = readNeighbourhood(text)
  if (pair === undefined) reading.report('neighbourhood', { kind: 'neighbourhood_unreadable', value: short(text) })
  return pair ?? { rt: null, rw: null }
}

function readNumber(reading: RowReading, field: 'rt' | 'rw'): number | null {
  const text = textOf(reading.cell(field))
  const number = readNeighbourhoodNumber(text)
  if (number === undefined) reading.report(field, { kind: 'neighbourhood_unreadable', value: short(text) })
  return number ?? null
}
