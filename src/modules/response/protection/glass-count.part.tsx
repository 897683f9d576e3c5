import { useMessages } from '#web/i18n/react.tsx'
import { useAnswer, useLive, useRefresh } from '#web/kit/index.ts'
import { glassOperations } from './glass.contract.ts'
import styles from './protection.module.css'

/** How many emergency accesses nobody has looked at yet, beside the name of their screen. */
export function GlassCount() {
  const m = useMessages('response').protection
  const counted = useAnswer(glassOperations.countGlassBreaks, {})
  const refresh = useRefresh()
  useLive((event) => {
    if (event === undefined || event.topic === 'glass') void refresh(glassOperations.countGlassBreaks)
  })
  const count = counted.data?.unseen ?? 0
  return count === 0 ? null : <span className={styles['count']}>{m.glassCount({ count })}</span>
}
