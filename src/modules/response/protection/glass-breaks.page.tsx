import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { PagedList, PageTitle, useLive, usePages, useRefresh, type Column } from '#web/kit/index.ts'
import { protectionOperations, type GlassBreak } from './protection.contract.ts'

/** Who opened a protected case that they do not handle, when and why. */
export function GlassBreaksPage() {
  const m = useMessages('response').protection
  const found = usePages(protectionOperations.listGlassBreaks, {})
  const refresh = useRefresh()
  useLive((event) => {
    if (event === undefined || event.topic === 'glass') void refresh(protectionOperations.listGlassBreaks)
  })
  return (
    <>
      <PageTitle title={m.glassTitle} lede={m.glassLede} />
      <PagedList query={found} caption={m.glassTitle} columns={useColumns()} rowKey={(row) => row.breakId} empty={{ title: m.glassEmpty, text: m.glassEmptyText }} />
    </>
  )
}

function useColumns(): readonly Column<GlassBreak>[] {
  const m = useMessages('response').protection
  const format = useFormat()
  return [
    { key: 'who', label: m.glassWho, render: (row) => row.accountName },
    { key: 'case', label: m.glassCase, render: (row) => row.caseNumber },
    { key: 'when', label: m.glassWhen, render: (row) => `${format.moment(row.brokenAt)}, ${m.glassUntil({ moment: format.moment(row.untilAt) })}` },
    { key: 'why', label: m.glassWhy, render: (row) => row.reason },
  ]
}
