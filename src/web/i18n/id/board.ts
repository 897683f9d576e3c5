import { menu } from './menu.ts'

/** Papan keadaan dan peta. */
export const board = {
  title: menu.board.text,
  lede: (p: { open: string; late: string; time: string }) => `${p.open} kasus terbuka, ${p.late} lewat waktu. Keadaan pukul ${p.time}.`,
  open: 'Terbuka',
  soon: 'Jatuh tempo dalam 1 jam',
  soonShort: '≤ 1 jam',
  showAll: (p: { count: string }) => `Tampilkan semua (${p.count})`,
  late: 'Lewat waktu',
  openedLastDay: 'Masuk dalam 24 jam',
  keptShare: 'Dijawab tepat janji, 30 hari',
  medianResponse: 'Separuh dijawab dalam',
  danger: 'Bahaya belum dijawab',
  soundOff: 'Nyalakan bunyi bahaya',
  soundOn: 'Bunyi bahaya menyala',
  ageSeconds: (p: { time: string; seconds: string }) => `Data pukul ${p.time}, ${p.seconds} detik lalu`,
  ageSpan: (p: { time: string; span: string }) => `Data pukul ${p.time}, ${p.span} lalu`,
  ageOld: 'Belum diperbarui.',
  notYet: 'belum ada',
  byOffice: 'Menurut instansi',
  byDistrict: 'Menurut kecamatan',
  byRung: 'Jenjang yang harus bertindak',
  rungs: { village: 'Desa', district: 'Kecamatan', regency: 'Kabupaten', leadership: 'Pimpinan' },
  office: 'Instansi',
  district: 'Kecamatan',
  village: 'Desa atau kelurahan',
  nothingOpen: 'Tidak ada kasus terbuka',
  nothingOpenText: 'Laporan baru muncul di sini dengan sendirinya.',
  bigScreen: 'Layar besar',
  leaveBigScreen: 'Tutup layar besar',
  unplaced: 'Tempat belum diketahui',
}

export const map = {
  title: menu.map.text,
  lede: 'Di mana laporan masih terbuka dan di mana lewat waktu. Angka saja, tanpa nama dan alamat.',
  areas: 'Wilayah',
  wholeRegency: 'Semua kecamatan',
  inDistrict: (p: { name: string }) => `Kecamatan ${p.name}`,
  pictureOf: (p: { place: string; open: string; late: string }) => `Peta ${p.place}: ${p.open} kasus terbuka, ${p.late} lewat waktu.`,
  areaLoad: (p: { name: string; open: string; late: string }) => `${p.name}: ${p.open} terbuka, ${p.late} lewat waktu`,
  areaBeyond: (p: { name: string }) => `${p.name}: di luar wilayah Anda`,
  legend: 'Arti warna',
  legendNone: 'Tidak ada yang terbuka',
  legendOpen: 'Ada yang terbuka',
  legendSoon: 'Segera jatuh tempo',
  legendLate: 'Ada yang lewat waktu',
  legendBeyond: 'Di luar wilayah Anda',
  withoutBorders: 'Batas wilayah belum diimpor, jadi kecamatan digambar sebagai lingkaran dan desa sebagai kotak.',
  asList: 'Daftar wilayah',
  source: (p: { source: string; licence: string; day: string }) => `Batas wilayah: ${p.source}, ${p.licence}, ${p.day}. Disederhanakan; bukan batas resmi.`,
}

export const boardRefusals = {
  district_unknown: 'Kecamatan ini tidak ada di kabupaten ini. Pilih dari daftar.',
}
