import { Button } from '@mantine/core'
import { useState } from 'react'
import { personOperations } from '#modules/registry/person/person.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { ReasonDialog, useCommand } from '#web/kit/index.ts'
import { mergeOperations } from './merge.contract.ts'

/** Takes a merge or a split back, for a reason that is kept. */
export function UndoButton({ kind, id }: { readonly kind: 'merge' | 'split'; readonly id: string }) {
  const m = useMessages('review').merge
  const [isOpen, setIsOpen] = useState(false)
  const refreshes = [mergeOperations.getPersonHistory, personOperations.getPerson]
  const merge = useCommand(mergeOperations.undoMerge, { refreshes })
  const split = useCommand(mergeOperations.undoSplit, { refreshes })
  const title = kind === 'merge' ? m.undoMerge : m.undoSplit

  async function undo(reason: string): Promise<void> {
    const done = kind === 'merge' ? await merge.run({ params: { mergeId: id }, body: { reason } }) : await split.run({ params: { splitId: id }, body: { reason } })
    if (done !== undefined) setIsOpen(false)
  }

  return (
    <div>
      <Button variant="default" size="compact-md" mt="xs" onClick={() => setIsOpen(true)}>
        {title}
      </Button>
      <ReasonDialog
        isOpen={isOpen} onClose={() => setIsOpen(false)} title={title} confirm={title} busy={merge.busy || split.busy} problem={merge.problem ?? split.problem}
        onConfirm={(reason) => void undo(reason)}
      >
        <p>{kind === 'merge' ? m.undoMergeText : m.undoSplitText}</p>
      </ReasonDialog>
    </div>
  )
}
