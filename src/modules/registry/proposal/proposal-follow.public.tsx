import { formatters, messages } from '#web/i18n/index.ts'
import { LookupForm } from '#web/public/code-form.tsx'
import { Layout, type PublicPage } from '#web/public/layout.tsx'
import { ErrorSummary, SummaryList } from '#web/public/parts.tsx'
import { Qr } from '#web/public/qr.tsx'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import type { ProposalAct, ProposalKind, ProposalState } from './proposal.contract.ts'

export interface FollowedProposal {
  readonly kind: ProposalKind
  readonly state: ProposalState
  readonly villageName: string
  readonly submittedAt: Date
  readonly month: string | null
  readonly steps: readonly { readonly act: ProposalAct; readonly at: string; readonly words: string | null }[]
}

interface FollowPageProps {
  readonly page: PublicPage
  readonly code: string
  readonly proposal: FollowedProposal
  readonly followUrl: string
}

/** A proposal under its number: where it stands and why, nothing about the family. */
export function ProposalFollowPage({ page, code, proposal, followUrl }: FollowPageProps) {
  const { lang, regency } = page
  const m = publicMessages(lang)
  const words = messages(lang).proposal
  const format = formatters(lang, regency.timeZone)
  return (
    <Layout page={page} title={m.followRegisterPage.proposalTitle} isPersonal>
      <h1>{m.followRegisterPage.proposalTitle}</h1>
      <div className="receipt">
        <p>{m.followRegisterPage.codeLabel}</p>
        <output>{code}</output>
        <p className="small">{m.followRegisterPage.keep}</p>
      </div>
      <SummaryList rows={[
        [m.followRegisterPage.state, <b key="state">{words.states[proposal.state]}</b>],
        [m.followRegisterPage.kind, m.proposalPage.kinds[proposal.kind].title],
        [m.followRegisterPage.village, proposal.villageName],
        [m.followRegisterPage.sentAt, format.moment(proposal.submittedAt)],
        ...(proposal.month === null ? [] : [[m.followRegisterPage.month, format.month(proposal.month)] as const]),
      ]} />
      <h2>{m.followRegisterPage.steps}</h2>
      <ol className="messages">
        {proposal.steps.map((step) => (
          <li key={step.at + step.act}>
            <div className="by"><b>{words.acts[step.act]}</b><time dateTime={step.at}>{format.moment(step.at)}</time></div>
            {step.words !== null && <p>{step.words}</p>}
          </li>
        ))}
      </ol>
      <p className="small">{m.followRegisterPage.noFamily}</p>
      <p className="actions"><a className="button second" href={publicPaths(lang).propose()}>{m.followRegisterPage.another}</a></p>
      <Qr text={followUrl} label={m.followRegisterPage.scan} />
    </Layout>
  )
}

interface LookupProps {
  readonly page: PublicPage
  readonly typed: string
  readonly error: string
}

/** The one answer to every number that opens nothing. */
export function ProposalLookupPage({ page, typed, error }: LookupProps) {
  const m = publicMessages(page.lang).followRegisterPage
  return (
    <Layout page={page} title={m.lookupTitle} hasErrors isPersonal>
      <ErrorSummary lang={page.lang} errors={[{ id: 'nomor', message: error }]} />
      <h1>{m.lookupTitle}</h1>
      <LookupForm page={page} action={publicPaths(page.lang).propose()} texts={m} typed={typed} error={error} />
    </Layout>
  )
}
