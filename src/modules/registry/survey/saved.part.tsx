import type { ReactNode } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import styles from './survey.module.css'
import type { OpenVisit } from './use-visit.part.tsx'

/** When the last change was kept on the phone, always in sight. */
export function Saved({ open: { visit }, children }: { readonly open: OpenVisit; readonly children: ReactNode }) {
  const m = useMessages('visit').survey
  const format = useFormat()
  return (
    <div className={styles['saved']}>
      <output className={styles['savedWord']}>{m.savedAt({ time: format.time(visit.changedAt) })}</output>
      {children}
    </div>
  )
}
