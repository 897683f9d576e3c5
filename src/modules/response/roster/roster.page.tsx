import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import {
  Answered, DataList, EmptyState, ErrorSummary, errorFor, PageTitle, Section, Status, useAnswer, useCommand, useLive, useRefresh, type Column,
} from '#web/kit/index.ts'
import { useSession } from '#web/staff/session.tsx'
import { rosterOperations, type Roster, type RosterEntry, type RosterKind } from './roster.contract.ts'

/** Who of one's office is on duty and who is away, and the form by which it is entered. */
export function RosterPage() {
  const m = useMessages('response').roster
  const refresh = useRefresh()
  const roster = useAnswer(rosterOperations.readRoster, {})
  useLive((event) => {
    if (event === undefined || event.topic === 'roster') void refresh(rosterOperations.readRoster)
  })
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      <Answered query={roster} rows={4}>
        {(found) => (
          <>
            <Entries roster={found} />
            <Section title={m.add}>
              <EntryForm roster={found} />
            </Section>
          </>
        )}
      </Answered>
    </>
  )
}

function Entries({ roster }: { readonly roster: Roster }) {
  const m = useMessages('response').roster
  const format = useFormat()
  const own = useSession().accountId
  const withdraw = useCommand(rosterOperations.withdrawRosterEntry, { refreshes: [rosterOperations.readRoster] })
  const mayWithdraw = (entry: RosterEntry): boolean => roster.mayPlanForOthers || (entry.kind === 'absence' && entry.accountId === own)
  const isNow = (entry: RosterEntry): boolean => entry.fromOn <= roster.today && roster.today <= entry.toOn
  const columns: readonly Column<RosterEntry>[] = [
    { key: 'who', label: m.who, render: (entry) => entry.name },
    {
      key: 'what', label: m.what,
      render: (entry) => (
        <Status tone={entry.kind === 'duty' ? 'good' : 'soon'}>{isNow(entry) ? `${m.kinds[entry.kind]}, ${m.now}` : m.kinds[entry.kind]}</Status>
      ),
    },
    { key: 'from', label: m.from, render: (entry) => format.day(entry.fromOn) },
    { key: 'to', label: m.to, render: (entry) => format.day(entry.toOn) },
    { key: 'deputy', label: m.deputy, render: (entry) => (entry.kind === 'duty' ? '–' : (entry.deputyName ?? m.noDeputy)) },
    {
      key: 'withdraw', label: m.change,
      render: (entry) => (mayWithdraw(entry) ? (
        <Button
          variant="default"
          aria-label={m.withdrawOf({ name: entry.name })}
          loading={withdraw.busy}
          onClick={() => void withdraw.run({ params: { entryId: entry.entryId } })}
        >
          {m.withdraw}
        </Button>
      ) : '–'),
    },
  ]
  if (roster.entries.length === 0) return <EmptyState title={m.empty} text={m.emptyText} />
  return (
    <>
      <ErrorSummary problem={withdraw.problem} />
      <DataList caption={m.caption} columns={columns} rows={roster.entries} rowKey={(entry) => entry.entryId} />
    </>
  )
}

/** Who gives tasks out plans for everybody; everybody else enters their own absence. */
function EntryForm({ roster }: { readonly roster: Roster }) {
  const messages = useMessages('response')
  const m = messages.roster
  const own = useSession().accountId
  const empty = { kind: 'absence' as RosterKind, accountId: roster.mayPlanForOthers ? '' : own, deputyAccountId: '', fromOn: roster.today, toOn: roster.today }
  const [entry, setEntry] = useState(empty)
  const plan = useCommand(rosterOperations.planRoster, { refreshes: [rosterOperations.readRoster], onDone: () => setEntry(empty) })
  const labels = { kind: m.kind, accountId: m.who, deputyAccountId: m.deputy, fromOn: m.from, toOn: m.to }
  const field = (name: keyof typeof labels) => ({
    id: name, label: labels[name], value: entry[name], error: errorFor(plan.problem, name),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setEntry({ ...entry, [name]: event.currentTarget.value }),
  })
  const people = roster.colleagues.map(({ accountId, name }) => ({ value: accountId, label: name }))
  const others = people.filter(({ value }) => value !== entry.accountId)

  function send(event: FormEvent): void {
    event.preventDefault()
    void plan.run({ body: { ...entry, deputyAccountId: entry.kind === 'duty' || entry.deputyAccountId === '' ? null : entry.deputyAccountId } })
  }

  return (
    <form onSubmit={send} noValidate>
      <Stack maw={480}>
        <ErrorSummary problem={plan.problem} fields={labels} />
        {roster.mayPlanForOthers && (
          <>
            <NativeSelect {...field('kind')} data={[{ value: 'absence', label: m.kinds.absence }, { value: 'duty', label: m.kinds.duty }]} />
            <NativeSelect {...field('accountId')} data={[{ value: '', label: messages.common.choose }, ...people]} required />
          </>
        )}
        <TextInput {...field('fromOn')} type="date" min={roster.today} required />
        <TextInput {...field('toOn')} type="date" min={entry.fromOn} required />
        {entry.kind === 'absence' && <NativeSelect {...field('deputyAccountId')} data={[{ value: '', label: m.noDeputy }, ...others]} />}
        <div>
          <Button type="submit" loading={plan.busy}>
            {m.save}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
