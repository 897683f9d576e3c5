import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, ButtonLink, PagedList, PageTitle, usePages, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { batchOperations, type BatchRow } from './batch.contract.ts'

/** What was sent to the ministry's system, and how far it was answered. */
export function BatchListPage() {
  const m = useMessages('proposal').batch
  const format = useFormat()
  const batches = usePages(batchOperations.listBatches, { query: {} })
  const make = <ButtonLink href={staffPaths.newBatch}>{m.make}</ButtonLink>
  const columns: readonly Column<BatchRow>[] = [
    { key: 'number', label: m.number, render: (row) => <AppLink href={staffPaths.batch(row.batchId)}>{row.number}</AppLink> },
    { key: 'month', label: m.month, render: (row) => format.month(row.month) },
    { key: 'rows', label: m.rows, render: (row) => format.number(row.rowCount), isNumber: true },
    { key: 'accepted', label: m.accepted, render: (row) => format.number(row.accepted), isNumber: true },
    { key: 'rejected', label: m.rejected, render: (row) => format.number(row.rejected), isNumber: true },
    { key: 'open', label: m.unanswered, render: (row) => format.number(row.rowCount - row.accepted - row.rejected), isNumber: true },
    { key: 'by', label: m.madeBy, render: (row) => `${row.madeByName}, ${format.dayOf(row.madeAt)}` },
  ]
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} action={make} />
      <PagedList
        query={batches}
        caption={m.caption}
        columns={columns}
        rowKey={(row) => row.batchId}
        empty={{ title: m.emptyTitle, text: m.emptyText, action: make }}
      />
    </>
  )
}
