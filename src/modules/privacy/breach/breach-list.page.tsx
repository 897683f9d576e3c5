import { Button, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { processingOperations } from '#modules/privacy/processing/processing.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import {
  Answered, AppLink, DataList, EmptyState, ErrorSummary, errorFor, PageTitle, Section, Status, TimeLeft, useAnswer, useCommand, useGo, type Column,
} from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { breachOperations, type Breach } from './breach.contract.ts'
import { breachTones, momentOf } from './breach.part.tsx'

/** Incidents with their clocks, and the form for a new one. */
export function BreachListPage() {
  const m = useMessages('rights').privacy
  const record = useAnswer(processingOperations.readProcessingRecord, {})
  return (
    <>
      <PageTitle title={m.breachTitle} lede={m.breachLede({ hours: record.data?.breachHours ?? 72 })} />
      <Breaches />
      <Section title={m.breachNew}>
        <BreachForm />
      </Section>
    </>
  )
}

function Breaches() {
  const m = useMessages('rights').privacy
  const format = useFormat()
  const breaches = useAnswer(breachOperations.listBreaches, {})
  const columns: readonly Column<Breach>[] = [
    { key: 'when', label: m.discoveredAt, render: (row) => <AppLink href={staffPaths.breach(row.breachId)}>{format.moment(row.discoveredAt)}</AppLink> },
    { key: 'what', label: m.whatHappened, render: (row) => row.whatHappened },
    {
      key: 'state',
      label: m.state,
      render: (row) => (
        <>
          <Status tone={breachTones[row.state]}>{m.breachStates[row.state]}</Status>
          {row.notifiedAt === null && <TimeLeft dueAt={row.noticeDueAt} />}
        </>
      ),
    },
  ]
  return (
    <Answered query={breaches} rows={2}>
      {({ items }) => (items.length === 0
        ? <EmptyState title={m.breachNone} text={m.breachNoneText} />
        : <DataList caption={m.breachCaption} columns={columns} rows={items} rowKey={(row) => row.breachId} />)}
    </Answered>
  )
}

const nothing = { discoveredAt: '', whatHappened: '', username: '', fromAt: '', toAt: '' }

function BreachForm() {
  const m = useMessages('rights').privacy
  const go = useGo()
  const [facts, setFacts] = useState(nothing)
  const recording = useCommand(breachOperations.recordBreach, {
    onDone: ({ breachId }) => go(staffPaths.breach(breachId)), refreshes: [breachOperations.listBreaches],
  })
  const fields = { discoveredAt: m.discoveredAt, whatHappened: m.whatHappened, username: m.username, fromAt: m.fromAt, toAt: m.toAt }
  const field = (name: keyof typeof facts) => ({
    id: name, label: fields[name], value: facts[name], error: errorFor(recording.problem, name),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setFacts({ ...facts, [name]: event.currentTarget.value }),
  })

  function send(event: FormEvent): void {
    event.preventDefault()
    const { discoveredAt, fromAt, toAt, username, whatHappened } = facts
    void recording.run({
      body: { whatHappened, username: username || null, discoveredAt: momentOf(discoveredAt), fromAt: momentOf(fromAt), toAt: momentOf(toAt) },
    })
  }

  return (
    <form onSubmit={send} noValidate>
      <Stack maw={560}>
        <ErrorSummary problem={recording.problem} fields={fields} />
        <TextInput {...field('discoveredAt')} type="datetime-local" required />
        <Textarea {...field('whatHappened')} description={m.whatHappenedHint} required autosize minRows={3} maxLength={4000} />
        <TextInput {...field('username')} description={m.usernameHint} autoCapitalize="none" maxLength={100} />
        <TextInput {...field('fromAt')} type="datetime-local" required />
        <TextInput {...field('toAt')} type="datetime-local" required />
        <div>
          <Button type="submit" loading={recording.busy}>
            {m.record}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
