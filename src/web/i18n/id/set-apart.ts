import { menu } from './menu.ts'

/** Laporan yang mungkin bukan laporan, untuk dilihat orang. */
export const setApart = {
  title: menu.setApart.text,
  lede: menu.setApart.about,
  empty: 'Tidak ada yang disisihkan',
  emptyText: 'Laporan dengan alasan untuk diperiksa muncul di sini.',
  report: 'Laporan',
  why: 'Alasan',
  lookBy: 'Dilihat paling lambat',
  answer: 'Keputusan',
  reasons: {
    many_from_device: (p: { count: string; words: string }) => `${p.count} laporan dari perangkat yang sama`,
    same_text: (p: { count: string; words: string }) => `${p.count} laporan dengan kata-kata yang sama`,
    insult: (p: { count: string; words: string }) => `kata kasar: ${p.words}`,
  },
  genuine: 'Ini laporan',
  proposeAbuse: 'Usulkan tutup',
  confirmAbuse: 'Setuju tutup',
  abuseTitle: 'Tutup sebagai penyalahgunaan',
  abuseText: 'Penyalahgunaan harus dinyatakan dua orang. Sesudah itu kasusnya ditutup; pelapor tetap dapat mengikuti dan membantah.',
  proposedBy: (p: { name: string }) => `${p.name} mengusulkan penyalahgunaan`,
  waitsForAnother: 'Menunggu orang kedua',
  save: 'Simpan keputusan',
}

export const setApartRefusals = {
  not_set_apart: 'Laporan ini sudah diputuskan.',
  second_look_by_another: 'Anda yang mengusulkannya. Orang lain yang harus menyatakannya.',
}
