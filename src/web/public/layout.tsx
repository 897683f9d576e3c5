import type { ReactNode } from 'react'
import type { Regency } from '#modules/people/regency/regency.contract.ts'
import { iconSvg } from '#web/icon.ts'
import { inLanguage, publicPaths, staffRoot } from '#web/routes.ts'
import type { Lang } from '#web/i18n/lang.ts'
import { Island, Stylesheet } from './assets.tsx'
import { publicMessages } from './texts.ts'

/** What every residents' page is given. */
export interface PublicPage {
  readonly lang: Lang
  readonly regency: Regency
  /** The page's own address, for the link to its other language; the home page when absent. */
  readonly address?: string
  /** Whether the people in this installation are invented. */
  readonly isSynthetic?: boolean
}

interface LayoutProps {
  readonly page: PublicPage
  readonly title: string
  /** The title then says so first, for those who hear the page. */
  readonly hasErrors?: boolean
  readonly isWide?: boolean
  /** Pages that belong to one person stay out of search engines. */
  readonly isPersonal?: boolean
  readonly island?: string
  readonly children: ReactNode
}

/** The whole document around a residents' page. */
export function Layout({ page, title, hasErrors = false, isWide = false, isPersonal = false, island, children }: LayoutProps) {
  const m = publicMessages(page.lang)
  const brand = page.regency.brand[page.lang]
  return (
    <html lang={page.lang} className={isWide ? 'wide' : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${hasErrors ? m.errorTitle({ title }) : title} · ${brand.name}`}</title>
        <meta name="description" content={brand.tagline} />
        {isPersonal && <meta name="robots" content="noindex" />}
        <meta name="theme-color" content="#0b5d4e" />
        <link rel="icon" href="/icon.svg" />
        <Stylesheet />
      </head>
      <body>
        <a className="skip" href="#isi">{m.skip}</a>
        <Header page={page} />
        <main id="isi" tabIndex={-1}>{children}</main>
        <Footer page={page} />
        {island !== undefined && <Island name={island} />}
      </body>
    </html>
  )
}

function Header({ page }: { readonly page: PublicPage }) {
  const m = publicMessages(page.lang)
  const other = page.lang === 'id' ? 'en' : 'id'
  return (
    <header>
      {page.isSynthetic === true && <p className="synthetic">{m.synthetic}</p>}
      <div className="top">
        <a className="brand" href={publicPaths(page.lang).home}>
          <span aria-hidden="true" dangerouslySetInnerHTML={{ __html: iconSvg }} />
          {page.regency.brand[page.lang].name}
        </a>
        <a
          className="language" lang={other} hrefLang={other} href={inLanguage(other, page.address ?? '/')}
          aria-label={`${m.otherLanguage}: ${m.otherLanguageLabel}`}
        >
          {m.otherLanguage}
        </a>
      </div>
    </header>
  )
}

function Footer({ page }: { readonly page: PublicPage }) {
  const m = publicMessages(page.lang)
  const paths = publicPaths(page.lang)
  const { emergencyNumber, government } = page.regency
  return (
    <footer className="foot">
      <nav aria-label={m.footerNavigation}>
        <a href={paths.report()}>{m.report}</a>
        <a href={paths.follow}>{m.follow}</a>
        <a href={paths.propose()}>{m.propose}</a>
        <a href={paths.object()}>{m.object}</a>
        <a href={paths.check()}>{m.checkPaper}</a>
        <a href={paths.privacy}>{m.privacy}</a>
        <a href={staffRoot}>{m.staff}</a>
        <a href={`tel:${emergencyNumber}`}>{m.emergencyLine({ number: emergencyNumber })}</a>
      </nav>
      <p>{government[page.lang]}</p>
    </footer>
  )
}
