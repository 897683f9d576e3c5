import { menu } from './menu.ts'
import type { Translation } from '../lang.ts'
import type { month as source } from '../id/month.ts'

export const month: Translation<typeof source> = {
  title: menu.month.text,
  lede: 'What is determined up to the cut-off belongs to that month. What comes later belongs to the next.',
  titleOf: (p) => `Proposals of ${p.month}`,
  earlier: 'The month before',
  later: 'The month after',
  current: 'To the present month',
  dates: 'Days to keep',
  steps: {
    deliberated: 'Village meetings are over', verified: 'Districts have verified', confirmed: 'The agency has confirmed', cutoff: 'Cut-off: the decree is signed',
  },
  daysLeft: (p) => (p.days === 0 ? 'today' : `${p.days} ${p.days === 1 ? 'day' : 'days'} left`),
  passed: (p) => `${p.days} ${p.days === 1 ? 'day' : 'days'} ago`,
  waiting: (p) => `${p.count} ${p.count === 1 ? 'proposal' : 'proposals'} not yet`,
  nothingWaits: 'nothing waits',
  rule: (p) => `By: ${p.source}`,
  work: 'Still to be done',
  who: {
    toCheck: 'Village: check at the house', toDeliberate: 'Village: meeting', toVerify: 'District: verify', toConfirm: 'Agency: confirm',
    toDetermine: 'Regent: determine', toExport: 'Agency: send',
  },
  columns: {
    toCheck: 'Check', toDeliberate: 'Meeting', toVerify: 'Verify', toConfirm: 'Confirm', toDetermine: 'Determine', toExport: 'Send', sent: 'Sent',
    accepted: 'Accepted', rejected: 'Rejected',
  },
  results: 'Results of this month',
  openList: 'Open the list',
  villages: 'By village',
  villagesCaption: 'How many proposals wait in each village, the most first',
  village: 'Village',
  empty: 'No proposals in this month',
  emptyText: 'Proposals appear here from the day they are made. Make one, or choose another month.',
}
