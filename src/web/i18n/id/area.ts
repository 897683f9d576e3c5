import { menu } from './menu.ts'

/** How many areas of each kind have borders. */
interface Drawn {
  readonly regencies: number
  readonly districts: number
  readonly villages: number
}

function drawn({ regencies, districts, villages }: Drawn): string {
  const parts = [regencies > 0 && 'kabupaten', districts > 0 && `${districts} kecamatan`, villages > 0 && `${villages} desa atau kelurahan`]
  return parts.filter((part) => part !== false).join(', ')
}

export const areaRefusals = {
  boundaries_not_json: 'Berkas ini tidak terbaca sebagai GeoJSON. Ekspor ulang dari aplikasi peta Anda, lalu pilih lagi.',
  boundaries_not_geojson: 'Berkas ini bukan GeoJSON FeatureCollection. Pilih format GeoJSON saat mengekspor (bukan TopoJSON atau KML).',
  boundaries_too_many: 'Berkas ini terlalu rinci (lebih dari 5.000 bagian atau 200.000 titik). Sederhanakan dulu, lalu pilih lagi.',
  boundaries_axes_swapped: 'Lintang dan bujur di berkas ini tertukar. GeoJSON menulis bujur lebih dulu; tukar urutannya, lalu pilih lagi.',
  boundaries_no_match: 'Tidak satu pun bagian berkas ini wilayah kabupaten kita. Periksa apakah kode Kemendagri ada di isian "code" atau "kode".',
}

/** The areas of the regency, and the import of their borders. */
export const area = {
  /** Why a file of borders cannot be taken; judged in the browser before it is sent. */
  refused: areaRefusals,
  title: menu.areas.text,
  lede: 'Nama dan kode wilayah berasal dari konfigurasi kabupaten. Batasnya diimpor di sini agar peta dapat digambar.',
  listTitle: 'Kecamatan',
  listCaption: 'Kecamatan dengan jumlah desa dan batas yang sudah ada',
  code: 'Kode',
  district: 'Kecamatan',
  villages: 'Desa dan kelurahan',
  borders: 'Batas di peta',
  bordersOf: (p: { districtDrawn: boolean; drawn: number; total: number }) =>
    `${p.districtDrawn ? 'Kecamatan ada' : 'Kecamatan belum ada'}, desa ${p.drawn} dari ${p.total}`,
  complete: 'Lengkap',
  partly: 'Sebagian',
  missing: 'Belum ada',
  importTitle: 'Impor batas wilayah',
  importLede: 'Pilih satu berkas GeoJSON berisi kecamatan, desa, atau keduanya. Setiap wilayah harus membawa kode resminya (misalnya 12.34.05.2003).',
  file: 'Berkas batas wilayah',
  fileHint: (p: { limit: string }) => `GeoJSON, WGS 84, paling besar ${p.limit}. Tarik ke sini, atau pilih dari perangkat.`,
  previewTitle: 'Isi berkas',
  previewOf: (p: { name: string }) => `${p.name} sudah diperiksa. Belum ada yang disimpan.`,
  found: (p: Drawn) => `Dikenali: ${drawn(p)}.`,
  allThere: 'Tidak ada wilayah yang tertinggal.',
  notInFile: (p: { count: number }) => `${p.count} wilayah tidak ada di berkas; batas lamanya tetap dipakai`,
  notMatched: (p: { count: number }) => `${p.count} bagian berkas tidak dipakai`,
  positionInFile: 'Urutan di berkas',
  nameInFile: 'Nama di berkas',
  reason: 'Sebab',
  reasons: {
    no_code: 'Tidak membawa kode wilayah',
    code_unknown: 'Kodenya bukan wilayah kabupaten ini',
    name_differs: 'Namanya lain dari nama untuk kode itu (mungkin kode BPS)',
    not_a_polygon: 'Bukan bidang yang utuh',
    outside: 'Letaknya di luar kabupaten',
    twice: 'Kodenya sudah muncul sebelumnya di berkas',
  },
  source: 'Sumber data',
  sourceHint: 'Ditampilkan di bawah peta. Tulis lembaga atau situs, dan versinya.',
  licence: 'Lisensi',
  licenceHint: 'Misalnya CC BY 4.0, MIT, atau nomor izin',
  snapshotOn: 'Tanggal data',
  save: 'Simpan batas wilayah',
  chooseOther: 'Pilih berkas lain',
  saved: (p: Drawn) => `Batas tersimpan: ${drawn(p)}.`,
  originsTitle: 'Sumber batas yang dipakai sekarang',
  originOf: (p: { source: string; licence: string; day: string }) => `${p.source} (${p.licence}), data ${p.day}`,
  noOrigins: 'Belum ada batas yang diimpor. Peta memakai titik tengah kecamatan.',
}
