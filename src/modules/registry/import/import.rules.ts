import type { ImportState } from './import.contract.ts'

/** Why a list cannot be worked on now: something is under way, it is settled, or somebody else just changed it. */
export interface StateRefused {
  readonly kind: 'list_busy' | 'list_settled' | 'list_changed'
}

/** Whether a person may change columns, cells and answers of a list in this state. */
export function mayChange(state: ImportState): StateRefused | undefined {
  if (state === 'mapped' || state === 'checked') return undefined
  return { kind: state === 'confirmed' || state === 'undone' || state === 'failed' || state === 'cancelled' ? 'list_settled' : 'list_busy' }
}

/** Whether the system is at work on the list, so that its progress should be watched. */
export function isUnderWay(state: ImportState): boolean {
  return state === 'uploaded' || state === 'reading' || state === 'checking' || state === 'saving'
}
