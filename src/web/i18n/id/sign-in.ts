/** Signing in, its second step, and the first password of one's own. */
export const signIn = {
  username: 'Nama pengguna',
  usernameHint: 'NIP atau nama yang diberikan pengelola akun',
  password: 'Kata sandi',
  showPassword: 'Tampilkan kata sandi',
  submit: 'Masuk',
  codeTitle: 'Kode langkah kedua',
  code: 'Kode',
  codeHint: 'Enam angka dari aplikasi autentikator, atau salah satu kode pemulihan',
  submitCode: 'Kirim kode',
  startOver: 'Masuk dengan akun lain',
  newPasswordTitle: 'Buat kata sandi Anda sendiri',
  newPasswordText: (p: { name: string }) => `${p.name}, kata sandi dari pengelola hanya untuk masuk pertama kali.`,
  newPassword: 'Kata sandi baru',
  newPasswordHint: (p: { minimum: number }) => `Paling sedikit ${p.minimum} huruf; boleh berupa kalimat`,
  submitNewPassword: 'Simpan kata sandi',
}
