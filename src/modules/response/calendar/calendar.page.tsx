import { NativeSelect } from '@mantine/core'
import { citationOf } from '#modules/people/regency/citation.rules.ts'
import type { FactSource, Span } from '#modules/people/regency/regency.contract.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, DataList, EmptyState, FoldingSection, PageTitle, Status, useAddressState, useAnswer, type Column, type Tone } from '#web/kit/index.ts'
import { calendarOperations, Holding, type NonWorkingDay, type PatienceRow, type PromiseRow, type SeasonHours, type WorkCalendar, type YearKnown } from './calendar.contract.ts'
import { DueTry } from './due-try.part.tsx'
import { useSpanWords } from './span-words.part.tsx'
import styles from './calendar.module.css'

/** What every due time is reckoned from: days off, office hours, promises with their source, and a try-out. For reading only. */
export function CalendarPage() {
  const m = useMessages('overview').workCalendar
  const [year, setYear] = useAddressState('tahun')
  const found = useAnswer(calendarOperations.getWorkCalendar, { query: /^20\d\d$/.test(year) ? { year: Number(year) } : {} })
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      <Answered query={found} rows={10}>
        {(calendar) => (
          <>
            <Year calendar={calendar} onYear={setYear} />
            <DueTry categories={calendar.categories} />
            <Promises calendar={calendar} />
            <Hours calendar={calendar} />
            <Patience rows={calendar.patience} />
          </>
        )}
      </Answered>
    </>
  )
}

const knownTones: Readonly<Record<YearKnown, Tone>> = { decreed: 'good', provisional: 'soon', unknown: 'bad' }

function Year({ calendar, onYear }: { readonly calendar: WorkCalendar; readonly onYear: (year: string) => void }) {
  const m = useMessages('overview').workCalendar
  const lang = useLang()
  const format = useFormat()
  const { year, known, yearSource, nonWorkingDays } = calendar
  const columns: readonly Column<NonWorkingDay>[] = [
    { key: 'on', label: m.day, render: ({ on }) => format.day(on) },
    { key: 'name', label: m.name, render: ({ name }) => name[lang] },
    { key: 'counts', label: m.counts, render: ({ isOnWorkingDay }) => (isOnWorkingDay ? m.takesADay : m.isOffAnyway) },
  ]
  return (
    <FoldingSection name="days-off" title={m.daysOff({ year })}>
      <NativeSelect label={m.year} className={styles['year']} value={String(year)} data={calendar.years.map(String)} onChange={(event) => onYear(event.currentTarget.value)} />
      <p><Status tone={knownTones[known]}>{m.known[known]}</Status> {m.knownText[known]}</p>
      {yearSource !== null && <Source source={yearSource} />}
      {nonWorkingDays.length === 0
        ? <EmptyState title={m.noDaysOff} text={m.noDaysOffText} />
        : <DataList isSlim caption={m.daysOff({ year })} columns={columns} rows={nonWorkingDays} rowKey={({ on, name }) => `${on} ${name.id}`} />}
    </FoldingSection>
  )
}

/** Where a fact comes from, and how far it may be trusted. */
function Source({ source }: { readonly source: FactSource }) {
  const m = useMessages('overview').workCalendar
  const words = useSourceWords()
  return <p className={styles['source']}>{m.sourceOf({ source: words(source) })}</p>
}

function useSourceWords(): (source: FactSource) => string {
  const m = useMessages('overview').workCalendar
  const lang = useLang()
  return (source) => `${citationOf(source)[lang]} (${m.tag[source.tag]})`
}

function Promises({ calendar }: { readonly calendar: WorkCalendar }) {
  const m = useMessages('overview').workCalendar
  const [asked, setAsked] = useAddressState('janji', 'now')
  const parsed = Holding.safeParse(asked)
  const holding = parsed.success ? parsed.data : 'now'
  const columns = usePromiseColumns()
  const rows = calendar.promises.filter((promise) => promise.holding === holding)
  return (
    <FoldingSection name="promises" title={m.promises}>
      <p>{m.promisesText}</p>
      <NativeSelect
        label={m.show}
        className={styles['year']}
        value={holding}
        data={(['now', 'coming', 'past'] as const).map((value) => ({ value, label: m.holding[value] }))}
        onChange={(event) => setAsked(event.currentTarget.value)}
      />
      {rows.length === 0
        ? <EmptyState title={m.none[holding]} text={m.noneText} />
        : <DataList caption={m.promises} columns={columns} rows={rows} rowKey={({ key, from }) => `${key} ${from}`} />}
    </FoldingSection>
  )
}

function usePromiseColumns(): readonly Column<PromiseRow>[] {
  const m = useMessages('overview').workCalendar
  const words = useSourceWords()
  return [
    { key: 'what', label: m.what, render: (row) => <What row={row} /> },
    { key: 'within', label: m.within, render: ({ within }) => <SpanWords span={within} /> },
    { key: 'for', label: m.forWhom, isMore: true, render: ({ officeKinds }) => officeKinds?.map((kind) => m.officeKinds[kind]).join(', ') ?? m.everyOffice },
    { key: 'when', label: m.when, render: (row) => <Matter row={row} /> },
    { key: 'holds', label: m.holds, render: (row) => <Held row={row} /> },
    { key: 'source', label: m.source, isMore: true, render: ({ source }) => words(source) },
  ]
}

function What({ row }: { readonly row: PromiseRow }) {
  const m = useMessages('overview', 'response')
  const lang = useLang()
  const measure = m.inbox.measure[row.measure]
  return (
    <>
      {m.workCalendar.clock({ measure, regime: row.regimeName?.[lang] ?? m.workCalendar.own })}
      {row.isCaseOnly && <span className={styles['source']}>{m.workCalendar.caseOnly}</span>}
    </>
  )
}

/** For which reports a promise holds. */
function Matter({ row }: { readonly row: PromiseRow }) {
  const m = useMessages('overview', 'response')
  const lang = useLang()
  const narrowed = [
    row.urgencies?.map((urgency) => m.inbox.urgency[urgency]), row.categoryNames?.map((name) => name[lang]), row.channels?.map((channel) => m.caseWork.channels[channel] ?? channel),
  ].filter((names) => names !== undefined)
  return narrowed.length === 0 ? m.workCalendar.always : narrowed.map((names) => names.join(', ')).join('; ')
}

function Held({ row: { from, to, holding } }: { readonly row: Pick<PromiseRow, 'from' | 'to' | 'holding'> }) {
  const m = useMessages('overview').workCalendar
  const format = useFormat()
  const days = to === null ? m.heldFrom({ from: format.day(from) }) : m.heldBetween({ from: format.day(from), to: format.day(to) })
  return holding === 'now' ? days : `${m.holding[holding]}: ${days}`
}

function Hours({ calendar }: { readonly calendar: WorkCalendar }) {
  const m = useMessages('overview').workCalendar
  const words = useSourceWords()
  const columns: readonly Column<SeasonHours>[] = [
    { key: 'season', label: m.season, render: (row) => <Held row={row} /> },
    { key: 'hours', label: m.seasonHours, render: ({ days }) => <ul className={styles['plain']}>{days.map(({ day, spans }) => <li key={day}>{`${m.weekday[day]} ${spans.join(', ')}`}</li>)}</ul> },
    { key: 'source', label: m.source, isMore: true, render: ({ source }) => words(source) },
  ]
  return (
    <FoldingSection name="hours" title={m.hours}>
      <p>{m.workingDays({ days: calendar.workingDays.map((day) => m.weekday[day]).join(', ') })}</p>
      <Source source={calendar.workingDaysSource} />
      <DataList caption={m.hours} columns={columns} rows={calendar.hours} rowKey={({ key }) => key} />
    </FoldingSection>
  )
}

function Patience({ rows }: { readonly rows: readonly PatienceRow[] }) {
  const m = useMessages('overview').workCalendar
  const words = useSourceWords()
  const columns: readonly Column<PatienceRow>[] = [
    { key: 'holds', label: m.holds, render: (row) => <Held row={row} /> },
    { key: 'wait', label: m.waitForReporter, render: ({ waitForReporter }) => <SpanWords span={waitForReporter} /> },
    { key: 'silence', label: m.closeAfterSilence, render: ({ closeAfterSilence }) => <SpanWords span={closeAfterSilence} /> },
    { key: 'idle', label: m.returnIdle, render: ({ returnIdle }) => (returnIdle === null ? m.never : <SpanWords span={returnIdle} />) },
    { key: 'source', label: m.source, isMore: true, render: ({ source }) => words(source) },
  ]
  return (
    <FoldingSection name="patience" title={m.patience}>
      <DataList caption={m.patience} columns={columns} rows={rows} rowKey={({ key }) => key} />
    </FoldingSection>
  )
}

function SpanWords({ span }: { readonly span: Span }) {
  const words = useSpanWords()
  return words(span)
}
