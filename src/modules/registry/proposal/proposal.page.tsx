import { Anchor, Stack } from '@mantine/core'
import { addressOf } from '#web/api/client.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, ButtonLink, PageTitle, Section, Status, useAnswer, useCommand, useParam } from '#web/kit/index.ts'
import { RevealSender } from '#modules/registry/proposal/reveal.part.tsx'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { ProposalActs } from './proposal-acts.form.tsx'
import { proposalOperations, type ProposalDetail, type ProposalStep } from './proposal.contract.ts'
import { ProposalStatus } from './proposal-list.page.tsx'
import { refusedStates } from './proposal.rules.ts'
import styles from './proposal.module.css'

/** One proposal: what is proposed and why, its way so far, and what the reader may do next. */
export function ProposalPage() {
  const m = useMessages('proposal').proposal
  const proposalId = useParam('proposalId')
  const proposal = useAnswer(proposalOperations.getProposal, { params: { proposalId } })
  return (
    <>
      {!proposal.isSuccess && <PageTitle title={m.title} />}
      <Answered query={proposal} rows={8}>{(detail) => <Proposal detail={detail} />}</Answered>
    </>
  )
}

function Proposal({ detail }: { readonly detail: ProposalDetail }) {
  const m = useMessages('proposal').proposal
  const place = [detail.villageName, detail.districtName].filter((part) => part !== null).join(', ')
  return (
    <>
      <PageTitle title={m.titleOf({ name: detail.subjectName })} lede={`${m.kinds[detail.kind]} · ${place}`} />
      <ProposalStatus state={detail.state} />
      <p className={styles['waits']}>{m.waitsFor[detail.state]}</p>
      <div className={styles['columns']}>
        <div>
          <Facts detail={detail} />
          <Section title={m.next}>
            <ProposalActs key={detail.version} detail={detail} />
            <Again detail={detail} />
          </Section>
        </div>
        <Section title={m.timeline}>
          <ol className={styles['timeline']}>
            {detail.steps.map((step) => <Step key={step.stepNo} step={step} proposalId={detail.proposalId} />)}
          </ol>
        </Section>
      </div>
    </>
  )
}

function Facts({ detail }: { readonly detail: ProposalDetail }) {
  const m = useMessages('proposal').proposal
  const seesFamilies = useCan('registry.person.read')
  const lang = useLang()
  const format = useFormat()
  const facts = [
    [m.criteria, detail.criteria.map((each) => each.name[lang]).join('; ')], [m.reason, detail.reason], [m.address, detail.subjectAddress],
    [m.people, detail.peopleCount], [m.nik, detail.nikMasked], [m.card, detail.cardMasked], [m.month, detail.month && format.month(detail.month)],
    [m.submittedAt, `${format.moment(detail.submittedAt)} (${detail.isFromResident ? m.fromResident : m.fromOfficer})`],
  ] as const
  return (
    <Section title={m.subject}>
      <dl className={styles['facts']}>
        {facts.filter(([, value]) => value !== null && value !== '').map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Stack align="start" gap="xs" mt="sm">
        {detail.familyId === null && <Status tone="neutral">{m.unknownFamily}</Status>}
        {detail.familyId !== null && seesFamilies && (
          <AppLink href={staffPaths.family(detail.familyId)}>{m.openFamily}</AppLink>
        )}
        {detail.againOf !== null && <AppLink href={staffPaths.proposal(detail.againOf)}>{m.againOf}</AppLink>}
        <Submitter detail={detail} />
      </Stack>
    </Section>
  )
}

/** What was refused may be proposed anew, with what was known of it. */
function Again({ detail }: { readonly detail: ProposalDetail }) {
  const m = useMessages('proposal').proposal
  const mayPropose = useCan('registry.proposal.make')
  if (!mayPropose || !refusedStates.has(detail.state)) return null
  return <ButtonLink href={staffPaths.newProposal({ ulang: detail.proposalId })} mt="sm">{m.again}</ButtonLink>
}

/** Who proposed is opened for a reason, on this screen only. */
function Submitter({ detail }: { readonly detail: ProposalDetail }) {
  const m = useMessages('proposal').proposal
  const mayReveal = useCan('registry.submitter.reveal')
  const reveal = useCommand(proposalOperations.revealSubmitter)
  if (!mayReveal || !detail.hasSubmitter) return null
  return <RevealSender texts={m} command={reveal} onReveal={(reason) => reveal.run({ params: { proposalId: detail.proposalId }, body: { reason } })} />
}

function Step({ step, proposalId }: { readonly step: ProposalStep; readonly proposalId: string }) {
  const m = useMessages('proposal')
  const format = useFormat()
  const details = Object.entries(step.detail)
  const names: Readonly<Record<string, string | undefined>> = m.proposal.details
  return (
    <li>
      <strong>{m.proposal.acts[step.act]}</strong>
      <div className={styles['by']}>
        {m.proposal.stepBy({ name: step.actorName ?? m.proposal.byResident, moment: format.moment(step.at) })}
      </div>
      {step.words !== null && <p className={styles['words']}>{step.words}</p>}
      {details.map(([key, value]) => names[key] !== undefined && <div key={key}>{`${names[key]}: ${value}`}</div>)}
      {step.photos.map((photo, at) => (
        <div key={photo.photoId}>
          <Anchor href={addressOf(proposalOperations.readProposalPhoto, { params: { proposalId, photoId: photo.photoId } })} target="_blank">
            {m.proposal.photo({ number: at + 1 })}
          </Anchor>
        </div>
      ))}
    </li>
  )
}
