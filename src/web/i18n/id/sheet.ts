import type { ActKey, TroubleKey } from '#modules/people/guide/sheet.contract.ts'
import type { PublicMessages } from '#web/public/texts.ts'
import type { Messages } from '../index.ts'

/** Nama tombol atau layar di dalam kalimat. */
const q = (words: string): string => `“${words}”`

/** Yang tertulis pada semua lembar, apa pun perannya. */
export const sheetWords = {
  title: (p: { role: string }) => `Lembar ringkas: ${p.role}`,
  asOf: (p: { day: string }) => `Berlaku per ${p.day}`,
  homeTitle: 'Layar pertama Anda',
  home: (p: { home: string }) => `Sesudah masuk, ${p.home} menampilkan semua layar peran Anda:`,
  homePublic: 'Tanpa akun dan gratis. Buka alamat di bawah kode QR, lalu pilih:',
  actsTitle: 'Lima hal yang paling sering',
  clocksTitle: 'Arti tanda waktu',
  clockMeanings: {
    good: 'hijau, bulat: masih ada waktu, atau sudah selesai tepat waktu',
    soon: 'kuning, segitiga: kurang dari satu jam lagi, kerjakan sekarang',
    bad: 'merah, kotak: lewat janji; kasus naik ke jenjang di atasnya dengan sendirinya',
    neutral: 'abu-abu, lingkaran kosong: menunggu balasan pelapor, ada batasnya',
  },
  promisesTitle: 'Janji yang berlaku hari ini',
  promiseColumns: { what: 'Janji', who: 'Untuk', within: 'Paling lama' },
  everyOffice: 'semua kantor',
  officeKinds: {
    village_task_force: 'Satgas desa', district_unit: 'unit kecamatan', agency: 'dinas', secretariat: 'sekretariat', outside: 'badan luar', leadership: 'pimpinan',
  },
  waitRow: 'Menunggu balasan pelapor',
  silenceRow: 'Ditutup bila pelapor diam',
  troublesTitle: 'Bila …',
  contactsTitle: 'Siapa yang dihubungi',
  contactColumns: { who: 'Siapa', how: 'Untuk apa, dan bagaimana' },
  emergency: (p: { number: string }) => `Telepon ${p.number}`,
  emergencyFor: 'nyawa terancam; telepon dulu, baru dicatat',
  rungFor: (p: { rung: string }) => `jenjang ${p.rung.toLowerCase()}: kasus naik ke sini`,
  leadsTitle: 'Penanggung jawab menurut masalah',
  officerFor: (p: { email: string }) => `data bocor, salah kirim, perangkat hilang: ${p.email}`,
  administratorFor: 'kata sandi, peran, pindah tugas',
  helpTitle: 'Bantuan lengkap',
  help: (p: { help: string }) => `Pindai, atau buka ${p.help} di menu. Tanda “?” di samping judul layar membuka langkah layar itu, juga tanpa sinyal.`,
  helpPublic: 'Pindai untuk membuka halaman warga.',
  qrAlt: (p: { url: string }) => `Kode QR ke ${p.url}`,
}

/** Yang dilakukan sebuah peran sehari-hari: judul, lalu caranya. */
export function sheetActs(m: Messages, p: PublicMessages): Readonly<Record<ActKey, readonly [string, string]>> {
  const { caseWork: c, proposal: u, deliberation: d } = m
  return {
    take: ['Ambil laporan', `Buka ${q(m.inbox.title)}, yang teratas dulu, lalu ${q(c.take)}.`],
    answer: ['Jawab pelapor', `${q(c.answer)} sebelum jam jawaban pertama habis. Tulis apa yang akan terjadi, tanpa nama dan nomor orang.`],
    assign: ['Bagi tugas', `${q(c.assign)} kepada yang bertugas; lihat bebannya. Yang tidak masuk ada di ${q(m.roster.title)}.`],
    refer: ['Ajak instansi lain', `${q(c.refer)}: mereka mendapat jam sendiri, kasus tetap pada Anda.`],
    conclude: ['Beri satu putusan', `${q(c.conclude)} bila semua instansi selesai. Pelapor yang membenarkan.`],
    visit: ['Kunjungi', `Di rumahnya: ${q(c.visit)}, tulis yang ditemukan, foto bila boleh.`],
    importList: ['Unggah daftar', `${q(m.importList.title)}: cocokkan kolom, perbaiki, bandingkan, lalu ${q(m.importList.store)}.`],
    closeMeeting: ['Sahkan berita acara', `Di ${q(d.title)}: periksa keputusan dan alasannya, lalu ${q(d.close)}.`],
    answerObjection: ['Jawab sanggah', `Di ${q(m.objection.title)}, yang paling dekat tanggalnya dulu: ${q(m.objection.answerTitle)} dengan alasan.`],
    verifyPerson: ['Pastikan orangnya', `${q(m.verification.title)}: datangi, lalu ${q(m.verification.register)} atau ${q(m.verification.passOn)}.`],
    review: ['Periksa data ganda', `${q(m.review.title)}: ${q(m.review.same)}, ${q(m.review.different)}, atau ${q(m.review.ask)}.`],
    lifeEvent: ['Catat peristiwa', `${q(m.lifeEvent.title)}: lahir, meninggal, pindah, menikah, dengan buktinya.`],
    holdMeeting: ['Siapkan musyawarah', `${q(d.plan)}, isi ${q(d.attendance)}, pilih agenda.`],
    checkProposal: ['Periksa usulan di rumah', `Buka ${q(u.title)}, lalu ${q(u.doActs.check)} dengan foto.`],
    verifyProposal: ['Verifikasi usulan', `Buka ${q(u.title)}, lalu ${q(u.doActs.verify)} atau ${q(u.doActs.return)}.`],
    confirmProposal: ['Sahkan usulan', `Buka ${q(u.title)}, lalu ${q(u.doActs.confirm)} atau ${q(u.doActs.return)}.`],
    answerReview: ['Jawab pertanyaan data ganda', `Di ${q(m.review.title)} ada pertanyaan untuk desa Anda: ${q(m.review.sendAnswer)}.`],
    approveBulk: ['Putuskan usulan rekan', `${q(m.bulkAct.title)}: baca barisnya, lalu ${q(m.bulkAct.approve)} atau ${q(m.bulkAct.refuse)}.`],
    familyForm: ['Isi formulir keluarga', `${q(m.survey.title)}: ${q(m.survey.prepareThis)} selagi ada sinyal, ${q(m.survey.send)} sesudahnya.`],
    assist: ['Tulis laporan orang', `${q(m.report.assist.title)}: dengan kata-katanya, lalu beri nomornya.`],
    searchFamily: ['Cari keluarga', `${q(m.registry.title)}: nama, NIK, nomor KK, atau alamat; ejaan tidak harus tepat.`],
    followCase: ['Sampaikan jawaban', `Buka kasusnya dari ${q(m.inbox.title)} dan bacakan kabarnya kepada yang bertanya.`],
    manageAccounts: ['Urus akun', `${q(m.account.title)}: ${q(m.account.create)}, ${q(m.account.grant)}, ${q(m.account.withdraw)}.`],
    decideRequest: ['Jawab permohonan data', `${q(m.privacy.toDecideTitle)}: yang paling dekat tenggatnya, ${q(m.privacy.decide)}.`],
    breach: ['Tangani insiden', `${q(m.privacy.breachTitle)}: ${q(m.privacy.breachNew)}, lihat yang tersentuh, beri tahu.`],
    reviewGlass: ['Periksa akses darurat', `${q(m.protection.glassTitle)}: baca alasan setiap kasus yang dibuka paksa.`],
    approveScope: ['Putuskan permintaan peran', `${q(m.account.askedTitle)}: ${q(m.account.approve)} atau ${q(m.account.reject)}.`],
    channels: ['Jaga kanal', `${q(m.channel.title)}: pesan yang tidak sampai, ${q(m.channel.resend)}.`],
    forms: ['Perbarui formulir', `${q(m.form.title)}: ubah di Excel, ${q(m.form.upload)}.`],
    areas: ['Jaga batas wilayah', `${q(m.area.title)}: periksa berkasnya, ${q(m.area.save)}.`],
    audit: ['Baca jejak', `${q(m.audit.title)}: siapa melihat dan mengubah apa, untuk apa.`],
    processing: ['Periksa dasar pemrosesan', `${q(m.privacy.processingTitle)}: tujuan, dasar, masa simpan.`],
    board: ['Lihat keadaan', `${q(m.board.title)}: ${q(m.board.late)} dulu, lalu ${q(m.board.soon)}.`],
    performance: ['Lihat yang menahan', `${q(m.performance.title)}: ${q(m.performance.median)}, ${q(m.performance.waitingTitle)}.`],
    needs: ['Baca kebutuhan', `${q(m.referral.needsTitle)}: bahan rencana dan anggaran.`],
    month: ['Ikuti bulan usulan', `${q(m.month.title)}: tanggal penting dan pekerjaan yang tersisa.`],
    quality: ['Ikuti mutu data', `${q(m.quality.title)}: nilai setiap desa dan yang dapat dibenahi.`],
    map: ['Lihat petanya', `${q(m.map.title)}: di mana kasus terbuka dan lewat waktu.`],
    poster: ['Pasang poster', `${q(m.poster.title)}: ${q(m.poster.download)}, tempel di balai.`],
    ownReports: ['Baca jawaban laporan Anda', `${q(m.report.mine.title)}: jawaban dan pertanyaan petugas.`],
    ownProposals: ['Ikuti usulan Anda', `${q(m.proposal.mine.title)}: sampai mana, dan alasannya.`],
    looksAtMe: ['Lihat siapa membuka data Anda', `${q(m.audit.looksTitle)}: kantor, waktu, alasan.`],
    ownRequests: ['Minta salinan atau pembetulan', `${q(m.privacy.ownTitle)}: ${q(m.privacy.ask)}.`],
    report: ['Melapor', `${q(p.homePage.reportButton)}: apa, di mana, untuk siapa. Simpan nomor laporannya.`],
    follow: ['Melihat jawaban', `${q(p.follow)} dengan nomornya. Belum tertolong? Katakan di sana; kasus dibuka lagi.`],
    propose: ['Mengusulkan keluarga', `${q(p.propose)}: masuk, keluar, atau pembetulan data resmi.`],
    object: ['Menyanggah', `${q(p.object)}: dijawab dengan alasan sebelum tanggal yang dijanjikan.`],
    check: ['Memeriksa keaslian', `${q(p.checkPaper)}: kode di bawah gambar kotak pada suratnya.`],
  }
}

/** Apa yang dilakukan bila sesuatu terjadi. */
export function sheetTroubles(m: Messages, p: PublicMessages): Readonly<Record<TroubleKey, (with_: { emergency: string; undo: string }) => readonly [string, string]>> {
  const { caseWork: c } = m
  return {
    danger: ({ emergency }) => ['nyawa terancam', `telepon ${emergency} dulu, baru dicatat.`],
    notYours: () => ['bukan urusan Anda', `${q(c.hand_back)} dengan alasan; tenggat tidak berubah.`],
    tooLate: () => ['tenggat tidak akan terkejar', `${q(c.hand_up)} sekarang, dengan alasan, dan kabari pelapor.`],
    unclear: () => ['keterangannya kurang', `${q(c.ask)}, hanya yang benar-benar perlu.`],
    away: () => ['Anda tidak masuk', `${q(m.roster.title)}: ${q(m.roster.add)} dengan penggantinya.`],
    playful: () => ['laporan tampak main-main', `jangan ditolak; lihat di ${q(m.setApart.title)}. Ragu berarti laporan.`],
    hidden: () => ['kasus dilindungi harus dibuka', `${q(m.protection.breakGlass)} dengan alasan; dibaca kepala dan petugas pelindungan data.`],
    wrongList: ({ undo }) => ['salah unggah', `${q(m.importList.undo)} dalam ${undo}.`],
    wrongMerge: () => ['salah menggabungkan', `${q(m.review.undo)}; semuanya kembali persis.`],
    noSignal: () => ['tidak ada sinyal', 'teruskan; yang diisi tersimpan di ponsel dan terkirim sendiri.'],
    ownFamily: () => ['menyangkut keluarga Anda', 'orang lain yang memutuskan; sistem menolaknya.'],
    rejected: () => ['kementerian menolak usulan', `baca alasannya, betulkan, ${q(m.proposal.again)}.`],
    asked: () => ['orang menanyakan datanya', `${q(m.privacy.requestsTitle)}: catat; ada tenggatnya.`],
    leak: () => ['data bocor atau perangkat hilang', 'hubungi petugas pelindungan data hari itu juga.'],
    password: () => ['kata sandi lupa', 'hubungi pengelola akun. Jangan pinjam akun orang.'],
    lostNumber: () => ['nomor laporan hilang', 'datang ke kantor desa, atau lapor lagi; laporan serupa digabungkan.'],
    noPhone: () => ['tidak punya ponsel', 'kantor desa, unit kecamatan, atau tetangga boleh menuliskannya.'],
    afraid: () => ['takut diketahui', `pilih nama dirahasiakan; siapa melihat apa ada di ${q(p.privacy)}.`],
    noPapers: () => ['tidak punya NIK atau KK', 'tetap boleh melapor dan diusulkan.'],
  }
}
