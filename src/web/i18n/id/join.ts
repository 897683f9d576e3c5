/** Laporan yang mungkin tentang hal yang sama. */
export const join = {
  title: 'Laporan serupa',
  lede: 'Mungkin tentang hal yang sama. Bila Anda menggabungkan, pelapor ini ikut mengikuti kasus yang lain dengan nomornya sendiri, tanpa tahu siapa pelapor lain.',
  pair: (p: { number: string }) => `Perbandingan dengan ${p.number}`,
  score: (p: { percent: string }) => `Kemiripan ${p.percent}`,
  thisCase: 'Kasus ini',
  otherCase: 'Kasus lain',
  reasons: {
    same_person: 'Orang yang sama', same_family: 'Keluarga yang sama', same_name: 'Nama yang sama', similar_words: 'Kata-kata yang mirip',
    similar_photo: 'Foto yang mirip', same_spot: 'Titik yang sama', same_village: 'Desa yang sama', same_kind: 'Jenis masalah yang sama',
  },
  withWords: (p: { reason: string; words: string }) => `${p.reason}: ${p.words}`,
  join: (p: { number: string }) => `Gabungkan ke ${p.number}`,
  joinNow: 'Gabungkan',
  joinHint: 'Tugas dan jam kasus ini berhenti. Penggabungan dapat dibatalkan.',
  reason: 'Alasan',
  joinedTo: (p: { number: string }) => `Digabung ke ${p.number}`,
  joinedBy: (p: { name: string; moment: string; reason: string }) => `${p.name}, ${p.moment}: ${p.reason}`,
  openOther: (p: { number: string }) => `Buka ${p.number}`,
  follower: 'Ikut mengikuti:',
  undo: 'Batalkan penggabungan',
  undoHint: 'Tugas dan jamnya berjalan lagi dari waktu semula.',
}

export const joinRefusals = {
  join_itself: 'Kasus tidak dapat digabung dengan dirinya sendiri. Pilih kasus lain.',
  join_unknown: 'Kasus yang dituju tidak ditemukan, atau di luar wilayah Anda. Pilih kasus lain.',
  join_protected: 'Kasus yang dilindungi atau tentang petugas tidak digabung, karena jawabannya hanya untuk pelapornya sendiri.',
  join_into_closed: 'Kasus yang dituju sudah ditutup. Buka kembali dulu, atau pilih kasus lain.',
  joined_already: 'Salah satunya sudah digabung. Batalkan dulu penggabungannya.',
  not_joined: 'Kasus ini tidak sedang digabung.',
}
