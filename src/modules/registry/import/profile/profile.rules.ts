import type { ImportSettings } from '#modules/people/regency/imports.contract.ts'
import type { ImportField, RelationCodes } from '#modules/registry/import/field.contract.ts'
import { headingKey } from '#modules/registry/import/heading.rules.ts'

/** How lists of one system are laid out: by which headings they are known, whose codes they use, what its own headings mean. */
export interface Profile {
  readonly key: ProfileKey
  /** Proper names, the same in every language. */
  readonly name: string
  /** Headings (by `headingKey`) that only such lists have, each with its weight. */
  readonly marks: Readonly<Record<string, number>>
  readonly codes: RelationCodes
  /** What headings of this system mean; null: nothing that we read. */
  readonly headings: Readonly<Record<string, ImportField | null>>
}

export const profileKeys = ['siks_ng', 'siak', 'pbi_jkn', 'regsosek', 'opensid', 'free'] as const
export type ProfileKey = (typeof profileKeys)[number]

/**
 * The usual layouts. Sources: columns of the civil registry's consolidated export (`NAMA_LGKP`, `STAT_HBKEL` …); question numbers of Regsosek
 * 2022.K and the names of its fields in village systems (`kd_hubungan_dg_kk` …); headings of SIKS-NG family lists as villages publish them;
 * of the health insurer's membership lists (`PSNOKA`, `PISAT` …); of the resident export of OpenSID.
 */
const profiles: readonly Profile[] = [
  {
    key: 'siks_ng', name: 'SIKS-NG / DTSEN', codes: 'civil_registry',
    marks: { 'ID DTSEN': 3, IDSEMESTA: 3, 'ID KELUARGA': 1, 'ID BDT': 2, 'ID DTKS': 2, 'DESIL NASIONAL': 2, DESIL: 1, 'STATUS PKH': 2, 'STATUS BPNT': 2, 'STATUS SEMBAKO': 2, 'STATUS PBI': 2, 'PERINGKAT KESEJAHTERAAN': 1 },
    headings: {
      'STATUS PKH': 'receivesPkh', PKH: 'receivesPkh', 'STATUS BPNT': 'receivesSembako', 'STATUS SEMBAKO': 'receivesSembako', BPNT: 'receivesSembako',
      'STATUS PBI': 'receivesPbi', 'PBI JKN': 'receivesPbi', 'PBI JK': 'receivesPbi', 'STATUS BLT DD': 'receivesBltDd',
    },
  },
  {
    key: 'siak', name: 'SIAK (Dukcapil)', codes: 'civil_registry',
    marks: { 'NAMA LGKP': 3, 'JENIS KLMIN': 2, 'TMPT LHR': 2, 'TGL LHR': 1, 'STAT HBKEL': 3, 'JENIS PKRJN': 2, 'PDDK AKH': 2, 'STAT KWN': 2, 'NAMA LGKP IBU': 2, 'NO PROP': 1, 'NO KAB': 1, 'NO KEC': 1, 'NO KEL': 1 },
    headings: { 'PDDK AKH': 'education', 'STAT KWN': 'marital', 'JENIS PKRJN': 'occupation', 'PNYDNG CCT': 'disability', 'NO KEL': null, 'NO KEC': null },
  },
  {
    key: 'pbi_jkn', name: 'BPJS Kesehatan (PBI-JKN)', codes: 'civil_registry',
    marks: { PSNOKA: 4, NOKA: 3, NOKAPST: 3, 'NO KARTU BPJS': 3, 'NO KARTU JKN': 3, PISAT: 3, NMPPK: 2, NMFASKES: 2, FASKES: 1, 'NAMA FASKES': 1, 'SEGMEN PESERTA': 2, 'STATUS KEPESERTAAN': 2, TGLLHR: 1, JENKEL: 1 },
    headings: {
      PSNOKA: null, NOKA: null, NOKAPST: null, 'NO KARTU': null, 'NO KARTU BPJS': null, 'NO KARTU JKN': null, PISAT: null, TGLLHR: 'birthOn', TMPLHR: 'birthPlace', JENKEL: 'sex',
      'SEGMEN PESERTA': 'healthCover', SEGMEN: 'healthCover', 'JENIS KEPESERTAAN': 'healthCover', 'STATUS KEPESERTAAN': null, NMPPK: null, NMFASKES: null,
      NMDESA: 'village', NMKELURAHAN: 'village', NMKEC: 'district',
    },
  },
  {
    key: 'regsosek', name: 'Regsosek 2022.K (BPS)', codes: 'statistics',
    marks: {
      'HUBUNGAN DENGAN KEPALA KELUARGA': 1, 'KD HUBUNGAN DG KK': 3, 'STATUS KEPEMILIKAN BANGUNAN TEMPAT TINGGAL': 2, 'KD STAT BANGUNAN TINGGAL': 3, 'NAMA SLS': 2, 'NAMA ANGGOTA KELUARGA': 1,
      'LUAS LANTAI': 1, 'JENIS LANTAI TERLUAS': 2, 'JENIS DINDING TERLUAS': 2, 'JENIS ATAP TERLUAS': 2, 'PARTISIPASI SEKOLAH': 1, 'IJAZAH TERTINGGI': 1,
    },
    headings: {
      'KD HUBUNGAN DG KK': 'relation', 'KD STAT BANGUNAN TINGGAL': 'dwelling', 'KD JENIS LANTAI TERLUAS': 'floor', 'KD JENIS DINDING': 'wall', 'KD JENIS ATAP': 'roof',
      'KD SUMBER AIR MINUM': 'water', 'KD SUMBER PENERANGAN UTAMA': 'light', 'KD DAYA TERPASANG': 'power', 'KD BAHAN BAKAR MEMASAK': 'cookingFuel',
      'KD FASILITAS TEMPAT BAB': 'toilet', 'KD BSS BNPT': 'receivesSembako', 'KD PKH': 'receivesPkh', 'KD BLT DANA DESA': 'receivesBltDd', 'KD IKUT PIP': 'receivesPip',
      'KD PARTISIPASI SEKOLAH': 'schooling', 'KD IJAZAH TERTINGGI': 'education', 'KD PENYAKIT KRONIS MENAHUN': 'chronicIllness', 'KD JAMKES SETAHUN': 'healthCover',
      'KD PENDIDIKAN TERTINGGI': null, 'IJAZAH TERTINGGI': 'education', 'IJAZAH TERTINGGI YANG DIMILIKI': 'education',
    },
  },
  {
    key: 'opensid', name: 'OpenSID', codes: 'civil_registry',
    marks: { 'NOMOR NIK': 2, 'NOMOR KK': 1, 'HUB KELUARGA': 2, 'GOL DARAH': 1, 'AKTA LAHIR': 1, 'STATUS DASAR': 2, 'SAKIT MENAHUN': 2, 'KTP EL': 1, 'CARA KB': 1, AGAMA: 1, 'JENIS ASURANSI': 1 },
    headings: { 'SAKIT MENAHUN': 'chronicIllness', HAMIL: 'pregnant', CACAT: 'disability', 'JENIS ASURANSI': 'healthCover', ASURANSI: 'healthCover' },
  },
  { key: 'free', name: '', codes: 'civil_registry', marks: {}, headings: {} },
]

/** How a list was recognised. */
export interface RecognisedProfile {
  readonly key: ProfileKey
  readonly name: string
  /** 0–100: how sure; 0 for a list of no known layout. */
  readonly score: number
  /** The headings of the list by which it was known, as they are written, the weightiest first. */
  readonly because: readonly string[]
}

const leastWeight = 3

/** What the regency says about layouts: one that is taken when a list fits two, and those that no list is taken for. */
export type LayoutSettings = Pick<ImportSettings, 'preferredLayout' | 'disabledLayouts'>

/** The layout of a list by its headings. Less than two marks or little weight: a list of no known layout. */
export function recogniseProfile(headings: readonly string[], { preferredLayout, disabledLayouts }: LayoutSettings): RecognisedProfile {
  const written = new Map(headings.map((heading) => [headingKey(heading), heading]))
  const ranked = profiles.filter((profile) => !disabledLayouts.includes(profile.key)).map((profile) => weigh(profile, written))
    .toSorted((one, other) => other.weight - one.weight)
  const preferred = ranked.find(({ profile, weight, because }) => profile.key === preferredLayout && weight >= leastWeight && because.length >= 2)
  const [best, next] = preferred === undefined ? ranked : [preferred, ...ranked.filter((other) => other !== preferred)]
  if (best === undefined || best.because.length < 2 || best.weight < leastWeight) return { key: 'free', name: '', score: 0, because: [] }
  const { profile, weight, because } = best
  // Sure is what weighs much and leaves the next layout far behind.
  const rival = Math.min(weight, next?.weight ?? 0)
  const score = Math.round(Math.min(1, weight / 6) * (1 - rival / (2 * weight)) * 100)
  return { key: profile.key, name: profile.name, score, because }
}

function weigh(profile: Profile, written: ReadonlyMap<string, string>): { profile: Profile; weight: number; because: readonly string[] } {
  const found = Object.entries(profile.marks).filter(([mark]) => written.has(mark)).toSorted(([, one], [, other]) => other - one)
  return { profile, weight: found.reduce((sum, [, weight]) => sum + weight, 0), because: found.map(([mark]) => written.get(mark) ?? mark) }
}

/** The profile of a key. */
export function findProfile(key: ProfileKey): Profile {
  return profiles.find((profile) => profile.key === key) ?? profiles.at(-1)!
}

/** What headings mean in this regency, by `headingKey`. */
export function ownHeadings({ headings }: ImportSettings): ReadonlyMap<string, ImportField | null> {
  return new Map(headings.map(({ heading, field }) => [headingKey(heading), field as ImportField | null]))
}
