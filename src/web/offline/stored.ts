import { liveQuery } from 'dexie'
import { useEffect, useState } from 'react'

/** What a reading of the device's own store gives, renewed whenever what it read changes, in this tab or another. `undefined`: not read yet. */
export function useStored<T>(read: () => Promise<T>): T | undefined {
  const [value, setValue] = useState<T>()
  useEffect(() => {
    const subscription = liveQuery(read).subscribe({ next: setValue })
    return () => subscription.unsubscribe()
  }, [read])
  return value
}
