import { RegisterCodeForm } from '#modules/registry/proposal/code-form.public.tsx'
import { formatters } from '#web/i18n/format.ts'
import { Layout, type PublicPage } from '#web/public/layout.tsx'
import { ErrorSummary, Notice, SummaryList } from '#web/public/parts.tsx'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'

interface CheckPageProps {
  readonly page: PublicPage
  readonly typed?: string
  readonly error?: string
  readonly minutes?: {
    readonly number: string
    readonly place: string
    readonly heldOn: string
    readonly state: 'closed' | 'withdrawn'
    readonly minutesSha256: string
    readonly endedAt: Date | null
  }
}

/** Whether printed minutes are real: number, day, village and the file's fingerprint; nothing about families. */
export function CheckMinutesPage({ page, typed, error, minutes }: CheckPageProps) {
  const m = publicMessages(page.lang).checkPage
  const format = formatters(page.lang, page.regency.timeZone)
  return (
    <Layout page={page} title={m.title} hasErrors={error !== undefined} isPersonal={minutes !== undefined}>
      <ErrorSummary lang={page.lang} errors={error === undefined ? [] : [{ id: 'nomor', message: error }]} />
      <h1>{m.title}</h1>
      {minutes === undefined && <p className="lede">{m.lede}</p>}
      {minutes !== undefined && (
        <>
          {minutes.state === 'closed'
            ? <Notice title={m.valid} isStatus><p>{m.validWords}</p></Notice>
            : <Notice tone="danger" title={m.withdrawn} isStatus><p>{m.withdrawnWords({ day: minutes.endedAt === null ? '' : format.dayOf(minutes.endedAt) })}</p></Notice>}
          <SummaryList rows={[
            [m.number, minutes.number], [m.place, minutes.place], [m.heldOn, format.day(minutes.heldOn)],
            [m.fingerprint, <code key="hash" className="number">{minutes.minutesSha256.match(/.{1,16}/g)?.join(' ')}</code>],
          ]} />
          <p className="small">{m.noFamily}</p>
        </>
      )}
      <RegisterCodeForm page={page} action={publicPaths(page.lang).check()} texts={m} error={error} {...(typed !== undefined && { typed })} />
    </Layout>
  )
}
