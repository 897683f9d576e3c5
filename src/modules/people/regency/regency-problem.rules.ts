import type { Bilingual } from './regency.contract.ts'

/** Something wrong in the configuration of a regency, before anybody said where in the file. */
export type ProblemKind = keyof typeof texts

export interface Problem {
  readonly kind: ProblemKind
  readonly file: string
  /** Member names and list positions from the top of the file down to what is wrong. */
  readonly path: readonly (string | number)[]
  readonly detail?: Readonly<Record<string, string>>
}

/** The same, with its line; line 1 stands for the file as a whole. */
export interface LocatedProblem extends Problem {
  readonly line: number
}

/** What is wrong and what to do about it, in both languages. */
export function describeProblem(problem: Problem): Bilingual {
  const text = texts[problem.kind]
  return { id: fill(text.id, problem.detail ?? {}), en: fill(text.en, problem.detail ?? {}) }
}

function fill(text: string, detail: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => detail[name] ?? '')
}

const texts = {
  file_missing: {
    id: 'Berkas ini tidak ada. Salin dari regencies/_template/, lalu sesuaikan.',
    en: 'This file is missing. Copy it from regencies/_template/ and adapt it.',
  },
  yaml_unreadable: {
    id: 'Bukan YAML yang benar ({reason}). Periksa jarak di awal baris, tanda kutip dan titik dua di sekitar baris ini.',
    en: 'Not valid YAML ({reason}). Check the indentation, quotes and colons around this line.',
  },
  sample_unreadable: {
    id: 'Baris ini bukan "KODE<tab>kalimat". Tulis kode jenis masalah, satu tab, lalu kalimatnya.',
    en: 'This line is not "CODE<tab>sentence". Write the code of a category, one tab, then the sentence.',
  },
  sample_category_unknown: {
    id: 'Jenis masalah "{value}" tidak ada di categories.yaml. Tambahkan di sana atau perbaiki kodenya.',
    en: 'Category "{value}" is not in categories.yaml. Add it there or correct the code.',
  },
  member_twice: {
    id: 'Nama ini ditulis dua kali dalam satu bagian. Hapus salah satunya.',
    en: 'This name is written twice in one section. Remove one of the two.',
  },
  member_missing: { id: '"{member}" belum ada di sini. Tambahkan.', en: '"{member}" is missing here. Add it.' },
  member_unknown: { id: '"{member}" tidak dikenal di sini.{suggestion_id}', en: '"{member}" is not known here.{suggestion_en}' },
  wrong_type: { id: '"{member}" harus berupa {expected_id}.', en: '"{member}" must be {expected_en}.' },
  text_without_quotes: {
    id: '"{member}" terbaca sebagai angka. Tulis di antara tanda kutip, misalnya \'{example}\'.',
    en: '"{member}" is read as a number. Write it in quotes, for example \'{example}\'.',
  },
  not_one_of: {
    id: '"{value}" tidak dikenal untuk "{member}".{suggestion_id} Pilihannya: {options}.',
    en: '"{value}" is not known for "{member}".{suggestion_en} The choices are: {options}.',
  },
  test_does_not_fit: {
    id: '"{attribute}" diperiksa dengan {options}, dan hanya dengan itu. Perbaiki isian ini.',
    en: '"{attribute}" is tested with {options}, and with nothing else. Correct this entry.',
  },
  layout_preferred_and_disabled: {
    id: 'Susunan ini juga ada di disabledLayouts. Hapus salah satunya.',
    en: 'This layout stands in disabledLayouts too. Remove one of the two.',
  },
  heading_not_usable: {
    id: 'Judul kolom "{heading}" sudah ada di atas, atau tidak berisi huruf. Hapus atau perbaiki.',
    en: 'The heading "{heading}" stands above already, or has no letters. Remove or correct it.',
  },
  wrong_format: { id: '"{member}" belum berbentuk benar. Tulis seperti {example}.', en: '"{member}" does not have the right form. Write it like {example}.' },
  out_of_bounds: { id: '"{member}" terlalu kecil, terlalu besar, atau kosong. Batasnya: {limit}.', en: '"{member}" is too small, too large, or empty. The limit is {limit}.' },
  not_a_span: {
    id: '"{member}" harus salah satu dari {hours: 4}, {days: 3} atau {workingDays: 3}.',
    en: '"{member}" must be one of {hours: 4}, {days: 3} or {workingDays: 3}.',
  },
  regency_code_unknown: {
    id: 'Kode {code} tidak ada dalam daftar wilayah. Periksa kodenya, atau sertakan areas.csv sendiri (areas.from: areas.csv).',
    en: 'Code {code} is not in the list of areas. Check the code, or bring your own areas.csv (areas.from: areas.csv).',
  },
  area_code_unknown: {
    id: 'Tidak ada {kind_id} dengan kode {code} di wilayah ini.{suggestion_id}',
    en: 'There is no {kind_en} with code {code} in this regency.{suggestion_en}',
  },
  area_name_differs: {
    id: 'Nama untuk kode {code} adalah "{expected}", bukan "{name}". Perbaiki nama atau kodenya.',
    en: 'The name for code {code} is "{expected}", not "{name}". Correct the name or the code.',
  },
  area_row_wrong: {
    id: 'Baris harus berisi kode resmi dan nama, misalnya 99.01.01,Sukamaju.',
    en: 'A row holds the official code and the name, for example 99.01.01,Sukamaju.',
  },
  area_outside_regency: { id: 'Kode {code} bukan bagian dari {regency}. Hapus barisnya.', en: 'Code {code} is not part of {regency}. Remove the row.' },
  area_without_parent: {
    id: 'Wilayah di atas {code}, yaitu {parent}, belum ada di berkas ini. Tambahkan barisnya.',
    en: 'The area above {code}, {parent}, is not in this file. Add its row.',
  },
  point_outside_box: {
    id: 'Titik {name} di luar boundingBox di regency.yaml. Periksa lat dan lng (mungkin tertukar).',
    en: 'The point of {name} lies outside boundingBox in regency.yaml. Check lat and lng (they may be swapped).',
  },
  box_wrong: {
    id: 'boundingBox terbalik: south harus lebih kecil dari north, west lebih kecil dari east.',
    en: 'boundingBox is the wrong way round: south must be less than north, west less than east.',
  },
  time_zone_unknown: {
    id: 'Zona waktu "{value}" tidak dikenal. Tulis Asia/Jakarta, Asia/Makassar atau Asia/Jayapura.',
    en: 'Time zone "{value}" is not known. Write Asia/Jakarta, Asia/Makassar or Asia/Jayapura.',
  },
  used_twice: {
    id: '"{value}" sudah dipakai di baris {firstLine}. Setiap {member} hanya boleh satu kali.',
    en: '"{value}" is already used in line {firstLine}. Each {member} may be used only once.',
  },
  office_unknown: {
    id: 'Instansi "{value}" tidak ada di offices.yaml.{suggestion_id} Tambahkan di sana atau perbaiki ejaannya.',
    en: 'Office "{value}" is not in offices.yaml.{suggestion_en} Add it there or correct the spelling.',
  },
  step_not_above: {
    id: 'Langkah "{value}" tidak ada di atas langkah ini.{suggestion_id} Sebut hanya langkah yang berdiri di atasnya.',
    en: 'There is no step "{value}" above this one.{suggestion_en} Name only steps that stand above it.',
  },
  office_kind_missing: {
    id: 'Harus ada tepat satu instansi berjenis "{kind}". Sekarang ada {count}.',
    en: 'There must be exactly one office of kind "{kind}". Now there are {count}.',
  },
  office_on_wrong_rung: {
    id: 'Instansi "{value}" tidak berada di jenjang "{rung}". Pilih instansi dari jenjang itu.',
    en: 'Office "{value}" does not stand on the rung "{rung}". Choose an office of that rung.',
  },
  lead_office_parallel: {
    id: '"{value}" sudah menjadi leadOffice. Hapus dari parallelOffices.',
    en: '"{value}" is the leadOffice already. Remove it from parallelOffices.',
  },
  category_unknown: {
    id: 'Kategori "{value}" tidak ada di categories.yaml.{suggestion_id}',
    en: 'Category "{value}" is not in categories.yaml.{suggestion_en}',
  },
  regime_unknown: {
    id: '"{value}" tidak ada di "regimes".{suggestion_id} Tambahkan di sana atau perbaiki ejaannya.',
    en: '"{value}" is not among "regimes".{suggestion_en} Add it there or correct the spelling.',
  },
  hours_wrong: {
    id: 'Jam kerja "{value}" terbalik atau bertumpuk dengan yang sebelumnya. Tulis berurutan, misalnya 07:30-12:00 lalu 13:00-16:00.',
    en: 'Office hours "{value}" are the wrong way round or overlap with those before. Write them in order, such as 07:30-12:00, then 13:00-16:00.',
  },
  hours_missing: {
    id: 'Hari kerja "{day}" belum punya jam kerja di "{key}". Tambahkan, karena janji dalam jam kerja dihitung dengannya.',
    en: 'Working day "{day}" has no hours in "{key}". Add them: promises in working hours are counted by them.',
  },
  holiday_year_unknown: {
    id: 'Tahun {year} tidak ada di holidayYears. Tambahkan sumber daftar liburnya.',
    en: 'Year {year} is not in holidayYears. Add the source of its list of holidays.',
  },
  days_reversed: { id: '"to" ({to}) lebih awal dari "from" ({from}). Tukar atau perbaiki.', en: '"to" ({to}) is before "from" ({from}). Swap or correct them.' },
  rules_overlap: {
    id: '"{key}" dan "{other}" (baris {firstLine}) berlaku bersamaan untuk hal yang sama. Beri "to" pada yang lama, sehari sebelum "from" yang baru.',
    en: '"{key}" and "{other}" (line {firstLine}) hold at the same time for the same thing. Give the old one a "to", one day before the "from" of the new one.',
  },
  promise_missing: {
    id: 'Belum ada janji "{measure}" tanpa tanggal akhir untuk instansi berjenis "{kind}". Tambahkan satu yang berlaku untuk semua kategori dan saluran.',
    en: 'No "{measure}" promise without an end covers offices of kind "{kind}". Add one that holds for every category and channel.',
  },
  rule_without_future: {
    id: 'Semua aturan di "{member}" punya tanggal akhir. Satu harus berlaku seterusnya (to: null).',
    en: 'Every rule in "{member}" has an end. One must hold until further notice (to: null).',
  },
  rungs_out_of_order: {
    id: 'Jenjang harus naik, masing-masing sekali: village, district, regency, leadership.',
    en: 'Rungs must climb, each once: village, district, regency, leadership.',
  },
  step_hours_missing: {
    id: 'Jenjang "{rung}" ada di tengah, jadi perlu stepHours (berapa jam sebelum naik lagi).',
    en: 'Rung "{rung}" is in the middle and needs stepHours (how many hours before it climbs on).',
  },
  step_hours_useless: {
    id: 'Jenjang "{rung}" paling bawah atau paling atas, jadi tidak memakai stepHours. Hapus.',
    en: 'Rung "{rung}" is the lowest or the highest and uses no stepHours. Remove it.',
  },
  rung_office_missing: { id: 'Jenjang "{rung}" perlu "office" dari offices.yaml.', en: 'Rung "{rung}" needs an "office" of offices.yaml.' },
  rung_office_useless: {
    id: 'Jenjang "{rung}" sudah punya instansi di setiap wilayah. Hapus "office".',
    en: 'Rung "{rung}" has its own office in every area. Remove "office".',
  },
  source_missing: {
    id: 'Sumber "{value}" harus ada, karena dicatat oleh sistem sendiri. Salin dari regencies/_template/sources.yaml.',
    en: 'Source "{value}" must exist, because the system writes it itself. Copy it from regencies/_template/sources.yaml.',
  },
  source_kind_wrong: {
    id: 'Sumber "{value}" harus berjenis "{kind}".',
    en: 'Source "{value}" must be of kind "{kind}".',
  },
  cutoff_steps_out_of_order: {
    id: 'Urutannya harus deliberated, verified, confirmed, lalu day: tidak boleh mundur.',
    en: 'The order is deliberated, verified, confirmed, then day: none may lie before the one before it.',
  },
  register_unknown: {
    id: 'Sumber "{value}" tidak ada di sources.yaml.{suggestion_id}', en: 'There is no source "{value}" in sources.yaml.{suggestion_en}',
  },
  layout_without_reference: {
    id: 'Salah satu kolom harus "field: reference": lewat kolom itu jawaban menemukan barisnya.',
    en: 'One of the columns must be "field: reference": by it an answer finds its row.',
  },
  share_above_one: {
    id: 'Bagian dari undangan tidak boleh lebih dari satu: numerator paling besar sama dengan denominator.',
    en: 'A share of those invited is at most one: the numerator is not above the denominator.',
  },
  placeholder_unknown: {
    id: '"{value}" tidak dikenal dalam kalimat ini. Yang dapat diisi: {known}.',
    en: '"{value}" is not known in this sentence. What can be filled in: {known}.',
  },
  placeholder_missing: {
    id: 'Kalimat ini harus memuat "{value}".',
    en: 'This sentence must contain "{value}".',
  },
  placeholder_first: {
    id: 'Kalimat ini tidak boleh dimulai dengan "{value}": WhatsApp menolak templat yang dimulai dengan isian. Tulis satu kata di depannya.',
    en: 'This sentence may not begin with "{value}": WhatsApp refuses a template that begins with a blank. Put a word before it.',
  },
  role_missing: { id: 'Peran "{value}" harus ada. Salin dari regencies/_template/roles.yaml.', en: 'Role "{value}" must exist. Copy it from regencies/_template/roles.yaml.' },
  role_public_not_bare: {
    id: 'Peran "public" adalah siapa pun yang belum masuk: tidak boleh punya grants maupun reach.',
    en: 'Role "public" is anybody who has not signed in: it may have neither grants nor reach.',
  },
  role_grants_conflict: {
    id: 'Peran yang mengelola akun tidak boleh melihat data orang. Hapus "{value}" atau people.account.manage.',
    en: 'A role that manages accounts must not see data about people. Remove "{value}" or people.account.manage.',
  },
} as const satisfies Record<string, Bilingual>
