import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import {
  Answered, DataList, EmptyState, ErrorSummary, errorFor, ReasonDialog, Section, Status, useAnswer, useCommand, type Column,
} from '#web/kit/index.ts'
import { consentOperations, type Consent } from './consent.contract.ts'

const refreshes = [consentOperations.listConsents]

/** What a person agreed to: the list, a form for a new agreement, and the way to take one back. */
export function ConsentPart({ personId }: { readonly personId: string }) {
  const m = useMessages('rights').privacy
  const lang = useLang()
  const consents = useAnswer(consentOperations.listConsents, { params: { personId } })
  return (
    <Section title={m.consentTitle}>
      <p>{m.consentLede}</p>
      <Answered query={consents} rows={2}>
        {({ items, processings, others }) => (
          <Stack>
            {items.length === 0 ? <EmptyState title={m.consentNone} /> : <Consents personId={personId} items={items} />}
            {processings.length > 0 && <ConsentForm personId={personId} processings={processings} />}
            <p>{m.consentOthers}</p>
            <ul>
              {others.map(({ key, name, basis }) => <li key={key}>{m.consentOther({ name: name[lang], basis: m.bases[basis] })}</li>)}
            </ul>
          </Stack>
        )}
      </Answered>
    </Section>
  )
}

function Consents({ personId, items }: { readonly personId: string; readonly items: readonly Consent[] }) {
  const m = useMessages('rights').privacy
  const lang = useLang()
  const format = useFormat()
  const [ending, setEnding] = useState<Consent>()
  const withdrawing = useCommand(consentOperations.withdrawConsent, { onDone: () => setEnding(undefined), refreshes })
  const columns: readonly Column<Consent>[] = [
    { key: 'for', label: m.consentFor, render: (row) => row.processingName[lang] },
    { key: 'on', label: m.consentOn, render: (row) => format.day(row.givenOn) },
    { key: 'how', label: m.consentHow, render: (row) => `${m.consentHows[row.givenHow]}. ${row.evidence}` },
    {
      key: 'state',
      label: m.state,
      render: (row) => row.withdrawnAt === null ? (
        <>
          <Status tone="good">{m.consentHolds}</Status>
          <div>
            <Button variant="default" size="sm" mt="xs" onClick={() => setEnding(row)} aria-label={`${m.withdrawConsent}: ${row.processingName[lang]}`}>
              {m.withdraw}
            </Button>
          </div>
        </>
      ) : <Status tone="neutral">{m.consentEnded({ on: format.moment(row.withdrawnAt) })}</Status>,
    },
  ]
  return (
    <>
      <DataList caption={m.consentCaption} columns={columns} rows={items} rowKey={(row) => row.consentId} />
      {ending !== undefined && (
        <ReasonDialog
          isOpen
          onClose={() => setEnding(undefined)}
          title={m.withdrawTitle}
          confirm={m.withdrawConsent}
          minimum={2}
          onConfirm={(words) => void withdrawing.run({ params: { personId, consentId: ending.consentId }, body: { words } })}
          busy={withdrawing.busy}
          problem={withdrawing.problem}
        >
          <p>{m.withdrawWords}</p>
        </ReasonDialog>
      )}
    </>
  )
}

interface ConsentFormProps {
  readonly personId: string
  readonly processings: readonly { readonly key: string; readonly name: { readonly id: string; readonly en: string } }[]
}

function ConsentForm({ personId, processings }: ConsentFormProps) {
  const m = useMessages('rights').privacy
  const lang = useLang()
  const [given, setGiven] = useState({ processing: processings[0]?.key ?? '', givenOn: '', givenHow: 'signed', evidence: '' })
  const recording = useCommand(consentOperations.recordConsent, { onDone: () => setGiven({ ...given, evidence: '' }), refreshes })
  const fields = { processing: m.consentFor, givenOn: m.consentOn, givenHow: m.consentHow, evidence: m.consentEvidence }
  const field = (name: keyof typeof given) => ({
    id: name, label: fields[name], value: given[name], error: errorFor(recording.problem, name),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setGiven({ ...given, [name]: event.currentTarget.value }),
  })

  function send(event: FormEvent): void {
    event.preventDefault()
    void recording.run({ params: { personId }, body: { ...given, givenHow: given.givenHow as 'signed' | 'spoken' } })
  }

  return (
    <form onSubmit={send} noValidate>
      <Stack maw={560}>
        <ErrorSummary problem={recording.problem} fields={fields} />
        <NativeSelect {...field('processing')} data={processings.map(({ key, name }) => ({ value: key, label: name[lang] }))} />
        <TextInput {...field('givenOn')} type="date" required />
        <NativeSelect {...field('givenHow')} data={(['signed', 'spoken'] as const).map((value) => ({ value, label: m.consentHows[value] }))} />
        <TextInput {...field('evidence')} description={m.consentEvidenceHint} required maxLength={500} />
        <div>
          <Button type="submit" variant="default" loading={recording.busy}>
            {m.recordConsent}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
