import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { ReasonDialog, useCommand } from '#web/kit/index.ts'
import { OpenNumbers } from '#web/staff/open-numbers.tsx'
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

interface IdentityProps {
  readonly person: Numbered
  /** Whether the family has a card, whose number is opened too. */
  readonly hasCard: boolean
  readonly reveal: Reveal
}

/** The covered NIK of a person, or the open numbers; with the way to open them where there are any. */
export function Identity({ person, hasCard, reveal }: IdentityProps) {
  const m = useMessages('family').registry
  const mayReveal = useCan('registry.identity.reveal')
  const numbers = reveal.numbersOf(person.personId)
  if (numbers !== undefined) return <OpenNumbers name={person.name} numbers={numbers} onCover={() => reveal.cover(person.personId)} />
  return (
    <>
      <span>{person.nikMasked ?? m.noNik}</span>
      {mayReveal && (person.nikMasked !== null || hasCard) && (
        <div>
          <Button size="compact-sm" variant="default" aria-label={m.revealOf({ name: person.name })} onClick={() => reveal.ask(person)}>
            {m.reveal}
          </Button>
        </div>
      )}
    </>
  )
}
