import { useMessages } from '#web/i18n/react.tsx'
import { AppLink, ButtonLink, PagedList, PageTitle, usePages, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { exportOperations, type Export } from './export.contract.ts'
import { useExportColumns } from './export-list.part.tsx'

/** The exports that one asked for. */
export function ExportsPage() {
  const messages = useMessages('data', 'family')
  const m = messages.exporting
  const own = usePages(exportOperations.listExports, {})
  const purpose: Column<Export> = { key: 'purpose', label: m.purpose, render: (one) => <AppLink href={staffPaths.export(one.exportId)}>{one.purpose}</AppLink> }
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} action={<ButtonLink href={staffPaths.familyList()}>{messages.lists.makeList}</ButtonLink>} />
      <PagedList
        query={own} caption={m.caption} columns={[purpose, ...useExportColumns()]} rowKey={(one) => one.exportId} empty={{ title: m.empty, text: m.emptyText }}
      />
    </>
  )
}
