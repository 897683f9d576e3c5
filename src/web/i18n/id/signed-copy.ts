/** Salinan bertanda tangan di samping berkas yang dibuat sistem. */
export const signedCopy = {
  missing: 'Salinan bertanda tangan belum dilampirkan',
  attached: 'Salinan bertanda tangan sudah dilampirkan',
  attachedBy: (p: { name: string; moment: string }) => `Dilampirkan oleh ${p.name}, ${p.moment}`,
  open: 'Unduh salinan bertanda tangan',
  fingerprint: 'Sidik salinan',
  attach: 'Lampirkan yang sudah ditandatangani',
  replace: 'Ganti salinan bertanda tangan',
  hint: 'Pindaian PDF (paling banyak 60 halaman) atau foto, paling besar 15 MB. Skrip, tautan, dan data tersembunyi di dalamnya dibuang.',
}

export const signedCopyRefusals = {
  scan_unreadable: 'Berkas ini bukan PDF, JPG, atau PNG yang bisa dibuka, terkunci, atau lebih dari 60 halaman. Pindai ulang, lalu kirim lagi.',
}
