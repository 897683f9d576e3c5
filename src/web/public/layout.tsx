import type { ReactNode } from 'react'
import type { Regency } from '#modules/people/regency/regency.contract.ts'
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
          <Mark />
          {page.regency.brand[page.lang].name}
        </a>
        <a className="language" lang={other} hrefLang={other} href={inLanguage(other, page.address ?? '/')} aria-label={`${m.otherLanguage}: ${m.otherLanguageLabel}`}>
          {m.otherLanguage}
        </a>
      </div>
    </header>
  )
}

/** The slit drum; the name stands beside it, so it says nothing by itself. */
function Mark() {
  return (
    <svg viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="14" fill="#0b5d4e" />
      <path d="M20 12h24c3 0 4 3 4 6v28c0 5-7 8-16 8s-16-3-16-8V18c0-3 1-6 4-6z" fill="#ffbf47" />
      <rect x="28.5" y="20" width="7" height="27" rx="3.5" fill="#0b5d4e" />
    </svg>
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
        <a href={paths.privacy}>{m.privacy}</a>
        <a href={staffRoot}>{m.staff}</a>
        <a href={`tel:${emergencyNumber}`}>{m.emergencyLine({ number: emergencyNumber })}</a>
      </nav>
      <p>{government[page.lang]}</p>
    </footer>
  )
}
