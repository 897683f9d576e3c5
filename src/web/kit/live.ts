import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
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

/** Whether events arrive as they happen. */
export function useLiveConnected(): boolean {
  return useSyncExternalStore(subscribeLiveState, isLiveConnected)
}
