/** Bantuan: lembar ringkas setiap peran dan langkah setiap layar. Langkahnya sendiri ada di guide.ts dan datang hanya kepada yang membukanya. */
export const help = {
  lede: 'Terbaca juga tanpa sinyal.',
  sheetTitle: 'Lembar ringkas',
  sheetLede: 'Satu halaman A4 untuk ditempel di meja. Janji dan kantor di dalamnya yang berlaku hari ini.',
  sheetOf: (p: { role: string; language: string }) => `${p.role} (PDF, ${p.language})`,
  otherSheets: 'Lembar peran lain',
  screensTitle: 'Langkah di layar Anda',
  openScreen: (p: { screen: string }) => `Buka layar ${p.screen}`,
}

export const helpRefusals = {
  sheet_unknown: 'Tidak ada lembar untuk peran ini. Pilih dari daftar peran di Bantuan.',
}
