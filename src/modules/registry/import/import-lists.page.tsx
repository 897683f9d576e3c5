import { Anchor, Stack, Text } from '@mantine/core'
import { addressOf } from '#web/api/client.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, PagedList, PageTitle, Section, usePages, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { importOperations, type ImportSummary } from './import.contract.ts'
import { Absences } from './absences.part.tsx'
import { ImportStatus } from './import-status.part.tsx'
import { UploadForm } from './upload.form.tsx'

/** Uploading a list, and every list that was uploaded for one's area. */
export function ImportListsPage() {
  const m = useMessages('data').importList
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      <Section title={m.uploadTitle}>
        <Stack>
          <UploadForm />
          <Text maw={640}>
            {m.templateHint} <Anchor href={addressOf(importOperations.downloadImportTemplate, {})} download>{m.template}</Anchor>
          </Text>
        </Stack>
      </Section>
      <Section title={m.listsTitle}>
        <Lists />
      </Section>
      <Absences />
    </>
  )
}

function Lists() {
  const m = useMessages('data').importList
  const format = useFormat()
  const lists = usePages(importOperations.listImports, {})
  const columns: readonly Column<ImportSummary>[] = [
    { key: 'file', label: m.file, render: (list) => <AppLink href={staffPaths.list(list.importId)}>{list.fileName}</AppLink> },
    { key: 'source', label: m.source, render: (list) => `${list.sourceName}, ${m.asOf({ date: format.dayShort(list.asOfOn) })}` },
    { key: 'area', label: m.area, render: (list) => list.areaName },
    { key: 'state', label: m.state, render: (list) => <ImportStatus state={list.state} /> },
    { key: 'rows', label: m.rows, render: (list) => format.number(list.rowsTotal), isNumber: true },
    { key: 'uploaded', label: m.uploadedAt, render: (list) => `${list.uploadedByName}, ${format.moment(list.uploadedAt)}` },
  ]
  return (
    <PagedList
      query={lists} caption={m.listsCaption} columns={columns} rowKey={(list) => list.importId}
      empty={{ title: m.noLists, text: m.noListsNext }}
    />
  )
}
