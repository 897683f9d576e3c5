import { Button, Group, NativeSelect, NumberInput } from '@mantine/core'
import { useContext, useState } from 'react'
import { dayOf } from '#platform/day.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, DataList, EmptyState, PageTitle, Section, useAddressState, useAnswer, useNow, type Column } from '#web/kit/index.ts'
import { SettingsContext } from '#web/staff/settings-context.ts'
import { performanceOperations, type ReplayFigures, type ReplayRow } from './performance.contract.ts'
import { monthsBefore } from './performance.rules.ts'

interface Supposed {
  readonly changes: Readonly<Record<number, number>>
  readonly promiseHours: number | null
  readonly loadPercent: number
}

/** Months that can be replayed: as many as can be published. */
const fiveYears = 60

const asItWas: Supposed = { changes: {}, promiseHours: null, loadPercent: 100 }

/** A past month, with another staffing, promise or load. */
export function ReplayPage() {
  const m = useMessages('overview').performance
  const format = useFormat()
  const { timeZone } = useContext(SettingsContext)
  const months = monthsBefore(dayOf(new Date(useNow()), timeZone), fiveYears)
  const years = [...new Set(months.map((value) => value.slice(0, 4)))]
  const [chosen, setMonth] = useAddressState('bulan')
  const month = months.includes(chosen) ? chosen : (months[0] ?? '')
  const [draft, setDraft] = useState<Supposed>(asItWas)
  const [asked, setAsked] = useState<Supposed>(asItWas)
  const body = {
    month, promiseHours: asked.promiseHours, loadPercent: asked.loadPercent,
    changes: Object.entries(asked.changes).map(([officeId, officers]) => ({ officeId: Number(officeId), officers })),
  }
  const found = useAnswer(performanceOperations.replayMonth, { body })
  return (
    <>
      <PageTitle title={m.replayTitle} lede={m.replayLede} />
      <Group align="end" mb="lg">
        <NativeSelect
          label={m.month}
          value={month}
          onChange={(event) => setMonth(event.currentTarget.value)}
          data={years.map((group) => ({ group, items: months.filter((value) => value.startsWith(group)).map((value) => ({ value, label: format.month(value) })) }))}
        />
        <NumberInput
          label={m.promiseHours}
          description={m.promiseHoursHint}
          value={draft.promiseHours ?? ''}
          min={0.25}
          max={240}
          onChange={(value) => setDraft({ ...draft, promiseHours: typeof value === 'number' ? value : null })}
        />
        <NumberInput
          label={m.loadPercent}
          description={m.loadPercentHint}
          value={draft.loadPercent}
          min={10}
          max={500}
          allowDecimal={false}
          onChange={(value) => setDraft({ ...draft, loadPercent: typeof value === 'number' ? Math.min(500, Math.max(10, value)) : 100 })}
        />
        <Button onClick={() => setAsked(draft)}>{m.run}</Button>
        <Button variant="default" onClick={() => { setDraft(asItWas); setAsked(asItWas) }}>{m.reset}</Button>
      </Group>
      <Section title={m.replayRows}>
        <p>{m.replayHow}</p>
        <Answered query={found} rows={8}>
          {({ rows }) => (rows.length === 0 ? <EmptyState title={m.none} text={m.noneText} /> : (
            <Rows rows={rows} changes={draft.changes} onChange={(officeId, officers) => setDraft({ ...draft, changes: { ...draft.changes, [officeId]: officers } })} />
          ))}
        </Answered>
      </Section>
    </>
  )
}

interface RowsProps {
  readonly rows: readonly ReplayRow[]
  readonly changes: Supposed['changes']
  readonly onChange: (officeId: number, officers: number) => void
}

function Rows({ rows, changes, onChange }: RowsProps) {
  const m = useMessages('overview').performance
  const format = useFormat()
  const lang = useLang()
  const columns: readonly Column<ReplayRow>[] = [
    { key: 'name', label: m.splits.office, render: (row) => row.name[lang] },
    { key: 'count', label: m.cases, isNumber: true, render: ({ actual }) => format.number(actual.answers + actual.unanswered) },
    {
      key: 'officers', label: m.officers, render: (row) => (
        <NumberInput
          aria-label={m.officersOf({ office: row.name[lang] })}
          value={row.officers + (changes[row.officeId] ?? 0)}
          min={0}
          max={row.officers + 50}
          allowDecimal={false}
          w="6rem"
          onChange={(value) => onChange(row.officeId, (typeof value === 'number' ? value : row.officers) - row.officers)}
        />
      ),
    },
    { key: 'actual', label: m.actual, render: ({ actual }) => <Outcome figures={actual} /> },
    { key: 'model', label: m.model, render: ({ model }) => <Outcome figures={model} /> },
    { key: 'supposed', label: m.supposed, render: ({ supposed }) => <strong><Outcome figures={supposed} /></strong> },
  ]
  return <DataList caption={m.replayRows} columns={columns} rows={rows} rowKey={(row) => String(row.officeId)} />
}

function Outcome({ figures }: { readonly figures: ReplayFigures }) {
  const m = useMessages('overview').performance
  const format = useFormat()
  const all = figures.answers + figures.unanswered
  if (figures.median === null || figures.p90 === null) return m.noAnswers
  return m.replayOutcome({ kept: format.percent(figures.kept / all), median: format.span(figures.median * 60_000), p90: format.span(figures.p90 * 60_000) })
}
