import { Group, NativeSelect, TextInput } from '@mantine/core'
import { useContext } from 'react'
import { addDays, dayOf } from '#platform/day.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, DataList, EmptyState, FoldingSection, PageTitle, Status, useAddressState, useAnswer, useNow, type Column, type Tone } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { SettingsContext } from '#web/staff/settings-context.ts'
import { performanceOperations, SplitBy, type Figures, type FigureRow } from './performance.contract.ts'
import { ElementsPart } from './elements.part.tsx'
import styles from './performance.module.css'
import { WaitingPart } from './waiting.part.tsx'

/** How fast and how well reports were answered in a span, and on whom they waited. */
export function PerformancePage() {
  const m = useMessages('overview').performance
  const { timeZone } = useContext(SettingsContext)
  const today = dayOf(new Date(useNow()), timeZone)
  const [from, setFrom] = useAddressState('dari')
  const [to, setTo] = useAddressState('sampai')
  const [by, setBy] = useAddressState('menurut', 'office')
  const split = SplitBy.safeParse(by)
  const span = { from: from === '' ? addDays(today, -29) : from, to: to === '' ? today : to }
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      <Links />
      <Group align="end" mb="lg">
        <TextInput type="date" label={m.from} value={span.from} max={span.to} onChange={(event) => setFrom(event.currentTarget.value)} />
        <TextInput type="date" label={m.to} value={span.to} min={span.from} max={today} onChange={(event) => setTo(event.currentTarget.value)} />
        <NativeSelect
          label={m.by}
          value={by}
          onChange={(event) => setBy(event.currentTarget.value)}
          data={SplitBy.options.map((value) => ({ value, label: m.splits[value] }))}
        />
      </Group>
      <Outcome span={span} by={split.success ? split.data : 'office'} />
      <WaitingPart span={span} />
    </>
  )
}

function Links() {
  const m = useMessages('overview')
  const seesCorrections = useCan('response.triage.review')
  return (
    <p className={styles['links']}>
      <AppLink href={staffPaths.replay}>{m.performance.replayLink}</AppLink>
      <AppLink href={staffPaths.publications}>{m.performance.publicationsLink}</AppLink>
      {seesCorrections && <AppLink href={staffPaths.corrections()}>{m.corrections.title}</AppLink>}
    </p>
  )
}

function Outcome({ span, by }: { readonly span: { readonly from: string; readonly to: string }; readonly by: SplitBy }) {
  const m = useMessages('overview').performance
  const found = useAnswer(performanceOperations.getPerformance, { query: { ...span, by } })
  return (
    <Answered query={found} rows={8}>
      {({ whole, rows }) => (whole.cases === 0 ? <EmptyState title={m.none} text={m.noneText} /> : (
        <>
          <Numbers whole={whole} />
          <FoldingSection name="split" title={m.splitTitle({ by: m.splits[by] })}>
            <Rows rows={rows} by={by} />
          </FoldingSection>
          <ElementsPart satisfaction={whole.satisfaction} />
        </>
      ))}
    </Answered>
  )
}

function Numbers({ whole }: { readonly whole: Figures }) {
  const m = useMessages('overview').performance
  const format = useFormat()
  const words = useFigureWords()
  const numbers = [
    [m.cases, format.number(whole.cases)], [m.kept, words.share(whole.kept, whole.due)], [m.median, words.span(whole.answer.median)],
    [m.p90, words.span(whole.answer.p90)], [m.p99, words.span(whole.answer.p99)], [m.finishMedian, words.span(whole.finish.median)],
    [m.finishP90, words.span(whole.finish.p90)], [m.reopened, words.share(whole.reopened, whole.judged)], [m.satisfaction, words.satisfaction(whole)],
  ] as const
  return (
    <dl className={styles['numbers']}>
      {numbers.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
    </dl>
  )
}

interface FigureWords {
  readonly span: (minutes: number | null) => string
  readonly share: (part: number, whole: number) => string
  readonly satisfaction: (figures: Figures) => string
}

function useFigureWords(): FigureWords {
  const m = useMessages('overview').performance
  const format = useFormat()
  return {
    span: (minutes) => (minutes === null ? m.notYet : format.span(minutes * 60_000)),
    share: (part, whole) => (whole === 0 ? m.notYet : format.percent(part / whole)),
    satisfaction: ({ satisfaction: { index, grade, count } }) => {
      if (index === null) return count === 0 ? m.notYet : m.fewMarks({ count: format.number(count) })
      return m.grade({ grade: grade ?? '–', index: format.number(Math.round(index)), count: format.number(count) })
    },
  }
}

function Rows({ rows, by }: { readonly rows: readonly FigureRow[]; readonly by: SplitBy }) {
  const m = useMessages('overview').performance
  const format = useFormat()
  const lang = useLang()
  const words = useFigureWords()
  const ownWord = (key: string): string => (by === 'urgency' ? (m.urgencies as Readonly<Record<string, string>>)[key] ?? key : m.unknownPlace)
  const columns: readonly Column<FigureRow>[] = [
    { key: 'name', label: m.splits[by], render: (row) => row.name?.[lang] ?? ownWord(row.key) },
    { key: 'cases', label: m.cases, isNumber: true, render: ({ figures }) => format.number(figures.cases) },
    { key: 'kept', label: m.kept, isNumber: true, render: ({ figures }) => <Kept figures={figures} /> },
    { key: 'median', label: m.median, isNumber: true, render: ({ figures }) => words.span(figures.answer.median) },
    { key: 'p90', label: m.p90, isNumber: true, isMore: true, render: ({ figures }) => words.span(figures.answer.p90) },
    { key: 'finish', label: m.finishMedian, isNumber: true, isMore: true, render: ({ figures }) => words.span(figures.finish.median) },
    { key: 'finishP90', label: m.finishP90, isNumber: true, isMore: true, render: ({ figures }) => words.span(figures.finish.p90) },
    { key: 'reopened', label: m.reopened, isNumber: true, isMore: true, render: ({ figures }) => words.share(figures.reopened, figures.judged) },
    { key: 'satisfaction', label: m.satisfaction, isMore: true, render: ({ figures }) => words.satisfaction(figures) },
  ]
  return <DataList caption={m.splitTitle({ by: m.splits[by] })} columns={columns} rows={rows} rowKey={(row) => row.key} />
}

function Kept({ figures }: { readonly figures: Figures }) {
  const words = useFigureWords()
  if (figures.due === 0) return words.share(0, 0)
  return <Status tone={toneOf(figures.kept / figures.due)}>{words.share(figures.kept, figures.due)}</Status>
}

/** The goal is 95 of a hundred. */
function toneOf(share: number): Tone {
  if (share >= 0.95) return 'good'
  return share >= 0.8 ? 'soon' : 'bad'
}
