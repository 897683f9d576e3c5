import { Button, Stack, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { errorFor, ErrorSummary, Section, useCommand, useGo } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { determinationOperations, type DeterminationDetail } from './determination.contract.ts'
import { ItemChoice } from './item-choice.part.tsx'

/** Families that were determined wrongly are chosen for a correcting decree; what was sent already cannot be. */
export function CorrectionForm({ detail }: { readonly detail: DeterminationDetail }) {
  const m = useMessages('proposal').determination
  const go = useGo()
  const mayPrepare = useCan('registry.proposal.confirm')
  const [isOpen, setIsOpen] = useState(false)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [reason, setReason] = useState('')
  const prepare = useCommand(determinationOperations.prepareCorrection, {
    refreshes: [determinationOperations.listDeterminations, determinationOperations.getDetermination],
    onDone: ({ determinationId }) => go(staffPaths.determination(determinationId)),
  })
  const items = detail.items.filter((item) => item.isStillDetermined)
  if (!mayPrepare) return null
  if (items.length === 0) return <p>{m.sentAlready}</p>
  if (!isOpen) return <Button mt="md" variant="default" onClick={() => setIsOpen(true)}>{m.correct}</Button>
  function send(event: FormEvent): void {
    event.preventDefault()
    void prepare.run({ params: { determinationId: detail.determinationId }, body: { proposalIds: [...chosen], reason } })
  }
  return (
    <Section title={m.correctTitle}>
      <p>{m.correctText}</p>
      <form onSubmit={send} noValidate>
        <ErrorSummary problem={prepare.problem} fields={{ reason: m.reason, proposalIds: m.items }} />
        <Stack align="start">
          <ItemChoice items={items} chosen={chosen} onChange={setChosen} />
          <Textarea
            id="reason"
            label={m.reason}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={errorFor(prepare.problem, 'reason')}
            maxLength={2_000}
            minRows={3}
            w="100%"
            maw="36rem"
            autosize
            required
          />
          <Button type="submit" disabled={chosen.length === 0} loading={prepare.busy}>{m.correct}</Button>
        </Stack>
      </form>
    </Section>
  )
}
