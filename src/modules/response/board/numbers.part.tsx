import { useFormat } from '#web/i18n/react.tsx'
import { Status } from '#web/kit/index.ts'
import type { Load } from './board.contract.ts'
import styles from './board.module.css'

type NumberTone = 'bad' | 'soon' | 'plain'

/** One number of the board and what it says. */
interface BoardNumber {
  readonly label: string
  readonly value: string
  readonly tone: NumberTone
}

/** The tone of a count that should be none. */
export function toneOf(count: number, tone: NumberTone): NumberTone {
  return count > 0 ? tone : 'plain'
}

/** Numbers side by side, each under its words. */
export function NumberTiles({ numbers }: { readonly numbers: readonly BoardNumber[] }) {
  return (
    <dl className={styles['numbers']}>
      {numbers.map((number) => (
        <div key={number.label} className={styles['number']} data-tone={number.tone}>
          <dt>{number.label}</dt>
          <dd data-words={/[a-z]/.test(number.value) || undefined}>{number.value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Late work is red and square; the column's head is the word. */
export function LateCount({ load }: { readonly load: Load }) {
  const format = useFormat()
  return load.late === 0 ? <span>{format.number(0)}</span> : <Status tone="bad">{format.number(load.late)}</Status>
}
