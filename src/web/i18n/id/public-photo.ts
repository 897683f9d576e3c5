/** Kata-kata bila foto tidak dapat dipakai, di setiap formulir warga. */
export const photoProblems = {
  photo_unknown: 'Foto yang tadi tidak ditemukan. Pilih fotonya sekali lagi',
  too_long: (p: { maximum: string; length: string }) => `Terlalu panjang: ${p.length} huruf. Ringkas sampai ${p.maximum} huruf`,
  too_many_photos: (p: { maximum: string }) => `Paling banyak ${p.maximum} foto. Pilih yang paling jelas`,
  photo_unreadable: (p: { name: string }) => `${p.name} bukan foto yang bisa dibuka. Pilih foto JPG atau PNG`,
  photo_too_many_pixels: (p: { name: string }) => `${p.name} terlalu besar untuk dibuka. Ambil ulang dengan ukuran biasa`,
  photo_too_large: (p: { name: string; limit: string }) => `${p.name} lebih besar dari ${p.limit}. Pilih foto yang lebih kecil`,
}
