import { Button } from '@mantine/core'
import { useState } from 'react'
import { ReasonDialog, type Failure } from '#web/kit/index.ts'

interface Revealed {
  readonly name: string | null
  readonly phone: string | null
}

interface RevealProps {
  readonly texts: {
    readonly reveal: string
    readonly revealTitle: string
    readonly revealText: string
    readonly unnamed: string
    readonly noPhone: string
    readonly revealed: (p: { name: string; phone: string }) => string
  }
  readonly command: { readonly busy: boolean; readonly problem: Failure | undefined }
  /** Asks for it with a reason; undefined when it was refused. */
  readonly onReveal: (reason: string) => Promise<Revealed | undefined>
}

/** Who sent something is opened for a reason, on this screen only. */
export function RevealSender({ texts, command, onReveal }: RevealProps) {
  const [isAsking, setIsAsking] = useState(false)
  const [shown, setShown] = useState<Revealed>()
  if (shown !== undefined) return <output>{texts.revealed({ name: shown.name ?? texts.unnamed, phone: shown.phone ?? texts.noPhone })}</output>
  async function show(reason: string): Promise<void> {
    const answer = await onReveal(reason)
    if (answer === undefined) return
    setShown(answer)
    setIsAsking(false)
  }
  return (
    <>
      <Button variant="default" onClick={() => setIsAsking(true)}>{texts.reveal}</Button>
      <ReasonDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={texts.revealTitle}
        confirm={texts.reveal}
        busy={command.busy}
        problem={command.problem}
        onConfirm={(reason) => void show(reason)}
      >
        {texts.revealText}
      </ReasonDialog>
    </>
  )
}
