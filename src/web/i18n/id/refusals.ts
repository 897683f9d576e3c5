/** What the platform itself refuses. Each text says what to do next. Features add theirs in their own file. */
export const platformRefusals = {
  input_invalid: 'Ada isian yang belum benar. Perbaiki yang ditandai, lalu kirim lagi.',
  text_unreadable: 'Kiriman tidak terbaca. Muat ulang halaman, lalu kirim lagi.',
  sign_in_required: 'Anda belum masuk, atau sesi Anda sudah habis. Masuk dulu; isian Anda tidak hilang.',
  not_permitted: 'Peran Anda tidak mencakup tindakan ini. Hubungi pengelola akun bila seharusnya boleh.',
  not_found: 'Tidak ditemukan, atau di luar wilayah Anda.',
  command_id_missing: 'Kiriman ini tidak bertanda. Muat ulang halaman, lalu kirim lagi.',
  command_reused: 'Kiriman ini sudah pernah diterima dengan isi lain. Periksa hasilnya dulu, lalu mulai kiriman baru.',
  body_too_large: 'Kiriman terlalu besar. Kecilkan foto atau pecah berkasnya.',
  body_type_unsupported: 'Jenis berkas ini tidak diterima. Pilih jenis lain.',
  cross_site: 'Kiriman ini datang dari situs lain, jadi tidak diterima. Buka halaman ini langsung, lalu kirim lagi.',
  too_many_requests: 'Terlalu banyak percobaan. Tunggu sebentar, lalu coba lagi.',
  server_busy: 'Sistem sedang penuh. Tunggu sebentar, lalu coba lagi; isian Anda tidak hilang.',
  server_error: 'Sistem gagal memproses kiriman ini. Coba lagi; bila tetap gagal, sebutkan kode ini kepada pengelola.',
}

/** Why one field of a form or one member of a request is not accepted. */
export const fieldProblems = {
  number_not_here: 'Jangan mengetik NIK atau nomor KK di sini. Salin nomor catatan dari baris jejak.',
  required: 'Wajib diisi',
  wrong: 'Isian ini belum benar',
  not_one_of: 'Pilih salah satu dari daftar',
  too_short: (p: { minimum: number }) => `Paling sedikit ${p.minimum} huruf`,
  too_long: (p: { maximum: number }) => `Paling banyak ${p.maximum} huruf`,
  too_small: (p: { minimum: number }) => `Paling kecil ${p.minimum}`,
  too_big: (p: { maximum: number }) => `Paling besar ${p.maximum}`,
  too_few: (p: { minimum: number }) => `Pilih paling sedikit ${p.minimum}`,
  too_many: (p: { maximum: number }) => `Pilih paling banyak ${p.maximum}`,
  not_a_day: 'Tulis tanggal yang benar, misalnya 21/11/2026',
  not_a_moment: 'Tulis tanggal dan jam yang benar',
  not_an_email: 'Tulis alamat email yang benar, misalnya nama@contoh.go.id',
  not_a_number: 'Tulis dengan angka',
  wrong_pattern: 'Tulis sesuai contoh',
  unknown_member: 'Isian ini tidak dikenal',
}
