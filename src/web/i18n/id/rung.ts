import { menu } from './menu.ts'

/** Papan setiap jenjang: yang ada di sini, yang naik ke sini, yang naik melewati kami, yang kami turunkan. */
export const rung = {
  title: (p: { rung: string }) => `${menu.rung.text}: ${p.rung}`,
  lede: 'Kasus terbuka menurut jenjang yang harus bertindak: mengapa sampai di sini, dan kapan naik lagi bila tidak dikerjakan.',
  boxes: { here: 'Di jenjang ini', came: 'Naik ke sini', above: 'Naik melewati kami', down: 'Diturunkan' },
  boxAbout: {
    here: 'Semua kasus terbuka yang harus dikerjakan jenjang ini. Yang paling dekat tenggatnya di atas.',
    came: 'Kasus yang naik ke jenjang ini. Yang terbaru di atas.',
    above: 'Kasus dari wilayah kita yang sudah di jenjang lebih tinggi. Yang terbaru di atas.',
    down: 'Kasus yang sudah diturunkan ke jenjang di bawah. Yang terbaru di atas.',
  },
  list: 'Kasus',
  case: 'Kasus',
  place: 'Tempat',
  lead: 'Penanggung jawab',
  why: 'Mengapa di jenjang ini',
  began: 'Sejak awal di sini',
  escalated: (p: { from: string }) => `Naik karena ${p.from} melewati tenggat`,
  handed_up: (p: { from: string; name: string }) => `Dinaikkan ${p.from} (${p.name})`,
  handed_down: (p: { from: string; name: string }) => `Diturunkan ${p.from} (${p.name})`,
  when: 'Sejak',
  next: 'Naik lagi',
  climbs: (p: { rung: string; moment: string }) => `ke ${p.rung}, ${p.moment}`,
  stays: 'Tidak naik lagi',
  empty: { here: 'Tidak ada kasus terbuka di jenjang ini', came: 'Tidak ada kasus yang naik ke sini', above: 'Tidak ada kasus yang naik melewati kami', down: 'Tidak ada kasus yang diturunkan' },
  emptyText: 'Kasus muncul di sini dengan sendirinya.',
}
