// The family form as it comes with the platform: the questions of the national questionnaire (Regsosek 2022) that a village uses, the criteria of
// Kepmensos 262/HUK/2022, and photos of the house. A regency changes it in the workbook that tools/make-form.ts writes, not here.
import type { Messages } from '#web/i18n/index.ts'

type Words = readonly [id: string, en: string]

/** One row of the sheet `survey`; what is absent is an empty cell. */
export interface SurveyRow {
  readonly type: string
  readonly name?: string
  readonly label?: Words
  readonly hint?: Words
  readonly required?: 'yes'
  readonly relevant?: string
  readonly constraint?: string
  readonly constraintMessage?: Words
  readonly calculation?: string
  readonly sensitive?: 'health' | 'disability' | 'income'
  readonly mayDecline?: 'yes'
}

type Extra = Omit<SurveyRow, 'type' | 'name' | 'label'>

/** What is asked under a name. */
type Named = readonly [name: string, label: Words]

function begin(name: string, label: Words, extra: Extra = {}): SurveyRow {
  return { type: 'begin group', name, label, ...extra }
}
const end: SurveyRow = { type: 'end group' }

function ask(type: string, [name, label]: Named, extra: Extra = {}): SurveyRow {
  return { type, name, label, ...extra }
}

function yesNo(name: string, label: Words, extra: Extra = {}): SurveyRow {
  return ask('select_one yes_no', [name, label], extra)
}

function count(name: string, label: Words): SurveyRow {
  return ask('integer', [name, label], { constraint: '. >= 0 and . <= 1000', constraintMessage: ['Tulis 0 sampai 1000', 'Write 0 to 1000'] })
}

const animals = {
  cattle: ['Sapi (ekor)', 'Cattle'], buffaloes: ['Kerbau (ekor)', 'Buffaloes'], horses: ['Kuda (ekor)', 'Horses'], pigs: ['Babi (ekor)', 'Pigs'],
  goats: ['Kambing atau domba (ekor)', 'Goats or sheep'],
} as const

const present = "${presence} = 'present' or ${presence} = 'new'"

const visit: readonly SurveyRow[] = [
  begin('visit', ['Kunjungan', 'Visit']),
  ask('select_one result', ['visit_result', ['Hasil kunjungan', 'Result of the visit']], { required: 'yes' }),
  ask('text', ['respondent', ['Nama yang memberi keterangan', 'Who answered']], { relevant: "${visit_result} = 'complete' or ${visit_result} = 'partial'" }),
  yesNo('agrees', ['Keluarga setuju keterangannya dicatat untuk pelayanan sosial', 'The family agrees that its answers are kept for social services'], {
    required: 'yes', hint: ['Jelaskan dulu untuk apa keterangan ini dipakai dan siapa yang dapat melihatnya.', 'First explain what the answers are for and who can see them.'],
  }),
  ask('geopoint', ['house_place', ['Letak rumah', 'Place of the house']], { hint: ['Ambil di depan rumah.', 'Take it in front of the house.'] }),
  end,
]

const dwelling: readonly SurveyRow[] = [
  begin('house', ['Rumah', 'House'], { relevant: "${agrees} = 'yes'" }),
  yesNo('has_no_dwelling', ['Keluarga tidak punya tempat berteduh sehari-hari?', 'Does the family have no shelter for daily living?'], { required: 'yes' }),
  ask('select_one dwelling', ['dwelling', ['Status rumah', 'Status of the house']], { required: 'yes', relevant: "${has_no_dwelling} = 'no'" }),
  ask('select_one land_proof', ['land_proof', ['Bukti kepemilikan tanah', 'Proof of the land']], { relevant: "${dwelling} = 'own'", mayDecline: 'yes' }),
  ask('integer', ['floor_area_square_meters', ['Luas lantai (meter persegi)', 'Floor area (square metres)']], {
    relevant: "${has_no_dwelling} = 'no'", constraint: '. >= 1 and . <= 5000', constraintMessage: ['Tulis 1 sampai 5000 meter persegi', 'Write 1 to 5000 square metres'],
  }),
  ask('select_one floor', ['floor', ['Lantai terluas', 'Largest part of the floor']], { required: 'yes', relevant: "${has_no_dwelling} = 'no'" }),
  ask('select_one wall', ['wall', ['Dinding terluas', 'Largest part of the walls']], { required: 'yes', relevant: "${has_no_dwelling} = 'no'" }),
  ask('select_one roof', ['roof', ['Atap terluas', 'Largest part of the roof']], { required: 'yes', relevant: "${has_no_dwelling} = 'no'" }),
  end,
  begin('water_and_light', ['Air, listrik, dan dapur', 'Water, light and kitchen'], { relevant: "${agrees} = 'yes' and ${has_no_dwelling} = 'no'" }),
  ask('select_one water', ['water', ['Sumber air minum utama', 'Main drinking water']], { required: 'yes' }),
  ask('select_one water_distance', ['water_distance', ['Jarak sumber air ke pembuangan tinja', 'Distance from the water to the waste pit']], {
    relevant: "${water} = 'pump' or ${water} = 'protected_well' or ${water} = 'open_well' or ${water} = 'protected_spring' or ${water} = 'open_spring'",
  }),
  ask('select_one light', ['light', ['Penerangan utama', 'Main light']], { required: 'yes' }),
  ask('integer', ['power_volt_amperes', ['Daya listrik terpasang (VA)', 'Electric power (VA)']], {
    relevant: "${light} = 'metered'", hint: ['Lihat di meteran: 450, 900, 1300, 2200, atau lebih.', 'See the meter: 450, 900, 1300, 2200 or more.'],
    constraint: '. >= 450 and . <= 100000', constraintMessage: ['Tulis daya paling kecil 450 VA', 'Write a power of at least 450 VA'],
  }),
  ask('select_one cooking_fuel', ['cooking_fuel', ['Bahan bakar utama untuk memasak', 'Main cooking fuel']], { required: 'yes' }),
  ask('select_one toilet', ['toilet', ['Tempat buang air besar', 'Toilet']], { required: 'yes' }),
  ask('select_one toilet_bowl', ['toilet_bowl', ['Jenis kloset', 'Kind of toilet bowl']], { relevant: "${toilet} = 'own' or ${toilet} = 'shared'" }),
  ask('select_one sewage', ['sewage', ['Tempat pembuangan akhir tinja', 'Sewage disposal']], { relevant: "${toilet} != 'none'" }),
  end,
]

const belongings: readonly SurveyRow[] = [
  begin('belongings', ['Kepemilikan', 'Belongings'], { relevant: "${agrees} = 'yes'" }),
  ask('select_multiple assets', ['assets', ['Barang yang dimiliki', 'What the family owns']], { hint: ['Tandai semua yang ada.', 'Tick all that are there.'] }),
  yesNo('owns_other_land', ['Punya tanah atau lahan lain?', 'Owns other land?']),
  yesNo('owns_other_house', ['Punya rumah di tempat lain?', 'Owns a house elsewhere?']),
  yesNo('keeps_animals', ['Memelihara ternak?', 'Keeps animals?']),
  ...(['cattle', 'buffaloes', 'horses', 'pigs', 'goats'] as const).map((name): SurveyRow => ({
    ...count(name, animals[name]), relevant: "${keeps_animals} = 'yes'",
  })),
  ask('select_one internet', ['internet', ['Internet utama sebulan terakhir', 'Main internet in the last month']]),
  ask('select_one bank_account', ['bank_account', ['Rekening atau dompet digital aktif', 'Active bank account or e-wallet']], { mayDecline: 'yes' }),
  end,
]

const livelihood: readonly SurveyRow[] = [
  begin('livelihood', ['Makan, belanja, dan bantuan', 'Food, spending and aid'], { relevant: "${agrees} = 'yes'" }),
  yesNo('worried_about_food', ['Setahun terakhir pernah khawatir tidak makan, atau tidak makan?', 'In the last year, ever worried about not eating, or did not eat?'], { required: 'yes', mayDecline: 'yes' }),
  yesNo('spends_most_on_food', ['Lebih dari separuh belanja dipakai untuk makan?', 'Is more than half of all spending for food?'], { required: 'yes', mayDecline: 'yes' }),
  yesNo('bought_no_clothes', ['Setahun terakhir sama sekali tidak membeli pakaian?', 'Bought no clothes at all in the last year?'], { required: 'yes', mayDecline: 'yes' }),
  ask('integer', ['monthly_income_rupiah', ['Pendapatan keluarga sebulan (rupiah)', 'Income of the family in a month (rupiah)']], {
    sensitive: 'income', constraint: '. >= 0 and . <= 1000000000', constraintMessage: ['Tulis dalam rupiah, tanpa titik', 'Write it in rupiah, without separators'],
  }),
  ask('select_multiple aid', ['aid', ['Bantuan yang diterima setahun terakhir', 'Aid received in the last year']]),
  end,
]

const adult = `(${present}) and \${age} >= 15`

const members: readonly SurveyRow[] = [
  { type: 'begin repeat', name: 'member', label: ['Anggota keluarga', 'Family members'], relevant: "${agrees} = 'yes'" },
  ask('select_one presence', ['presence', ['Keberadaan', 'Presence']], { required: 'yes' }),
  ask('integer', ['age', ['Umur (tahun)', 'Age (years)']], { required: 'yes', relevant: present, constraint: '. >= 0 and . <= 120', constraintMessage: ['Tulis 0 sampai 120', 'Write 0 to 120'] }),
  ask('select_one marital', ['marital', ['Status kawin', 'Marital status']], { relevant: `(${present}) and \${age} >= 10` }),
  ask('select_multiple documents', ['documents', ['Dokumen yang dimiliki', 'Documents']], { relevant: present }),
  ask('select_one schooling', ['schooling', ['Sekolah', 'School']], { required: 'yes', relevant: `(${present}) and \${age} >= 5` }),
  ask('select_one education', ['education', ['Pendidikan tertinggi yang ditamatkan', 'Highest education']], { relevant: `(${present}) and \${age} >= 5 and \${schooling} != 'never'` }),
  ask('integer', ['school_class', ['Kelas tertinggi', 'Class']], { relevant: `(${present}) and \${schooling} = 'in_school'`, constraint: '. >= 1 and . <= 8', constraintMessage: ['Tulis 1 sampai 8 (8: sudah tamat)', 'Write 1 to 8 (8: finished)'] }),
  yesNo('receives_school_aid', ['Menerima PIP?', 'Receives school aid (PIP)?'], { relevant: `(${present}) and \${schooling} = 'in_school'` }),
  yesNo('worked', ['Bekerja seminggu terakhir?', 'Worked in the last week?'], { required: 'yes', relevant: adult }),
  ask('integer', ['weekly_hours', ['Jam kerja seminggu terakhir', 'Hours worked in the last week']], { relevant: `${adult} and \${worked} = 'yes'`, constraint: '. >= 0 and . <= 168', constraintMessage: ['Seminggu hanya 168 jam', 'A week has 168 hours'] }),
  ask('select_one work_status', ['work_status', ['Kedudukan dalam pekerjaan', 'Status in work']], { relevant: `${adult} and \${worked} = 'yes'` }),
  ask('select_multiple work_cover', ['work_cover', ['Jaminan ketenagakerjaan', 'Work insurance']], { relevant: `${adult} and \${worked} = 'yes'` }),
  ask('select_one health_cover', ['health_cover', ['Jaminan kesehatan', 'Health insurance']], { relevant: present }),
  yesNo('is_pregnant', ['Sedang hamil?', 'Pregnant?'], { relevant: `(${present}) and \${age} >= 10 and \${age} <= 54`, sensitive: 'health', hint: ['Untuk perempuan saja.', 'For women only.'] }),
  ask('select_one nutrition', ['nutrition', ['Gizi menurut pemeriksaan 3 bulan terakhir', 'Nutrition by the check of the last 3 months']], { relevant: `(${present}) and \${age} < 5`, sensitive: 'health' }),
  yesNo('has_chronic_illness', ['Punya sakit menahun?', 'Chronic illness?'], { relevant: present, sensitive: 'health' }),
  ask('select_one chronic_illness', ['chronic_illness', ['Sakit menahun yang paling berat', 'The gravest chronic illness']], { relevant: `(${present}) and \${has_chronic_illness} = 'yes'`, sensitive: 'health' }),
  ask('select_multiple difficulties', ['difficulties', ['Banyak kesulitan atau sama sekali tidak bisa', 'Much difficulty, or cannot at all']], { relevant: `(${present}) and \${age} >= 2`, sensitive: 'disability' }),
  ask('select_one carer', ['carer', ['Siapa yang merawat?', 'Who cares?']], { relevant: `(${present}) and count-selected(\${difficulties}) > 0`, sensitive: 'disability' }),
  { type: 'end repeat' },
]

const photos: readonly SurveyRow[] = [
  begin('photos', ['Foto rumah', 'Photos of the house'], { relevant: "${agrees} = 'yes'" }),
  ask('image', ['photo_front', ['Rumah dari depan', 'House from the front']]),
  ask('image', ['photo_floor', ['Lantai', 'Floor']]),
  ask('image', ['photo_kitchen', ['Dapur', 'Kitchen']]),
  ask('image', ['photo_toilet', ['Kakus', 'Toilet']]),
  ask('text', ['remarks', ['Catatan', 'Remarks']], { hint: ['Hal lain yang perlu diketahui kantor.', 'Anything else that the office should know.'] }),
  end,
]

/** Every question, in the order in which it is asked. */
export const survey: readonly SurveyRow[] = [...visit, ...dwelling, ...belongings, ...livelihood, ...members, ...photos]

/** Lists of the form's own; the others are the words of the registry. */
export const ownLists: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  yes_no: { yes: ['Ya', 'Yes'], no: ['Tidak', 'No'] },
  result: {
    complete: ['Terisi lengkap', 'Complete'], partial: ['Terisi sebagian', 'Partial'], no_respondent: ['Tidak ada yang bisa memberi keterangan', 'Nobody could answer'],
    refused: ['Menolak', 'Refused'], moved: ['Pindah atau rumah sudah tidak ada', 'Moved, or the house is gone'],
  },
}

/** Lists that are the words of the registry, by the name of the list. */
export const registryLists = {
  dwelling: 'dwelling', land_proof: 'landProof', floor: 'floor', wall: 'wall', roof: 'roof', water: 'water', water_distance: 'waterDistance', light: 'light',
  cooking_fuel: 'cookingFuel', toilet: 'toilet', toilet_bowl: 'toiletBowl', sewage: 'sewage', assets: 'assets', internet: 'internet', bank_account: 'bankAccount',
  aid: 'aid', presence: 'presence', marital: 'marital', documents: 'documents', schooling: 'schooling', education: 'education', work_status: 'workStatus',
  work_cover: 'workCover', health_cover: 'healthCover', nutrition: 'nutrition', chronic_illness: 'chronicIllness', difficulties: 'difficulties', carer: 'carer',
} as const satisfies Readonly<Record<string, keyof Messages['registry']['words']>>
