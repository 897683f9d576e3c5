import { menu } from './menu.ts'

/** Jadwal jaga dan ketidakhadiran satu instansi. */
export const roster = {
  title: menu.roster.text,
  lede: 'Tugas orang yang tidak masuk pindah kepada penggantinya, atau kembali ke antrean bila tidak ada pengganti.',
  caption: 'Jadwal instansi Anda mulai hari ini',
  who: 'Petugas',
  what: 'Keterangan',
  from: 'Mulai',
  to: 'Sampai',
  deputy: 'Pengganti',
  noDeputy: 'Tidak ada pengganti',
  kinds: { duty: 'Bertugas', absence: 'Tidak masuk' },
  now: 'hari ini',
  empty: 'Belum ada jadwal',
  emptyText: 'Catat siapa bertugas atau tidak masuk dengan formulir di bawah.',
  add: 'Tambah jadwal',
  kind: 'Jenis',
  save: 'Simpan jadwal',
  change: 'Ubah',
  withdraw: 'Tarik',
  withdrawOf: (p: { name: string }) => `Tarik kembali jadwal ${p.name}`,
}

export const rosterRefusals = {
  roster_without_office: 'Peran Anda tidak bekerja untuk satu instansi, jadi tidak ada jadwalnya. Pilih peran lain di Akun saya.',
  roster_of_others: 'Jadwal orang lain hanya dapat diubah oleh yang membagi tugas. Minta atasan Anda.',
  roster_days_reversed: 'Hari terakhir lebih awal dari hari pertama. Tukar atau perbaiki.',
  roster_day_past: 'Hari-hari itu sudah lewat. Pilih hari ini atau sesudahnya.',
  roster_deputy_same: 'Pengganti harus orang lain.',
  roster_overlaps: 'Orang ini sudah punya jadwal pada hari itu. Tarik yang lama lebih dulu.',
}
