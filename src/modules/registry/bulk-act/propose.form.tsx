import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ListSource } from '#modules/registry/saved-list/list-source.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { ReasonDialog, useCommand, useGo } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { bulkActOperations } from './bulk-act.contract.ts'

/** The button that proposes a recheck by the village, with the dialog that asks why. */
export function ProposeButton({ list }: { readonly list: ListSource }) {
  const m = useMessages('family').bulkAct
  const go = useGo()
  const [isOpen, setIsOpen] = useState(false)
  const mayPropose = useCan('registry.bulk.propose')
  const propose = useCommand(bulkActOperations.proposeBulkAct, {
    refreshes: [bulkActOperations.listBulkActs], onDone: ({ bulkActId }) => go(staffPaths.bulkAct(bulkActId)),
  })
  function close(): void {
    setIsOpen(false)
    propose.reset()
  }
  if (!mayPropose) return null
  return (
    <>
      <Button variant="default" onClick={() => setIsOpen(true)}>{m.propose}</Button>
      <ReasonDialog
        isOpen={isOpen} onClose={close} title={m.proposeTitle} confirm={m.propose} busy={propose.busy} problem={propose.problem}
        onConfirm={(reason) => void propose.run({ body: { of: list, reason } })}
      >
        {m.proposeText}
      </ReasonDialog>
    </>
  )
}
