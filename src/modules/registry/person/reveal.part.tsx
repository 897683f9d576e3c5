import { Button, Code, Group } from '@mantine/core'
import { useState } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { ReasonDialog, useCommand } from '#web/kit/index.ts'
import { useCan } from '#web/staff/session.tsx'
import { personOperations, type RevealedIdentity } from './person.contract.ts'

interface IdentityProps {
  readonly personId: string
  readonly name: string
  readonly nikMasked: string | null
}

/** The covered NIK; whoever may, opens it for a reason, and covers it again. It is kept on this screen only. */
export function Identity({ personId, name, nikMasked }: IdentityProps) {
  const m = useMessages().registry
  const mayReveal = useCan('registry.identity.reveal')
  const [isAsking, setIsAsking] = useState(false)
  const [open, setOpen] = useState<RevealedIdentity>()
  const reveal = useCommand(personOperations.revealIdentity, {
    onDone: (numbers) => {
      setOpen(numbers)
      setIsAsking(false)
    },
  })

  function close(): void {
    setIsAsking(false)
    reveal.reset()
  }

  if (open !== undefined) return <OpenNumbers name={name} numbers={open} onCover={() => setOpen(undefined)} />
  return (
    <>
      <span>{nikMasked ?? m.noNik}</span>
      {mayReveal && (
        <div>
          <Button size="compact-sm" variant="default" aria-label={m.revealOf({ name })} onClick={() => setIsAsking(true)}>
            {m.reveal}
          </Button>
        </div>
      )}
      <ReasonDialog
        isOpen={isAsking}
        onClose={close}
        title={m.revealTitle}
        confirm={m.reveal}
        busy={reveal.busy}
        problem={reveal.problem}
        onConfirm={(reason) => void reveal.run({ params: { personId }, body: { reason } })}
      >
        {m.revealText}
      </ReasonDialog>
    </>
  )
}

function OpenNumbers({ name, numbers, onCover }: { readonly name: string; readonly numbers: RevealedIdentity; readonly onCover: () => void }) {
  const m = useMessages().registry
  return (
    <output aria-label={m.revealed({ name })}>
      <div>
        {m.nik}: <Code>{numbers.nik ?? m.noNik}</Code>
      </div>
      <div>
        {m.card}: <Code>{numbers.card ?? m.noNik}</Code>
      </div>
      <Group>
        <Button size="compact-sm" variant="default" onClick={onCover}>
          {m.hide}
        </Button>
      </Group>
    </output>
  )
}
