import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useListColumns } from '#modules/registry/saved-list/list-rows.part.tsx'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, ConfirmDialog, PagedList, PageTitle, ReasonDialog, Section, useAnswer, useCommand, usePages, useParam } from '#web/kit/index.ts'
import { useCan } from '#web/staff/session.tsx'
import { bulkActOperations, type BulkAct } from './bulk-act.contract.ts'
import { BulkActStatus } from './bulk-acts.page.tsx'
import styles from './bulk-act.module.css'

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
  const done = act.doneCount === null || act.kind === 'export' ? null : m.doneOf({ done: format.number(act.doneCount), total: format.number(act.rowCount) })
  const facts: readonly (readonly [string, string | null])[] = [
    [m.rows, useCount(act)], [m.area, act.areaName], [m.proposedBy, `${act.proposedByName}, ${format.moment(act.proposedAt)}`],
    [m.decidedBy, act.state === 'withdrawn' ? null : decided], [m.decisionReason, act.decisionReason], [m.done, done],
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
      query={rows} caption={m.rowsCaption} columns={useListColumns(act.subject)} rowKey={(row) => row.subjectId}
      empty={{ title: m.rowsEmpty, text: m.rowsEmptyText }}
    />
  )
}
