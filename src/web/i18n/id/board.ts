/** Papan keadaan dan peta. */
export const board = {
  title: 'Papan keadaan',
  lede: (p: { open: string; late: string; time: string }) => `${p.open} kasus terbuka, ${p.late} lewat waktu. Keadaan pukul ${p.time}.`,
  open: 'Terbuka',
  soon: 'Jatuh tempo dalam 1 jam',
  late: 'Lewat waktu',
  openedLastDay: 'Masuk dalam 24 jam',
  keptShare: 'Dijawab tepat janji, 30 hari',
  medianResponse: 'Separuh dijawab dalam',
  notYet: 'belum ada',
  byOffice: 'Menurut instansi',
  byOfficeLede: 'Yang paling banyak lewat waktu di atas.',
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
  allOnTime: 'Tidak ada yang lewat waktu.',
  lateNow: 'Lewat waktu sekarang',
  showCases: (p: { name: string }) => `Lihat kasus di ${p.name}`,
  unplaced: 'Tempat belum diketahui',
}

export const map = {
  title: 'Peta kasus',
  lede: 'Di mana laporan masih terbuka dan di mana lewat waktu. Angka saja, tanpa nama dan alamat.',
  areas: 'Wilayah',
  wholeRegency: 'Semua kecamatan',
  pictureOf: (p: { place: string; open: string; late: string }) => `Peta ${p.place}: ${p.open} kasus terbuka, ${p.late} lewat waktu.`,
  areaLoad: (p: { name: string; open: string; late: string }) => `${p.name}: ${p.open} terbuka, ${p.late} lewat waktu`,
  legend: 'Arti warna',
  legendNone: 'Tidak ada yang terbuka',
  legendOpen: 'Ada yang terbuka',
  legendSoon: 'Segera jatuh tempo',
  legendLate: 'Ada yang lewat waktu',
  withoutBorders: 'Batas wilayah belum diimpor, jadi wilayah digambar sebagai lingkaran atau kotak.',
  asList: 'Daftar wilayah',
  source: (p: { source: string; licence: string; day: string }) => `Batas wilayah: ${p.source}, ${p.licence}, ${p.day}. Disederhanakan; bukan batas resmi.`,
}

export const boardRefusals = {
  district_unknown: 'Kecamatan ini tidak ada di kabupaten ini. Pilih dari daftar.',
}
