import type { Translation } from '../lang.ts'
import type { rung as source } from '../id/rung.ts'
import { menu } from './menu.ts'

/** The board of each rung: what stands here, what climbed here, what climbed past us, what we gave back. */
export const rung: Translation<typeof source> = {
  title: (p) => `${menu.rung.text}: ${p.rung}`,
  lede: 'Open cases by the rung that must act: why they came here, and when they climb on if nothing is done.',
  boxes: { here: 'On this rung', came: 'Climbed here', above: 'Climbed past us', down: 'Given back' },
  boxAbout: {
    here: 'Every open case that this rung must act on. What is due first stands on top.',
    came: 'Cases that climbed to this rung. The newest on top.',
    above: 'Cases of our area that stand on a higher rung now. The newest on top.',
    down: 'Cases that were given back to a lower rung. The newest on top.',
  },
  list: 'Cases',
  case: 'Case',
  place: 'Place',
  lead: 'Lead',
  why: 'Why it is on this rung',
  began: 'Here from the beginning',
  escalated: (p) => `Climbed because ${p.from} was late`,
  handed_up: (p) => `Handed up by ${p.from} (${p.name})`,
  handed_down: (p) => `Given back by ${p.from} (${p.name})`,
  when: 'Since',
  next: 'Climbs next',
  climbs: (p) => `to ${p.rung}, ${p.moment}`,
  stays: 'Climbs no further',
  empty: { here: 'No open case on this rung', came: 'No case climbed here', above: 'No case climbed past us', down: 'No case was given back' },
  emptyText: 'Cases appear here by themselves.',
}
