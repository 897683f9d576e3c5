import { Button } from '@mantine/core'
import { use, useSyncExternalStore } from 'react'
import { isReachable, subscribeReachable } from '#web/api/reachable.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { useLiveConnected } from '#web/kit/live.ts'
import { SettingsContext } from './settings-context.ts'
import { isUpdateReady, subscribeUpdate, takeUpdate } from './service-worker.ts'
import styles from './staff.module.css'

/** What holds for every screen at the moment: no signal, no live events, a new version, invented people. Nobody types on a wall. */
export function Banners({ isWall = false }: { readonly isWall?: boolean }) {
  const m = useMessages()
  const { isSynthetic } = use(SettingsContext)
  const online = useSyncExternalStore(subscribeReachable, isReachable)
  const isLive = useLiveConnected()
  const hasUpdate = useSyncExternalStore(subscribeUpdate, isUpdateReady)
  return (
    <>
      <output>
        {!online && <span className={styles['banner']}>{isWall ? m.shell.wallOffline : m.shell.offline}</span>}
        {online && !isLive && <span className={styles['banner']}>{isWall ? m.shell.wallLiveLost : m.shell.liveLost}</span>}
      </output>
      {hasUpdate && (
        <div className={styles['banner']} data-tone="info">
          {m.shell.updateReady}
          <Button size="sm" onClick={takeUpdate}>
            {m.shell.updateNow}
          </Button>
        </div>
      )}
      {isSynthetic && (
        <div className={styles['banner']} data-tone="info">
          {m.shell.syntheticData}
        </div>
      )}
    </>
  )
}
