import { menu } from './menu.ts'
import type { Translation } from '../lang.ts'
import type * as source from '../id/board.ts'

export const board: Translation<typeof source.board> = {
  title: menu.board.text,
  lede: (p) => `${p.open} ${p.open === '1' ? 'case' : 'cases'} open, ${p.late} late. As of ${p.time}.`,
  open: 'Open',
  soon: 'Due within an hour',
  soonShort: '≤ 1 hour',
  showAll: (p) => `Show all (${p.count})`,
  late: 'Late',
  lateShort: 'Late',
  openedLastDay: 'Opened in 24 hours',
  keptShare: 'Answered within the promise, 30 days',
  keptShareShort: 'Kept, 30 days',
  medianResponse: 'Half answered within',
  danger: 'Danger, unanswered',
  sounds: { off: 'Sound is off: turn it on', on: 'Sound is on', blocked: 'Sound is held back: press here' },
  newDanger: (p) => `New danger at ${p.time}`,
  ageSeconds: (p) => `Data of ${p.time}, ${p.seconds} ${p.seconds === '1' ? 'second' : 'seconds'} ago`,
  ageSpan: (p) => `Data of ${p.time}, ${p.span} ago`,
  ageOld: 'Not up to date.',
  notYet: 'none yet',
  byOffice: 'By office',
  byDistrict: 'By district',
  byRung: 'Rung that must act',
  rungs: { village: 'Village', district: 'District', regency: 'Regency', leadership: 'Leadership' },
  office: 'Office',
  district: 'District',
  village: 'Village',
  nothingOpen: 'No open case',
  nothingOpenText: 'New reports appear here by themselves.',
  bigScreen: 'Big screen',
  leaveBigScreen: 'Leave big screen',
  unplaced: 'Place not known yet',
  unplacedShort: 'No place yet',
}

export const map: Translation<typeof source.map> = {
  title: menu.map.text,
  lede: 'Where reports are still open and where they are late. Numbers only, no names or addresses.',
  areas: 'Areas',
  wholeRegency: 'All districts',
  inDistrict: (p) => `District ${p.name}`,
  pictureOf: (p) => `Map of ${p.place}: ${p.open} ${p.open === '1' ? 'case' : 'cases'} open, ${p.late} late.`,
  areaLoad: (p) => `${p.name}: ${p.open} open, ${p.late} late`,
  areaBeyond: (p) => `${p.name}: beyond your area`,
  legend: 'Colours',
  legendNone: 'Nothing open',
  legendOpen: 'Some open',
  legendSoon: 'Due soon',
  legendLate: 'Some late',
  legendBeyond: 'Beyond your area',
  withoutBorders: 'No borders were imported yet, so districts are drawn as circles and villages as squares.',
  asList: 'List of areas',
  source: (p) => `Borders: ${p.source}, ${p.licence}, ${p.day}. Simplified; not authoritative.`,
}

export const boardRefusals: Translation<typeof source.boardRefusals> = {
  district_unknown: 'This regency has no such district. Choose one from the list.',
}
