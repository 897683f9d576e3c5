import { elements } from '#modules/response/satisfaction/satisfaction.contract.ts'
import { formatters, type Formatters } from '#web/i18n/format.ts'
import { Layout, type PublicPage } from '#web/public/layout.tsx'
import { Notice } from '#web/public/parts.tsx'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import type { PublicMonth, PublicRow } from './performance.contract.ts'

interface PerformancePageProps {
  readonly page: PublicPage
  /** The months that can be read, newest first. */
  readonly months: readonly string[]
  /** The month shown; absent while none is public. */
  readonly shown?: PublicMonth
}

/** How the regency kept its promise in a month: rounded numbers, small ones hidden, nobody to be found in them. */
export function PerformancePage({ page, months, shown }: PerformancePageProps) {
  const { lang } = page
  const m = publicMessages(lang).performancePage
  const format = formatters(lang, page.regency.timeZone)
  return (
    <Layout page={page} title={m.title} isWide>
      <h1>{m.title}</h1>
      <p className="lede">{m.lede}</p>
      {shown === undefined ? <Notice><p>{m.none}</p></Notice> : <Month page={page} shown={shown} format={format} />}
      {months.length > 1 && (
        <>
          <h2>{m.otherMonths}</h2>
          <ul>{months.filter((month) => month !== shown?.month).map((month) => <li key={month}><a href={publicPaths(lang).performance({ month })}>{format.month(month)}</a></li>)}</ul>
        </>
      )}
      <p className="small">{m.method}</p>
    </Layout>
  )
}

interface MonthProps {
  readonly page: PublicPage
  readonly shown: PublicMonth
  readonly format: Formatters
}

function Month({ page, shown, format }: MonthProps) {
  const m = publicMessages(page.lang).performancePage
  const { whole, satisfaction, reopenedPercent } = shown
  const orNone = (value: string | null): string => value ?? m.hidden
  return (
    <>
      <h2>{format.month(shown.month)}</h2>
      <dl className="numbers">
        <div><dt>{m.reports}</dt><dd>{orNone(whole.cases === null ? null : m.about({ count: format.number(whole.cases) }))}</dd></div>
        <div><dt>{m.kept}</dt><dd>{orNone(percentWords(whole.keptPercent, format))}</dd></div>
        <div><dt>{m.median}</dt><dd>{orNone(spanWords(whole.medianMinutes, format))}</dd></div>
        <div><dt>{m.reopened}</dt><dd>{orNone(percentWords(reopenedPercent, format))}</dd></div>
        <div><dt>{m.satisfaction}</dt><dd>{satisfaction === null ? m.hidden : m.grade({ grade: satisfaction.grade, index: format.number(satisfaction.index) })}</dd></div>
      </dl>
      {satisfaction?.elements !== undefined && <Elements marks={satisfaction.elements} page={page} format={format} />}
      <Rows caption={m.byDistrict} name={m.district} rows={shown.districts} page={page} format={format} />
      <Rows caption={m.byCategory} name={m.category} rows={shown.categories} page={page} format={format} />
    </>
  )
}

/** The nine elements of the survey, as many reporters marked them together. */
function Elements({ marks, page, format }: { readonly marks: readonly number[]; readonly page: PublicPage; readonly format: Formatters }) {
  const m = publicMessages(page.lang).performancePage
  return (
    <section>
      <table>
        <caption>{m.byElement}</caption>
        <thead><tr><th scope="col">{m.element}</th><th scope="col">{m.elementValue}</th></tr></thead>
        <tbody>{elements.map((element, place) => <tr key={element}><th scope="row">{m.elements[element]}</th><td>{format.number(marks[place] ?? 0)}</td></tr>)}</tbody>
      </table>
    </section>
  )
}

function percentWords(percent: number | null, format: Formatters): string | null {
  return percent === null ? null : format.percent(percent / 100)
}

function spanWords(minutes: number | null, format: Formatters): string | null {
  return minutes === null ? null : format.span(minutes * 60_000)
}

interface RowsProps {
  readonly caption: string
  readonly name: string
  readonly rows: readonly PublicRow[]
  readonly page: PublicPage
  readonly format: Formatters
}

function Rows({ caption, name, rows, page, format }: RowsProps) {
  const m = publicMessages(page.lang).performancePage
  if (rows.length === 0) return null
  return (
    <section>
      <table>
        <caption>{caption}</caption>
        <thead><tr><th scope="col">{name}</th><th scope="col">{m.reports}</th><th scope="col">{m.kept}</th><th scope="col">{m.median}</th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.name?.[page.lang] ?? m.unknownPlace}</th>
              <td>{row.cases === null ? m.hidden : format.number(row.cases)}</td>
              <td>{percentWords(row.keptPercent, format) ?? m.hidden}</td>
              <td>{spanWords(row.medianMinutes, format) ?? m.hidden}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
