/** Kata-kata petugas sebelum dibaca orang luar. */
export const publicWords = {
  title: 'Begini yang dibaca di luar kantor:',
  found: (p: { kinds: string }) => `Ada yang menunjukkan siapa atau di mana: ${p.kinds}. Tutupi, atau biarkan bila memang perlu.`,
  kinds: { name: 'nama', identity_number: 'NIK', phone: 'nomor telepon', number: 'nomor', email: 'email', address: 'alamat' },
  covered: { name: '(nama)', identity_number: '(NIK)', phone: '(nomor telepon)', number: '(nomor)', email: '(email)', address: '(alamat)' },
  cover: 'Tutupi semuanya',
  letStand: 'Sudah saya periksa, biarkan',
}

export const publicWordsRefusals = {
  words_private: 'Ada nama, nomor, atau alamat dalam kata-kata ini yang belum Anda periksa. Lihat pratinjau, lalu tutupi atau biarkan.',
}
