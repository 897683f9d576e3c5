import type {
  ChronicIllness, CookingFuel, Dwelling, Education, Floor, HealthCover, Light, Roof, Schooling, Toilet, Wall, Water,
} from '#modules/registry/attribute/attribute.contract.ts'
import type { z } from 'zod'
import type { RelationCodes } from '#modules/registry/import/field.contract.ts'

/**
 * National code lists, and the words for the same things. Numbers: the Regsosek 2022.K questionnaire of the statistics office (items 301–310,
 * 412–431) and the civil registry's lists as village systems use them. A list's codes are one or the other; words need no codes.
 */
export interface CodeList<T> {
  /** By number, from 1; null: nothing of that kind. */
  readonly statistics: readonly (T | null)[]
  /** Only where the civil registry numbers it otherwise. */
  readonly civilRegistry?: readonly (T | null)[]
  /** The first that fits counts. */
  readonly words: readonly (readonly [RegExp, T | null])[]
}

/** What a cell says by a list's codes or in words; null: that there is nothing of the kind. Undefined when it says nothing that is known. */
export function readCode<T>(list: CodeList<T>, text: string, codes: RelationCodes): T | null | undefined {
  const numbers = codes === 'civil_registry' ? list.civilRegistry ?? list.statistics : list.statistics
  const plain = text.toUpperCase()
  const number = /^0*(\d{1,2})(?:\.|$)/.exec(plain)
  if (number !== null) return numbers[Number(number[1]) - 1]
  return list.words.find(([pattern]) => pattern.test(plain))?.[1]
}

type Of<T extends z.ZodType> = CodeList<z.infer<T>>

/** Item 301a. */
export const dwellingCodes: Of<typeof Dwelling> = {
  statistics: ['own', 'rent', 'rent_free', 'official', 'other', 'rent_free'],
  words: [[/BEBAS|MENUMPANG|NUMPANG|PINJAM/, 'rent_free'], [/MILIK|SENDIRI/, 'own'], [/KONTRAK|SEWA/, 'rent'], [/DINAS/, 'official'], [/LAIN/, 'other']],
}

/** Item 303. */
export const floorCodes: Of<typeof Floor> = {
  statistics: ['marble', 'ceramic', 'vinyl', 'tile', 'wood', 'cement', 'bamboo', 'earth', 'other'],
  words: [
    [/MARMER|GRANIT/, 'marble'], [/KERAMIK/, 'ceramic'], [/PARKET|VINIL|KARPET/, 'vinyl'], [/UBIN|TEGEL|TERASO/, 'tile'], [/KAYU|PAPAN/, 'wood'],
    [/SEMEN|PLESTER|BATA|COR/, 'cement'], [/BAMBU/, 'bamboo'], [/TANAH/, 'earth'], [/LAIN/, 'other'],
  ],
}

/** Item 304. */
export const wallCodes: Of<typeof Wall> = {
  statistics: ['masonry', 'plastered_bamboo', 'wood', 'woven_bamboo', 'logs', 'bamboo', 'other'],
  words: [
    [/PLESTER.*(BAMBU|KAWAT)/, 'plastered_bamboo'], [/TEMBOK|BATA|BATAKO|SEMEN/, 'masonry'], [/ANYAMAN|GEDE[KG]|SESEK/, 'woven_bamboo'], [/BATANG/, 'logs'],
    [/KAYU|PAPAN|GYPSUM|GRC|TRIPLEK/, 'wood'], [/BAMBU/, 'bamboo'], [/LAIN/, 'other'],
  ],
}

/** Item 305. */
export const roofCodes: Of<typeof Roof> = {
  statistics: ['concrete', 'clay', 'zinc', 'asbestos', 'shingle', 'bamboo', 'thatch', 'other'],
  words: [
    [/BETON|COR/, 'concrete'], [/GENT[EI]NG/, 'clay'], [/SENG|GALVALUM/, 'zinc'], [/ASBES/, 'asbestos'], [/SIRAP|KAYU/, 'shingle'], [/BAMBU/, 'bamboo'],
    [/JERAMI|IJUK|RUMBIA|DAUN|ALANG/, 'thatch'], [/LAIN/, 'other'],
  ],
}

/** Item 306a, with the codes 12 and 13 that village systems added. */
export const waterCodes: Of<typeof Water> = {
  statistics: [
    'bottled', 'refill', 'piped', 'pump', 'protected_well', 'open_well', 'protected_spring', 'open_spring', 'surface', 'rain', 'other', 'piped', 'piped',
  ],
  words: [
    [/ISI ULANG|GALON/, 'refill'], [/KEMASAN/, 'bottled'], [/LED[IE]NG|PDAM|PAMSIMAS|PAMDES|HIPPAM/, 'piped'], [/BOR|POMPA/, 'pump'],
    [/MATA AIR.*(TAK|TIDAK)/, 'open_spring'], [/MATA AIR/, 'protected_spring'], [/SUMUR.*(TAK|TIDAK)/, 'open_well'], [/SUMUR/, 'protected_well'],
    [/SUNGAI|DANAU|PERMUKAAN|IRIGASI|KOLAM/, 'surface'], [/HUJAN/, 'rain'], [/LAIN/, 'other'],
  ],
}

/** Item 307a. */
export const lightCodes: Of<typeof Light> = {
  statistics: ['metered', 'unmetered', 'other_electricity', 'no_electricity'],
  words: [
    [/BUKAN LISTRIK|PELITA|TEPLOK|SENTIR|TIDAK ADA/, 'no_electricity'], [/NON.?PLN|BUKAN PLN|GENSET|SURYA/, 'other_electricity'],
    [/TANPA METER|NYALUR|MENYALUR|NUMPANG/, 'unmetered'], [/PLN|METER|LISTRIK/, 'metered'],
  ],
}

/** Item 308. */
export const fuelCodes: Of<typeof CookingFuel> = {
  statistics: ['electricity', 'lpg_5', 'lpg_12', 'lpg_3', 'city_gas', 'biogas', 'kerosene', 'briquette', 'charcoal', 'firewood', 'other', 'none'],
  words: [
    [/TIDAK MEMASAK/, 'none'], [/5[.,]?5|BLUE|BRIGHT/, 'lpg_5'], [/\b12\b/, 'lpg_12'], [/BIOGAS/, 'biogas'], [/GAS KOTA|PGN|METERAN/, 'city_gas'],
    [/\b3 ?KG|MELON|GAS|LPG|ELPIJI/, 'lpg_3'], [/LISTRIK/, 'electricity'], [/MINYAK/, 'kerosene'], [/BRIKET/, 'briquette'], [/ARANG/, 'charcoal'],
    [/KAYU/, 'firewood'], [/LAIN/, 'other'],
  ],
}

/** Item 309a. */
export const toiletCodes: Of<typeof Toilet> = {
  statistics: ['own', 'shared', 'communal', 'public', 'unused', 'none'],
  words: [
    [/TIDAK ADA|TDK ADA|SUNGAI|KEBUN|SEMBARANG/, 'none'], [/TIDAK (DI)?(GUNA|PAKAI)/, 'unused'], [/KOMUNAL/, 'communal'], [/UMUM/, 'public'],
    [/BERSAMA|NUMPANG|TETANGGA/, 'shared'], [/SENDIRI|ADA|PRIBADI/, 'own'],
  ],
}

/** Item 412. */
export const schoolingCodes: Of<typeof Schooling> = {
  statistics: ['never', 'in_school', 'left'],
  words: [[/(TIDAK|TDK|BELUM|BLM)[ /]*(BELUM)? *PERNAH|BELUM SEKOLAH/, 'never'], [/LAGI|PUTUS|DROP ?OUT|^DO$|TAMAT/, 'left'], [/MASIH|BERSEKOLAH|AKTIF|^YA$/, 'in_school']],
}

const primary = Array<z.infer<typeof Education>>(5).fill('primary')
const lower = Array<z.infer<typeof Education>>(5).fill('lower_secondary')
const upper = Array<z.infer<typeof Education>>(7).fill('upper_secondary')

/** Item 415 (diploma held, Paket A … S3, 23: none of a primary school); the civil registry counts 1–10. */
export const educationCodes: Of<typeof Education> = {
  statistics: [...primary, ...lower, ...upper, 'diploma_3', 'bachelor', 'bachelor', 'master', 'doctor', 'primary_unfinished'],
  civilRegistry: ['none', 'primary_unfinished', 'primary', 'lower_secondary', 'upper_secondary', 'diploma_2', 'diploma_3', 'bachelor', 'master', 'doctor'],
  words: [
    [/(TIDAK|BELUM|TDK|BLM)[ /]*(BELUM|PERNAH)?[ /]*SEKOLAH/, 'none'], [/(BELUM|TIDAK|TDK|BLM) TAMAT SD|TIDAK LULUS SD|TIDAK PUNYA IJAZAH/, 'primary_unfinished'],
    [/SLTP|SMP|MTS|PAKET B/, 'lower_secondary'], [/SLTA|SMA|SMK|MAN?\b|ALIYAH|PAKET C/, 'upper_secondary'], [/\bD(IPLOMA)? ?(I|II|1|2)(\/.*)?$|DIPLOMA I\/II/, 'diploma_2'],
    [/\bD(IPLOMA)? ?(III|3)\b|AKADEMI|SARJANA MUDA/, 'diploma_3'], [/\bS ?(3|III)\b|STRATA.*III|DOKTOR/, 'doctor'], [/\bS ?(2|II)\b|STRATA.*II\b|MAGISTER/, 'master'],
    [/\bS ?(1|I)\b|\bD ?(IV|4)\b|STRATA.*I\b|SARJANA/, 'bachelor'], [/\bSD\b|\bMI\b|SEDERAJAT|PAKET A/, 'primary'],
  ],
}

/** Item 430; the civil registry counts 1–14, of which 14 is none. */
export const illnessCodes: Of<typeof ChronicIllness> = {
  statistics: [
    null, 'hypertension', 'other', 'asthma', 'heart', 'diabetes', 'tuberculosis', 'stroke', 'cancer', 'kidney', 'other', 'hiv', 'other', 'liver', 'other', 'cancer',
    'other', 'other',
  ],
  civilRegistry: [
    'heart', 'liver', 'lung', 'cancer', 'stroke', 'diabetes', 'kidney', 'malaria', 'leprosy', 'hiv', 'mental', 'tuberculosis', 'asthma', null,
  ],
  words: [
    [/TIDAK|TDK|SEHAT|NIHIL/, null], [/HIPERTENSI|DARAH TINGGI/, 'hypertension'], [/JANTUNG/, 'heart'], [/LEVER|LIVER|HATI|SIROSIS|HEPATITIS/, 'liver'],
    [/TBC?\b|TUBERK|\bTB PARU/, 'tuberculosis'], [/PARU|PPOK/, 'lung'], [/KANKER|TUMOR|LEUK/, 'cancer'], [/STROKE|STRUK/, 'stroke'], [/DIABET|GULA|KENCING MANIS|^DM$/, 'diabetes'],
    [/GINJAL|CUCI DARAH/, 'kidney'], [/MALARIA/, 'malaria'], [/KUSTA|LEPRA/, 'leprosy'], [/HIV|AIDS/, 'hiv'], [/JIWA|ODGJ|SKIZO/, 'mental'], [/ASMA/, 'asthma'],
    [/LAIN|REMATIK|KOLESTEROL|ALZHEIMER|THALASEMIA|HAEMOFILIA/, 'other'],
  ],
}

// Item 431a adds up what somebody has: 1 state, 2 self, 4 employer, 8 other; 99 other. What the state pays counts first.
const coverBits: readonly (readonly [number, z.infer<typeof HealthCover>])[] = [[1, 'state_paid'], [4, 'employer'], [2, 'self_paid'], [8, 'other']]
const civilCover: readonly z.infer<typeof HealthCover>[] = ['none', 'state_paid', 'self_paid']
const coverWords: readonly (readonly [RegExp, z.infer<typeof HealthCover>])[] = [
  [/NON.?PBI|MANDIRI|PBPU/, 'self_paid'], [/PBI|KIS|JAMKESDA|PEMERINTAH/, 'state_paid'], [/PPU|PERUSAHAAN|PEKERJA|PEMBERI KERJA|ASKES|PNS|ASN/, 'employer'],
  [/TIDAK|TDK|BELUM|NON.?AKTIF/, 'none'], [/LAIN|SWASTA/, 'other'],
]

/** Who pays for somebody's health cover; undefined when unknown. */
export function readHealthCover(text: string, codes: RelationCodes): z.infer<typeof HealthCover> | undefined {
  const plain = text.toUpperCase()
  if (!/^\d{1,2}$/.test(plain)) return coverWords.find(([pattern]) => pattern.test(plain))?.[1]
  const number = Number(plain)
  if (number === 99) return 'other'
  if (codes === 'civil_registry') return civilCover[number - 1]
  return number === 0 ? 'none' : coverBits.find(([bit]) => (number & bit) !== 0 && number < 16)?.[1]
}
