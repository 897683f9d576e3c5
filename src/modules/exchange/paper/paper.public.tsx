import { formatters } from '#web/i18n/format.ts'
import { LookupForm } from '#web/public/code-form.tsx'
import { Island } from '#web/public/assets.tsx'
import { Layout, type PublicPage } from '#web/public/layout.tsx'
import { describedBy, ErrorSummary, Field, Notice, SummaryList } from '#web/public/parts.tsx'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import type { CheckedPaper } from './paper.rules.ts'

interface PaperPageProps {
  readonly page: PublicPage
  readonly typed?: string
  readonly error?: string
  readonly paper?: CheckedPaper
}

/** Whether a printed paper is real: what it is, number, day, whether it counts, the file's fingerprint; nothing about families. */
export function PaperPage({ page, typed, error, paper }: PaperPageProps) {
  const m = publicMessages(page.lang).paperPage
  return (
    <Layout page={page} title={m.title} hasErrors={error !== undefined} isPersonal={paper !== undefined}>
      <ErrorSummary lang={page.lang} errors={error === undefined ? [] : [{ id: 'nomor', message: error }]} />
      <h1>{m.title}</h1>
      {paper === undefined ? <p className="lede">{m.lede}</p> : <Paper page={page} paper={paper} />}
      <LookupForm page={page} action={publicPaths(page.lang).check()} texts={m} error={error} {...(typed !== undefined && { typed })} />
    </Layout>
  )
}

function Paper({ page, paper }: { readonly page: PublicPage; readonly paper: CheckedPaper }) {
  const m = publicMessages(page.lang).paperPage
  const format = formatters(page.lang, page.regency.timeZone)
  return (
    <>
      <Standing page={page} standing={paper.standing} />
      <SummaryList rows={[
        [m.kind, m.kinds[paper.kind]], [m.number, paper.number], [m.on, typeof paper.on === 'string' ? format.day(paper.on) : format.dayOf(paper.on)],
        ...paper.facts.map(([fact, value]) => [m.facts[fact], value] as const),
        [m.fingerprint, <Fingerprint key="file" sha256={paper.sha256} />],
        ...(paper.signedSha256 === null ? [] : [[m.signedFingerprint, <Fingerprint key="signed" sha256={paper.signedSha256} />] as const]),
      ]} />
      <CompareFile page={page} paper={paper} />
      <p className="small">{m.noFamily}</p>
    </>
  )
}

/** Shown where scripts run: the device itself says whether a file is the one that was printed. */
function CompareFile({ page, paper }: { readonly page: PublicPage; readonly paper: CheckedPaper }) {
  const m = publicMessages(page.lang).paperPage
  return (
    <>
      <section
        hidden data-paper data-file={paper.sha256} data-signed={paper.signedSha256 ?? ''} data-same={m.same} data-same-signed={m.sameSigned} data-differs={m.differs}
      >
        <Field lang={page.lang} id="berkas" label={m.compare} hint={m.compareHint}>
          <input type="file" id="berkas" accept="application/pdf,image/jpeg" {...describedBy('berkas', { hint: true })} />
        </Field>
        <p role="status" />
      </section>
      <Island name="paper" />
    </>
  )
}

function Standing({ page, standing }: { readonly page: PublicPage; readonly standing: CheckedPaper['standing'] }) {
  const m = publicMessages(page.lang).paperPage
  switch (standing.state) {
    case 'valid': return <Notice title={m.valid} isStatus><p>{m.validWords}</p></Notice>
    case 'corrected': return <Notice title={m.corrected} isStatus><p>{m.correctedWords({ numbers: standing.by.join(', ') })}</p></Notice>
    case 'withdrawn': return (
      <Notice tone="danger" title={m.withdrawn} isStatus>
        <p>{standing.at === null ? m.withdrawnWords : m.withdrawnSince({ day: formatters(page.lang, page.regency.timeZone).dayOf(standing.at) })}</p>
      </Notice>
    )
  }
}

function Fingerprint({ sha256 }: { readonly sha256: string }) {
  return <code className="number">{sha256.match(/.{1,16}/g)?.join(' ')}</code>
}
