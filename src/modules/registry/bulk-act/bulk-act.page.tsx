import { Button, Group, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useListColumns } from '#modules/registry/saved-list/list-rows.part.tsx'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { addressOf } from '#web/api/client.ts'
import {
  Answered, ConfirmDialog, PagedList, PageTitle, ReasonDialog, Section, Status, useAnswer, useCommand, usePages, useParam, useRefresh, type Column, type Tone,
} from '#web/kit/index.ts'
import { useCan } from '#web/staff/session.tsx'
import { bulkActOperations, type BulkAct, type BulkActRow } from './bulk-act.contract.ts'
import { BulkActStatus } from './bulk-acts.page.tsx'
import styles from './bulk-act.module.css'

/** How often the page looks while rows are worked on. */
const lookAgainMs = 2_000

/** One proposal: what for, by whom, exactly whom it is about, and the decision. */
export function BulkActPage() {
  const bulkActId = useParam('bulkActId')
  const found = useAnswer(bulkActOperations.getBulkAct, { params: { bulkActId } })
  return <Answered query={found}>{(act) => <Proposal key={`${bulkActId} ${act.state}`} act={act} />}</Answered>
}

function Proposal({ act }: { readonly act: BulkAct }) {
  const m = useMessages('family').bulkAct
  const seesRows = useCan('registry.person.read')
  return (
    <>
      <PageTitle title={m.kinds[act.kind]} lede={act.reason} action={<BulkActStatus state={act.state} />} />
      <Facts act={act} />
      {act.progress !== null && <Outcome act={act} waiting={act.progress.waiting} />}
      {act.mayDecide && <Decision act={act} />}
      {act.isOwn && act.state === 'proposed' && <Own act={act} />}
      <Section title={m.rowsTitle}>
        {seesRows ? <Rows act={act} /> : <Text my="lg">{m.rowsHidden}</Text>}
      </Section>
    </>
  )
}

function useCount(act: BulkAct): string {
  const m = useMessages('family').bulkAct
  return m[act.subject === 'family' ? 'families' : 'persons']({ count: useFormat().number(act.rowCount) })
}

function Facts({ act }: { readonly act: BulkAct }) {
  const m = useMessages('family').bulkAct
  const format = useFormat()
  const decided = act.decidedAt === null ? null : [act.decidedByName ?? m.noApproval, format.moment(act.decidedAt)].join(', ')
  const { progress } = act
  const doneCount = progress?.done ?? act.doneCount
  const done = doneCount === null || act.kind === 'export' ? null : m.doneOf({ done: format.number(doneCount), total: format.number(act.rowCount) })
  const some = (count: number | undefined): string | null => (count === undefined || count === 0 ? null : format.number(count))
  const facts: readonly (readonly [string, string | null])[] = [
    [m.rows, useCount(act)], [m.area, act.areaName], [m.proposedBy, `${act.proposedByName}, ${format.moment(act.proposedAt)}`],
    [m.decidedBy, act.state === 'withdrawn' ? null : decided], [m.decisionReason, act.decisionReason], [m.done, done], [m.refusedOf, some(progress?.refused)],
    [m.waitingOf, some(progress?.waiting)],
  ]
  return (
    <dl className={styles['facts']}>
      {facts.map(([label, value]) => value !== null && (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What became of the rows: still at it, or over; and the same as a file. The rows are read again with each step. */
function Outcome({ act, waiting }: { readonly act: BulkAct; readonly waiting: number }) {
  const m = useMessages('family').bulkAct
  const params = { bulkActId: act.bulkActId }
  const refresh = useRefresh()
  useEffect(() => {
    if (waiting < act.rowCount) void refresh(bulkActOperations.listBulkActRows)
  }, [waiting, act.rowCount, refresh])
  return (
    <Group my="lg">
      {waiting > 0
        ? <Working bulkActId={act.bulkActId} />
        : <Button component="a" variant="default" href={addressOf(bulkActOperations.downloadBulkActResult, { params })} download>{m.result}</Button>}
    </Group>
  )
}

/** Reads the act again and again while rows wait. */
function Working({ bulkActId }: { readonly bulkActId: string }) {
  const m = useMessages('family').bulkAct
  useAnswer(bulkActOperations.getBulkAct, { params: { bulkActId } }, { everyMs: lookAgainMs })
  return <Text role="status">{m.working}</Text>
}

const refreshes = [bulkActOperations.getBulkAct, bulkActOperations.listBulkActs]

function Decision({ act }: { readonly act: BulkAct }) {
  const m = useMessages('family').bulkAct
  const count = useCount(act)
  const [asked, setAsked] = useState<'approve' | 'refuse'>()
  const params = { bulkActId: act.bulkActId }
  const approve = useCommand(bulkActOperations.approveBulkAct, { refreshes })
  const refuse = useCommand(bulkActOperations.refuseBulkAct, { refreshes })
  function close(): void {
    setAsked(undefined)
    approve.reset()
    refuse.reset()
  }
  return (
    <Group my="lg">
      <Button onClick={() => setAsked('approve')}>{m.approve}</Button>
      <Button variant="default" onClick={() => setAsked('refuse')}>{m.refuse}</Button>
      <ConfirmDialog
        isOpen={asked === 'approve'} onClose={close} title={m.approveTitle} confirm={m.approve} busy={approve.busy} problem={approve.problem}
        onConfirm={() => void approve.run({ params })}
      >
        {m.approveText({ what: m.kinds[act.kind], count })}
      </ConfirmDialog>
      <ReasonDialog
        isOpen={asked === 'refuse'} onClose={close} title={m.refuseTitle} confirm={m.refuse} busy={refuse.busy} problem={refuse.problem}
        onConfirm={(reason) => void refuse.run({ params, body: { reason } })}
      >
        {m.refuseText}
      </ReasonDialog>
    </Group>
  )
}

function Own({ act }: { readonly act: BulkAct }) {
  const m = useMessages('family').bulkAct
  const [isAsked, setIsAsked] = useState(false)
  const withdraw = useCommand(bulkActOperations.withdrawBulkAct, { refreshes })
  return (
    <Group my="lg">
      <Text>{m.ownWaits}</Text>
      <Button variant="default" onClick={() => setIsAsked(true)}>{m.withdraw}</Button>
      <ConfirmDialog
        isOpen={isAsked} onClose={() => setIsAsked(false)} title={m.withdrawTitle} confirm={m.withdraw} busy={withdraw.busy} problem={withdraw.problem}
        onConfirm={() => void withdraw.run({ params: { bulkActId: act.bulkActId } })}
      >
        {m.withdrawText}
      </ConfirmDialog>
    </Group>
  )
}

function Rows({ act }: { readonly act: BulkAct }) {
  const m = useMessages('family').bulkAct
  const rows = usePages(bulkActOperations.listBulkActRows, { params: { bulkActId: act.bulkActId } })
  return (
    <PagedList
      query={rows} caption={m.rowsCaption} columns={useRowColumns(act)} rowKey={(row) => row.subjectId}
      empty={{ title: m.rowsEmpty, text: m.rowsEmptyText }}
    />
  )
}

const tones: Readonly<Record<'done' | 'refused', Tone>> = { done: 'good', refused: 'bad' }

/** The columns of a list, and what became of each row once the act is approved. */
function useRowColumns(act: BulkAct): readonly Column<BulkActRow>[] {
  const m = useMessages('family').bulkAct
  const columns = useListColumns(act.subject)
  if (act.progress === null) return columns
  return [...columns, {
    key: 'outcome', label: m.outcome,
    render: ({ outcome, refusal }) => (
      <>
        {outcome === null ? m.outcomes.waiting : <Status tone={tones[outcome]}>{m.outcomes[outcome]}</Status>}
        {refusal !== null && <Text size="sm">{m.rowRefusals[refusal]}</Text>}
      </>
    ),
  }]
}
