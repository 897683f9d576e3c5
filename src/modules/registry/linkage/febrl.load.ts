import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import type { LinkRecord } from './linkage.contract.ts'

/** A row of a FEBRL file, with the number of the person whom it was made from. */
export interface FebrlRow {
  readonly record: LinkRecord
  readonly person: number
}

/**
 * Reads a CSV of FEBRL (public data for record linkage, with truth in `rec_id`). Its fields stand in for ours: the state is the district and the
 * postcode the village, the suburb the hamlet, the street number the RT, the street's name the second name (the mother's), and the social
 * security number the card, because it has no birth date in it. Each row is a list of its own: the file is made of doubles of one list.
 */
export async function readFebrl(path: string): Promise<readonly FebrlRow[]> {
  const rows = parse(await readFile(path, 'utf8'), { columns: (headings: string[]) => headings.map((heading) => heading.trim()), trim: true, skip_empty_lines: true })
  const states = new Map<string, number>()
  return (rows as Record<string, string>[]).map((row) => toRow(row, (state) => {
    const number = states.get(state) ?? states.size + 1
    states.set(state, number)
    return number
  }))
}

function toRow(row: Readonly<Record<string, string>>, stateNumber: (state: string) => number): FebrlRow {
  const text = (column: string): string | null => row[column] || null
  const [, person] = /^rec-(\d+)-/.exec(row['rec_id'] ?? '') ?? []
  if (person === undefined) throw new Error(`no FEBRL row: rec_id is "${row['rec_id']}"`)
  const streetNumber = Number(row['street_number'])
  return {
    person: Number(person),
    record: {
      id: row['rec_id']!, list: row['rec_id']!, name: `${row['given_name'] ?? ''} ${row['surname'] ?? ''}`.trim(), alias: null,
      sex: null, birthOn: dateOf(row['date_of_birth'] ?? ''), nik: null, card: text('soc_sec_id'), motherName: text('address_1'),
      areaId: areaOf(stateNumber(row['state'] ?? ''), row['postcode'] ?? ''), hamlet: text('suburb'), rw: null, rt: streetNumber > 0 ? streetNumber : null,
    },
  }
}

function isDay(day: string): boolean {
  const moment = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day)
}

function dateOf(text: string): string | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? []
  const written = `${year}-${month}-${day}`
  // Some duplicates were given days that no calendar has (19670273): they say nothing.
  return year !== undefined && isDay(written) ? written : null
}

function areaOf(state: number, postcode: string): number {
  return /^\d{3,4}$/.test(postcode) ? state * 10_000 + Number(postcode) : state
}
