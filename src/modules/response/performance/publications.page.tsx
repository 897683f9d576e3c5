import { Anchor, Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, ConfirmDialog, DataList, EmptyState, PageTitle, Section, useAnswer, useCommand, type Column } from '#web/kit/index.ts'
import { publicPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { performanceOperations, type Publication, type PublicMonth, type PublicRow } from './performance.contract.ts'

/** The months whose figures are public, and making a further one public. */
export function PublicationsPage() {
  const m = useMessages('overview').performance
  const found = useAnswer(performanceOperations.listPublications, {})
  const mayPublish = useCan('response.performance.publish')
  return (
    <>
      <PageTitle title={m.publicationsTitle} lede={m.publicationsLede} />
      <Answered query={found} rows={5}>
        {({ items, waiting }) => (
          <>
            {mayPublish && waiting.length > 0 && <Publishing waiting={waiting} />}
            <Section title={m.published}>
              {items.length === 0 ? <EmptyState title={m.nonePublished} text={m.nonePublishedText} /> : <Published items={items} />}
            </Section>
          </>
        )}
      </Answered>
    </>
  )
}

function Published({ items }: { readonly items: readonly Publication[] }) {
  const m = useMessages('overview').performance
  const format = useFormat()
  const lang = useLang()
  const columns: readonly Column<Publication>[] = [
    { key: 'month', label: m.month, render: ({ month }) => <Anchor href={publicPaths(lang).performance({ month })}>{format.month(month)}</Anchor> },
    { key: 'at', label: m.publishedAt, render: ({ publishedAt }) => format.moment(publishedAt) },
    { key: 'by', label: m.publishedBy, render: ({ publishedByName }) => publishedByName },
  ]
  return <DataList caption={m.published} columns={columns} rows={items} rowKey={({ month }) => month} />
}

function Publishing({ waiting }: { readonly waiting: readonly string[] }) {
  const m = useMessages('overview').performance
  const format = useFormat()
  const [chosen, setMonth] = useState(waiting[0] ?? '')
  const month = waiting.includes(chosen) ? chosen : (waiting[0] ?? '')
  const preview = useAnswer(performanceOperations.previewPublication, { params: { month } })
  const [isOpen, setIsOpen] = useState(false)
  const publish = useCommand(performanceOperations.publishMonth, { refreshes: [performanceOperations.listPublications], onDone: () => setIsOpen(false) })
  return (
    <Section title={m.publishTitle}>
      <NativeSelect
        label={m.month}
        value={month}
        onChange={(event) => setMonth(event.currentTarget.value)}
        data={waiting.map((value) => ({ value, label: format.month(value) }))}
        maw="20rem"
        mb="md"
      />
      <Answered query={preview} rows={6}>
        {(shown) => (
          <>
            <p>{m.previewLede}</p>
            <Preview shown={shown} />
            <Button mt="md" onClick={() => setIsOpen(true)}>{m.publish({ month: format.month(month) })}</Button>
          </>
        )}
      </Answered>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={m.publish({ month: format.month(month) })}
        confirm={m.publishConfirm}
        onConfirm={() => void publish.run({ body: { month } })}
        busy={publish.busy}
        problem={publish.problem}
      >
        {m.publishWarning}
      </ConfirmDialog>
    </Section>
  )
}

function Preview({ shown }: { readonly shown: PublicMonth }) {
  const m = useMessages('overview').performance
  const format = useFormat()
  const lang = useLang()
  const count = (value: number | null): string => (value === null ? m.hidden : format.number(value))
  const columns: readonly Column<PublicRow>[] = [
    { key: 'name', label: m.splits.district, render: (row) => row.name?.[lang] ?? m.unknownPlace },
    { key: 'cases', label: m.cases, isNumber: true, render: (row) => count(row.cases) },
    { key: 'kept', label: m.kept, isNumber: true, render: (row) => (row.keptPercent === null ? m.hidden : format.percent(row.keptPercent / 100)) },
    { key: 'median', label: m.median, isNumber: true, render: (row) => (row.medianMinutes === null ? m.hidden : format.span(row.medianMinutes * 60_000)) },
  ]
  return <DataList caption={m.previewCaption} columns={columns} rows={[{ ...shown.whole, key: 'whole' }, ...shown.districts]} rowKey={({ key }) => key} />
}
