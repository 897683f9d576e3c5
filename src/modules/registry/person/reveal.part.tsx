import { Button, Code } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { ReasonDialog, useCommand } from '#web/kit/index.ts'
import { useCan } from '#web/staff/session.tsx'
import { personOperations, type RevealedIdentity } from './person.contract.ts'

interface Numbered {
  readonly personId: string
  readonly name: string
  readonly nikMasked: string | null
}

/** The opened numbers of a screen, and the dialog that asks why. They live above the list, so that turning the phone closes nothing. */
export interface Reveal {
  readonly numbersOf: (personId: string) => RevealedIdentity | undefined
  readonly ask: (person: Numbered) => void
  readonly cover: (personId: string) => void
  readonly dialog: ReactNode
}

/** Numbers that whoever may opens for a reason; they are kept on this screen only. */
export function useReveal(): Reveal {
  const m = useMessages('family').registry
  const [asked, setAsked] = useState<Numbered>()
  const [open, setOpen] = useState<Readonly<Record<string, RevealedIdentity | undefined>>>({})
  const reveal = useCommand(personOperations.revealIdentity)

  async function show(personId: string, reason: string): Promise<void> {
    const numbers = await reveal.run({ params: { personId }, body: { reason } })
    if (numbers === undefined) return
    setOpen((known) => ({ ...known, [personId]: numbers }))
    setAsked(undefined)
  }

  function close(): void {
    setAsked(undefined)
    reveal.reset()
  }

  return {
    numbersOf: (personId) => open[personId],
    ask: setAsked,
    cover: (personId) => setOpen((known) => ({ ...known, [personId]: undefined })),
    dialog: asked !== undefined && (
      <ReasonDialog
        isOpen
        onClose={close}
        title={m.revealTitle}
        confirm={m.reveal}
        busy={reveal.busy}
        problem={reveal.problem}
        onConfirm={(reason) => void show(asked.personId, reason)}
      >
        <strong>{asked.name}</strong>
        {m.revealText}
      </ReasonDialog>
    ),
  }
}

/** The covered NIK of a person with the way to open it, or the open numbers. */
export function Identity({ person, reveal }: { readonly person: Numbered; readonly reveal: Reveal }) {
  const m = useMessages('family').registry
  const mayReveal = useCan('registry.identity.reveal')
  const numbers = reveal.numbersOf(person.personId)
  if (numbers !== undefined) return <OpenNumbers name={person.name} numbers={numbers} onCover={() => reveal.cover(person.personId)} />
  return (
    <>
      <span>{person.nikMasked ?? m.noNik}</span>
      {mayReveal && (
        <div>
          <Button size="compact-sm" variant="default" aria-label={m.revealOf({ name: person.name })} onClick={() => reveal.ask(person)}>
            {m.reveal}
          </Button>
        </div>
      )}
    </>
  )
}

function OpenNumbers({ name, numbers, onCover }: { readonly name: string; readonly numbers: RevealedIdentity; readonly onCover: () => void }) {
  const m = useMessages('family').registry
  return (
    <output aria-label={m.revealed({ name })}>
      <div>
        {m.nik}: <Code>{numbers.nik ?? m.noNik}</Code>
      </div>
      <div>
        {m.card}: <Code>{numbers.card ?? m.noNik}</Code>
      </div>
      <Button size="compact-sm" variant="default" onClick={onCover}>
        {m.hide}
      </Button>
    </output>
  )
}
