import { citationOf } from '#modules/people/regency/citation.rules.ts'
import { NativeSelect, TextInput } from '@mantine/core'
import { useContext, useState } from 'react'
import { Channel, OfficeKind, Urgency } from '#modules/people/regency/regency.contract.ts'
import { dayOf } from '#platform/day.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, EmptyState, FoldingSection, Status, useAnswer, useNow } from '#web/kit/index.ts'
import { SettingsContext } from '#web/staff/settings-context.ts'
import { calendarOperations, type SkippedSpan, type TriedClock, type WorkCalendar } from './calendar.contract.ts'
import styles from './calendar.module.css'
import { useSpanWords } from './span-words.part.tsx'

type Categories = WorkCalendar['categories']

interface Supposed {
  readonly channel: Channel
  readonly category: string
  readonly urgency: Urgency
  readonly officeKind: OfficeKind
  readonly day: string
  readonly time: string
}

/** When a report that comes in at some moment would be due, and what is left out of the counting. */
export function DueTry({ categories }: { readonly categories: Categories }) {
  const m = useMessages('overview').workCalendar
  const { timeZone } = useContext(SettingsContext)
  const now = new Date(useNow())
  const [supposed, setSupposed] = useState<Supposed>(() => ({
    channel: 'web', category: categories[0]?.code ?? '', urgency: 'ordinary', officeKind: 'agency', day: dayOf(now, timeZone), time: timeOf(now, timeZone),
  }))
  const isWhole = supposed.day !== '' && supposed.time !== ''
  return (
    <FoldingSection name="try-out" title={m.tryOut}>
      <p>{m.tryOutText}</p>
      <SupposedForm categories={categories} supposed={supposed} onChange={(change) => setSupposed({ ...supposed, ...change })} />
      {isWhole && <Outcome supposed={supposed} />}
    </FoldingSection>
  )
}

function timeOf(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(moment)
}

interface SupposedFormProps {
  readonly categories: Categories
  readonly supposed: Supposed
  readonly onChange: (change: Partial<Supposed>) => void
}

function SupposedForm({ categories, supposed, onChange }: SupposedFormProps) {
  const m = useMessages('overview', 'response')
  const lang = useLang()
  const { workCalendar: own } = m
  return (
    <div className={styles['form']}>
      <NativeSelect
        label={own.channel}
        value={supposed.channel}
        data={Channel.options.map((value) => ({ value, label: m.caseWork.channels[value] ?? value }))}
        onChange={(event) => onChange({ channel: Channel.parse(event.currentTarget.value) })}
      />
      <NativeSelect
        label={own.category}
        value={supposed.category}
        data={categories.map(({ code, name }) => ({ value: code, label: name[lang] }))}
        onChange={(event) => onChange({ category: event.currentTarget.value })}
      />
      <NativeSelect
        label={own.urgency}
        value={supposed.urgency}
        data={Urgency.options.map((value) => ({ value, label: m.inbox.urgency[value] }))}
        onChange={(event) => onChange({ urgency: Urgency.parse(event.currentTarget.value) })}
      />
      <NativeSelect
        label={own.officeKind}
        value={supposed.officeKind}
        data={OfficeKind.options.map((value) => ({ value, label: own.officeKinds[value] }))}
        onChange={(event) => onChange({ officeKind: OfficeKind.parse(event.currentTarget.value) })}
      />
      <TextInput type="date" label={own.onDay} value={supposed.day} onChange={(event) => onChange({ day: event.currentTarget.value })} />
      <TextInput type="time" label={own.atTime} value={supposed.time} onChange={(event) => onChange({ time: event.currentTarget.value.slice(0, 5) })} />
    </div>
  )
}

function Outcome({ supposed }: { readonly supposed: Supposed }) {
  const m = useMessages('overview').workCalendar
  const found = useAnswer(calendarOperations.tryDue, { query: supposed })
  return (
    <div aria-live="polite">
      <Answered query={found} rows={4}>
        {({ clocks }) => (clocks.length === 0
          ? <EmptyState title={m.noPromise} text={m.noPromiseText} />
          : clocks.map((clock) => <Clock key={clock.promiseKey} clock={clock} />))}
      </Answered>
    </div>
  )
}

function Clock({ clock }: { readonly clock: TriedClock }) {
  const all = useMessages('overview', 'response')
  const m = all.workCalendar
  const lang = useLang()
  const format = useFormat()
  const spanWords = useSpanWords()
  const moments = [[m.half, clock.halfAt], [m.threeQuarters, clock.threeQuartersAt], [m.due, clock.dueAt]] as const
  return (
    <div className={styles['clock']}>
      <strong>{m.clock({ measure: all.inbox.measure[clock.measure], regime: clock.regimeName?.[lang] ?? m.own })}</strong>
      <span className={styles['source']}>{[spanWords(clock.within), ...(clock.isCaseOnly ? [m.caseOnly] : []), m.sourceOf({ source: citationOf(clock.source)[lang] })].join(' · ')}</span>
      <dl className={styles['moments']}>
        {moments.map(([label, at]) => <div key={label}><dt>{label}</dt><dd>{format.moment(at)}</dd></div>)}
      </dl>
      <Skipped clock={clock} />
      {clock.unsureYears.length > 0 && <p><Status tone="soon">{m.known.provisional}</Status> {m.unsure({ years: format.list(clock.unsureYears.map(String)) })}</p>}
    </div>
  )
}

function Skipped({ clock }: { readonly clock: TriedClock }) {
  const m = useMessages('overview').workCalendar
  const isWorkingTime = 'workingDays' in clock.within || 'workingHours' in clock.within
  if (clock.skipped.length === 0) return <p>{isWorkingTime ? m.allCounted : m.noneSkipped}</p>
  return (
    <details>
      <summary>{m.skipped({ count: clock.skipped.length + clock.skippedMore })}</summary>
      <ul>
        {clock.skipped.map((span) => <li key={span.from}><SkippedWords span={span} /></li>)}
        {clock.skippedMore > 0 && <li>{m.skippedMore({ count: clock.skippedMore })}</li>}
      </ul>
    </details>
  )
}

function SkippedWords({ span }: { readonly span: SkippedSpan }) {
  const m = useMessages('overview').workCalendar
  const lang = useLang()
  const format = useFormat()
  const why = span.why === 'holiday' ? span.name?.[lang] ?? '' : m.why[span.why]
  return m.skippedSpan({ from: format.moment(span.from), to: format.moment(span.to), why })
}
