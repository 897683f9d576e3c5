import type { CaseAct, CaseEventKind } from './case.contract.ts'
import type { CaseEvent } from './case.rules.ts'

/** An act that rests on what its doer had read. */
export interface SeenAct {
  readonly act: CaseAct
  readonly taskId: string | null
}

const wordsWithReporter: ReadonlySet<CaseEventKind> = new Set(['answered', 'asked', 'replied', 'finished'])
const turnsOfCase: ReadonlySet<CaseEventKind> = new Set(['concluded', 'confirmed', 'closed_by_silence', 'reopened', 'placed'])
const nothingToDecideBy: ReadonlySet<CaseEventKind> = new Set(['noted', 'escalated', 'wait_ended', 'verification_asked', 'warned', 'step_opened', 'step_stopped'])

/**
 * Of what happened since the doer looked, the events that might change their mind. A turn of the case always does, and so does
 * anything about the same task; a word to or from the reporter does for whoever speaks to them; a verdict minds everything but
 * notes and the ladder. What a neighbouring office does with its own task holds nobody up.
 */
export function mindChanging(seen: SeenAct, since: readonly CaseEvent[]): readonly CaseEvent[] {
  return since.filter((event) => changesMind(seen, event))
}

function changesMind({ act, taskId }: SeenAct, event: CaseEvent): boolean {
  if (nothingToDecideBy.has(event.kind)) return false
  if (turnsOfCase.has(event.kind)) return true
  if (act === 'conclude') return true
  if (taskId !== null && event.taskId === taskId) return true
  if (act === 'answer' || act === 'ask' || act === 'finish') return wordsWithReporter.has(event.kind)
  return act === 'refer' && (event.kind === 'referred' || event.kind === 'handed_over')
}
