import { menu } from './menu.ts'

/** Kanal ke warga: keadaannya, pesan yang gagal, kunci program lain. */
export const channel = {
  title: menu.channels.text,
  lede: 'Laporan tidak pernah menunggu kanal. Bila satu kanal mati, kabar lewat alamat pelapor yang lain, dan selalu ada di halaman lacak.',
  names: { whatsapp: 'WhatsApp', sms: 'SMS', email: 'Surel' },
  state: {
    missing: 'Belum disambungkan',
    good: 'Berjalan',
    unsteady: 'Tersendat',
    resting: (p: { until: string }) => `Dijeda sampai ${p.until}`,
  },
  missingHint: 'Kabar lewat kanal ini tidak dikirim. Cara menyambungkan ada di panduan pengelola (docs/operations/channels.md).',
  waiting: 'Menunggu',
  sentToday: 'Dikirim hari ini',
  arrivedToday: 'Sampai hari ini',
  givenUpToday: 'Tidak sampai hari ini',
  oldest: (p: { ago: string }) => `Yang paling lama menunggu: ${p.ago}`,
  lastSuccess: (p: { ago: string }) => `Terakhir berhasil ${p.ago}`,
  lastFailure: (p: { ago: string; reason: string }) => `Terakhir gagal ${p.ago}: ${p.reason}`,
  never: 'Belum pernah dipakai',
  reasons: {
    unreachable: 'penyedia tidak terhubung', timed_out: 'penyedia tidak menjawab', provider_error: 'gangguan di penyedia', not_authorised: 'kunci penyedia ditolak',
    address_refused: 'alamat tidak dapat dikirimi', message_refused: 'pesan ditolak penyedia', not_connected: 'kanal belum disambungkan', opted_out: 'pelapor minta tidak dikabari',
    no_address: 'alamat sudah tidak disimpan',
  },
  failedTitle: 'Pesan yang tidak sampai',
  failedCaption: 'Pesan yang tidak sampai lewat kanal mana pun, yang terbaru di atas',
  failedEmpty: 'Tidak ada pesan yang gagal.',
  failedEmptyHint: 'Pesan yang tidak sampai lewat semua alamat pelapor muncul di sini.',
  at: 'Waktu',
  kind: 'Kabar',
  byChannel: 'Kanal',
  why: 'Sebab',
  fate: 'Keadaan',
  tries: 'Dicoba',
  resend: 'Kirim ulang',
  again: 'Tindakan',
  againWhenConnected: 'bisa setelah kanalnya disambungkan',
  resent: 'Dikirim ulang sebentar lagi.',
  kinds: {
    received: 'Laporan diterima', read: 'Laporan dibaca', answered: 'Ada jawaban', asked: 'Ada pertanyaan', visit_planned: 'Kunjungan direncanakan', visited: 'Petugas berkunjung', visit_missed: 'Tidak bertemu', concluded: 'Selesai ditangani',
    reopened: 'Dibuka lagi', closed: 'Ditutup', confirmed: 'Dikonfirmasi lewat petugas', chat: 'Percakapan',
  },
  caseTitle: 'Kabar ke pelapor',
  caseEmpty: 'Belum ada kabar yang dikirim. Pelapor selalu dapat melihatnya di halaman lacak.',
  states: {
    queued: 'menunggu', sending: 'sedang dikirim', sent: 'terkirim', delivered: 'sampai', read: 'dibaca', failed: 'gagal, dialihkan', given_up: 'tidak sampai',
  },
  waitsUntil: (p: { at: string }) => `dikirim ${p.at}`,
  voiceTitle: 'Pesan suara',
  voice: (p: { at: string }) => `Pesan suara, ${p.at}`,
  openVoice: 'Dengarkan',
  voiceHint: 'Mendengarkan dicatat dalam jejak.',
}

/** Kunci bagi program lain. */
export const apiKey = {
  title: menu.apiKeys.text,
  lede: 'Program lain melapor dengan kunci. Kunci hanya ditampilkan sekali; yang disimpan hanya sidiknya.',
  purpose: 'Untuk',
  purposes: { open311: 'Aplikasi lain (Open311)', call_center: 'Call Center 112' },
  name: 'Nama pemegang',
  perMinute: 'Paling banyak permintaan per menit',
  create: 'Buat kunci',
  created: 'Kunci baru',
  createdHint: 'Salin sekarang dan serahkan lewat jalan yang aman. Setelah halaman ini ditutup, kunci tidak dapat dilihat lagi.',
  done: 'Sudah saya salin',
  caption: 'Kunci yang pernah dibuat, yang terbaru di atas',
  empty: 'Belum ada kunci.',
  emptyHint: 'Buat kunci untuk aplikasi yang akan melapor.',
  key: 'Kunci',
  ending: (p: { last4: string }) => `…${p.last4}`,
  madeAt: 'Dibuat',
  usedAt: 'Terakhir dipakai',
  neverUsed: 'Belum dipakai',
  state: 'Keadaan',
  inForce: 'Berlaku',
  revoked: 'Dicabut',
  revoke: 'Cabut',
  revokeQuestion: 'Cabut kunci ini?',
  revokeHint: 'Program yang memakainya langsung ditolak.',
}

/** Yang ditolak tentang kanal, percakapan dan kunci. */
export const channelRefusals = {
  message_not_failed: 'Pesan ini sedang dikirim atau sudah sampai. Muat ulang halaman.',
  channel_not_connected: 'Kanal ini belum disambungkan, jadi pesan tidak dapat dikirim ulang.',
  chat_window_closed: 'Sudah lewat 24 jam sejak pesan terakhirnya. Tunggu sampai orang ini menulis lagi, atau hubungi dengan cara lain.',
  key_wrong: 'Kunci ini tidak dikenal atau sudah dicabut. Minta kunci baru kepada pengelola.',
  api_key_revoked_already: 'Kunci ini sudah dicabut. Muat ulang halaman.',
}

/** Poster balai desa. */
export const poster = {
  title: menu.posters.text,
  lede: 'Satu halaman untuk setiap desa atau kelurahan. Kode QR membuka halaman lapor dengan desa yang sudah terpilih.',
  district: 'Kecamatan',
  allDistricts: 'Semua kecamatan',
  village: 'Desa atau kelurahan',
  allVillages: 'Semua di kecamatan ini',
  paper: 'Ukuran kertas',
  download: 'Unduh poster (PDF)',
  hint: 'Semua desa sekaligus perlu beberapa detik.',
}
