import { useEffect, useState } from 'react'
import { serverNow } from '#web/api/server-time.ts'

/** The present moment by the server's clock, renewed every `everyMs` milliseconds and when the screen becomes visible again. */
export function useNow(everyMs = 30_000): Date {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const renew = (): void => setNow(serverNow())
    const timer = setInterval(renew, everyMs)
    document.addEventListener('visibilitychange', renew)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', renew)
    }
  }, [everyMs])
  return now
}
