import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { DataList, EmptyState, ErrorSummary, FileDrop, PagedList, PageTitle, Section, useCommand, usePages, type Column } from '#web/kit/index.ts'
import { exportLimits, exportOperations, type Export, type TracedCopy, type TracedExport } from './export.contract.ts'
import { useExportColumns } from './export-list.part.tsx'

/** Who took what out of the registry, and from whose export a file that leaked comes. */
export function ExportTrailPage() {
  const m = useMessages('data').exporting
  const all = usePages(exportOperations.listExportTrail, {})
  return (
    <>
      <PageTitle title={m.trailTitle} lede={m.trailLede} />
      <Trace />
      <Section title={m.title}>
        <PagedList query={all} caption={m.trailCaption} columns={useTrailColumns()} rowKey={(one) => one.exportId} empty={{ title: m.trailEmpty }} />
      </Section>
    </>
  )
}

function useTrailColumns(): readonly Column<Export>[] {
  const m = useMessages('data').exporting
  return [
    { key: 'who', label: m.who, render: (one) => `${one.requestedByName}, ${one.areaName}` },
    { key: 'purpose', label: m.purpose, render: (one) => one.purpose }, ...useExportColumns(),
  ]
}

/** How sure the hidden marks are, in words. */
function useMarks(): (one: Pick<TracedExport, 'share' | 'marks'>) => string {
  const m = useMessages('data').exporting
  const format = useFormat()
  return ({ share, marks }) => m.foundByMarks({ share: `${format.number(Math.round(share * 100))}%`, marks: format.number(marks) })
}

/** Copies of batches for the ministry, each with who took it. */
function Copies({ copies }: { readonly copies: readonly TracedCopy[] }) {
  const m = useMessages('data').exporting
  const format = useFormat()
  const marksIn = useMarks()
  const columns: readonly Column<TracedCopy>[] = [
    { key: 'who', label: m.who, render: (one) => one.name },
    { key: 'batch', label: m.tracedBatch, render: (one) => `${one.number} (${one.format.toUpperCase()})` },
    { key: 'how', label: m.foundBy, render: (one) => (one.foundBy === 'number' ? m.foundByReference : marksIn(one)) },
    { key: 'at', label: m.takenAt, render: (one) => format.moment(one.at) },
  ]
  return <DataList caption={m.tracedCopiesCaption} columns={columns} rows={copies} rowKey={(one) => one.downloadId} />
}

function Trace() {
  const m = useMessages('data').exporting
  const format = useFormat()
  const marksIn = useMarks()
  const trace = useCommand(exportOperations.traceExport)
  const [found, setFound] = useState<{ readonly rows: number; readonly items: readonly TracedExport[]; readonly copies: readonly TracedCopy[] }>()
  const shared = useTrailColumns()
  async function look(file: File): Promise<void> {
    setFound(undefined)
    setFound(await trace.run({ body: file }))
  }
  const how: Column<TracedExport> = {
    key: 'how', label: m.foundBy,
    render: (one) => (one.foundBy === 'number' ? m.foundByNumber : marksIn(one)),
  }
  const columns: readonly Column<TracedExport>[] = [...shared.slice(0, 2), how, ...shared.slice(2)]
  return (
    <Section title={m.traceTitle}>
      <Stack>
        <ErrorSummary problem={trace.problem} />
        <Text maw={640}>{m.traceText}</Text>
        <FileDrop
          label={m.trace} endings={['.xlsx', '.csv', '.txt']} maxBytes={exportLimits.traceBytes} busy={trace.busy} onFile={(file) => void look(file)}
        />
        {found !== undefined && <Text component="output">{m.traced({ rows: format.number(found.rows) })}</Text>}
        {found?.items.length === 0 && found.copies.length === 0 && <EmptyState title={m.tracedNone} text={m.tracedNoneText} />}
        {found !== undefined && found.items.length > 0 && (
          <DataList caption={m.tracedCaption} columns={columns} rows={found.items} rowKey={(one) => one.exportId} />
        )}
        {found !== undefined && found.copies.length > 0 && <Copies copies={found.copies} />}
      </Stack>
    </Section>
  )
}
