import type { BackupRefusal } from '#platform/backup/refused.ts'
import { doctorId } from './doctor.id.ts'

const frame = {
  about: 'Kentongan – perintah untuk yang menjalankan server',
  usage: 'Pemakaian',
  commandWord: 'PERINTAH',
  optionsWord: 'pilihan',
  commands: 'Perintah',
  options: 'Pilihan',
  everyCommand: 'Pilihan untuk semua perintah',
  exitCodes: 'Kode keluar',
  exitGood: 'berhasil',
  exitFailed: 'gagal, atau ditemukan masalah',
  exitUsage: 'perintah salah tulis; tidak ada yang dikerjakan',
  exitInUse: 'folder, berkas, atau basis data sedang dipakai atau sudah terisi; tidak ada yang dikerjakan',
  moreHelp: (command: string) => `Penjelasan tiap perintah: npx kentongan ${command} --help`,
  settings: 'Tempat data diatur dengan DATA_DIR (folder) atau DATABASE_URL (PostgreSQL sendiri), sama seperti pada npm start.',
}

const options = {
  help: 'tampilkan penjelasan ini',
  json: 'hasil sebagai JSON, untuk dibaca program',
  lang: 'bahasa pesan: id atau en (tanpa ini: menurut LANG)',
  version: 'tampilkan versi Kentongan',
}

const commands = {
  migrate: {
    summary: 'siapkan basis data untuk versi ini, tanpa menjalankan server',
    options: {},
  },
  import: {
    summary: 'masukkan daftar keluarga (XLSX atau CSV) sebuah desa',
    options: {
      village: 'kode desa, misalnya 12.34.05.2003',
      as: 'nama pengguna petugas yang bertanggung jawab atas daftar ini',
      source: 'asal daftar, misalnya siks_ng atau opensid (tanpa ini: daftar desa sendiri)',
      'as-of': 'tanggal berlakunya daftar (tanpa ini: hari ini)',
      check: 'periksa saja; penyimpanan dilanjutkan di layar',
      rejected: 'tulis baris yang ditolak, dengan alasannya, ke berkas XLSX ini',
    },
  },
  'clocks check': { summary: 'hitung ulang setiap kasus dan jam layanannya dari riwayatnya, lalu sebutkan yang berbeda', options: {} },
  link: {
    summary: 'cari orang yang sama di seluruh registri; hasilnya menjadi pertanyaan untuk diperiksa, tidak ada yang digabung',
    options: {
      learn: 'pelajari dahulu dari registri ini bagaimana data orang yang sama berbeda-beda',
      'dry-run': 'hitung saja, tanpa membuat pertanyaan',
      report: 'tampilkan seberapa tepat model menurut putusan petugas; tidak mencari apa pun',
      calibrate: 'sesuaikan peluang model dengan putusan petugas sebagai versi baru; yang sudah diputuskan tidak berubah',
      threads: 'banyaknya inti prosesor yang dipakai (tanpa ini: semua)',
      seed: 'angka awal contoh belajar (tanpa ini: 1)',
    },
  },
  sheets: {
    summary: 'cetak lembar ringkas satu halaman setiap peran, dalam dua bahasa, dengan janji dan kantor hari ini',
    options: { out: 'folder untuk berkas PDF', role: 'satu peran saja, menurut roles.yaml (tanpa ini: semua)' },
  },
  'triage train': {
    summary: 'latih ulang saran jenis masalah dari contoh dan dari yang dibetulkan petugas, lalu laporkan ketepatannya',
    options: {},
  },
  twin: {
    summary: 'buat kabupaten tiruan: keluarga rekaan untuk peragaan, latihan, dan uji beban',
    options: {
      families: 'banyaknya keluarga',
      seed: 'angka awal; angka yang sama memberi data yang sama',
      load: 'masukkan ke basis data (tanpa ini: tulis berkas saja)',
      to: 'folder untuk berkas JSONL (tanpa ini: ke keluaran)',
    },
  },
  backup: {
    summary: 'simpan seluruh isi (basis data dan berkas) ke satu berkas cadangan',
    options: {
      to: 'folder tujuan (tanpa ini: BACKUP_DIR)',
      'to-key': 'sandikan untuk kunci publik ini (age1…)',
      'passphrase-file': 'sandikan dengan kata sandi yang tertulis di berkas ini',
      'with-keys': 'sertakan kunci NIK; hanya untuk cadangan yang disandikan, karena pemegang berkas itu dapat membaca semua NIK',
    },
  },
  'backup check': {
    summary: 'periksa apakah sebuah cadangan utuh, dari byte pertama sampai terakhir',
    options: {
      identity: 'berkas kunci rahasia (AGE-SECRET-KEY-…)',
      'passphrase-file': 'berkas berisi kata sandi cadangan',
    },
  },
  'backup key': {
    summary: 'buat pasangan kunci untuk menyandikan cadangan',
    options: {},
  },
  restore: {
    summary: 'pulihkan cadangan ke folder data baru atau basis data kosong, lalu periksa hasilnya',
    options: {
      to: 'folder data baru, atau alamat basis data kosong (postgres://…)',
      identity: 'berkas kunci rahasia (AGE-SECRET-KEY-…)',
      'passphrase-file': 'berkas berisi kata sandi cadangan',
      keys: 'berkas kunci NIK (keys.json) milik instalasi yang dicadangkan',
      'without-keys': 'pulihkan tanpa kunci NIK; NIK dan nomor KK tidak akan terbaca',
    },
  },
  'audit verify': {
    summary: 'hitung ulang semua segel catatan audit; tunjukkan segel yang tidak cocok',
    options: { anchor: 'segel yang disimpan di luar server; harus masih ada dalam rantai' },
  },
  'audit export': {
    summary: 'tulis catatan audit dan segelnya agar dapat diperiksa pihak luar (tools/verify-audit.mjs)',
    options: {
      to: 'berkas tujuan (tanpa ini: ke keluaran)',
      reason: 'alasan pengambilan; ikut tercatat dalam audit',
    },
  },
  'audit reads': {
    summary: 'siapa melihat data siapa, antara dua hari; daftar pertama saat ada insiden',
    options: {
      account: 'hanya akun ini (nama pengguna)',
      subject: 'hanya yang dilihat dari orang, keluarga, atau kasus dengan nomor ini',
      from: 'hari pertama',
      to: 'hari terakhir',
      reason: 'alasan pertanyaan ini; ikut tercatat dalam audit',
    },
  },
  'keys rotate': {
    summary: 'kunci NIK, nomor telepon, dan rahasia lain dengan kunci baru; bila terputus, dilanjutkan',
    options: {},
  },
  'keys status': {
    summary: 'kunci mana yang dipakai, dan berapa baris yang masih memakai kunci lama',
    options: {},
  },
  doctor: {
    summary: 'periksa kesehatan instalasi dan katakan apa yang harus dilakukan',
    options: {},
  },
  'users list': {
    summary: 'daftar akun',
    options: { search: 'bagian dari nama pengguna atau nama', role: 'hanya peran ini' },
  },
  'users add': {
    summary: 'buat akun dengan satu peran; menampilkan kata sandi untuk masuk pertama kali',
    options: {
      name: 'nama lengkap', role: 'peran, seperti di regencies/…/roles.yaml', area: 'kode wilayah (tanpa ini: seluruh kabupaten)',
      office: 'kunci instansi, seperti di regencies/…/offices.yaml',
    },
  },
  'users disable': { summary: 'tutup akun; semua sesinya berakhir', options: {} },
  'users enable': { summary: 'buka kembali akun yang ditutup', options: {} },
  'users reset-password': { summary: 'beri kata sandi baru untuk sekali masuk', options: {} },
  'users grant': {
    summary: 'tambah satu peran pada akun',
    options: {
      role: 'peran, seperti di regencies/…/roles.yaml', area: 'kode wilayah (tanpa ini: seluruh kabupaten)',
      office: 'kunci instansi, seperti di regencies/…/offices.yaml',
    },
  },
}

const usageErrors = {
  noCommand: 'Perintah belum ditulis.',
  unknownCommand: (typed: string) => `Perintah "${typed}" tidak dikenal.`,
  didYouMean: (meant: string) => `Mungkin maksud Anda: ${meant}`,
  unknownOption: (name: string) => `Pilihan ${name} tidak dikenal pada perintah ini.`,
  optionNeedsValue: (name: string) => `Pilihan ${name} harus diikuti isinya.`,
  optionTakesNoValue: (name: string) => `Pilihan ${name} tidak memakai isi.`,
  optionMissing: (name: string) => `Pilihan ${name} wajib ditulis.`,
  optionsExclude: (first: string, second: string) => `Pilih salah satu: ${first} atau ${second}.`,
  notANumber: (name: string, minimum: number, maximum: number) => `Isi ${name} harus bilangan bulat ${minimum} sampai ${maximum}.`,
  argumentMissing: (name: string) => `${name} belum ditulis.`,
  argumentSurplus: (text: string) => `"${text}" tidak diharapkan di sini.`,
  notADay: (name: string) => `Isi ${name} harus tanggal, misalnya 2026-11-25.`,
  notAmong: (name: string, known: string) => `Isi ${name} salah satu dari: ${known}.`,
  unknownVillage: (code: string) => `Tidak ada desa atau kelurahan berkode ${code} di kabupaten ini.`,
  unknownLang: 'Pilihan --lang hanya menerima id atau en.',
}

const problems = {
  folderInUse: (pid: number) =>
    `Folder data sedang dipakai proses ${pid}, dan basis datanya belum dapat dihubungi. Tunggu sebentar lalu ulangi, atau hentikan proses itu.`,
  connectionEnded: 'Server basis data berhenti di tengah perintah ini. Ulangi perintah.',
  nothingInstalled: (folder: string) => `Belum ada data di ${folder}. Jalankan npm start atau npx kentongan migrate, atau periksa DATA_DIR.`,
  userMayNotImport: (username: string, village: string) => `${username} tidak ada, ditutup, atau tidak berwenang memasukkan daftar untuk ${village}.`,
  secretMissing: (path: string) => `${path} tidak ada, jadi akun server belum dapat masuk. Jalankan: npx kentongan migrate`,
  migrationsPending: (count: number) =>
    `Basis data belum disiapkan untuk versi ini (${count} migrasi belum dijalankan). Jalankan: npx kentongan migrate`,
  databaseUnreachable: (reason: string) => `Basis data tidak dapat dihubungi: ${reason}. Periksa DATABASE_URL dan apakah PostgreSQL berjalan.`,
  noSuchFile: (path: string) => `Berkas ${path} tidak ada atau tidak dapat dibaca.`,
  fileExists: (path: string) => `${path} sudah ada; tidak ditimpa. Pilih nama lain.`,
  wrongKeys: {
    missing: (path: string) => `Kunci NIK ${path} hilang. Kembalikan keys.json dari salinannya; tanpa itu NIK dan nomor KK tidak terbaca.`,
    old: (path: string) => `Kunci NIK ${path} adalah salinan lama: ada baris yang memakai kunci lebih baru. Kembalikan keys.json yang terakhir.`,
    other: (path: string) => `Kunci NIK ${path} bukan milik data ini. Kembalikan keys.json yang asli dari salinannya.`,
  },
  rotationRunning: 'Kunci sedang diganti oleh orang lain saat ini.',
  registryNotEmpty: 'Basis data keluarga sudah berisi. Data rekaan hanya dimasukkan ke yang kosong, supaya tidak tercampur dengan orang sungguhan.',
  diskFull: 'Penyimpanan penuh. Kosongkan ruang lalu ulangi; berkas yang setengah jadi sudah dihapus.',
}

const refusals: { readonly [K in BackupRefusal['kind']]: (refusal: Extract<BackupRefusal, { kind: K }>) => string } = {
  not_a_backup: () => 'Berkas ini bukan cadangan Kentongan, atau awal berkasnya rusak.',
  backup_damaged: ({ where }) => `Cadangan ini rusak pada bagian ${where}. Jangan dipakai; ambil salinan lain. Tidak ada yang dipulihkan.`,
  backup_incomplete: () => 'Cadangan ini terpotong: penyalinan terhenti atau penyimpanan penuh. Ambil salinan lain. Tidak ada yang dipulihkan.',
  backup_encrypted: () => 'Cadangan ini disandikan. Sertakan --identity BERKAS atau --passphrase-file BERKAS.',
  backup_key_wrong: () => 'Kunci atau kata sandi ini tidak membuka cadangan ini.',
  age_key_invalid: ({ text }) => `"${text}" bukan kunci yang benar. Kunci publik berawal age1…, kunci rahasia AGE-SECRET-KEY-1…`,
  backup_of_other_version: ({ madeBy, reason }) =>
    `Cadangan ini dibuat oleh Kentongan ${madeBy} dan tidak cocok dengan versi ini (${reason}). Pulihkan dengan versi itu, lalu naikkan versinya.`,
  target_not_empty: ({ target }) => `${target} sudah berisi sesuatu. Pemulihan hanya ke tempat yang kosong, supaya tidak ada yang tertimpa.`,
  login_sees_too_little: ({ login }) =>
    `Akun ${login} dibatasi keamanan baris, jadi cadangannya tidak akan lengkap. Pakai akun pemilik tabel, atau: alter role ${login} bypassrls`,
  backup_running: () => 'Cadangan lain sedang dibuat. Tunggu sampai selesai.',
  keys_needed: () =>
    'Cadangan ini tidak memuat kunci NIK. Sertakan --keys BERKAS (keys.json instalasi asal), atau --without-keys bila NIK tidak perlu terbaca.',
  keys_differ: () => 'Berkas kunci ini bukan milik cadangan ini; NIK tidak akan terbaca. Cari keys.json dari instalasi yang dicadangkan.',
  keys_need_encryption: () => 'Kunci hanya boleh disertakan dalam cadangan yang disandikan. Tambahkan --to-key atau --passphrase-file.',
  restored_differs: ({ where }) => `Isi ${where} setelah dipulihkan tidak sama dengan cadangan. Tidak ada yang disimpan.`,
}

const done = {
  migrated: (count: number) => (count === 0 ? 'Basis data sudah sesuai dengan versi ini.' : `${count} migrasi dijalankan.`),
  table: (name: string, rows: string) => `${name}: ${rows} baris`,
  backup: (path: string, size: string) => `Cadangan tersimpan: ${path} (${size})`,
  backupContents: (rows: string, files: string) => `Isinya ${rows} baris dan ${files} berkas.`,
  keysApart: (path: string) => `Kunci NIK tidak ikut. Simpan ${path} di tempat lain; tanpa berkas itu NIK dan nomor KK tidak terbaca lagi.`,
  keysProgress: (done: string, table: string) => `${done} baris … (${table})`,
  keysRotated: (keyId: string, rows: string) => `Kunci ${keyId} dipakai; ${rows} baris dikunci ulang.`,
  keysCopy: (path: string) => `Simpan salinan ${path} di brankas sekarang. Kunci lama tetap di dalamnya, karena cadangan lama memerlukannya.`,
  keysAllCurrent: (keyId: string) => `Semua memakai kunci ${keyId}.`,
  keysLeft: (keyId: string) => `Kunci ${keyId} dipakai. Baris yang masih memakai kunci lama (lanjutkan dengan npx kentongan keys rotate):`,
  backupGood: (when: string) => `Cadangan utuh. Dibuat ${when}.`,
  keyMade: (path: string) => `Kunci rahasia ditulis ke ${path}. Pindahkan ke komputer lain; yang membuat cadangan hanya perlu kunci publik ini:`,
  restored: (target: string) => `Cadangan dipulihkan ke ${target}: setiap tabel dibaca ulang dan sama dengan cadangan.`,
  startIt: (folder: string) => `Jalankan dengan: DATA_DIR=${folder} npm start`,
  audit: (seals: string, entries: string) => `${seals} segel dihitung ulang, ${entries} catatan.`,
  auditGood: 'Tidak ada yang berubah sejak disegel.',
  auditHead: (hash: string) => `Segel terakhir (simpan di luar server): ${hash}`,
  auditFault: (seal: number, reason: string) => `Segel ${seal}: ${reason}`,
  auditUnsealed: (count: number) => `${count} catatan lama belum disegel.`,
  anchorMissing: (hash: string) => `Segel ${hash} tidak ada lagi dalam rantai: rantai ini pernah dibuat ulang.`,
  exported: (path: string, entries: string) => `${entries} catatan ditulis ke ${path}. Periksa dengan: node tools/verify-audit.mjs ${path}`,
  listChecked: (rows: string, good: string, bad: string) => `${rows} baris diperiksa: ${good} dapat disimpan, ${bad} ditolak.`,
  listStored: (added: string, changed: string, same: string) => `Tersimpan: ${added} orang baru, ${changed} berubah, ${same} tetap sama.`,
  listOnlyChecked: 'Belum disimpan. Daftar ini menunggu di layar impor.',
  reads: (entries: string, subjects: string) => `${entries} kali dilihat, ${subjects} orang, keluarga, kasus, atau daftar.`,
  noReads: 'Tidak ada yang dilihat menurut catatan.',
  trained: (p: { version: string; samples: string; corrections: string }) => `Model ${p.version} dilatih dari ${p.samples} contoh dan ${p.corrections} pembetulan petugas.`,
  trainedScore: (p: { top1: string; top2: string; before: string; samples: string }) => `Pada ${p.samples} contoh uji: saran pertama benar ${p.top1} (sebelumnya ${p.before}), salah satu dari dua benar ${p.top2}.`,
  trainedKind: (p: { category: string; precision: string; recall: string; samples: string }) => `${p.category}: tepat ${p.precision}, tertangkap ${p.recall} dari ${p.samples}`,
  clocksChecked: (clocks: string, cases: string) => `${clocks} jam dari ${cases} kasus dihitung ulang.`,
  clockWrong: (p: { number: string; clockId: string; about: string; stored: string; replayed: string }) =>
    `${p.number} jam ${p.clockId}: ${p.about} tercatat ${p.stored}, menurut riwayat ${p.replayed}`,
  caseWrong: (p: { number: string; about: string; stored: string; replayed: string }) =>
    `${p.number}: ${p.about} tercatat ${p.stored}, menurut riwayat ${p.replayed}`,
  clockAbout: {
    start: 'mulai', stop: 'berhenti', pause: 'jeda', due: 'tenggat', escalation: 'eskalasi', version: 'banyaknya peristiwa', status: 'keadaan',
    verdict: 'putusan', answered: 'jawaban pertama', rung: 'jenjang', task: 'tugas selesai',
  },
  linkedPersons: (persons: string, model: string) => `${persons} orang dibandingkan dengan model ${model}.`,
  linkedPairs: (likely: string, doubtful: string) => `${likely} pasangan hampir pasti orang yang sama, ${doubtful} perlu diperiksa.`,
  linkedAsked: (asked: string) => `${asked} pertanyaan baru.`,
  linkModel: (p: { version: string; rows: string }) => `Model ${p.version}, dipelajari dari ${p.rows} baris.`,
  linkCalibratedBy: (p: { pairs: string }) => `Peluangnya disesuaikan dengan ${p.pairs} putusan petugas.`,
  linkNotCalibrated: 'Peluangnya belum disesuaikan dengan putusan petugas.',
  linkDecisions: (p: { same: string; different: string; needed: string; ofEach: string }) =>
    `Putusan petugas: ${p.same} orang yang sama, ${p.different} orang yang berbeda. Untuk menyesuaikan perlu ${p.needed} putusan, paling sedikit ${p.ofEach} dari tiap jenis.`,
  linkBand: (p: { shown: string; found: string; pairs: string }) => `Ditampilkan ${p.shown}, ternyata benar ${p.found} (${p.pairs} pasangan).`,
  linkCalibrated: (p: { version: string; pairs: string }) => `Model ${p.version} disimpan, disesuaikan dengan ${p.pairs} putusan. Yang sudah diputuskan tidak berubah.`,
  twinLoaded: (families: string, persons: string) => `${families} keluarga rekaan (${persons} orang) dimasukkan.`,
  sheetsWritten: (count: string, folder: string) => `${count} lembar ditulis ke ${folder}.`,
  twinWritten: (path: string) => `Data rekaan ditulis ke ${path}.`,
  progress: (count: string, total: string) => `${count} dari ${total}`,
  password: (username: string, password: string) => `Kata sandi sekali pakai untuk ${username}: ${password}`,
  passwordOnce: 'Sampaikan langsung kepada orangnya. Kata sandi ini tidak ditampilkan lagi.',
  userChanged: (username: string) => `Akun ${username} diubah.`,
  noUsers: 'Tidak ada akun yang cocok.',
}

const auditReasons = {
  root_differs: 'catatan di dalamnya diubah',
  chain_broken: 'tidak menyambung ke segel sebelumnya',
  seal_changed: 'segelnya sendiri diubah',
  entries_missing: 'ada catatan yang hilang atau ditambahkan',
  seal_missing: 'segel sebelumnya hilang',
}

const users = {
  username: 'pengguna', name: 'nama', state: 'keadaan', roles: 'peran', active: 'aktif', disabled: 'ditutup',
}

export const id = { frame, options, commands, usageErrors, problems, refusals, done, auditReasons, users, doctor: doctorId }
