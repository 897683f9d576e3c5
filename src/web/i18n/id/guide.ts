import type { TopicKey } from '#modules/people/guide/topic.rules.ts'
import type { Group, Texts } from '../groups.ts'

/** Teks semua layar. */
type Messages = Texts<Group>

/** Nama tombol atau layar di dalam kalimat. */
const q = (words: string): string => `“${words}”`

/** Langkah di setiap layar menu. Tombol disebut dengan kata layarnya sendiri, jadi selalu sama. */
export function guide(m: Messages): Readonly<Record<TopicKey, readonly string[]>> {
  return { ...responseSteps(m), ...familySteps(m), ...proposalSteps(m), ...dataSteps(m), ...officeSteps(m) }
}

/** Laporan dan kasus. */
function responseSteps(m: Messages) {
  const { caseWork: c } = m
  return {
    inbox: [
      `Yang paling dekat tenggatnya dan yang berbahaya ada di atas. Tekan barisnya, baca, lalu ${q(c.take)}.`,
      `${q(c.answer)} sebelum jam jawaban pertama habis. Perlu keterangan? ${q(c.ask)}: penuntasan menunggu balasannya, ada batasnya.`,
      `Bukan hanya urusan Anda? ${q(c.refer)}. Bukan urusan Anda? ${q(c.hand_back)} dengan alasan. Tenggat tidak berubah.`,
      `Sudah ditangani? ${q(c.finish)}; penanggung jawab menulis ${q(c.conclude)}, dan pelapor yang membenarkan.`,
    ],
    fieldList: [
      `${q(m.field.take)} selagi ada sinyal; di jalan semuanya terbuka tanpa sinyal.`,
      `Buka rumahnya, ikuti ${q(m.field.directions)}, lalu ${q(m.field.begin)}. Setiap ketukan langsung tersimpan.`,
      `${q(m.field.finish)}: terkirim sendiri begitu ada sinyal, juga bila kasusnya sudah berubah.`,
    ],
    setApart: [
      `Kasusnya tetap berjalan. Baca alasannya, lalu pilih ${q(m.setApart.genuine)} atau ${q(m.setApart.proposeAbuse)} sebelum batasnya.`,
      'Menutup selalu perlu orang kedua. Ragu berarti ini laporan.',
    ],
    glassBreaks: ['Setiap kasus dilindungi yang dibuka paksa tercatat di sini dengan alasannya.', `Petugas pelindungan data: alasannya tidak jelas? ${q(m.protection.askGlass)}. Sudah jelas, ${q(m.protection.markSeen)} dengan kesimpulan Anda.`, 'Tidak dapat dibenarkan? Catat sebagai insiden.'],
    roster: [
      `${q(m.roster.add)} sebelum Anda tidak masuk, dan pilih penggantinya. Tugas Anda pindah kepadanya.`,
      'Tanpa pengganti, tugas kembali ke antrean. Tenggat tidak berubah.',
    ],
    board: [
      `Angka ${q(m.board.late)} lebih dulu, lalu ${q(m.board.soon)}. Tekan angka untuk melihat kasusnya bila peran Anda boleh.`,
      `${q(m.board.bigScreen)} untuk ruang komando; ${q(m.board.sounds.off)} membunyikan laporan berbahaya.`,
    ],
    rung: [
      `${q(m.rung.boxes.came)}: baca mengapa kasus itu naik, lalu kerjakan atau ${q(c.hand_down)} dengan alasan.`,
      `${q(m.rung.next)} mengatakan kapan kasus naik lagi. Tidak sanggup di jenjang ini? ${q(c.hand_up)} sebelum terlambat.`,
    ],
    referrals: [
      `Buka kasusnya, ${q(m.referral.assess)}, lalu ${q(m.referral.propose)}.`,
      `Yang berwenang menekan ${q(m.referral.issue)}; suratnya PDF dengan kode QR.`,
      `Penerima menekan ${q(m.referral.answer)}. Yang tidak terlayani menjadi catatan perencanaan.`,
    ],
    unmetNeeds: ['Apa yang diminta tetapi tidak dapat diberikan, menurut bidang dan kecamatan.', 'Pilih rentang harinya; angkanya bahan usulan anggaran, bukan data orang.'],
    performance: [
      `Lihat ${q(m.performance.median)} dan ekornya, bukan rata-rata saja. ${q(m.performance.waitingTitle)} menunjukkan di mana waktu habis.`,
      `${q(m.performance.replayLink)} menghitung ulang bulan lalu dengan petugas atau janji lain.`,
    ],
    map: ['Pilih kecamatan untuk melihat desanya. Peta hanya menampilkan angka, tanpa nama dan alamat.'],
    workCalendar: [
      `${q(m.workCalendar.tryOut)}: pilih laporannya dan saat masuknya; terlihat kapan pengingat dan tenggatnya, dan hari apa yang tidak dihitung.`,
      `Tahun bertanda ${q(m.workCalendar.known.provisional)} menunggu keputusan hari libur. Pengelola sistem menambahkannya di berkas kabupaten, bersama sumbernya.`,
    ],
    assistedReport: [
      `Pilih ${q(m.report.assist.channel)}, tulis dengan kata-kata pelapor, lalu ${q(m.report.assist.send)}.`,
      `Beri nomor laporannya; ${q(m.report.assist.openReceipt)} untuk yang tidak punya ponsel.`,
      `Takut diketahui orang? Centang ${q(m.report.assist.secret)}.`,
    ],
    ownReports: [`Lihat jawaban laporan Anda. Ada pertanyaan petugas? Jawab di sana. Laporan baru: ${q(m.report.mine.newReport)}.`],
  }
}

/** Keluarga dan orang. */
function familySteps(m: Messages) {
  return {
    families: [
      'Ketik nama, NIK, nomor KK, atau alamat. Ejaan tidak harus tepat; “Bu”, “Pak”, dan nama lama juga dikenali.',
      `Nomor tertutup. ${q(m.registry.reveal)} hanya bila perlu, dengan alasan yang dapat dibaca orangnya.`,
    ],
    verifications: [
      'Orang ini disebut laporan, tetapi belum ada di daftar mana pun. Datangi atau tanyakan dulu.',
      `Lalu ${q(m.verification.register)}, ${q(m.verification.passOn)}, atau ${q(m.verification.close)}.`,
    ],
    familyList: [`Saring, lalu ${q(m.lists.save)}, ${q(m.bulkAct.propose)} untuk banyak keluarga, atau ${q(m.exporting.button)}.`],
    rechecks: [`Datangi keluarganya, lalu ${q(m.recheck.record)}. Yang paling lama menunggu di atas.`],
    reviews: [
      `Bandingkan dua kartu: ${q(m.review.same)} (S), ${q(m.review.different)} (B), atau ${q(m.review.ask)} (T).`,
      `NIK bertentangan perlu dua petugas. ${q(m.review.undo)} (Z) mengembalikan semuanya.`,
    ],
    lifeEvents: [
      `Dari halaman keluarga ${q(m.lifeEvent.record)}; tanpa surat: ${q(m.lifeEvent.register)}.`,
      `Sebut bukti dan pelapornya, lalu ${q(m.lifeEvent.save)}. Yang mengikuti menjadi tugas; yang keliru dibatalkan.`,
    ],
    visits: [
      `Selagi ada sinyal: pilih keluarga, ${q(m.survey.prepareThis)}.`,
      `Di rumahnya, tanpa sinyal: isi satu per satu, ${q(m.survey.review)}, lalu ${q(m.survey.send)}. Menunggu di ponsel sampai ada sinyal.`,
      'Ponsel jangan dibersihkan sebelum tertulis diterima kantor.',
    ],
  }
}

/** Usulan dan bulannya. */
function proposalSteps(m: Messages) {
  const { proposal: p, objection: o } = m
  return {
    bulkActs: [`Yang mengusulkan tidak menyetujui. Baca barisnya, lalu ${q(m.bulkAct.approve)} atau ${q(m.bulkAct.refuse)} dengan alasan.`],
    month: ['Lihat tanggal penting dan berapa hari lagi. Di bawahnya, pekerjaan yang tersisa per desa.', `Tekan ${q(m.month.openList)} untuk langsung mengerjakannya.`],
    proposals: [
      `${q(p.create)}, atau ${q(p.propose)} dari halaman keluarga.`,
      `Langkahnya: ${q(p.doActs.check)} di rumah, musyawarah, ${q(p.doActs.verify)}, ${q(p.doActs.confirm)}. Yang mengusulkan tidak memutuskan.`,
      `Ada yang kurang? ${q(p.doActs.return)} dengan alasan.`,
    ],
    deliberations: [
      `${q(m.deliberation.plan)}, isi ${q(m.deliberation.attendance)}, pilih agenda, ${q(m.deliberation.open)}.`,
      `${q(m.deliberation.decide)} satu per satu dengan alasan. ${q(m.deliberation.close)} bila kuorum tercapai.`,
      `${q(m.deliberation.download)}, tanda tangani, lalu ${q(m.signedCopy.attach)}.`,
    ],
    objections: [
      `Yang paling dekat tanggal janjinya di atas. Di loket: ${q(o.create)}.`,
      `${q(o.answerTitle)} dengan keputusan dan alasannya. Bila diminta diperiksa lagi, orang lain yang menjawab.`,
    ],
    determinations: [
      `Dinas: ${q(m.determination.prepare)}, lalu ${q(m.determination.keep)}. Setelah ditandatangani, orang lain: ${q(m.determination.enter)}.`,
      `Salah tetap? ${q(m.determination.correct)}.`,
    ],
    batches: [
      `${q(m.batch.make)} setelah ditetapkan, ${q(m.batch.download)} untuk SIKS-NG.`,
      `Jawaban kementerian dibaca dari berkasnya: ${q(m.batch.upload)}, periksa, ${q(m.batch.apply)}.`,
    ],
    ownProposals: [`Lihat sampai mana usulan Anda. Usulan lain: ${q(m.proposal.mine.create)}.`],
  }
}

/** Daftar, sumber, mutu, yang dibawa keluar. */
function dataSteps(m: Messages) {
  return {
    quality: [`Pekerjaan di ${q(m.quality.waitingTitle)} lebih dulu, lalu ${q(m.quality.todoTitle)}. Setiap baris membawa ke namanya.`, `Buka sebuah desa untuk angka di balik nilainya dan ${q(m.quality.byMonth)}. ${q(m.quality.against)} membandingkan dua bulan.`],
    savedLists: [`Buka lagi daftar yang disimpan. Daftar menurut saringan selalu yang terbaru.`],
    exports: [`Tulis tujuannya. Di atas batas, orang kedua menyetujui. ${q(m.exporting.open)} hanya sekali, lalu ${q(m.exporting.download)}.`],
    exportTrail: [`Siapa mengambil apa, dan untuk apa. Ada berkas bocor? ${q(m.exporting.trace)}.`],
    lists: [
      `Pilih berkas atau tempel dari Excel, ${q(m.importList.upload)}, cocokkan kolom, ${q(m.importList.checkRows)}.`,
      `Perbaiki yang ditolak di layar, atau ${q(m.importList.downloadBad)}. Bandingkan, lalu ${q(m.importList.store)}.`,
      `Salah daftar? ${q(m.importList.undo)} selama masih boleh.`,
    ],
    sources: ['Setiap nilai berasal dari salah satu sumber ini. Buka untuk melihat syarat pemakaian, kekuatan, dan cuplikannya.'],
    forms: [`${q(m.form.download)} versi sekarang, ubah di Excel, ${q(m.form.upload)}. Kunjungan yang sudah diisi memakai versinya.`],
    areas: [`Pilih berkas GeoJSON, periksa yang dikenali, sebut sumber dan lisensinya, lalu ${q(m.area.save)}.`],
  }
}

/** Hak, kanal, akun. */
function officeSteps(m: Messages) {
  return {
    audit: ['Saring menurut akun, tindakan, atau tanggal. Pertanyaan Anda tentang satu orang atau akun juga tercatat.'],
    looksAtMe: ['Kantor mana yang membuka data Anda, kapan, dan untuk apa. Janggal? Ajukan keberatan lewat hak atas data.'],
    ownRequests: [`Pilih yang diminta, jelaskan, lalu ${q(m.privacy.ask)}. Jawabannya datang sebelum tenggat di sini.`],
    takenRequests: [`Buka orangnya, ${q(m.privacy.personLink)}, pastikan siapa dia, lalu ${q(m.privacy.take)}. Yang menjawab petugas pelindungan data.`, `Sudah dikabulkan: ${q(m.privacy.openRequest)}, kerjakan, lalu ${q(m.privacy.finishTask)}.`],
    requestsToDecide: [`Yang paling dekat tenggatnya dulu: ${q(m.privacy.decide)}, pilih, tulis alasannya, ${q(m.privacy.sendDecision)}.`],
    processing: ['Apa yang diproses, atas dasar apa, berapa lama. Berubah lewat berkas kabupaten, bukan di layar ini.'],
    breaches: [
      `${q(m.privacy.breachNew)} begitu diketahui; jam pemberitahuan mulai saat itu.`,
      `Lihat ${q(m.privacy.touchedTitle)}, ${q(m.privacy.touchedDownload)}, lalu ${q(m.privacy.closeBreach)}.`,
    ],
    chats: [`Orang ini minta petugas. ${q(m.chat.sendReply)}; selesai: ${q(m.chat.end)}.`],
    channels: [`Kanal mati tidak menahan laporan. Pesan yang gagal: ${q(m.channel.resend)}, atau hubungi lewat jalan lain.`],
    apiKeys: [`${q(m.apiKey.create)} untuk satu program; hanya ditampilkan sekali. Hilang atau bocor: ${q(m.apiKey.revoke)}.`],
    posters: [`Pilih desa dan ukuran kertas, ${q(m.poster.download)}, tempel di tempat yang dilewati orang.`],
    accounts: [`${q(m.account.create)}, sampaikan kata sandi sekali pakai langsung. Orang pindah tugas: ${q(m.account.withdraw)} hari itu juga.`],
    askedScopes: [`Pastikan orang dan tugasnya, lalu ${q(m.account.approve)} atau ${q(m.account.reject)}. Permintaan sendiri diputuskan orang lain.`],
    help: ['Tanda “?” di samping judul setiap layar membuka langkah layar itu.', 'Lembar ringkas dicetak hitam putih pun tetap terbaca.'],
    self: [`${q(m.self.changePassword)}, ${q(m.self.totpBegin)}, dan tutup sesi di perangkat yang bukan milik Anda (${q(m.self.endSession)}).`],
  }
}
