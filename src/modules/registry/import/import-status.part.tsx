import { useMessages } from '#web/i18n/react.tsx'
import { Status, type Tone } from '#web/kit/index.ts'
import type { ImportState } from './import.contract.ts'

const tones: Readonly<Record<ImportState, Tone>> = {
  uploaded: 'info', reading: 'info', mapped: 'soon', checking: 'info', checked: 'soon', saving: 'info', confirmed: 'good', failed: 'bad', cancelled: 'neutral', undone: 'neutral',
}

/** How far a list is: what it waits for, or how it ended. */
export function ImportStatus({ state }: { readonly state: ImportState }) {
  return <Status tone={tones[state]}>{useMessages('data').importList.states[state]}</Status>
}
