import { Checkbox, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { personOperations } from '#modules/registry/person/person.contract.ts'
import { PersonField } from '#modules/registry/search/person-field.part.tsx'
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

/** Gives the chosen rows to a new person, or to one who is known, for a reason that is kept. */
export function SplitDialog({ personId, sourceRecordIds, isOpen, onClose, onDone }: SplitProps) {
  const m = useMessages('review').merge
  const [takesNik, setTakesNik] = useState(false)
  const [goesTo, setGoesTo] = useState<'new' | 'known'>('new')
  const [knownId, setKnownId] = useState('')
  const [isTried, setIsTried] = useState(false)
  const split = useCommand(mergeOperations.splitPerson, { refreshes: [mergeOperations.getPersonHistory, personOperations.getPerson] })

  async function send(reason: string): Promise<void> {
    setIsTried(true)
    if (goesTo === 'known' && knownId === '') return
    const body = { sourceRecordIds: [...sourceRecordIds], toPersonId: goesTo === 'known' ? knownId : null, takesNik, reason }
    if ((await split.run({ params: { personId }, body })) === undefined) return
    onDone()
    onClose()
  }

  return (
    <ReasonDialog
      isOpen={isOpen} onClose={onClose} title={m.splitTitle} confirm={m.split} busy={split.busy} problem={split.problem} onConfirm={(reason) => void send(reason)}
    >
      <p>{m.splitText({ count: sourceRecordIds.length })}</p>
      <Radio.Group label={m.splitTo} value={goesTo} onChange={(value) => setGoesTo(value === 'known' ? 'known' : 'new')}>
        <Stack gap="xs" mt="xs">
          <Radio value="new" label={m.splitToNew} />
          <Radio value="known" label={m.splitToKnown} />
        </Stack>
      </Radio.Group>
      {goesTo === 'known' && (
        <PersonField id="toPersonId" label={m.splitTarget} hint={m.splitTargetHint} value={knownId} onChange={setKnownId} exceptId={personId}
          error={isTried && knownId === '' ? m.chooseTarget : undefined} />
      )}
      <Checkbox label={m.takesNik} checked={takesNik} onChange={(event) => setTakesNik(event.currentTarget.checked)} />
    </ReasonDialog>
  )
}
