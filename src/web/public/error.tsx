import type { Regency } from '#modules/people/regency/regency.contract.ts'
import type { Lang } from '#web/i18n/lang.ts'
import { publicPaths } from '#web/routes.ts'
import { Layout } from './layout.tsx'
import { publicMessages, waitWords } from './texts.ts'

interface ErrorPageProps {
  readonly lang: Lang
  readonly regency: Regency
  readonly status: number
  /** What happened and what to do, in the page's language. */
  readonly message: string
}

/** Any refusal that is shown as a page: what happened, what to do, the way back. */
export function ErrorPage({ lang, regency, status, message }: ErrorPageProps) {
  const m = publicMessages(lang)
  const title = m.problemPage.titles[status] ?? m.problemPage.otherTitle
  const wordsOf = (status: number): string => {
    if (status === 404) return m.problemPage.notFound
    return status === 429 || status === 503 ? waitWords(message, { lang, regency }) : message
  }
  return (
    <Layout page={{ lang, regency }} title={title} isPersonal>
      <h1>{title}</h1>
      <p className="lede">{wordsOf(status)}</p>
      <p className="actions">
        <a className="button" href={publicPaths(lang).home}>{m.problemPage.back}</a>
        <a className="button second" href={publicPaths(lang).report()}>{m.report}</a>
      </p>
    </Layout>
  )
}
