import type { z } from 'zod'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, DataList, PagedList, PageTitle, Section, Status, useAnswer, usePages, useParam, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { sourceOperations, type SnapshotSummary, type StrengthView } from './source.contract.ts'
import { TermsList } from './terms.part.tsx'

/** One source: terms, strengths, snapshots. */
export function SourcePage() {
  const m = useMessages('data').source
  const source = useAnswer(sourceOperations.getSource, { params: { sourceKey: useParam('sourceKey') } })
  return (
    <>
      {!source.isSuccess && <PageTitle title={m.one} />}
      <Answered query={source} rows={8}>
        {(answer) => <Source source={answer} />}
      </Answered>
    </>
  )
}

function Source({ source }: { readonly source: z.infer<typeof sourceOperations.getSource.ok> }) {
  const m = useMessages('data').source
  const lang = useLang()
  const format = useFormat()
  return (
    <>
      <PageTitle title={source.name} lede={source.about[lang]} />
      {source.to !== null && <Status tone="neutral">{m.ended({ on: format.day(source.to) })}</Status>}
      <Section title={m.terms}>
        <TermsList terms={source.terms} />
      </Section>
      <Section title={m.strengths}>
        <p>{m.strengthsText}</p>
        <Strengths strengths={source.strengths} />
      </Section>
      <Section title={m.snapshotsTitle}>
        <Snapshots sourceKey={source.key} />
      </Section>
    </>
  )
}

function Strengths({ strengths }: { readonly strengths: readonly StrengthView[] }) {
  const m = useMessages('data').source
  const format = useFormat()
  const columns: readonly Column<StrengthView>[] = [
    { key: 'group', label: m.matter, render: (row) => (row.group === null ? m.general : m.groups[row.group]) },
    { key: 'strength', label: m.strength, render: (row) => format.number(row.strength), isNumber: true },
    { key: 'from', label: m.since, render: (row) => format.dayShort(row.from) },
  ]
  return <DataList isSlim caption={m.strengths} columns={columns} rows={strengths} rowKey={(row) => `${row.from} ${row.group}`} />
}

function Snapshots({ sourceKey }: { readonly sourceKey: string }) {
  const m = useMessages('data').source
  const format = useFormat()
  const snapshots = usePages(sourceOperations.listSnapshots, { params: { sourceKey }, query: {} })
  const columns: readonly Column<SnapshotSummary>[] = [
    { key: 'on', label: m.asOf, render: (row) => <AppLink href={staffPaths.snapshot(row.snapshotId)}>{format.day(row.asOfOn)}</AppLink> },
    { key: 'area', label: m.area, render: (row) => row.areaName },
    { key: 'rows', label: m.rows, render: (row) => format.number(row.rows), isNumber: true },
    { key: 'file', label: m.file, render: (row) => row.fileName ?? m.noFile },
    { key: 'loaded', label: m.loaded, render: (row) => <LoadedBy row={row} /> },
  ]
  return (
    <PagedList
      query={snapshots} caption={m.snapshotsTitle} columns={columns} rowKey={(row) => row.snapshotId} empty={{ title: m.noSnapshots, text: m.noSnapshotsText }}
    />
  )
}

function LoadedBy({ row }: { readonly row: SnapshotSummary }) {
  const m = useMessages('data').source
  const format = useFormat()
  return m.loadedBy({ name: row.loadedByName ?? m.system, at: format.moment(row.loadedAt) })
}
