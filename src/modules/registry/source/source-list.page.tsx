import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, DataList, PageTitle, useAnswer, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { sourceOperations, type SourceSummary } from './source.contract.ts'

/** Every source of what the registry says. */
export function SourceListPage() {
  const m = useMessages('data').source
  const sources = useAnswer(sourceOperations.listSources, {})
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      <Answered query={sources} rows={8}>
        {(answer) => <Sources sources={answer.sources} />}
      </Answered>
    </>
  )
}

function Sources({ sources }: { readonly sources: readonly SourceSummary[] }) {
  const m = useMessages('data').source
  const lang = useLang()
  const format = useFormat()
  const columns: readonly Column<SourceSummary>[] = [
    { key: 'name', label: m.name, render: (source) => <AppLink href={staffPaths.source(source.key)}>{source.name}</AppLink> },
    { key: 'kind', label: m.kind, render: (source) => m.kinds[source.kind] },
    { key: 'purpose', label: m.purpose, render: (source) => source.terms.purpose[lang] },
    { key: 'licence', label: m.licence, render: (source) => source.terms.licence[lang] },
    { key: 'snapshots', label: m.snapshots, render: (source) => format.number(source.snapshots), isNumber: true },
    { key: 'latest', label: m.latest, render: (source) => (source.latestOn === null ? m.never : format.dayShort(source.latestOn)) },
  ]
  return <DataList caption={m.caption} columns={columns} rows={sources} rowKey={(source) => source.key} />
}
