import { menu } from './menu.ts'

/** Bulan data resmi: batas, dan apa yang masih harus dikerjakan. */
export const month = {
  title: menu.month.text,
  lede: 'Usulan yang ditetapkan sampai batas masuk bulan itu. Yang sesudahnya masuk bulan berikutnya.',
  titleOf: (p: { month: string }) => `Usulan bulan ${p.month}`,
  earlier: 'Bulan sebelumnya',
  later: 'Bulan berikutnya',
  current: 'Ke bulan berjalan',
  dates: 'Tanggal penting',
  steps: {
    deliberated: 'Musyawarah selesai', verified: 'Verifikasi kecamatan selesai', confirmed: 'Pengesahan dinas selesai', cutoff: 'Batas bulan: sudah ditetapkan',
  },
  daysLeft: (p: { days: number }) => (p.days === 0 ? 'hari ini' : `${p.days} hari lagi`),
  passed: (p: { days: number }) => `lewat ${p.days} hari`,
  waiting: (p: { count: number }) => `${p.count} usulan belum`,
  nothingWaits: 'tidak ada yang menunggu',
  rule: (p: { source: string }) => `Dasar: ${p.source}`,
  work: 'Yang masih harus dikerjakan',
  who: {
    toCheck: 'Desa: periksa di rumah', toDeliberate: 'Desa: musyawarah', toVerify: 'Kecamatan: verifikasi', toConfirm: 'Dinas: sahkan',
    toDetermine: 'Bupati: tetapkan', toExport: 'Dinas: kirim',
  },
  columns: {
    toCheck: 'Diperiksa', toDeliberate: 'Musyawarah', toVerify: 'Verifikasi', toConfirm: 'Pengesahan', toDetermine: 'Penetapan', toExport: 'Pengiriman',
    sent: 'Dikirim', accepted: 'Diterima', rejected: 'Ditolak',
  },
  results: 'Hasil bulan ini',
  openList: 'Buka daftar',
  villages: 'Per desa',
  villagesCaption: 'Berapa usulan menunggu di setiap desa, yang terbanyak di atas',
  village: 'Desa atau kelurahan',
  empty: 'Tidak ada usulan pada bulan ini',
  emptyText: 'Usulan muncul di sini sejak dibuat. Buat usulan, atau pilih bulan lain.',
}
