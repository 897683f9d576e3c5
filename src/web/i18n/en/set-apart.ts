import { menu } from './menu.ts'
import type { Translation } from '../lang.ts'
import type { setApart as idSetApart, setApartRefusals as idSetApartRefusals } from '../id/set-apart.ts'

export const setApart: Translation<typeof idSetApart> = {
  title: menu.setApart.text,
  lede: menu.setApart.about,
  empty: 'None set apart',
  emptyText: 'Reports with a reason to be looked at appear here.',
  report: 'Report',
  why: 'Reasons',
  lookBy: 'To be looked at by',
  answer: 'Decision',
  reasons: {
    many_from_device: (p) => `${p.count} ${p.count === '1' ? 'report' : 'reports'} from the same device`,
    same_text: (p) => `${p.count} ${p.count === '1' ? 'report' : 'reports'} with the same words`,
    insult: (p) => `insults: ${p.words}`,
  },
  genuine: 'It is a report',
  proposeAbuse: 'Propose closing',
  confirmAbuse: 'Agree to close',
  abuseTitle: 'Close as abuse',
  abuseText: 'Two people must say that it is abuse. Then its case is closed; the reporter can still follow it and contradict.',
  proposedBy: (p) => `${p.name} proposed abuse`,
  waitsForAnother: 'Waits for a second person',
  save: 'Save the decision',
}

export const setApartRefusals: Translation<typeof idSetApartRefusals> = {
  not_set_apart: 'This report has been decided on.',
  second_look_by_another: 'You proposed it. Somebody else must declare it.',
}
