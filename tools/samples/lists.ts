import type { Area, Regency } from '#modules/people/index.ts'
import { relations } from '#modules/registry/family/relation.rules.ts'
import type { ImportField } from '#modules/registry/import/field.contract.ts'
import { dwellingCodes, floorCodes, fuelCodes, roofCodes, wallCodes, type CodeList } from '#modules/registry/import/profile/code-list.rules.ts'
import { rowsWith, type MistakeName } from './mistakes.ts'
import { demoSecretariat, demoVillage, samplePeople, type SamplePerson } from './people.ts'
import type { Sample, SampleColumn, SampleRow, Value } from './sheet.ts'

type Column = SampleColumn & { readonly value: (person: SamplePerson, at: number) => Value }

const relationWords: Readonly<Record<SamplePerson['relation'], string>> = {
  head: 'KEPALA KELUARGA', husband: 'SUAMI', wife: 'ISTRI', child: 'ANAK', child_in_law: 'MENANTU', grandchild: 'CUCU', parent: 'ORANG TUA', parent_in_law: 'MERTUA',
  other_relative: 'FAMILI LAIN', helper: 'PEMBANTU', other: 'LAINNYA',
}
const statisticsCodes: Readonly<Record<SamplePerson['relation'], number>> = {
  head: 1, husband: 2, wife: 2, child: 3, child_in_law: 4, grandchild: 5, parent: 6, parent_in_law: 6, other_relative: 8, helper: 7, other: 8,
}
const months = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember']

/** The same day in five spellings, as many hands write it. */
function spellDay(birthOn: string, at: number): Value {
  const [year = '', month = '', day = ''] = birthOn.split('-')
  const spellings: readonly Value[] = [
    `${day}-${month}-${year}`, `${day}/${month}/${year}`, birthOn, `${Number(day)} ${months[Number(month) - 1]} ${year}`, new Date(`${birthOn}T00:00:00Z`),
  ]
  return spellings[at % spellings.length] ?? null
}

function column(heading: SampleColumn['heading'], field: ImportField | null, value: Column['value']): Column {
  return { heading, field, value }
}

const pad = (value: number): string => String(value).padStart(3, '0')
const plainDay = (person: SamplePerson): string => person.birthOn.split('-').toReversed().join('-')

interface Workshop {
  readonly regency: Regency
  readonly folder: string
  readonly seed: number
}

/** Every sample list, in the order of its number. */
export async function makeLists(workshop: Workshop): Promise<readonly Sample[]> {
  const makers = [siksNg, openSid, siak, villageNotes, pkhText, statisticsList, wholeRegency, unknownHeadings, healthInsurer, village]
  return Promise.all(makers.map((make) => make(workshop)))
}

async function peopleOf(workshop: Workshop, what: { families: number; skip: number }): Promise<{ people: readonly SamplePerson[]; village: Area; username: string }> {
  const { village, username } = demoVillage(workshop.regency)
  const families = await samplePeople(workshop.regency, workshop.folder, { seed: workshop.seed, villages: [village], ...what })
  return { people: families.flat(), village, username }
}

/** As SIKS-NG hands it out: titles over the whole width, column numbers below the headings, numbers of identity as text. */
async function siksNg(workshop: Workshop): Promise<Sample> {
  const { people, village, username } = await peopleOf(workshop, { families: 18, skip: 0 })
  const columns: Column[] = [
    column('NO', null, (_, at) => at + 1), column('NO. KK', 'card', (p) => p.card), column('NIK', 'nik', (p) => p.nik), column('NAMA', 'name', (p) => p.name),
    column('JENIS KELAMIN', 'sex', (p) => (p.sex === 'male' ? 'Laki-laki' : 'Perempuan')), column('TEMPAT LAHIR', 'birthPlace', (p) => p.birthPlace),
    column('TGL LAHIR', 'birthOn', plainDay), column('HUBUNGAN KELUARGA', 'relation', (p) => relationWords[p.relation]),
    column('ALAMAT', 'address', (p) => `DSN ${p.hamlet.toUpperCase()} RT ${pad(p.rt)} RW ${pad(p.rw)}`), column('DESA/KELURAHAN', 'village', (p) => p.village.toUpperCase()),
    column('KECAMATAN', 'district', (p) => p.district.toUpperCase()), column('DESIL', 'decile', (p) => p.decile), column('STATUS PKH', 'receivesPkh', (_, at) => (at % 3 === 0 ? 'YA' : 'TIDAK')),
  ]
  const names: MistakeName[] = ['nikOf15', 'day31February', 'nikRounded', 'decileEleven', 'relationUnknown', 'nikOfZeros']
  return {
    file: '1-siks-ng.xlsx', profile: 'siks_ng', username, source: 'siks_ng', asOfOn: '2026-10-17',
    about: { id: 'Daftar keluarga menurut SIKS-NG, judul di atas tabel dan nomor kolom di bawah judul', en: 'A list of SIKS-NG, with titles above and column numbers below the headings' },
    titles: [[`DAFTAR KELUARGA DESIL 1 SAMPAI 5 DESA ${village.name.toUpperCase()}`], ['KEADAAN 17 OKTOBER 2026'], []], columns, hasColumnNumbers: true,
    rows: rowsWith(people, columns, names), form: { kind: 'xlsx', sheet: 'Data' },
  }
}

/** As OpenSID exports residents: codes of the civil registry, days with the year first. */
async function openSid(workshop: Workshop): Promise<Sample> {
  const { people, username } = await peopleOf(workshop, { families: 14, skip: 10 })
  const columns: Column[] = [
    column('Alamat', 'address', (p) => p.street), column('Dusun', 'hamlet', (p) => p.hamlet.toUpperCase()), column('RW', 'rw', (p) => pad(p.rw)), column('RT', 'rt', (p) => pad(p.rt)),
    column('Nama', 'name', (p) => p.name), column('Nomor KK', 'card', (p) => p.card), column('Nomor NIK', 'nik', (p) => p.nik),
    column('Jenis Kelamin', 'sex', (p) => (p.sex === 'male' ? 1 : 2)), column('Tempat Lahir', 'birthPlace', (p) => p.birthPlace.toUpperCase()), column('Tanggal Lahir', 'birthOn', (p) => p.birthOn),
    column('Agama', null, () => 1), column('Pekerjaan', 'occupation', (p) => p.occupation), column('Hub. Keluarga', 'relation', (p) => relations.indexOf(p.relation) + 1),
    column('Nama Ibu', 'motherName', (p) => p.motherName),
  ]
  const names: MistakeName[] = ['nikTemporary', 'nikOf17', 'cardShort', 'relationBlank', 'neighbourhoodUnreadable', 'nameWithDigits']
  return {
    file: '2-opensid.xlsx', profile: 'opensid', username, source: 'opensid', asOfOn: '2026-09-01',
    about: { id: 'Ekspor penduduk OpenSID: kode angka Dukcapil, tanpa kolom desa', en: 'An export of OpenSID: codes of the civil registry, without a column of villages' },
    titles: [], columns, rows: rowsWith(people, columns, names), form: { kind: 'xlsx', sheet: 'Penduduk' },
  }
}

/** As the civil registry's system writes it: short headings with underscores, semicolons, the encoding of old Windows. */
async function siak(workshop: Workshop): Promise<Sample> {
  const { people, username } = await peopleOf(workshop, { families: 12, skip: 30 })
  const columns: Column[] = [
    column('NO_KK', 'card', (p) => p.card), column('NIK', 'nik', (p) => p.nik), column('NAMA_LGKP', 'name', (p, at) => (at % 7 === 3 ? p.name.replace('E', 'É') : p.name)),
    column('JENIS_KLMIN', 'sex', (p) => (p.sex === 'male' ? 'LAKI-LAKI' : 'PEREMPUAN')), column('TMPT_LHR', 'birthPlace', (p) => p.birthPlace),
    column('TGL_LHR', 'birthOn', (p) => plainDay(p).replaceAll('-', '/')), column('STAT_HBKEL', 'relation', (p) => relationWords[p.relation]),
    column('ALAMAT', 'address', (p) => `LINGK. ${p.hamlet.toUpperCase()}; “RUMAH”`), column('NO_RT', 'rt', (p) => p.rt), column('NO_RW', 'rw', (p) => p.rw),
    column('NAMA_KEL', 'village', (p) => p.village), column('NAMA_KEC', 'district', (p) => p.district), column('NAMA_LGKP_IBU', 'motherName', (p) => p.motherName),
  ]
  const names: MistakeName[] = ['dayAmerican', 'daySwapped', 'sexOther', 'nikWithLetters', 'dayInFuture', 'nikOfImpossibleDay']
  return {
    file: '3-siak.csv', profile: 'siak', username, source: 'siak', asOfOn: '2026-08-31',
    about: { id: 'CSV ala SIAK: titik koma, Windows-1252, hari dan bulan tertukar', en: 'CSV in the manner of SIAK: semicolons, Windows-1252, day and month swapped' },
    titles: [], columns, rows: rowsWith(people, columns, names), form: { kind: 'csv', delimiter: ';', encoding: 'windows-1252' },
  }
}

/** As a village keeps it by hand: headings on two rows, the card's number in one tall cell, five ways to write a day, sums and signatures below. */
async function villageNotes(workshop: Workshop): Promise<Sample> {
  const { people, village, username } = await peopleOf(workshop, { families: 16, skip: 46 })
  const columns: Column[] = [
    column('No', null, (_, at) => at + 1), column('No. Kartu Keluarga', 'card', (p) => p.card), column('Nama Lengkap', 'name', (p) => p.name), column('NIK', 'nik', (p) => p.nik),
    column('L/P', 'sex', (p) => (p.sex === 'male' ? 'L' : 'P')), column(['Kelahiran', 'Tempat'], 'birthPlace', (p) => p.birthPlace), column(['Kelahiran', 'Tanggal'], 'birthOn', (p, at) => spellDay(p.birthOn, at)),
    column('SHDK', 'relation', (p) => relationWords[p.relation].toLowerCase()), column(['Alamat', 'Dusun'], 'hamlet', (p) => p.hamlet),
    column(['Alamat', 'RT'], 'rt', (p) => p.rt), column(['Alamat', 'RW'], 'rw', (p) => p.rw), column('Desil', 'decile', (p) => `Desil ${p.decile}`), column('Ket.', null, () => null),
  ]
  const names: MistakeName[] = [
    'nikOf15', 'nikOf17', 'nikWithLetters', 'nikWithBlanks', 'nikWithApostrophe', 'nikAsNumber', 'day31February', 'dayOfTwoDigitYear', 'dayOfYearOnly', 'dayUnreadable', 'dayDiffers',
    'sexUnreadable', 'nameBlank', 'decileFormula', 'cellError',
  ]
  const rows = rowsWith(people, columns, names)
  const blank = columns.map((): Value => null)
  const extra: SampleRow[] = [
    { values: blank.with(2, 'JUMLAH').with(11, `${people.length}`), kinds: ['row_not_a_person'] },
    { values: blank.with(8, `Kepala Desa ${village.name}`), kinds: ['row_not_a_person'] },
  ]
  const printed = columns.map(({ heading }): Value => (typeof heading === 'string' ? heading : heading[1]))
  const middle = Math.floor(rows.length / 2)
  return {
    file: '4-catatan-desa.xlsx', profile: 'free', username, source: 'village_list', asOfOn: '2026-11-01',
    about: { id: 'Catatan desa: judul dua baris, sel digabung, tanggal lima ejaan, rumus, baris jumlah', en: 'A village’s own notes: headings on two rows, merged cells, days in five spellings, formulas, sums' },
    titles: [[`DATA WARGA MISKIN DESA ${village.name.toUpperCase()}`]], columns,
    rows: [...rows.slice(0, middle), { values: printed, kinds: ['row_is_header'] }, ...rows.slice(middle), ...repeatRow(rows, middle + 3), ...extra],
    form: { kind: 'xlsx', sheet: 'Sheet1', mergedColumns: [1] },
  }
}

/** The same person written again further down; the later row is refused. */
function repeatRow(rows: readonly SampleRow[], from: number): SampleRow[] {
  const row = rows.slice(from).find((each) => each.kinds.length === 0)
  return row === undefined ? [] : [{ values: row.values, kinds: ['row_repeated'] }]
}

/** As a spreadsheet exports text that it opened as numbers: tabs, UTF-16, numbers in short form. */
async function pkhText(workshop: Workshop): Promise<Sample> {
  const { people, username } = await peopleOf(workshop, { families: 10, skip: 66 })
  const heads = people.filter((person) => person.relation === 'head')
  const columns: Column[] = [
    column('NIK PENGURUS', 'nik', (p) => p.nik), column('NAMA PENGURUS', 'name', (p) => p.name), column('Tempat, Tgl Lahir', 'birthPlaceAndDay', (p) => `${p.birthPlace}, ${plainDay(p)}`),
    column('RT/RW', 'neighbourhood', (p) => `${pad(p.rt)}/${pad(p.rw)}`), column('DUSUN', 'hamlet', (p) => p.hamlet), column('DESA', 'village', (p) => `Ds. ${p.village}`),
    column('NO HP', 'phone', (_, at) => `08123456${String(1000 + at)}`), column('BANK', null, () => 'BNI'),
  ]
  return {
    file: '5-pkh-teks.csv', profile: 'free', username, source: 'pkh', asOfOn: '2026-07-01',
    about: { id: 'Teks UTF-16 dengan tab: satu penerima per keluarga, NIK menjadi 3,51E+15', en: 'UTF-16 text with tabs: one recipient a family, a NIK turned into 3,51E+15' },
    titles: [], columns, rows: rowsWith(heads, columns, ['nikShort', 'nikOfZeros', 'nameBlank']), form: { kind: 'csv', delimiter: '\t', encoding: 'utf-16le' },
  }
}

/** As the statistics office numbers it: other relation codes, headings with question numbers, commas. */
async function statisticsList(workshop: Workshop): Promise<Sample> {
  const { people, username } = await peopleOf(workshop, { families: 14, skip: 80 })
  const columns: Column[] = [
    column('Nomor KK', 'card', (p) => p.card), column('402. Nama Anggota Keluarga', 'name', (p) => p.name), column('403. NIK', 'nik', (p) => p.nik),
    column('405. Jenis Kelamin', 'sex', (p) => (p.sex === 'male' ? 1 : 2)), column('406. Tanggal Lahir', 'birthOn', (p) => plainDay(p).replaceAll('-', '')),
    column('409. Hubungan dengan Kepala Keluarga', 'relation', (p) => statisticsCodes[p.relation]), column('Nama SLS', 'hamlet', (p) => `RT ${pad(p.rt)} RW ${pad(p.rw)} DUSUN ${p.hamlet.toUpperCase()}`),
    column('Desa/Kelurahan', 'village', (p) => p.village), column('Desil Kesejahteraan', 'decile', (p) => p.decile),
    column('301a. Status kepemilikan bangunan tempat tinggal', 'dwelling', codeOf(dwellingCodes, (p) => p.house.dwelling)), column('302. Luas lantai', 'floorArea', (p) => p.house.floorAreaSquareMeters ?? null),
    column('303. Jenis lantai terluas', 'floor', codeOf(floorCodes, (p) => p.house.floor)), column('304. Jenis dinding terluas', 'wall', codeOf(wallCodes, (p) => p.house.wall)),
    column('305. Jenis atap terluas', 'roof', codeOf(roofCodes, (p) => p.house.roof)), column('308. Bahan bakar utama untuk memasak', 'cookingFuel', codeOf(fuelCodes, (p) => p.house.cookingFuel)),
    column('415. Ijazah tertinggi', 'education', (p) => (p.education === 'primary' ? 3 : 23)), column('431a. Jaminan kesehatan', 'healthCover', (p) => (p.healthCover === 'state_paid' ? 1 : 99)),
  ]
  return {
    file: '6-regsosek.csv', profile: 'regsosek', username, source: 'regsosek', asOfOn: '2025-12-31',
    about: { id: 'CSV dengan koma: kode hubungan BPS, tanggal delapan angka', en: 'CSV with commas: relation codes of the statistics office, days in eight digits' },
    titles: [], columns, rows: rowsWith(people, columns, ['nikOf15', 'sexUnreadable', 'nikTemporary']), form: { kind: 'csv', delimiter: ',', encoding: 'utf-8' },
  }
}

/** The number under which the statistics office lists a value. */
function codeOf<T>(list: CodeList<T>, of: (person: SamplePerson) => T | undefined): Column['value'] {
  return (person) => {
    const value = of(person)
    return value === undefined ? null : list.statistics.indexOf(value) + 1
  }
}

/** For the whole regency: villages whose name exists twice, in old spelling, in the wrong district, with a letter wrong. */
async function wholeRegency(workshop: Workshop): Promise<Sample> {
  const { regency } = workshop
  const twice = villagesOfOneName(regency)
  const once = [...regency.areas.byId.values()].filter((area) => area.kind === 'village' && /u/.test(area.name) && !twice.includes(area)).slice(0, 6)
  const families = await samplePeople(regency, workshop.folder, { seed: workshop.seed, families: 20, skip: 100, villages: [...twice, ...once] })
  const people = families.flat()
  const isTwice = new Set(twice.map((village) => village.name))
  const columns: Column[] = [
    column('No', null, (_, at) => at + 1), column('NIK', 'nik', (p) => p.nik), column('No KK', 'card', (p) => p.card), column('Nama', 'name', (p) => p.name),
    column('Hubungan', 'relation', (p) => relationWords[p.relation]), column('Kelurahan/Desa', 'village', (p) => p.village), column('Kecamatan', 'district', (p, at) => (isTwice.has(p.village) && at % 2 === 0 ? null : p.district)),
  ]
  const rows = rowsWith(people, columns, ['nikOf15']).map((row, at): SampleRow => {
    const person = people[at]!
    const isAsked = row.values[6] === null
    if (isAsked) return { ...row, kinds: [...row.kinds, 'village_ambiguous'] }
    return spoilVillage(row, person, { at, isTwice })
  })
  return {
    file: '7-se-kabupaten.xlsx', profile: 'free', username: demoSecretariat(), source: 'other_list', asOfOn: '2026-06-30',
    about: { id: 'Daftar sekabupaten: nama desa yang ada dua, ejaan lama, kecamatan keliru', en: 'A list of the whole regency: village names that exist twice, old spelling, wrong districts' },
    titles: [['REKAPITULASI WARGA'], []], columns, rows, form: { kind: 'xlsx', sheet: 'Rekap' },
  }
}

function spoilVillage(row: SampleRow, person: SamplePerson, given: { at: number; isTwice: ReadonlySet<string> }): SampleRow {
  if (given.isTwice.has(person.village)) return row
  if (given.at % 5 === 1) return { values: row.values.with(5, person.village.replace('u', 'oe')), kinds: [...row.kinds, 'village_spelling'] }
  if (given.at % 11 === 4) return { values: row.values.with(6, 'Kec. Antah Berantah'), kinds: [...row.kinds, 'district_unknown'] }
  if (given.at % 11 === 6) return { values: row.values.with(5, `${person.village} Zq`), kinds: [...row.kinds, 'village_unknown'] }
  return row
}

function villagesOfOneName(regency: Regency): Area[] {
  const villages = [...regency.areas.byId.values()].filter((area) => area.kind === 'village')
  return villages.filter((village) => villages.some((other) => other !== village && other.name === village.name)).toSorted((one, other) => one.areaId - other.areaId)
}

/** Headings that nobody knows: the columns must be settled by a person. */
async function unknownHeadings(workshop: Workshop): Promise<Sample> {
  const { people, username } = await peopleOf(workshop, { families: 5, skip: 124 })
  const columns: Column[] = [
    column('Kolom satu', null, (_, at) => `A${at + 1}`), column('Kolom dua', null, (p) => p.name), column('Kolom tiga', null, (p) => `sekitar ${p.birthOn.slice(0, 4)}`),
  ]
  return {
    file: '8-tanpa-judul-yang-dikenali.xlsx', profile: 'free', username, source: 'other_list', asOfOn: '2026-01-01',
    about: { id: 'Tidak ada kolom yang dikenali; artinya harus dipilih sendiri', en: 'No column is recognised; somebody must say what they mean' },
    titles: [], columns, rows: people.map((person, at) => ({ values: columns.map((each) => each.value(person, at)), kinds: [] })), form: { kind: 'xlsx', sheet: 'Lembar1' },
  }
}

/** As the health insurer lists whose premium the state pays: its own card numbers, short headings, the day as a number of eight digits. */
async function healthInsurer(workshop: Workshop): Promise<Sample> {
  const { people, username } = await peopleOf(workshop, { families: 12, skip: 140 })
  const columns: Column[] = [
    column('PSNOKA', null, (_, at) => `00012345${String(67_000 + at)}`), column('NOKK', 'card', (p) => p.card), column('NIK', 'nik', (p) => p.nik), column('NAMA', 'name', (p) => p.name),
    column('PISAT', null, (p) => (p.relation === 'head' ? 1 : 4)), column('TMPLHR', 'birthPlace', (p) => p.birthPlace), column('TGLLHR', 'birthOn', (p) => p.birthOn.replaceAll('-', '')),
    column('JENKEL', 'sex', (p) => (p.sex === 'male' ? 1 : 2)), column('ALAMAT', 'address', (p) => `${p.hamlet.toUpperCase()} RT ${pad(p.rt)} RW ${pad(p.rw)}`),
    column('NMDESA', 'village', (p) => p.village), column('SEGMEN PESERTA', 'healthCover', () => 'PBI (APBN)'), column('NMPPK', null, () => 'PUSKESMAS'),
  ]
  return {
    file: '9-pbi-jkn.csv', profile: 'pbi_jkn', username, source: 'pbi_jkn', asOfOn: '2026-10-01',
    about: { id: 'Daftar peserta PBI-JKN: nomor kartu sendiri, tanggal delapan angka, tanpa hubungan keluarga', en: 'Members of PBI-JKN: card numbers of the insurer, days in eight digits, no relations' },
    titles: [], columns, rows: rowsWith(people, columns, ['nikOf15', 'nikShort', 'sexOther', 'cardShort']), form: { kind: 'csv', delimiter: '|', encoding: 'utf-8' },
  }
}

const floorWords: Readonly<Record<string, string>> = { earth: 'tanah', cement: 'plester semen', ceramic: 'keramik', tile: 'tegel', wood: 'papan', bamboo: 'bambu', marble: 'granit', vinyl: 'karpet' }

/** As a village describes its poor: words for houses and illness, income in many spellings, aid in one cell. */
async function village(workshop: Workshop): Promise<Sample> {
  const { people, username } = await peopleOf(workshop, { families: 20, skip: 160 })
  const heads = people.filter((person) => person.relation === 'head')
  const columns: Column[] = [
    column('No. KK', 'card', (p) => p.card), column('Nama Kepala Keluarga', 'headName', (p) => p.name), column('NIK KTP', 'nik', (p) => p.nik), column('TTL', 'birthPlaceAndDay', (p) => `${p.birthPlace}, ${plainDay(p)}`),
    column('Dusun', 'hamlet', (p) => p.hamlet), column('RT/RW', 'neighbourhood', (p) => `${p.rt}/${p.rw}`), column('Lantai', 'floor', (p) => floorWords[p.house.floor ?? 'earth'] ?? 'lainnya'),
    column('Sumber Air', 'water', (_, at) => ['sumur gali terlindung', 'PDAM', 'mata air', 'sumur bor'][at % 4] ?? null),
    column('WC', 'toilet', (_, at) => ['sendiri', 'numpang tetangga', 'tidak ada'][at % 3] ?? null), column('Penghasilan/bulan', 'income', (_, at) => ['Rp 750.000', '1,2 juta', '600 rb', '900000'][at % 4] ?? null),
    column('Penyakit Menahun', 'chronicIllness', (_, at) => ['-', 'darah tinggi', 'kencing manis', 'stroke'][at % 4] ?? null), column('Bantuan', 'programmes', (_, at) => ['PKH, BPNT', 'BLT DD', '-', 'BPNT'][at % 4] ?? null),
  ]
  return {
    file: '10-rumah-dan-bantuan.xlsx', profile: 'free', username, source: 'village_list', asOfOn: '2026-11-10',
    about: { id: 'Daftar desa tentang rumah, penyakit, penghasilan dan bantuan, dengan kata sehari-hari', en: 'A village’s list of houses, illness, income and aid, in everyday words' },
    titles: [['PENDATAAN RUMAH DAN BANTUAN'], []], columns, rows: rowsWith(heads, columns, ['nikOf17', 'nikOfZeros']), form: { kind: 'xlsx', sheet: 'Data' },
  }
}
