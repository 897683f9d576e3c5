import type { ImportField, ProblemKind } from '#modules/registry/import/field.contract.ts'
import type { SamplePerson } from './people.ts'
import type { SampleRow, Value } from './sheet.ts'

/** One thing wrong in one cell, with what must be said about it. */
export interface Mistake {
  readonly field: ImportField
  readonly value: Value
  readonly kinds: readonly ProblemKind[]
}

type Maker = (person: SamplePerson) => Mistake | undefined

/** Makes a mistake in the next person who can have it; undefined where the person cannot. */
function nikMistake(how: (nik: string) => Value, ...kinds: ProblemKind[]): Maker {
  return (person) => (person.nik === null ? undefined : { field: 'nik', value: how(person.nik), kinds })
}

function dayMistake(how: (parts: { day: string; month: string; year: string }) => Value | undefined, ...kinds: ProblemKind[]): Maker {
  return (person) => {
    const [year = '', month = '', day = ''] = person.birthOn.split('-')
    const value = how({ day, month, year })
    return value === undefined || person.nik === null ? undefined : { field: 'birthOn', value, kinds }
  }
}

/** The mistakes that lists really have. */
const mistakes = {
  nikOf15: nikMistake((nik) => nik.slice(0, 15), 'nik_length'),
  nikOf17: nikMistake((nik) => `${nik}7`, 'nik_length'),
  nikWithLetters: nikMistake((nik) => nik.replace(/0/, 'O'), 'nik_letters'),
  nikWithBlanks: nikMistake((nik) => nik.replace(/(.{4})/g, '$1 ').trim()),
  nikWithApostrophe: nikMistake((nik) => `'${nik}`),
  nikShort: nikMistake((nik) => `${nik.slice(0, 1)},${nik.slice(1, 6)}E+15`, 'nik_scientific'),
  nikRounded: nikMistake((nik) => Number(`${nik.slice(0, 15)}0`), 'nik_rounded'),
  nikAsNumber: nikMistake((nik) => Number(`${nik.slice(0, 15)}3`), 'nik_number_cell'),
  nikOfImpossibleDay: nikMistake((nik) => `${nik.slice(0, 6)}3302${nik.slice(10)}`, 'nik_date'),
  nikOfZeros: nikMistake(() => '0', 'nik_missing'),
  nikTemporary: nikMistake((nik) => `0${nik.slice(1)}`, 'nik_temporary'),
  cardShort: (person): Mistake => ({ field: 'card', value: person.card.slice(0, 13), kinds: ['card_length'] }),
  day31February: dayMistake(({ year }) => `31-02-${year}`, 'birth_impossible'),
  daySwapped: dayMistake(({ day, month, year }) => (Number(day) > 12 || day === month ? undefined : `${month}-${day}-${year}`), 'birth_swapped'),
  dayAmerican: dayMistake(({ day, month, year }) => (Number(day) < 13 ? undefined : `${month}/${day}/${year}`), 'birth_swapped'),
  dayOfTwoDigitYear: dayMistake(({ day, month, year }) => `${day}/${month}/${year.slice(2)}`, 'birth_two_digit_year'),
  dayOfYearOnly: dayMistake(({ day, month, year }) => (`${month}-${day}` === '07-01' ? undefined : year), 'birth_year_only', 'nik_birth_differs'),
  dayInFuture: dayMistake(({ day, month }) => `${day}-${month}-2062`, 'birth_in_future'),
  dayUnreadable: dayMistake(() => 'lupa', 'birth_unreadable'),
  dayDiffers: dayMistake(({ day, month, year }) => `${day}-${month}-${Number(year) - 1}`, 'nik_birth_differs'),
  sexUnreadable: (): Mistake => ({ field: 'sex', value: '?', kinds: ['sex_unreadable'] }),
  sexOther: (person): Mistake | undefined => (person.nik === null ? undefined : { field: 'sex', value: person.sex === 'male' ? 'P' : 'L', kinds: ['nik_sex_differs'] }),
  relationUnknown: (): Mistake => ({ field: 'relation', value: 'TETANGGA', kinds: ['relation_unknown'] }),
  relationBlank: (): Mistake => ({ field: 'relation', value: null, kinds: ['relation_missing'] }),
  nameBlank: (): Mistake => ({ field: 'name', value: '-', kinds: ['name_missing'] }),
  nameWithDigits: (person): Mistake => ({ field: 'name', value: `${person.name} 2`, kinds: ['name_with_digits'] }),
  decileEleven: (): Mistake => ({ field: 'decile', value: '11', kinds: ['decile_unreadable'] }),
  decileFormula: (person): Mistake => ({ field: 'decile', value: { formula: '1+1', result: person.decile }, kinds: ['formula'] }),
  cellError: (): Mistake => ({ field: 'birthOn', value: '#REF!', kinds: ['cell_error'] }),
  neighbourhoodUnreadable: (): Mistake => ({ field: 'rt', value: 'dekat masjid', kinds: ['neighbourhood_unreadable'] }),
} satisfies Record<string, Maker>

export type MistakeName = keyof typeof mistakes

/** What is odd about a person already without any mistake of the list. */
function kindsOf(person: SamplePerson): ProblemKind[] {
  return person.nik === null ? ['nik_missing'] : []
}

/** Writes people as rows and puts the mistakes into them, one a person, evenly spread. */
export function rowsWith(
  people: readonly SamplePerson[], columns: readonly { field: ImportField | null; value: (person: SamplePerson, at: number) => Value }[], names: readonly MistakeName[],
): SampleRow[] {
  const rows = people.map((person, at) => ({ values: columns.map((column) => column.value(person, at)), kinds: kindsOf(person) }))
  const isTaken = new Set<number>()
  const step = Math.max(1, Math.floor(people.length / (names.length + 1)))
  names.forEach((name, turn) => {
    for (let tried = 0; tried < people.length; tried += 1) {
      const at = (step * (turn + 1) + tried) % people.length
      const person = people[at]
      const mistake = person === undefined || isTaken.has(at) ? undefined : mistakes[name](person)
      if (mistake === undefined) continue
      isTaken.add(at)
      place(rows[at]!, mistake, columns)
      return
    }
    throw new Error(`nobody can have the mistake ${name}`)
  })
  return rows
}

function place(row: { values: Value[]; kinds: ProblemKind[] }, mistake: Mistake, columns: readonly { field: ImportField | null }[]): void {
  const column = columns.findIndex(({ field }) => field === mistake.field)
  if (column === -1) throw new Error(`the list has no column ${mistake.field}`)
  row.values[column] = mistake.value
  if (mistake.field === 'nik') row.kinds = row.kinds.filter((kind) => !kind.startsWith('nik_'))
  row.kinds.push(...mistake.kinds)
}
