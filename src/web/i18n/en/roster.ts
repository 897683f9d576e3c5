import { menu } from './menu.ts'
import type { Translation } from '../lang.ts'
import type * as source from '../id/roster.ts'

export const roster: Translation<typeof source.roster> = {
  title: menu.roster.text,
  lede: 'What an absent person holds goes to who stands in, or back to the queue where nobody does.',
  caption: 'Your office from today on',
  who: 'Officer',
  what: 'What',
  from: 'From',
  to: 'To',
  deputy: 'Stands in',
  noDeputy: 'Nobody stands in',
  kinds: { duty: 'On duty', absence: 'Away' },
  now: 'today',
  empty: 'Nothing is planned yet',
  emptyText: 'Enter who is on duty or away with the form below.',
  add: 'Add to the roster',
  kind: 'Kind',
  save: 'Save the entry',
  change: 'Change',
  withdraw: 'Take back',
  withdrawOf: (p) => `Take back the entry of ${p.name}`,
}

export const rosterRefusals: Translation<typeof source.rosterRefusals> = {
  roster_without_office: 'Your role works for no single office, so there is no roster. Choose another role in My account.',
  roster_of_others: 'Only who gives tasks out may change the roster of others. Ask your head.',
  roster_days_reversed: 'The last day is before the first. Swap or correct them.',
  roster_day_past: 'Those days are over. Choose today or later.',
  roster_deputy_same: 'Somebody else must stand in.',
  roster_overlaps: 'This person has an entry on those days already. Take the old one back first.',
}
