import { Layout, type PublicPage } from './layout.tsx'
import { SummaryList } from './parts.tsx'
import { publicMessages } from './texts.ts'

/** Who sees what, what is kept, which rights somebody has, and whom to ask. */
export function PrivacyPage({ page }: { readonly page: PublicPage }) {
  const { lang, regency } = page
  const m = publicMessages(lang).privacyPage
  const officer = regency.dataProtectionOfficer
  return (
    <Layout page={page} title={m.title}>
      <h1>{m.title}</h1>
      <p className="lede">{m.lede}</p>
      <table>
        <caption>{m.tableTitle}</caption>
        <thead><tr><th scope="col">{m.who}</th><th scope="col">{m.sees}</th></tr></thead>
        <tbody>{m.rows.map((row) => <tr key={row.who}><th scope="row">{row.who}</th><td>{row.sees}</td></tr>)}</tbody>
      </table>
      <h2>{m.keepTitle}</h2>
      <ul>{m.keep.map((line) => <li key={line}>{line}</li>)}</ul>
      <h2>{m.rightsTitle}</h2>
      <ul>{m.rights.map((line) => <li key={line}>{line}</li>)}</ul>
      <p>{m.basis}</p>
      <h2>{m.contactTitle}</h2>
      <p>{officer.title[lang]}</p>
      <SummaryList rows={[[m.email, <a href={`mailto:${officer.email}`} key="email">{officer.email}</a>], [m.address, officer.address]]} />
    </Layout>
  )
}
