import { Group } from '@mantine/core'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, ButtonLink, DataList, EmptyState, PageTitle, Section, Status, useAddressState, useAnswer, type Column, type Tone } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { addMonths } from '#modules/registry/proposal/cutoff.rules.ts'
import { monthOperations, type MonthCalendar, type MonthCounts } from './month.contract.ts'
import styles from './month.module.css'

/** A month of the official register: its days, and what is still to be done, by whom and in which village. */
export function MonthPage() {
  const m = useMessages('proposal').month
  const [asked] = useAddressState('bulan')
  const month = useAnswer(monthOperations.getMonth, { query: asked === '' ? {} : { month: asked } })
  return (
    <>
      {!month.isSuccess && <PageTitle title={m.title} lede={m.lede} />}
      <Answered query={month} rows={8}>{(calendar) => <Calendar calendar={calendar} />}</Answered>
    </>
  )
}

function Calendar({ calendar }: { readonly calendar: MonthCalendar }) {
  const m = useMessages('proposal').month
  const format = useFormat()
  const lang = useLang()
  const { month, currentMonth } = calendar
  return (
    <>
      <PageTitle title={m.titleOf({ month: format.month(month) })} lede={m.lede} />
      <Group component="nav" aria-label={m.title} mb="lg">
        <ButtonLink variant="default" href={staffPaths.month({ bulan: addMonths(month, -1) })}>{m.earlier}</ButtonLink>
        {month !== currentMonth && <ButtonLink variant="default" href={staffPaths.month()}>{m.current}</ButtonLink>}
        <ButtonLink variant="default" href={staffPaths.month({ bulan: addMonths(month, 1) })}>{m.later}</ButtonLink>
      </Group>
      <Section title={m.dates}>
        <ol className={styles['dates']}>
          {calendar.dates.map((date) => <DateCard key={date.step} date={date} total={calendar.total} />)}
        </ol>
        <p className={styles['rule']}>{m.rule({ source: calendar.source.cites[lang] })}</p>
      </Section>
      {calendar.villages.length === 0 ? <EmptyState title={m.empty} text={m.emptyText} /> : <Work calendar={calendar} />}
    </>
  )
}

/** What must be over by each date. */
const waitingBy: Readonly<Record<MonthCalendar['dates'][number]['step'], readonly (keyof MonthCounts)[]>> = {
  deliberated: ['toCheck', 'toDeliberate'], verified: ['toVerify'], confirmed: ['toConfirm'], cutoff: ['toDetermine'],
}

const soonDays = 3

function DateCard({ date, total }: { readonly date: MonthCalendar['dates'][number]; readonly total: MonthCounts }) {
  const m = useMessages('proposal').month
  const format = useFormat()
  const count = waitingBy[date.step].reduce((sum, place) => sum + total[place], 0)
  const words = date.daysLeft < 0 ? m.passed({ days: -date.daysLeft }) : m.daysLeft({ days: date.daysLeft })
  return (
    <li className={styles['date']}>
      <span>{m.steps[date.step]}</span>
      <span className={styles['day']}>{format.day(date.on)}</span>
      <span>{words}</span>
      <Status tone={toneOf(date.daysLeft, count)}>{count === 0 ? m.nothingWaits : m.waiting({ count })}</Status>
    </li>
  )
}

function toneOf(daysLeft: number, count: number): Tone {
  if (count === 0) return 'good'
  if (daysLeft < 0) return 'bad'
  return daysLeft <= soonDays ? 'soon' : 'info'
}

/** The state in which each piece of work waits. */
const waitingStates = {
  toCheck: 'submitted', toDeliberate: 'checked', toVerify: 'agreed', toConfirm: 'verified', toDetermine: 'confirmed', toExport: 'determined',
} as const
const work = Object.keys(waitingStates) as (keyof typeof waitingStates)[]
const results = ['sent', 'accepted', 'rejected'] as const

function Work({ calendar }: { readonly calendar: MonthCalendar }) {
  const m = useMessages('proposal').month
  const format = useFormat()
  const mayRead = useCan('registry.proposal.read')
  return (
    <>
      <Section title={m.work}>
        <ul className={styles['work']}>
          {work.map((place) => (
            <li key={place}>
              <span>{m.who[place]}</span>
              <span>
                <span className={styles['count']}>{format.number(calendar.total[place])}</span>
                {mayRead && calendar.total[place] > 0 && (
                  <> · <AppLink href={staffPaths.proposals({ keadaan: waitingStates[place] })} aria-label={`${m.openList}: ${m.who[place]}`}>{m.openList}</AppLink></>
                )}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={m.results}>
        <ul className={styles['work']}>
          {results.map((place) => (
            <li key={place}>
              <span>{m.columns[place]}</span>
              <span className={styles['count']}>{format.number(calendar.total[place])}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={m.villages}><Villages calendar={calendar} /></Section>
    </>
  )
}

function Villages({ calendar }: { readonly calendar: MonthCalendar }) {
  const m = useMessages('proposal').month
  const format = useFormat()
  const mayRead = useCan('registry.proposal.read')
  type Row = MonthCalendar['villages'][number]
  const columns: readonly Column<Row>[] = [
    {
      key: 'village', label: m.village,
      render: (row) => (
        <>
          {mayRead ? <AppLink href={staffPaths.proposals({ kecamatan: String(Math.floor(row.areaId / 10_000)), desa: String(row.areaId) })}>{row.villageName}</AppLink> : row.villageName}
          <div>{row.districtName}</div>
        </>
      ),
    },
    ...[...work, ...results].map((place): Column<Row> => ({
      key: place, label: m.columns[place], isNumber: true, render: (row) => (row[place] === 0 ? '–' : format.number(row[place])),
    })),
  ]
  return <DataList caption={m.villagesCaption} columns={columns} rows={calendar.villages} rowKey={(row) => String(row.areaId)} />
}
