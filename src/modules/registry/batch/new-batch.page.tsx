import { Button, Stack } from '@mantine/core'
import { proposalOperations } from '#modules/registry/proposal/proposal.contract.ts'
import { monthOperations } from '#modules/registry/month/month.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, DataList, EmptyState, ErrorSummary, PageTitle, Section, Status, useAnswer, useCommand, useGo, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { batchOperations, type BatchItem, type BatchLayout } from './batch.contract.ts'

/** What would be sent now, with what it lacks, before it is frozen. */
export function NewBatchPage() {
  const m = useMessages('proposal').batch
  const format = useFormat()
  const candidates = useAnswer(batchOperations.getBatchCandidates, {})
  return (
    <>
      <PageTitle title={candidates.data === undefined ? m.make : m.makeTitle({ month: format.month(candidates.data.month) })} lede={m.makeLede} />
      <Answered query={candidates} rows={6}>
        {({ month, items, later, layout }) => (
          <>
            {items.length === 0 ? <EmptyState title={m.nothing} text={m.nothingText} /> : <Making month={month} items={items} />}
            {later > 0 && <p>{m.later({ count: format.number(later) })}</p>}
            <Layout layout={layout} />
          </>
        )}
      </Answered>
    </>
  )
}

/** What the file looks like, and whether anybody has compared it with the ministry's system. */
function Layout({ layout }: { readonly layout: BatchLayout }) {
  const m = useMessages('proposal').batch
  return (
    <Section title={m.layout}>
      {!layout.isVerified && <Status tone="soon">{m.layoutUnverified}</Status>}
      <p>{layout.isVerified ? m.layoutSource({ source: layout.source }) : m.layoutText({ source: layout.source })}</p>
      <strong>{m.layoutColumns}</strong>
      <ol>{layout.columns.map((column) => <li key={column}>{column}</li>)}</ol>
    </Section>
  )
}

function Making({ month, items }: { readonly month: string; readonly items: readonly BatchItem[] }) {
  const m = useMessages('proposal').batch
  const format = useFormat()
  const go = useGo()
  const make = useCommand(batchOperations.makeBatch, {
    refreshes: [batchOperations.listBatches, batchOperations.getBatchCandidates, proposalOperations.listProposals, monthOperations.getMonth],
    onDone: ({ batchId }) => go(staffPaths.batch(batchId)),
  })
  const lacking = items.filter((item) => !item.hasNik).length
  const columns: readonly Column<BatchItem>[] = [
    { key: 'name', label: m.name, render: (row) => <AppLink href={staffPaths.proposal(row.proposalId)}>{row.subjectName}</AppLink> },
    { key: 'village', label: m.village, render: (row) => [row.villageName, row.districtName].filter(Boolean).join(', ') },
    {
      key: 'numbers', label: m.numbers,
      render: (row) => (
        <Stack gap={2}>
          <Status tone={row.hasNik ? 'good' : 'soon'}>{row.hasNik ? m.hasNik : m.noNik}</Status>
          <Status tone={row.hasCard ? 'good' : 'neutral'}>{row.hasCard ? m.hasCard : m.noCard}</Status>
        </Stack>
      ),
    },
  ]
  return (
    <Stack align="stretch">
      <ErrorSummary problem={make.problem} />
      <strong>{m.waiting({ count: format.number(items.length) })}</strong>
      {lacking > 0 && <Status tone="soon">{m.lacking({ count: format.number(lacking) })}</Status>}
      <div>
        <Button loading={make.busy} onClick={() => void make.run({ body: { month } })}>{m.make}</Button>
      </div>
      <DataList caption={m.waitingCaption} columns={columns} rows={items} rowKey={(row) => row.proposalId} />
    </Stack>
  )
}
