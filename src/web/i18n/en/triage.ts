import type { Translation } from '../lang.ts'
import type { triage as idTriage, triageRefusals as idTriageRefusals } from '../id/triage.ts'

export const triage: Translation<typeof idTriage> = {
  title: 'What the words suggest',
  lede: 'The machine only suggests. You decide, and what the reporter chose is not changed.',
  nothingFound: 'No word was recognised. Choose yourself once you have read the report.',
  sign: (p) => `${p.name}: “${p.words}”`,
  signs: 'Words to be seen at once',
  why: 'Why this is marked',
  suggested: 'Probably about',
  share: (p) => `${p.name}, ${p.percent}`,
  becauseOf: (p) => `because of: ${p.words}`,
  chosen: (p) => `The reporter chose: ${p.name}`,
  model: (p) => `Model ${p.version}`,
  decided: (p) => `Sorted as ${p.kind}, ${p.urgency}, ${p.moment}`,
  open: 'Confirm or correct',
  kind: 'Kind of trouble',
  urgency: 'How urgent',
  reason: 'Reason',
  reasonHint: 'Needed where you make it less urgent. Only officers read it.',
  save: 'Save the sorting',
  learns: 'Where you correct the kind, the sentence is kept without names and numbers, so that the next suggestion is better.',
}

export const triageRefusals: Translation<typeof idTriageRefusals> = {
  category_unknown: 'There is no such kind of trouble. Choose from the list.',
  reason_missing: 'Write the reason, at least 5 letters, because you make this case less urgent.',
}
