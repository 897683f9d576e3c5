/** Keluarga petugas: supaya kasus keluarganya sendiri dikerjakan orang lain. */
export const kinship = {
  title: 'Keluarga Anda',
  text: 'Isi sekali, supaya kasus tentang keluarga Anda sendiri dikerjakan orang lain. Nomornya tidak disimpan, hanya tanda yang dapat dicocokkan.',
  none: 'Belum diisi',
  said: (p: { nik: string; at: string }) => `NIK berakhiran ${p.nik}, diisi ${p.at}`,
  saidBoth: (p: { nik: string; card: string; at: string }) => `NIK berakhiran ${p.nik} dan nomor KK berakhiran ${p.card}, diisi ${p.at}`,
  nik: 'NIK Anda',
  card: 'Nomor KK Anda (bila ada)',
  digits: '16 angka',
  save: 'Simpan keluarga',
}
