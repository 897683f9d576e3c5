import type { Silence, Talk } from './conversation.contract.ts'
import { converse, greeting, type Input, type Known, type Say, type Turn } from './conversation.rules.ts'
import { isHalfTold } from './unfinished.rules.ts'

/** What is said and done when somebody has been silent. Undefined when they have meanwhile gone on, or begun anew: then nobody is told anything. */
export function turnOfSilence(talk: Talk, silence: Silence, known: Known & { readonly lastHeardAt: Date | null }): Turn | undefined {
  const isStill = talk.draftId === silence.draftId && isHalfTold(talk) && known.lastHeardAt?.toISOString() === silence.since
  if (!isStill || (known.isOptedOut && silence.what !== 'report')) return undefined
  if (silence.what === 'report') return { talk: { ...talk, draft: { ...talk.draft, category: kindOf(talk, known) } }, says: [], deed: { kind: 'report', isUnfinished: true } }
  const { ask } = questionOf(talk, known)
  return { talk, says: [{ saying: silence.what === 'remind' ? 'unfinished' : 'unfinished_closed', ...(ask !== undefined && { ask }) }], deed: null }
}

function kindOf({ draft }: Talk, { categories }: Known): string | null {
  return draft.category ?? categories.at(-1)?.code ?? null
}

/** Somebody comes back to a report that they left: a good day brings the last question again, and whatever else they say answers it. */
export function resume(talk: Talk, input: Input, known: Known): Turn {
  const isBare = input.kind === 'unknown' || (input.kind === 'text' && greeting.test(input.text.trim()))
  if (isBare) return { talk, says: [{ saying: 'resumed' }, questionOf(talk, known)], deed: null }
  const turn = converse(talk, input, known)
  const goesOn = turn.deed === null && turn.talk.draftId === talk.draftId && isHalfTold(turn.talk)
  return goesOn ? { ...turn, says: [{ saying: 'resumed' }, ...turn.says] } : turn
}

/** The question that a talk waits for, as it was asked. */
function questionOf({ step, reportId }: Talk, { earlier }: Known): Say {
  const code = earlier.find((report) => report.reportId === reportId)?.code ?? ''
  switch (step) {
    case 'story': return { saying: 'ask_story' }
    case 'place': return { saying: 'ask_place' }
    case 'which_place': return { saying: 'ask_which_place', ask: 'places' }
    case 'photo': return { saying: 'ask_photo', ask: 'photo' }
    case 'check': return { saying: 'check', ask: 'check' }
    case 'why_not': return { saying: 'ask_why_not', code }
    case 'which_report': return { saying: 'ask_which_report', ask: 'report', code }
    default: return { saying: 'ask_kind', ask: 'kinds' }
  }
}
