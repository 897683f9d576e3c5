import type { DisabilityValues, FamilyValues, HealthValues, PersonValues } from '#modules/registry/attribute/attribute.contract.ts'
import { textOf } from '#platform/sheets/cell.ts'
import type { z } from 'zod'
import type { ImportField } from './field.contract.ts'
import {
  dwellingCodes, educationCodes, floorCodes, fuelCodes, illnessCodes, lightCodes, readCode, readHealthCover, roofCodes, schoolingCodes, toiletCodes, wallCodes,
  waterCodes, type CodeList,
} from './profile/code-list.rules.ts'
import { readFloorArea, readPower, readProgrammes, readRupiah, readYes } from './profile/household-value.rules.ts'
import { short, type RowReading } from './reading.rules.ts'
import { readDecile, readDisability, readMarital, readOccupation, readPhone } from './value.rules.ts'

/** What a row says beside who somebody is and where: about the person, the house, and what the law calls specific. */
export interface RowValues {
  readonly values: Omit<PersonValues, 'name' | 'sex' | 'birthOn' | 'birthPlace'>
  readonly household: Omit<FamilyValues, 'decile' | 'address'>
  readonly disability: NonNullable<z.infer<typeof DisabilityValues>['disability']> | null
  readonly health: z.infer<typeof HealthValues>
  readonly monthlyIncomeRupiah: number | null
}

type ValueField = Extract<ImportField, keyof PersonValues | keyof FamilyValues | 'floorArea' | 'power' | 'income' | 'chronicIllness' | 'pregnant' | 'disability'
  | 'receivesPkh' | 'receivesSembako' | 'receivesPbi' | 'receivesBltDd' | 'receivesPip'>

// What is specific personal data, or closed wherever it is kept, is not repeated in a warning.
const silent: ReadonlySet<ImportField> = new Set(['phone', 'disability', 'chronicIllness', 'pregnant', 'income'])
const longestName = 200

/** Reads one value; what cannot be read is said and only kept as it came. A cell with nothing but a dash says nothing. */
function read<T>(reading: RowReading, field: ValueField, how: (text: string) => T | undefined): T | undefined {
  const text = textOf(reading.cell(field))
  if (/^[-–—._~*]*$/.test(text)) return undefined
  const value = how(text)
  if (value === undefined) {
    reading.report(field, field === 'phone' ? { kind: 'phone_unreadable' } : { kind: 'value_unreadable', ...(!silent.has(field) && { value: short(text) }) })
  }
  return value
}

/** What a row says beside identity and place. */
export function readRowValues(reading: RowReading): RowValues {
  return {
    values: readPersonValues(reading), household: readHousehold(reading), health: readHealth(reading),
    disability: read(reading, 'disability', readDisability) ?? null, monthlyIncomeRupiah: read(reading, 'income', readRupiah) ?? null,
  }
}

function coded<T>(reading: RowReading, field: ValueField, list: CodeList<T>): T | undefined {
  return read(reading, field, (text) => readCode(list, text, reading.context.relationCodes)) ?? undefined
}

function readPersonValues(reading: RowReading): RowValues['values'] {
  const codes = reading.context.relationCodes
  return present({
    motherName: readName(reading, 'motherName'), fatherName: readName(reading, 'fatherName'), phone: read(reading, 'phone', readPhone),
    marital: known(reading, 'marital', readMarital), education: coded(reading, 'education', educationCodes), occupation: known(reading, 'occupation', readOccupation),
    schooling: coded(reading, 'schooling', schoolingCodes), healthCover: read(reading, 'healthCover', (text) => readHealthCover(text, codes)),
  })
}

/** Lists write `TIDAK ADA` and 0 where they know nothing of these. */
function known<T>(reading: RowReading, field: ValueField, how: (text: string) => T | undefined): T | undefined {
  return reading.text(field) === '' ? undefined : read(reading, field, how)
}

function readName(reading: RowReading, field: 'motherName' | 'fatherName'): string | undefined {
  const name = reading.text(field)
  return /\p{L}/u.test(name) ? name.slice(0, longestName) : undefined
}

function readHousehold(reading: RowReading): RowValues['household'] {
  const programmes = programmesOf(reading)
  return present({
    dwelling: coded(reading, 'dwelling', dwellingCodes), floorAreaSquareMeters: known(reading, 'floorArea', readFloorArea), floor: coded(reading, 'floor', floorCodes),
    wall: coded(reading, 'wall', wallCodes), roof: coded(reading, 'roof', roofCodes), water: coded(reading, 'water', waterCodes),
    light: coded(reading, 'light', lightCodes), powerVoltAmperes: known(reading, 'power', readPower), cookingFuel: coded(reading, 'cookingFuel', fuelCodes),
    toilet: coded(reading, 'toilet', toiletCodes), programmes: programmes.length === 0 ? undefined : programmes,
  })
}

const receives = [
  ['receivesPkh', 'pkh'], ['receivesSembako', 'sembako'], ['receivesPbi', 'pbi-jkn'], ['receivesBltDd', 'blt-dd'], ['receivesPip', 'pip'],
] as const satisfies readonly (readonly [ImportField, string])[]

/** Programmes named in one column, and those with a column of their own; only such as the regency has. */
function programmesOf(reading: RowReading): string[] {
  const named = known(reading, 'programmes', readProgrammes) ?? []
  const ticked = receives.flatMap(([field, key]) => (read(reading, field, readYes) === true ? [key] : []))
  return [...new Set([...named, ...ticked])].filter((key) => reading.context.programmeKeys.has(key))
}

function readHealth(reading: RowReading): RowValues['health'] {
  return present({ chronicIllness: coded(reading, 'chronicIllness', illnessCodes), isPregnant: read(reading, 'pregnant', readYes) })
}

/** Reads the official decile of a row. */
export function readDecileCell(reading: RowReading): number | null {
  const text = reading.text('decile')
  if (text === '') return null
  const decile = readDecile(text)
  if (decile === undefined) reading.report('decile', { kind: 'decile_unreadable', value: short(text) })
  return decile ?? null
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>
}
