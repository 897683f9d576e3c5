import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from 'react'
import { isLiveConnected, subscribeLive, subscribeLiveState, type LiveEvent } from '#web/api/live.ts'

export type { LiveEvent }

/**
 * Calls back for each thing that happens in the person's scope while the screen is open. Where the stream is broken,
 * it calls back with undefined every half minute ("something may have happened") until the stream is back.
 */
export function useLive(onEvent: (event: LiveEvent | undefined) => void): void {
  const listener = useEffectEvent(onEvent)
  useEffect(() => subscribeLive((event) => listener(event)), [])
}

/** For a screen of counts: many events in a short time make one call, one to two seconds after the first, so that a thousand screens do not all ask at once. */
export function useCalmLive(onEvents: () => void): void {
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => {
    clearTimeout(waiting.current)
    waiting.current = undefined
  }, [])
  useLive(() => {
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined
      onEvents()
    }, 1_000 + Math.random() * 1_000)
  })
}

/** Whether events arrive as they happen. */
export function useLiveConnected(): boolean {
  return useSyncExternalStore(subscribeLiveState, isLiveConnected)
}
