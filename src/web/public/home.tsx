import type { Span } from '#modules/people/regency/regency.contract.ts'
import type { Lang } from '#web/i18n/lang.ts'
import { publicPaths, staffRoot } from '#web/routes.ts'
import { CodeForm } from './code-form.tsx'
import { Layout, type PublicPage } from './layout.tsx'
import { DangerNotice } from './parts.tsx'
import { spanWords } from './span-words.ts'
import { publicMessages } from './texts.ts'

interface PromiseShown {
  /** The promise of the district's unit; otherwise everybody's. */
  readonly isDistrictUnit: boolean
  readonly within: Span
}

interface HomeProps {
  readonly page: PublicPage
  /** The promises of a first answer that hold today. */
  readonly promises: readonly PromiseShown[]
}

/** What this is, one button, how it works, what is promised. */
export function HomePage({ page, promises }: HomeProps) {
  const { lang, regency } = page
  const m = publicMessages(lang)
  const texts = m.homePage
  const paths = publicPaths(lang)
  return (
    <Layout page={page} title={texts.title} isWide>
      <div className="hero">
        <div>
          <h1>{texts.title}</h1>
          <p className="lede">{regency.texts.welcome[lang]}</p>
          <p className="actions"><a className="button send" href={paths.report()}>{texts.reportButton}</a></p>
          <ul className="facts">{texts.facts.map((fact) => <li key={fact}>{fact}</li>)}</ul>
        </div>
        <div className="sheet"><CodeForm page={page} title={texts.followTitle} /></div>
      </div>
      <DangerNotice lang={lang} regency={regency} />
      <h2>{texts.howTitle}</h2>
      <ol className="how">
        {texts.steps.map((step) => <li key={step.title}><h3>{step.title}</h3><p>{step.words}</p></li>)}
      </ol>
      <div className="panels">
        <section>
          <h2>{texts.promiseTitle}</h2>
          {promises.map((promise) => (
            <p className={promise.isDistrictUnit ? undefined : 'promise'} key={String(promise.isDistrictUnit)}>{promiseWords(lang, promise)}</p>
          ))}
          <p>{regency.texts.howItWorks[lang]} <a href={paths.performance()}>{m.performancePage.homeLink}</a></p>
        </section>
        <section>
          <h2>{texts.privacyTitle}</h2>
          <p>{regency.texts.privacy[lang]} <a href={paths.privacy}>{texts.privacyLink}</a></p>
        </section>
        <section>
          <h2>{texts.whereTitle}</h2>
          <p>{regency.texts.contact[lang]}</p>
        </section>
        <section>
          <h2>{texts.staffLead}</h2>
          <p><a href={staffRoot}>{m.staff}</a></p>
        </section>
      </div>
    </Layout>
  )
}

function promiseWords(lang: Lang, { isDistrictUnit, within }: PromiseShown): string {
  const m = publicMessages(lang).homePage
  const span = spanWords(lang, within)
  return isDistrictUnit ? m.promiseOther({ office: m.districtUnit, span }) : m.promiseHours({ span })
}
