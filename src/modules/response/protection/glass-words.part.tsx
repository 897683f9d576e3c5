import type { ReactNode } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Status, type Tone } from '#web/kit/index.ts'
import type { GlassBreak, GlassState } from './glass.contract.ts'
import styles from './protection.module.css'

const tones: Readonly<Record<GlassState, Tone>> = { unseen: 'bad', asked: 'soon', explained: 'info', seen: 'good' }

/** How far an emergency access has come, what was said about it, and what the reader may do. */
export function GlassWords({ row, children }: { readonly row: GlassBreak; readonly children?: ReactNode }) {
  const m = useMessages('response').protection
  const format = useFormat()
  return (
    <div className={styles['said']}>
      <Status tone={tones[row.state]}>{m.glassStates[row.state]}</Status>
      {row.words.map((word) => (
        <p key={word.saidAt + word.kind}>
          {m.glassSpoken[word.kind]({ name: word.accountName, moment: format.moment(word.saidAt) })}: “{word.words}”
        </p>
      ))}
      {children}
    </div>
  )
}
