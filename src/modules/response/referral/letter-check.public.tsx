import { formatters } from '#web/i18n/format.ts'
import { Layout, type PublicPage } from '#web/public/layout.tsx'
import { ErrorSummary, Notice, SummaryList } from '#web/public/parts.tsx'
import { publicMessages } from '#web/public/texts.ts'
import type { ReferralState } from './referral.contract.ts'

interface CheckLetterProps {
  readonly page: PublicPage
  readonly error?: string
  readonly letter?: {
    readonly number: string
    readonly issuedAt: Date
    readonly from: string
    readonly to: string
    readonly sector: string
    readonly state: ReferralState
    readonly sha256: string
  }
}

/** Whether a printed referral letter is real, and whether it still counts; nothing about whom it is for. */
export function CheckLetterPage({ page, error, letter }: CheckLetterProps) {
  const m = publicMessages(page.lang).letterPage
  const format = formatters(page.lang, page.regency.timeZone)
  return (
    <Layout page={page} title={m.title} hasErrors={error !== undefined} isPersonal={letter !== undefined}>
      <ErrorSummary lang={page.lang} errors={error === undefined ? [] : [{ id: 'isi', message: error }]} />
      <h1>{m.title}</h1>
      {letter !== undefined && (
        <>
          {letter.state === 'revoked'
            ? <Notice tone="danger" title={m.revoked} isStatus><p>{m.revokedWords}</p></Notice>
            : <Notice title={m.valid} isStatus><p>{m.validWords}</p></Notice>}
          <SummaryList rows={[
            [m.number, letter.number], [m.issued, format.dayOf(letter.issuedAt)], [m.from, letter.from], [m.to, letter.to], [m.sector, letter.sector],
            [m.fingerprint, <code key="hash" className="number">{letter.sha256.match(/.{1,16}/g)?.join(' ')}</code>],
          ]} />
          <p className="small">{m.noPerson}</p>
        </>
      )}
    </Layout>
  )
}
