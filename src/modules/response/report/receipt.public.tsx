import { formatters } from '#web/i18n/format.ts'
import { CodeForm } from '#web/public/code-form.tsx'
import { Layout, type PublicPage } from '#web/public/layout.tsx'
import { ErrorSummary, Notice, SummaryList } from '#web/public/parts.tsx'
import { Qr } from '#web/public/qr.tsx'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import type { FollowView } from './follow.contract.ts'
import { PromiseLine } from './follow-promise.public.tsx'

interface ReceiptPageProps {
  readonly page: PublicPage
  readonly code: string
  readonly view: FollowView
  readonly isAnonymous: boolean
  /** The whole address of the report's page, for the QR code. */
  readonly followUrl: string
  readonly now: Date
}

/** Sent: the number to keep, what was promised, who has it. Made to be printed too. */
export function ReceiptPage({ page, code, view, isAnonymous, followUrl, now }: ReceiptPageProps) {
  const { lang, regency } = page
  const m = publicMessages(lang).receiptPage
  const paths = publicPaths(lang)
  const format = formatters(lang, regency.timeZone)
  const category = regency.categories.find((each) => each.code === view.category)
  const lead = regency.offices.find((office) => office.officeId === view.officeIds[0])
  const receivedAt = view.steps[0]?.at ?? now
  return (
    <Layout page={page} title={m.title} isPersonal>
      <h1>{m.title}</h1>
      <div className="receipt">
        <p>{m.codeLabel}</p>
        <output>{code}</output>
        <p className="small">{m.keep}</p>
      </div>
      <PromiseLine page={page} promise={view.promise} now={now} />
      {isAnonymous && <Notice><p>{m.anonymousWords}</p></Notice>}
      <p className="actions">
        <a className="button" href={paths.receipt(code)}>{m.followButton}</a>
        <a className="button second" href={paths.report()}>{m.another}</a>
      </p>
      <SummaryList rows={[
        [m.receivedAt, format.moment(receivedAt)],
        [m.category, (category?.card?.title ?? category?.name)?.[lang] ?? view.category],
        [m.lead, lead?.name[lang] ?? ''],
        ...(view.promise.state === 'answered' ? [] : [[m.dueAt, format.moment(view.promise.dueAt)] as const]),
      ]} />
      <p><a href={`${paths.receipt(code)}?ubah=kabar#kabar`}>{m.changeContact}</a></p>
      <Qr text={followUrl} label={m.scan} />
    </Layout>
  )
}

interface LookupPageProps {
  readonly page: PublicPage
  readonly typed?: string
  readonly error?: string
}

/** Where a report number is typed; also the answer to one that opens nothing. */
export function LookupPage({ page, typed, error }: LookupPageProps) {
  const m = publicMessages(page.lang).lookupPage
  return (
    <Layout page={page} title={m.title} hasErrors={error !== undefined} isPersonal>
      <ErrorSummary lang={page.lang} errors={error === undefined ? [] : [{ id: 'nomor', message: error }]} />
      <h1>{m.title}</h1>
      <p className="lede">{m.lede}</p>
      <CodeForm page={page} error={error} {...(typed !== undefined && { typed })} />
      <p className="small">{m.lost}</p>
    </Layout>
  )
}
