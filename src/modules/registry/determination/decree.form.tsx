import { Button, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { monthOperations } from '#modules/registry/month/month.contract.ts'
import { proposalOperations } from '#modules/registry/proposal/proposal.contract.ts'
import { serverNow } from '#web/api/server-time.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { errorFor, ErrorSummary, Section, useCommand } from '#web/kit/index.ts'
import { determinationOperations, type Decree, type DeterminationDetail } from './determination.contract.ts'

/** Number, day and signer of the signed decree. */
export function DecreeForm({ detail }: { readonly detail: DeterminationDetail }) {
  const m = useMessages('proposal').determination
  const format = useFormat()
  const [decree, setDecree] = useState<Decree>({ decreeNumber: '', decreeOn: '', signerName: '', signerTitle: '' })
  const enter = useCommand(determinationOperations.determineProposals, {
    refreshes: [
      determinationOperations.getDetermination, determinationOperations.listDeterminations, proposalOperations.listProposals, monthOperations.getMonth,
    ],
  })
  function send(event: FormEvent): void {
    event.preventDefault()
    void enter.run({ params: { determinationId: detail.determinationId }, body: { ...decree, seenVersion: detail.version } })
  }
  const field = (name: keyof Decree) => ({
    id: name, label: m[name], value: decree[name], error: errorFor(enter.problem, name), required: true,
    onChange: (event: { readonly currentTarget: HTMLInputElement }) => setDecree({ ...decree, [name]: event.currentTarget.value }),
  })
  const labels = { decreeNumber: m.decreeNumber, decreeOn: m.decreeOn, signerName: m.signerName, signerTitle: m.signerTitle }
  return (
    <Section title={m.enter}>
      <p>{detail.isCorrection ? m.enterCorrectionText : m.enterText({ month: format.month(detail.monthToday) })}</p>
      <form onSubmit={send} noValidate>
        <ErrorSummary problem={enter.problem} fields={labels} />
        <Stack maw="32rem">
          <TextInput {...field('decreeNumber')} description={m.decreeNumberHint} autoComplete="off" />
          <TextInput {...field('decreeOn')} type="date" max={serverNow().toISOString().slice(0, 10)} />
          <TextInput {...field('signerName')} autoComplete="off" />
          <TextInput {...field('signerTitle')} autoComplete="off" />
          <div>
            <Button type="submit" loading={enter.busy}>{m.enter}</Button>
          </div>
        </Stack>
      </form>
    </Section>
  )
}
