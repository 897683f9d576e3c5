import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { personOperations } from '#modules/registry/person/person.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { ReasonDialog, useCommand } from '#web/kit/index.ts'
import { mergeOperations } from './merge.contract.ts'

interface SplitProps {
  readonly personId: string
  readonly sourceRecordIds: readonly string[]
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Makes a new person of the chosen rows, for a reason that is kept. */
export function SplitDialog({ personId, sourceRecordIds, isOpen, onClose, onDone }: SplitProps) {
  const m = useMessages().merge
  const [takesNik, setTakesNik] = useState(false)
  const split = useCommand(mergeOperations.splitPerson, { refreshes: [mergeOperations.getPersonHistory, personOperations.getPerson] })

  async function send(reason: string): Promise<void> {
    const body = { sourceRecordIds: [...sourceRecordIds], toPersonId: null, takesNik, reason }
    if ((await split.run({ params: { personId }, body })) === undefined) return
    onDone()
    onClose()
  }

  return (
    <ReasonDialog
      isOpen={isOpen} onClose={onClose} title={m.splitTitle} confirm={m.split} busy={split.busy} problem={split.problem} onConfirm={(reason) => void send(reason)}
    >
      <p>{m.splitText({ count: sourceRecordIds.length })}</p>
      <Checkbox label={m.takesNik} checked={takesNik} onChange={(event) => setTakesNik(event.currentTarget.checked)} />
    </ReasonDialog>
  )
}
