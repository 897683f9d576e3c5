import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, PageTitle, Section, Status, useAnswer, useCommand, useParam } from '#web/kit/index.ts'
import { RevealSender } from '#modules/registry/proposal/reveal.part.tsx'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { AnswerForm } from './answer.form.tsx'
import { objectionOperations, type ObjectionDetail } from './objection.contract.ts'
import { ObjectionClock, ObjectionStatus } from './objection-list.page.tsx'
import styles from './objection.module.css'

/** One objection: what is said, by when it is answered, the answers, and the answer that is to be given. */
export function ObjectionScreen() {
  const m = useMessages('proposal').objection
  const objectionId = useParam('objectionId')
  const objection = useAnswer(objectionOperations.getObjection, { params: { objectionId } })
  return (
    <>
      {!objection.isSuccess && <PageTitle title={m.title} />}
      <Answered query={objection} rows={8}>{(detail) => <Objection key={detail.version} detail={detail} />}</Answered>
    </>
  )
}

function Objection({ detail }: { readonly detail: ObjectionDetail }) {
  const m = useMessages('proposal').objection
  const format = useFormat()
  return (
    <>
      <PageTitle title={m.titleOf({ name: detail.subjectName })} lede={`${m.claims[detail.claim]} · ${detail.villageName}`} />
      <div className={styles['states']}>
        <ObjectionStatus state={detail.state} />
        <span>{`${m.due}: ${format.day(detail.dueOn)}`}</span>
        <ObjectionClock row={detail} />
      </div>
      <div className={styles['columns']}>
        <div>
          <Said detail={detail} />
          <Answers detail={detail} />
        </div>
        <Section title={m.next}><Next detail={detail} /></Section>
      </div>
    </>
  )
}

function Said({ detail }: { readonly detail: ObjectionDetail }) {
  const m = useMessages('proposal').objection
  const format = useFormat()
  return (
    <Section title={m.words}>
      <p className={styles['words']}>{detail.words}</p>
      <Stack gap="xs" align="start">
        {detail.subjectAddress !== null && <span>{`${m.address}: ${detail.subjectAddress}`}</span>}
        <span>{`${m.submittedAt}: ${format.moment(detail.submittedAt)}`}</span>
        {detail.familyId !== null && <AppLink href={staffPaths.family(detail.familyId)}>{m.openFamily}</AppLink>}
        {detail.proposalId !== null && <AppLink href={staffPaths.proposal(detail.proposalId)}>{m.openProposal}</AppLink>}
        <Objector detail={detail} />
      </Stack>
    </Section>
  )
}

interface GivenAnswer {
  readonly title: string
  readonly outcome: ObjectionDetail['outcome']
  readonly answer: string | null
  readonly by: string | null
  readonly at: string | null
  readonly children?: ReactNode
}

function Given({ title, outcome, answer, by, at, children }: GivenAnswer) {
  const m = useMessages('proposal').objection
  const format = useFormat()
  if (answer === null || outcome === null) return null
  return (
    <Section title={title}>
      <Status tone={outcome === 'dismissed' ? 'neutral' : 'good'}>{m.outcomes[outcome]}</Status>
      <p className={styles['words']}>{answer}</p>
      <div className={styles['by']}>{m.answeredBy({ name: by ?? '', moment: at === null ? '' : format.moment(at) })}</div>
      {children}
    </Section>
  )
}

function Answers({ detail }: { readonly detail: ObjectionDetail }) {
  const m = useMessages('proposal').objection
  const format = useFormat()
  const { appeal } = detail
  return (
    <>
      <Given title={m.firstAnswer} outcome={detail.outcome} answer={detail.answer} by={detail.answeredByName} at={detail.answeredAt}>
        {detail.minutesNumber !== null && <div>{`${m.minutes}: ${detail.minutesNumber}`}</div>}
        {detail.state === 'answered' && detail.appealUntil !== null && <p>{m.appealUntil({ day: format.day(detail.appealUntil) })}</p>}
      </Given>
      {appeal !== null && (
        <Section title={m.appeal}>
          <p className={styles['words']}>{appeal.words}</p>
          <div className={styles['by']}>{format.moment(appeal.at)}</div>
        </Section>
      )}
      {appeal !== null && <Given title={m.secondAnswer} outcome={appeal.outcome} answer={appeal.answer} by={appeal.answeredByName} at={appeal.answeredAt} />}
    </>
  )
}

/** The answer that is to be given; what blocks the reader in particular is said instead of a form that fails. */
function Next({ detail }: { readonly detail: ObjectionDetail }) {
  const m = useMessages('proposal').objection
  const mayAnswer = useCan('registry.objection.answer')
  if (detail.state === 'answered' || detail.state === 'settled') return <p>{m.done}</p>
  if (!mayAnswer) return <p>{m.nobodyAnswers}</p>
  if (detail.blockedBy !== null) return <Status tone="neutral">{m.blocked[detail.blockedBy]}</Status>
  return (
    <>
      <p>{detail.state === 'appealed' ? m.appealWaits : m.toMeeting}</p>
      <AnswerForm detail={detail} />
    </>
  )
}

/** Who objected is opened for a reason, on this screen only. */
function Objector({ detail }: { readonly detail: ObjectionDetail }) {
  const m = useMessages('proposal').objection
  const mayReveal = useCan('registry.submitter.reveal')
  const reveal = useCommand(objectionOperations.revealObjector)
  if (!mayReveal || !detail.hasObjector) return null
  return <RevealSender texts={m} command={reveal} onReveal={(reason) => reveal.run({ params: { objectionId: detail.objectionId }, body: { reason } })} />
}
