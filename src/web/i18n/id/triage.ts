/** Pemilahan laporan: saran dari kata-katanya, dan apa yang diputuskan orang. */
export const triage = {
  title: 'Saran dari kata-kata laporan',
  lede: 'Mesin hanya menyarankan. Anda yang memutuskan, dan pilihan pelapor tidak diubah.',
  nothingFound: 'Tidak ada kata yang dikenal. Pilih sendiri setelah membaca laporannya.',
  sign: (p: { name: string; words: string }) => `${p.name}: “${p.words}”`,
  signs: 'Kata yang harus segera dilihat',
  why: 'Kenapa ini ditandai',
  suggested: 'Mungkin tentang',
  share: (p: { name: string; percent: string }) => `${p.name}, ${p.percent}`,
  becauseOf: (p: { words: string }) => `karena kata: ${p.words}`,
  chosen: (p: { name: string }) => `Pelapor memilih: ${p.name}`,
  model: (p: { version: string }) => `Model ${p.version}`,
  decided: (p: { kind: string; urgency: string; moment: string }) => `Dipilah sebagai ${p.kind}, ${p.urgency}, ${p.moment}`,
  open: 'Benarkan atau betulkan',
  kind: 'Jenis masalah',
  urgency: 'Seberapa mendesak',
  reason: 'Alasan',
  reasonHint: 'Wajib bila Anda menurunkan urgensinya. Hanya dibaca petugas.',
  save: 'Simpan pilahan',
  learns: 'Bila Anda membetulkan jenisnya, kalimatnya disimpan tanpa nama dan nomor supaya saran berikutnya lebih tepat.',
}

export const triageRefusals = {
  category_unknown: 'Jenis masalah itu tidak ada. Pilih dari daftar.',
  reason_missing: 'Tulis alasannya, paling sedikit 5 huruf, karena Anda menurunkan urgensi kasus ini.',
}
