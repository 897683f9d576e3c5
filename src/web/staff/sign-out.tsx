import { Button, Group } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { Dialog, useGo } from '#web/kit/index.ts'
import { keptSession } from '#web/offline/kept-session.ts'
import { staffPaths } from '#web/routes.ts'
import { useSession, useSessionActions } from './session.tsx'

const nothingUnsent = { families: 0, cases: 0 }

/** Ends the session. Where visits wait on this device, it asks first: they stay, but nobody sends them until their owner comes back. */
export function SignOut(props: { readonly className: string | undefined }) {
  const m = useMessages()
  const go = useGo()
  const { accountId } = useSession()
  const { signOut } = useSessionActions()
  const [unsent, setUnsent] = useState(nothingUnsent)
  useEffect(() => sendWhatWaits(accountId), [accountId])

  async function ask(): Promise<void> {
    const waiting = keptSession()?.accountId === accountId ? await (await import('#web/offline/keep-sending.ts')).unsentVisits(accountId) : nothingUnsent
    if (waiting.families + waiting.cases === 0) return signOut()
    setUnsent(waiting)
    return undefined
  }

  function stay(): void {
    setUnsent(nothingUnsent)
    go(unsent.cases > 0 ? staffPaths.fieldList : staffPaths.visits)
  }

  return (
    <>
      <button type="button" className={props.className} onClick={() => void ask()}>
        {m.shell.signOut}
      </button>
      <Dialog isOpen={unsent.families + unsent.cases > 0} onClose={() => setUnsent(nothingUnsent)} title={m.shell.unsentTitle}>
        <p>{m.shell.unsentText({ count: unsent.families + unsent.cases })}</p>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => void signOut()}>{m.shell.signOutAnyway}</Button>
          <Button onClick={stay}>{m.shell.unsentStay}</Button>
        </Group>
      </Dialog>
    </>
  )
}

/** Whoever prepared visits on this device sends what waits, on whatever screen they are. */
function sendWhatWaits(accountId: string): void {
  if (keptSession()?.accountId === accountId) void import('#web/offline/keep-sending.ts').then(({ keepSending }) => keepSending(accountId))
}
