/** What `kentongan doctor` says: a good state is a phrase, a finding is what is wrong and then what to do. */
export const doctorId = {
  names: {
    node: 'Node.js', folder: 'Folder data', lock: 'Kunci folder', disk: 'Ruang penyimpanan', regency: 'Konfigurasi kabupaten', keys: 'Kunci NIK',
    web: 'Halaman web', database: 'Basis data', migrations: 'Migrasi', login: 'Akun basis data server', owner: 'Akun pemilik basis data',
    channels: 'Kanal ke warga', templates: 'Templat WhatsApp', mailbox: 'Kotak surel masuk', calendar: 'Kalender', clock: 'Jam', backup: 'Cadangan', files: 'Berkas', accounts: 'Akun petugas', audit: 'Catatan audit',
  },
  summaryGood: 'Tidak ada masalah.',
  summaryWarnings: (count: number) => `Tidak ada yang rusak; ${count} hal perlu diperhatikan.`,
  summaryFaults: (count: number) => `${count} masalah harus dibereskan.`,
  skipped: 'tidak dapat diperiksa, karena basis data tidak terhubung',
  broken: (reason: string) => `pemeriksaan ini sendiri gagal: ${reason}`,

  nodeGood: (version: string) => `versi ${version}`,
  nodeOld: (version: string, needed: number) => `versi ${version} terlalu lama. Jalankan lewat npx kentongan, yang membawa Node ${needed} sendiri`,

  folderGood: (path: string) => path,
  folderMissing: (path: string) => `${path} belum ada. Jalankan npm start, atau periksa DATA_DIR`,
  folderOpen: (path: string) => `${path} dapat dibuka pengguna lain di komputer ini. Jalankan: chmod 700 ${path}`,
  folderForeign: (path: string) => `${path} milik pengguna lain atau tidak dapat ditulis. Jalankan sebagai pemiliknya`,

  lockFree: 'tidak dipakai proses lain',
  lockHeld: (pid: number) => `dipakai proses ${pid} (server sedang berjalan)`,

  diskGood: (free: string) => `${free} tersedia`,
  diskLow: (free: string) => `tinggal ${free}. Kosongkan ruang, atau pindahkan BACKUP_DIR ke penyimpanan lain`,
  diskFull: (free: string) => `hanya ${free}. Server akan berhenti menerima laporan bila habis; kosongkan ruang sekarang`,

  regencyGood: (name: string) => name,

  keysGood: 'ada dan tertutup untuk orang lain',
  keysNone: (path: string) => `${path} belum ada; dibuat pada start pertama`,
  keysMissing: (path: string) =>
    `${path} hilang, padahal data sudah ada. Kembalikan dari salinan sebelum menjalankan server; tanpa itu NIK tidak terbaca`,
  keysOpen: (path: string) => `${path} dapat dibaca pengguna lain. Jalankan: chmod 600 ${path}`,
  keysBroken: (path: string) => `${path} tidak dapat dibaca sebagai berkas kunci. Kembalikan dari salinan`,
  keysOld: (path: string) => `${path} adalah salinan lama: ada baris yang memakai kunci lebih baru. Kembalikan keys.json yang terakhir`,
  keysRotating: (rows: string) =>
    `ada; baris yang masih memakai kunci lama, atau ditutup sebelum tiap orang punya kunci sendiri: ${rows}. Jalankan: npx kentongan keys rotate`,
  keysForeign: (path: string) => `${path} bukan kunci milik data ini. Kembalikan keys.json yang asli dari salinannya`,

  templatesGood: (count: number) => `semua ${count} disetujui`,
  templatesNotConnected: 'WhatsApp belum disambungkan',
  templatesSkipped: 'tidak dapat diperiksa, karena konfigurasi kabupaten tidak terbaca',
  templatesUnknown: {
    account_unset: 'tidak diketahui. Isi WHATSAPP_BUSINESS_ACCOUNT_ID, supaya templat yang disetujui dapat dilihat',
    unreachable: 'tidak diketahui: WhatsApp tidak terhubung', timed_out: 'tidak diketahui: WhatsApp tidak menjawab',
    provider_error: 'tidak diketahui: gangguan di WhatsApp. Coba lagi nanti',
    not_authorised: 'tidak diketahui: WhatsApp menolak. Periksa WHATSAPP_BUSINESS_ACCOUNT_ID dan izin whatsapp_business_management pada tokennya',
  },
  templatesMissing: (which: string) =>
    `belum dapat dipakai (${which}). Sementara itu kabarnya lewat SMS atau surel pelapor, dan selalu di halaman lacak. Ajukan menurut docs/operations/channels.md`,
  templateStates: {
    pending: 'menunggu persetujuan', rejected: 'ditolak', paused: 'dihentikan WhatsApp', missing: 'belum diajukan', differs: 'jumlah isiannya lain',
  } as Readonly<Record<string, string>>,

  channelsGood: (which: string) => `tersambung: ${which}`,
  channelsNone: 'belum ada kanal yang disambungkan; kabar hanya di halaman lacak',
  channelsUnsent: (which: string) => `belum disambungkan, kabarnya tidak dikirim: ${which}. Kabar itu hanya di halaman lacak; sambungkan menurut docs/operations/channels.md`,
  channelUnsent: (channel: string, count: number) => `${channel} (${count} kabar)`,
  channelNames: { whatsapp: 'WhatsApp', sms: 'SMS', email: 'surel' } as Readonly<Record<'whatsapp' | 'sms' | 'email', string>>,

  mailboxNotConnected: 'kotak surel belum disambungkan',
  mailboxNever: 'belum pernah dibaca. Jalankan server; kotak surel dibaca tiap menit',
  mailboxGood: (lookedAt: string, mailAt: string) => `terakhir dibaca ${lookedAt}, surel terakhir masuk ${mailAt}`,
  mailboxNoMail: 'belum ada',
  mailboxFailing: (since: string, reason: string) =>
    `gagal dibaca sejak ${since}: ${reason}. Surel tetap tersimpan di server surel; periksa IMAP_URL menurut docs/operations/channels.md`,
  mailboxStill: (since: string) => `tidak dibaca sejak ${since}. Periksa apakah server berjalan`,
  mailboxReasons: {
    unreachable: 'server surel tidak terhubung', timed_out: 'server surel tidak menjawab', provider_error: 'server surel menolak perintah', not_authorised: 'kata sandi ditolak',
  } as Readonly<Record<string, string>>,

  webGood: 'sesuai dengan sumbernya',
  webStale: 'belum dibangun untuk versi ini. npm start membangunnya sendiri, atau jalankan: npm run build',

  databaseGood: (version: string, where: string) => `PostgreSQL ${version} (${where})`,
  embedded: 'bawaan',
  external: 'DATABASE_URL',
  databaseOld: (version: string) => `PostgreSQL ${version} terlalu lama. Kentongan memerlukan 15 atau lebih baru`,
  databaseGone: (reason: string) => `tidak terhubung: ${reason}. Periksa DATABASE_URL dan apakah PostgreSQL berjalan`,
  databaseUnsynced: 'fsync dimatikan; data bisa hilang saat listrik padam. Nyalakan fsync di postgresql.conf',

  migrationsGood: (count: number) => `semua ${count} sudah dijalankan`,
  migrationsPending: (count: number) => `${count} belum dijalankan. Buat cadangan, lalu: npx kentongan migrate`,
  migrationsNewer: (name: string) => `basis data sudah lebih baru daripada program ini (${name}). Pasang versi Kentongan yang sesuai`,
  migrationsChanged: (name: string) => `${name} berubah setelah dijalankan. Pasang kembali sumber yang asli`,

  loginGood: 'tidak punya hak istimewa; keamanan baris berlaku di semua tabel',
  loginUnsafe: (reasons: string) => `keamanan baris tidak berlaku: ${reasons}. Ikuti docs/operations/production.md`,
  loginFails: (reason: string) => `akun server tidak dapat masuk: ${reason}. Jalankan: npx kentongan migrate`,

  ownerGood: 'dapat membuat cadangan lengkap',
  ownerBound: (login: string) =>
    `${login} dibatasi keamanan baris, jadi kentongan backup akan menolak. Bila dipakai, jalankan: alter role ${login} bypassrls`,

  calendarGood: 'libur tahun ini dan tahun depan sudah tercatat',
  calendarProvisional: (years: string) =>
    `libur tahun ${years} masih sementara. Ganti dengan SKB tiga menteri di regency.yaml, lalu tulis nomornya dan tag sourced; tanpa itu janji dalam hari kerja terlalu pendek`,
  calendarMissing: (years: string) =>
    `libur tahun ${years} belum tercatat. Tambahkan holidays dan holidayYears di regency.yaml; tanpa itu janji dalam hari kerja terlalu pendek`,
  clockGood: (difference: string) => `selisih dengan basis data ${difference} detik`,
  clockOff: (difference: string) =>
    `selisih dengan basis data ${difference} detik. Pasang NTP di kedua komputer; tenggat laporan dihitung dari jam ini`,

  backupGood: (age: string) => `terakhir ${age} lalu`,
  backupNone: 'belum pernah. Jalankan npx kentongan backup, atau atur BACKUP_EVERY_HOURS (docs/operations/backup.md)',
  backupOld: (age: string) => `terakhir ${age} lalu. Periksa jadwalnya dan ruang di BACKUP_DIR`,
  hours: (count: string) => `${count} jam`,
  days: (count: string) => `${count} hari`,

  filesGood: (age: string) => `pembersihan terakhir ${age} yang lalu`,
  filesNotYet: 'belum dibersihkan; server melakukannya sendiri',
  filesOld: (age: string) => `pembersihan terakhir ${age} yang lalu. Apakah server berjalan? Foto yang tidak jadi dikirim tetap tersimpan sampai dibersihkan`,

  accountsGood: (approvers: string, waiting: string) => `${approvers} orang dapat menyetujui peran; ${waiting} menunggu`,
  accountsAlone: (approvers: string) =>
    `hanya ${approvers} orang dapat menyetujui peran, jadi peran yang memerlukan dua orang tidak dapat diberikan. Tambah satu lagi: npx kentongan users grant NAMA --role administrator`,

  auditGood: (seals: string, entries: string) => `${seals} segel dan ${entries} catatan cocok`,
  auditFaults: (count: number, first: number) =>
    `${count} segel tidak cocok, mulai segel ${first}. Ada catatan yang diubah di luar aplikasi: ikuti docs/operations/incident.md`,
  auditUnsealed: (count: number) => `${count} catatan lama belum disegel. Apakah servernya berjalan?`,
}
