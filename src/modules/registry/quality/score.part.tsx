import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Status, type Tone } from '#web/kit/index.ts'
import type { QualityParts } from './quality.contract.ts'

const goodFrom = 80
const fairFrom = 60

/** A score in colour and number; a stroke where nobody is registered. */
export function Score({ score }: { readonly score: number | null }) {
  const format = useFormat()
  return score === null ? '–' : <Status tone={toneOf(score)}>{format.number(score)}</Status>
}

function toneOf(score: number): Tone {
  if (score >= goodFrom) return 'good'
  return score >= fairFrom ? 'soon' : 'bad'
}

/** By how many points a score rose or fell. */
export function Change({ change }: { readonly change: number | null }) {
  const m = useMessages('data').quality
  const format = useFormat()
  return change === null ? '–' : m.changeOf({ points: `${change > 0 ? '+' : ''}${format.number(change)}` })
}

/** The parts of a score in one line. */
export function PartNumbers({ parts }: { readonly parts: QualityParts | null }) {
  const m = useMessages('data').quality
  const format = useFormat()
  if (parts === null) return '–'
  return Object.entries(parts).map(([part, value]) => `${m.partNames[part as keyof QualityParts]} ${format.number(value)}`).join(' · ')
}
