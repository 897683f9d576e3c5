import type { PersonValues } from '#modules/registry/attribute/attribute.contract.ts'
import { Disability, Marital } from '#modules/registry/attribute/attribute.contract.ts'
import type { z } from 'zod'

const nothing = /^([-–—._~*]+|0|NULL|NIHIL|N\/A|NA|TIDAK ADA|TDK ADA|TIDAK PUNYA|BELUM ADA|KOSONG|TIDAK DIKETAHUI)$/i

/** Whether a text only says that there is nothing to say. */
export function isNothing(text: string): boolean {
  return text === '' || nothing.test(text)
}

/** Male or female in the words and codes of lists (L/P, 1/2, LAKI-LAKI …); undefined when it says neither. */
export function readSex(text: string): 'male' | 'female' | undefined {
  const plain = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  if (/^(L|LK|LAKI|LAKILAKI|LAKI2|LELAKI|PRIA|M|MALE|0?1)$/.test(plain)) return 'male'
  if (/^(P|PR|PRP|PEREMPUAN|PEREMPUAAN|WANITA|W|F|FEMALE|0?2)$/.test(plain)) return 'female'
  return undefined
}

/** The official decile, 1–10 (`4`, `Desil 4`, `D4`); undefined when the text is no decile. */
export function readDecile(text: string): number | undefined {
  const found = /^(?:DESIL|DSL|D)?\s*[-:]?\s*0?(\d{1,2})(?:[.,]0+)?$/i.exec(text)
  const decile = Number(found?.[1] ?? 0)
  return decile >= 1 && decile <= 10 ? decile : undefined
}

/** A telephone number as it is dialled here (`0812…`); a number cell has lost its first zero. Undefined when it cannot be one. */
export function readPhone(text: string): string | undefined {
  const digits = text.replaceAll(/[^\d+]/g, '').replace(/^(\+?62|0062)/, '0').replace(/^8/, '08')
  return /^0\d{8,13}$/.test(digits) ? digits : undefined
}

/** A number of RT or RW; null: none (0, blank). Undefined when the text is no such number. */
export function readNeighbourhoodNumber(text: string): number | null | undefined {
  if (isNothing(text)) return null
  const found = /^(?:R[TW])?[\s.:]*0*(\d{1,3})(?:[.,]0+)?$/i.exec(text)
  if (found === null) return /^(?:R[TW])?[\s.:]*0+$/i.test(text) ? null : undefined
  return Number(found[1]) === 0 ? null : Number(found[1])
}

/** RT and RW from one cell (`001/002`, `RT 1 RW 2`, `RW 02 / RT 01`); undefined when they cannot be told. */
export function readNeighbourhood(text: string): { rt: number | null; rw: number | null } | undefined {
  if (isNothing(text)) return { rt: null, rw: null }
  const found = /^(?:R[TW][\s.:]*(?:\/\s*R[TW])?[\s.:]*)?(\d{1,3})\s*(?:[/\-,.\s]|R[TW]|[:.])+\s*(\d{1,3})$/i.exec(text)
  if (found === null) return undefined
  const [first, second] = [Number(found[1]) || null, Number(found[2]) || null]
  const rwComesFirst = /^RW(?!\s*[./]?\s*\d*\s*$)/i.test(text) && /^RW[^T]*RT/i.test(text)
  return rwComesFirst ? { rt: second, rw: first } : { rt: first, rw: second }
}

type Word<T> = readonly (readonly [RegExp, T])[]

const maritalWords: Word<z.infer<typeof Marital>> = [
  [/BELUM|LAJANG|^BK$|TIDAK KAWIN/, 'single'], [/CERAI MATI|JANDA MATI|DUDA MATI|^CM$/, 'widowed'], [/CERAI|JANDA|DUDA|^CH$/, 'divorced'], [/KAWIN|NIKAH|^K$/, 'married'],
]

const disabilityWords: Word<z.infer<typeof Disability>> = [
  [/FISIK.*(MENTAL|JIWA)|GANDA/, 'physical_mental'], [/FISIK|DAKSA|TUBUH|LUMPUH/, 'physical'], [/NETRA|BUTA/, 'sight'],
  [/RUNGU|WICARA|TULI|BISU/, 'hearing_speech'], [/MENTAL|JIWA|GRAHITA|ODGJ/, 'mental'], [/LAIN/, 'other'],
]

/** Marital status in words or in code 1–4 (both registers count alike); undefined when unknown. */
export function readMarital(text: string): PersonValues['marital'] {
  return byCode(text, Marital.options) ?? byWord(text, maritalWords)
}

/** Kind of disability in words or in the civil registry's code 1–6; null: none; undefined when unknown. */
export function readDisability(text: string): z.infer<typeof Disability> | null | undefined {
  if (isNothing(text) || /^(7|07|TIDAK.*|TDK.*|NON.*|NORMAL|BUKAN.*)$/i.test(text)) return null
  return byCode(text, Disability.options) ?? byWord(text, disabilityWords)
}

// Words of the civil registry's list of occupations (1–89) that lists of poor families use.
const occupations: readonly (readonly [number, string])[] = [
  [1, 'BELUM/TIDAK BEKERJA|BELUM BEKERJA|TIDAK BEKERJA|MENGANGGUR|TDK BEKERJA'], [2, 'MENGURUS RUMAH TANGGA|IBU RUMAH TANGGA|IRT'],
  [3, 'PELAJAR/MAHASISWA|PELAJAR|MAHASISWA|SISWA'], [4, 'PENSIUNAN'], [5, 'PEGAWAI NEGERI SIPIL|PNS|ASN'], [8, 'PERDAGANGAN'],
  [9, 'PETANI/PEKEBUN|PETANI|TANI|PEKEBUN'], [10, 'PETERNAK'], [11, 'NELAYAN/PERIKANAN|NELAYAN'], [12, 'INDUSTRI'], [13, 'KONSTRUKSI'], [14, 'TRANSPORTASI'],
  [15, 'KARYAWAN SWASTA|SWASTA'], [18, 'KARYAWAN HONORER|HONORER'], [19, 'BURUH HARIAN LEPAS|BURUH LEPAS|BURUH|KULI'], [20, 'BURUH TANI/PERKEBUNAN|BURUH TANI'],
  [21, 'BURUH NELAYAN/PERIKANAN|BURUH NELAYAN'], [22, 'BURUH PETERNAKAN'], [23, 'PEMBANTU RUMAH TANGGA|PRT'], [26, 'TUKANG BATU'], [27, 'TUKANG KAYU'], [30, 'TUKANG JAHIT|PENJAHIT'],
  [35, 'MEKANIK'], [81, 'SOPIR|SUPIR'], [84, 'PEDAGANG'], [85, 'PERANGKAT DESA'], [86, 'KEPALA DESA'], [65, 'GURU'], [88, 'WIRASWASTA'], [89, 'LAINNYA|LAIN-LAIN'],
]
const occupationOf = new Map(occupations.flatMap(([code, words]) => words.split('|').map((word): [string, number] => [word, code])))

/** An occupation as the number of the civil registry's list, from a number or a word; undefined when it is not in the list. */
export function readOccupation(text: string): number | undefined {
  const code = /^0?\d{1,2}$/.test(text) ? Number(text) : occupationOf.get(text.toUpperCase())
  return code !== undefined && code >= 1 && code <= 89 ? code : undefined
}

function byCode<T>(text: string, options: readonly T[]): T | undefined {
  return /^0?\d{1,2}$/.test(text) ? options[Number(text) - 1] : undefined
}

function byWord<T>(text: string, words: Word<T>): T | undefined {
  const plain = text.toUpperCase()
  return words.find(([pattern]) => pattern.test(plain))?.[1]
}
