import type { Confidence, ImportField } from './field.contract.ts'

/** A heading without marks, brackets, punctuation and question number: `Tempat, Tgl. Lahir*` is `TEMPAT TGL LAHIR`, `403. NIK` is `NIK`. */
export function headingKey(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase().replaceAll(/\([^)]*\)/g, ' ')
  return plain.replaceAll(/[^A-Z0-9]+/g, ' ').trim().replace(/^\d{1,4}[A-Z]? (?=[A-Z])/, '')
}

const exact = new Map<string, ImportField>(Object.entries({
  nik: 'NIK|NO NIK|NOMOR NIK|N I K|NIK KTP|NO KTP|NOMOR KTP|NO NIK KTP|NOMOR INDUK KEPENDUDUKAN|NO INDUK KEPENDUDUKAN|NIK ART|NIK KPM|NIK PENGURUS|NIK PENERIMA|NIK PESERTA|NIK WARGA|NIK PENDUDUK|NIK PM',
  card: 'NO KK|NOMOR KK|NOKK|NKK|KK|NO KARTU KELUARGA|NOMOR KARTU KELUARGA|KARTU KELUARGA|NOMOR KELUARGA|NO KARTU KK|NOMOR KARTU KK',
  name: 'NAMA|NAMA LENGKAP|NAMA LGKP|NAMA PENDUDUK|NAMA WARGA|NAMA ART|NAMA ANGGOTA|NAMA ANGGOTA KELUARGA|NAMA ANGGOTA RUMAH TANGGA|NAMA PENERIMA|NAMA PENERIMA MANFAAT|NAMA PENERIMA BANTUAN|NAMA KPM|NAMA PM|NAMA PENGURUS|NAMA PESERTA|NAMA SISWA|NM|NAMA ORANG',
  headName: 'NAMA KEPALA KELUARGA|KEPALA KELUARGA|NAMA KEP KELUARGA|NAMA KEP KEL|NAMA KK|NAMA KRT|NAMA KEPALA RUMAH TANGGA|NAMA KEPALA RT',
  sex: 'JENIS KELAMIN|JK|J K|JNS KELAMIN|JENKEL|JNS KEL|KELAMIN|SEX|L P|GENDER|JENIS KLMIN|JENIS KLAMIN|JNS KLMIN|KLMN|JENIS KEL|P L',
  birthPlace: 'TEMPAT LAHIR|TMP LAHIR|TMPT LAHIR|TPT LAHIR|TEMP LAHIR|TMPT LHR|TMP LHR|KOTA LAHIR|TEMPATLAHIR|LAHIR TEMPAT|KELAHIRAN TEMPAT|KAB LAHIR',
  birthOn: 'TANGGAL LAHIR|TGL LAHIR|TGL LHR|TANGGAL LHR|TANGGALLAHIR|TGLLAHIR|TG LAHIR|LAHIR TANGGAL|LAHIR TGL|KELAHIRAN TANGGAL|TANGGAL KELAHIRAN|TGL KELAHIRAN|TGL LAHIR ART|TANGGAL BULAN TAHUN LAHIR|TGL BLN THN LAHIR|DOB',
  birthPlaceAndDay: 'TEMPAT TANGGAL LAHIR|TEMPAT TGL LAHIR|TTL|T T L|TMP TGL LAHIR|TMPT TGL LAHIR|TMPT TGL LHR|TEMPAT DAN TANGGAL LAHIR|TEMPAT DAN TGL LAHIR|TEMPAT TANGGAL KELAHIRAN|TPT TGL LAHIR',
  relation: 'HUBUNGAN|HUBUNGAN KELUARGA|HUBUNGAN DALAM KELUARGA|STATUS HUBUNGAN DALAM KELUARGA|STATUS HUBUNGAN KELUARGA|HUBUNGAN DENGAN KEPALA KELUARGA|HUBUNGAN DG KEPALA KELUARGA|HUBUNGAN DENGAN KRT|HUBUNGAN KRT|HUB KELUARGA|HUB KEL|HUBKEL|HUB KK|HUB KRT|SHDK|HDK|STAT HBKEL|STATUS HUBKEL|STATUS KELUARGA|STATUS DALAM KELUARGA|KK LEVEL|KEDUDUKAN DALAM KELUARGA',
  address: 'ALAMAT|ALAMAT LENGKAP|ALAMAT RUMAH|ALAMAT TINGGAL|ALAMAT DOMISILI|ALAMAT KTP|ALAMAT SEKARANG|ALAMAT TEMPAT TINGGAL|ALAMAT KK|JALAN',
  hamlet: 'DUSUN|NAMA DUSUN|DSN|LINGKUNGAN|NAMA LINGKUNGAN|DUSUN LINGKUNGAN|LINGKUNGAN DUSUN|DUSUN LINGK|DUKUH|ALAMAT DUSUN|KAMPUNG|SLS|NAMA SLS',
  rt: 'RT|NO RT|NOMOR RT|ALAMAT RT',
  rw: 'RW|NO RW|NOMOR RW|ALAMAT RW',
  neighbourhood: 'RT RW|RTRW|NO RT RW|ALAMAT RT RW|RT DAN RW',
  village: 'DESA|KELURAHAN|DESA KELURAHAN|KELURAHAN DESA|DESA KEL|KEL DESA|NAMA DESA|NAMA KELURAHAN|NAMA DESA KELURAHAN|NAMA KELURAHAN DESA|NAMA KEL|NM KEL|NM DESA|NAMA KEL DESA|KEL|DS KEL|DS|ALAMAT DESA|ALAMAT DESA KELURAHAN|DESA ATAU KELURAHAN',
  district: 'KECAMATAN|NAMA KECAMATAN|KEC|NAMA KEC|NM KEC|ALAMAT KECAMATAN',
  villageCode: 'KODE DESA|KODE KELURAHAN|KODE DESA KELURAHAN|KODE WILAYAH|KODE KEMENDAGRI|KODE WILAYAH KEMENDAGRI|KD DESA|KODE DAGRI',
  decile: 'DESIL|DESIL DTSEN|DESIL NASIONAL|DESIL KELUARGA|DESIL KESEJAHTERAAN|PERINGKAT KESEJAHTERAAN|TINGKAT KESEJAHTERAAN|DESIL KESEJAHTERAAN KELUARGA',
  phone: 'NO HP|NOMOR HP|HP|NO HP WA|NO WA|NOMOR WA|WHATSAPP|NO TELP|NO TELP HP|NO TELEPON|NOMOR TELEPON|TELEPON|TELP|NO HANDPHONE|NOMOR HANDPHONE|KONTAK|NO KONTAK',
  motherName: 'NAMA IBU|NAMA IBU KANDUNG|IBU KANDUNG|NAMA LGKP IBU|NAMA LENGKAP IBU|IBU|NAMA ORANG TUA IBU|ORANG TUA IBU',
  fatherName: 'NAMA AYAH|NAMA BAPAK|AYAH|NAMA AYAH KANDUNG|NAMA LGKP AYAH|NAMA LENGKAP AYAH|BAPAK|ORANG TUA AYAH',
  marital: 'STATUS PERKAWINAN|STATUS KAWIN|STATUS NIKAH|STATUS PERNIKAHAN|PERKAWINAN|STAT KWN|KAWIN|STATUS KAWIN ART',
  education: 'PENDIDIKAN|PENDIDIKAN TERAKHIR|PENDIDIKAN DALAM KK|PENDIDIKAN KK|PENDIDIKAN AKHIR|PDDK AKHIR|PDDKN|PENDIDIKAN TERTINGGI',
  occupation: 'PEKERJAAN|JENIS PEKERJAAN|PEKERJAAN UTAMA|JENIS PKRJN|PEKERJAAN KK',
  disability: 'DISABILITAS|JENIS DISABILITAS|DIFABEL|CACAT|JENIS CACAT|PENYANDANG CACAT|PENYANDANG DISABILITAS',
} satisfies Record<ImportField, string>).flatMap(([field, words]) => words.split('|').map((word): [string, ImportField] => [word, field as ImportField])))

const hints: readonly (readonly [RegExp, ImportField])[] = [
  [/TEMPAT.*(TGL|TANGGAL).*LAHIR/, 'birthPlaceAndDay'],
  [/(TGL|TANGGAL|TANGAL|TGGL).*(LAHIR|LHR)/, 'birthOn'],
  [/(TEMPAT|TMPT|TMP).*(LAHIR|LHR)/, 'birthPlace'],
  [/NAMA.*(KEPALA|KEP) (KELUARGA|KEL|RUMAH TANGGA)/, 'headName'],
  [/NAMA.*\bIBU\b/, 'motherName'],
  [/NAMA.*\b(AYAH|BAPAK)\b/, 'fatherName'],
  [/\bNIK\b/, 'nik'],
  [/\b(NO|NOMOR|NMR)\b.*\bKK\b|KARTU KELUARGA/, 'card'],
  [/KELAMIN|\bJENKEL\b/, 'sex'],
  [/\bHUB(UNGAN)?\b/, 'relation'],
  [/\bRT\b.*\bRW\b/, 'neighbourhood'],
  [/KODE.*(DESA|KELURAHAN)/, 'villageCode'],
  [/\bDESIL\b/, 'decile'],
  [/\bKECAMATAN\b/, 'district'],
  [/\b(DESA|KELURAHAN)\b/, 'village'],
  [/\b(DUSUN|LINGKUNGAN)\b/, 'hamlet'],
  [/^ALAMAT\b/, 'address'],
  [/^NAMA\b/, 'name'],
  [/\b(HP|TELP|TELEPON|HANDPHONE|WHATSAPP|WA)\b/, 'phone'],
  [/PENDIDIKAN/, 'education'],
  [/PEKERJAAN/, 'occupation'],
  [/\bKAWIN|NIKAH/, 'marital'],
  [/DISABILITAS|CACAT/, 'disability'],
]

// Numbers, names and places that belong to somebody or something else.
const others = /\b(NIK|NO KTP).*\b(IBU|AYAH|BAPAK|SUAMI|ISTRI|PASANGAN|PENDAMPING|WALI)\b|\bNAMA\b.*\b(BANK|PROGRAM|BANTUAN|PENDAMPING|PETUGAS|SEKOLAH|PROVINSI|KABUPATEN|KAB|SUAMI|ISTRI|PASANGAN|KETUA|FASKES)\b|^(NO|NOMOR) REK|KODE KEC|TANGGAL (DAFTAR|CETAK|INPUT|MENINGGAL)|KIP|LUAS|JENIS (ATAP|LANTAI|DINDING)/
const longestHint = 40

export interface HeadingMeaning {
  readonly field: ImportField
  readonly confidence: Extract<Confidence, 'certain' | 'likely'>
}

/** What a heading says its column means, from the words that lists really use; undefined when it says nothing we know. */
export function meaningOfHeading(text: string): HeadingMeaning | undefined {
  const key = headingKey(text)
  const known = exact.get(key)
  if (known !== undefined) return { field: known, confidence: 'certain' }
  if (key.length > longestHint || others.test(key)) return undefined
  const hint = hints.find(([pattern]) => pattern.test(key))
  return hint && { field: hint[1], confidence: 'likely' }
}

/** The meaning of a heading that stands on one to three rows: of all of them together, of the lowest, of the lowest before the highest. */
export function meaningOfParts(parts: readonly string[]): HeadingMeaning | undefined {
  const filled = parts.filter((part, at) => part !== '' && part !== parts[at - 1])
  if (filled.length === 0) return undefined
  const spellings = [filled.join(' '), filled.at(-1) ?? '', filled.toReversed().join(' ')]
  const meanings = spellings.flatMap((spelling) => meaningOfHeading(spelling) ?? [])
  return meanings.find(({ confidence }) => confidence === 'certain') ?? meanings[0]
}
