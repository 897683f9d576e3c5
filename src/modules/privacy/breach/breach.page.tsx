import { Anchor, Button, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { addressOf } from '#web/api/client.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import {
  Answered, EmptyState, ErrorSummary, errorFor, PagedList, PageTitle, Section, Status, TimeLeft, useAnswer, useCommand, usePages, useParam, type Column,
} from '#web/kit/index.ts'
import { breachOperations, type Breach, type TouchedPerson } from './breach.contract.ts'
import { breachTones, momentOf } from './breach.part.tsx'
import { wordsOfFields } from './breach.rules.ts'

/** One incident: its clock, whose data was seen, and the notice. */
export function BreachPage() {
  const breachId = useParam('breachId')
  const breaches = useAnswer(breachOperations.listBreaches, {})
  const m = useMessages('rights')
  return (
    <>
      {!breaches.isSuccess && <PageTitle title={m.privacy.breachTitle} />}
      <Answered query={breaches} rows={4}>
        {({ items }) => {
          const breach = items.find((each) => each.breachId === breachId)
          return breach === undefined ? <EmptyState title={m.privacy.breachNone} /> : <Incident breach={breach} />
        }}
      </Answered>
    </>
  )
}

function Incident({ breach }: { readonly breach: Breach }) {
  const m = useMessages('rights').privacy
  const format = useFormat()
  return (
    <>
      <PageTitle title={m.openBreach({ on: format.moment(breach.discoveredAt) })} lede={breach.whatHappened} />
      <p>
        <Status tone={breachTones[breach.state]}>{m.breachStates[breach.state]}</Status> <TimeLeft dueAt={breach.noticeDueAt} stoppedAt={breach.notifiedAt} />
      </p>
      <Touched breachId={breach.breachId} />
      <Section title={m.noticeTitle}>{breach.notifiedAt === null ? <NoticeForm breachId={breach.breachId} /> : <p>{breach.handling}</p>}</Section>
    </>
  )
}

function Touched({ breachId }: { readonly breachId: string }) {
  const catalogues = useMessages('rights', 'family')
  const m = catalogues.privacy
  const format = useFormat()
  const persons = usePages(breachOperations.listTouchedPersons, { params: { breachId }, query: {} })
  const columns: readonly Column<TouchedPerson>[] = [
    { key: 'name', label: m.touchedName, render: (row) => row.name },
    { key: 'standing', label: m.touchedStanding, render: (row) => m.standings[row.standing] },
    { key: 'area', label: m.touchedArea, render: (row) => row.areaName },
    { key: 'looks', label: m.touchedLooks, render: (row) => format.number(row.looks), isNumber: true },
    { key: 'first', label: m.touchedFirst, render: (row) => format.moment(row.firstAt) },
    { key: 'last', label: m.touchedLast, render: (row) => format.moment(row.lastAt) },
    { key: 'fields', label: m.touchedFields, render: (row) => (row.fields.length === 0 ? m.touchedNoFields : wordsOfFields(row.fields, catalogues)) },
  ]
  return (
    <Section title={m.touchedTitle}>
      <p>{m.touchedLede}</p>
      <p>
        <Anchor href={addressOf(breachOperations.downloadTouchedPersons, { params: { breachId } })} download>
          {m.touchedDownload}
        </Anchor>
      </p>
      <PagedList
        query={persons} caption={m.touchedTitle} columns={columns} rowKey={(row) => `${row.personId}.${row.standing}`} empty={{ title: m.touchedNone, text: m.touchedNoneText }}
      />
    </Section>
  )
}

function NoticeForm({ breachId }: { readonly breachId: string }) {
  const m = useMessages('rights').privacy
  const [handling, setHandling] = useState('')
  const [notifiedAt, setNotifiedAt] = useState('')
  const closing = useCommand(breachOperations.closeBreach, { refreshes: [breachOperations.listBreaches] })

  function send(event: FormEvent): void {
    event.preventDefault()
    void closing.run({ params: { breachId }, body: { handling, notifiedAt: momentOf(notifiedAt) } })
  }

  return (
    <form onSubmit={send} noValidate>
      <Stack maw={560}>
        <ErrorSummary problem={closing.problem} fields={{ handling: m.handling, notifiedAt: m.notifiedAt }} />
        <Textarea
          id="handling"
          label={m.handling}
          required
          autosize
          minRows={3}
          maxLength={4000}
          error={errorFor(closing.problem, 'handling')}
          value={handling}
          onChange={(event) => setHandling(event.currentTarget.value)}
        />
        <TextInput
          id="notifiedAt"
          type="datetime-local"
          label={m.notifiedAt}
          required
          error={errorFor(closing.problem, 'notifiedAt')}
          value={notifiedAt}
          onChange={(event) => setNotifiedAt(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" loading={closing.busy}>
            {m.closeBreach}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
