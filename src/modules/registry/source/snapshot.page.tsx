import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, PagedList, PageTitle, Section, useAnswer, usePages, useParam, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { sourceOperations, type SnapshotArea, type SnapshotDetail } from './source.contract.ts'
import styles from './source.module.css'
import { TermsList } from './terms.part.tsx'

/** The state of a source on a day, as one file brought it: counts and terms. */
export function SnapshotPage() {
  const m = useMessages('data').source
  const snapshot = useAnswer(sourceOperations.getSnapshot, { params: { snapshotId: useParam('snapshotId') } })
  return (
    <>
      {!snapshot.isSuccess && <PageTitle title={m.snapshot} />}
      <Answered query={snapshot} rows={6}>
        {(answer) => <Snapshot snapshot={answer} />}
      </Answered>
    </>
  )
}

function Snapshot({ snapshot }: { readonly snapshot: SnapshotDetail }) {
  const m = useMessages('data').source
  const format = useFormat()
  return (
    <>
      <PageTitle title={m.snapshotOf({ source: snapshot.sourceName, on: format.day(snapshot.asOfOn) })} lede={snapshot.areaName} />
      <dl className={styles['facts']}>
        <div>
          <dt>{m.one}</dt>
          <dd>
            <AppLink href={staffPaths.source(snapshot.sourceKey)}>{snapshot.sourceName}</AppLink>
          </dd>
        </div>
        <div>
          <dt>{m.rows}</dt>
          <dd>{format.number(snapshot.rows)}</dd>
        </div>
        <div>
          <dt>{m.file}</dt>
          <dd>{snapshot.fileName ?? m.noFile}</dd>
        </div>
        <div>
          <dt>{m.loaded}</dt>
          <dd>{m.loadedBy({ name: snapshot.loadedByName ?? m.system, at: format.moment(snapshot.loadedAt) })}</dd>
        </div>
      </dl>
      <Section title={m.termsThen}>{snapshot.terms === null ? <p>{m.noTerms}</p> : <TermsList terms={snapshot.terms} />}</Section>
      <Section title={m.byArea}>
        <RowsByArea snapshotId={snapshot.snapshotId} />
      </Section>
    </>
  )
}

function RowsByArea({ snapshotId }: { readonly snapshotId: string }) {
  const m = useMessages('data').source
  const format = useFormat()
  const areas = usePages(sourceOperations.listSnapshotAreas, { params: { snapshotId }, query: {} })
  const columns: readonly Column<SnapshotArea>[] = [
    { key: 'area', label: m.area, render: (row) => (row.districtName === null ? row.areaName : m.areaIn({ area: row.areaName, district: row.districtName })) },
    { key: 'rows', label: m.rows, render: (row) => format.number(row.rows), isNumber: true },
  ]
  return <PagedList isSlim query={areas} caption={m.byArea} columns={columns} rowKey={(row) => String(row.areaId)} empty={{ title: m.noRows, text: m.noRowsText }} />
}
