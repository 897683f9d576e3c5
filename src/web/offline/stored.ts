import { liveQuery } from 'dexie'
import { useEffect, useState } from 'react'

/** What a reading of the device's own store gives, renewed whenever what it read changes, in this tab or another. `undefined`: not read yet. What cannot be opened is the screen's error. */
export function useStored<T>(read: () => Promise<T>): T | undefined {
  const [found, setFound] = useState<{ readonly value: T } | { readonly failure: unknown }>()
  useEffect(() => {
    const subscription = liveQuery(read).subscribe({ next: (value) => setFound({ value }), error: (failure: unknown) => setFound({ failure }) })
    return () => subscription.unsubscribe()
  }, [read])
  if (found !== undefined && 'failure' in found) throw found.failure
  return found?.value
}
