import { Anchor, Button, Group } from '@mantine/core'
import { useState } from 'react'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import { addressOf } from '#web/api/client.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, ConfirmDialog, ReasonDialog, Status, useAnswer, useCommand, type Tone } from '#web/kit/index.ts'
import { caseOperations } from '#modules/response/case/case.contract.ts'
import { AnswerForm, AssessForm, ProposeForm, type Choices } from './referral.form.tsx'
import { referralOperations, type Assessment, type ReferralState, type ReferralView } from './referral.contract.ts'
import styles from './referral.module.css'

const tones: Readonly<Record<ReferralState, Tone>> = {
  proposed: 'soon', returned: 'neutral', issued: 'soon', revoked: 'neutral', accepted: 'info', rejected: 'bad', not_eligible: 'bad', quota_full: 'bad',
  passed_on: 'info', served: 'good',
}

/** The state of a referral in a word, a colour and a shape. */
export function ReferralStatus({ state }: { readonly state: ReferralState }) {
  const m = useMessages('response').referral
  return <Status tone={tones[state]}>{m.states[state]}</Status>
}

/** How a case was assessed and to whom it was referred, with what can be done about it. */
export function Referrals({ detail }: { readonly detail: CaseDetail }) {
  const found = useAnswer(referralOperations.getCaseReferrals, { params: { caseId: detail.caseId } })
  return (
    <Answered query={found} rows={2}>
      {(value) => (
        <>
          <AssessmentPart detail={detail} assessment={value.assessment} mayAssess={value.mayAssess} choices={value} />
          <ReferralList detail={detail} referrals={value.referrals} mayPropose={value.mayPropose} choices={value} />
        </>
      )}
    </Answered>
  )
}

interface AssessmentProps {
  readonly detail: CaseDetail
  readonly assessment: Assessment | null
  readonly mayAssess: boolean
  readonly choices: Choices
}

function AssessmentPart({ detail, assessment, mayAssess, choices }: AssessmentProps) {
  const m = useMessages('response').referral
  const lang = useLang()
  const format = useFormat()
  const [isOpen, setIsOpen] = useState(false)
  const names = assessment?.sectors.map((key) => choices.sectors.find((sector) => sector.key === key)?.name[lang] ?? key) ?? []
  return (
    <div className={styles['box']}>
      {assessment === null ? <p>{m.notAssessed}</p> : (
        <>
          <p><strong>{`${m.kinds[assessment.kind]}: ${names.join(', ')}`}</strong></p>
          <p className={styles['words']}>{assessment.recommendation}</p>
          <p className={styles['small']}>{`${assessment.isListed ? m.listed : m.unlisted} · ${m.assessedBy({ name: assessment.byName, moment: format.moment(assessment.at) })}`}</p>
        </>
      )}
      {mayAssess && !isOpen && <Button variant="default" onClick={() => setIsOpen(true)}>{m.assess}</Button>}
      {isOpen && <AssessForm detail={detail} choices={choices} onClose={() => setIsOpen(false)} />}
    </div>
  )
}

interface ListProps {
  readonly detail: CaseDetail
  readonly referrals: readonly ReferralView[]
  readonly mayPropose: boolean
  readonly choices: Choices
}

function ReferralList({ detail, referrals, mayPropose, choices }: ListProps) {
  const m = useMessages('response').referral
  const [passing, setPassing] = useState<ReferralView>()
  const [isOpen, setIsOpen] = useState(false)
  const showsForm = isOpen || passing !== undefined
  function close(): void {
    setIsOpen(false)
    setPassing(undefined)
  }
  return (
    <>
      {referrals.length === 0 && <p>{m.noReferrals}</p>}
      <ul className={styles['list']}>
        {referrals.map((referral) => (
          <li key={referral.referralId} className={styles['box']}>
            <Letter referral={referral} />
            <Acts detail={detail} referral={referral} {...(mayPropose && referral.state === 'passed_on' && { onPass: () => setPassing(referral) })} />
          </li>
        ))}
      </ul>
      {mayPropose && !showsForm && <Button variant="default" onClick={() => setIsOpen(true)}>{m.propose}</Button>}
      {showsForm && <ProposeForm detail={detail} choices={choices} onClose={close} {...(passing !== undefined && { passing })} />}
    </>
  )
}

function Letter({ referral }: { readonly referral: ReferralView }) {
  const m = useMessages('response').referral
  const lang = useLang()
  const format = useFormat()
  const { answer, answeredAt, answeredByName, issuedAt, issuedByName, answerDueOn } = referral
  const isAwaited = referral.state === 'issued' || referral.state === 'accepted'
  return (
    <>
      <div className={styles['head']}>
        <strong>{`${referral.toName[lang]} · ${referral.sectorName[lang]}`}</strong>
        <ReferralStatus state={referral.state} />
      </div>
      <p className={styles['words']}>{referral.service}</p>
      <p className={styles['small']}>{referral.reason}</p>
      {referral.noProgramme !== null && <p className={styles['small']}>{`${m.noProgramme}: ${referral.noProgramme}`}</p>}
      <p className={styles['small']}>{m.proposedBy({ name: referral.proposedByName, office: referral.fromName[lang], moment: format.moment(referral.proposedAt) })}</p>
      {issuedAt !== null && <p className={styles['small']}>{`${referral.letterNumber} · ${m.issuedBy({ name: issuedByName ?? '', moment: format.moment(issuedAt) })}`}</p>}
      {isAwaited && answerDueOn !== null && <p className={styles['small']}>{m.dueOn({ day: format.day(answerDueOn) })}</p>}
      {answer !== null && <p className={styles['words']}>{answer}</p>}
      {answeredAt !== null && <p className={styles['small']}>{m.answeredBy({ name: answeredByName ?? '', moment: format.moment(answeredAt) })}</p>}
    </>
  )
}

interface ActsProps {
  readonly detail: CaseDetail
  readonly referral: ReferralView
  readonly onPass?: () => void
}

const reads = [referralOperations.getCaseReferrals, caseOperations.getCase, referralOperations.listReferrals] as const

function Acts({ detail, referral, onPass }: ActsProps) {
  const m = useMessages('response').referral
  const [open, setOpen] = useState<'issue' | 'end' | 'answer'>()
  const close = (): void => setOpen(undefined)
  const issue = useCommand(referralOperations.issueReferral, { refreshes: reads, onDone: close })
  const end = useCommand(referralOperations.endReferral, { refreshes: reads, onDone: close })
  const params = { caseId: detail.caseId, referralId: referral.referralId }
  const { may } = referral
  return (
    <>
      <Group mt="xs">
        {referral.letterNumber !== null && <Anchor href={addressOf(referralOperations.readReferralLetter, { params })} target="_blank" rel="noreferrer">{m.letter}</Anchor>}
        {may.includes('issue') && <Button onClick={() => setOpen('issue')}>{m.issue}</Button>}
        {may.includes('answer') && open !== 'answer' && <Button onClick={() => setOpen('answer')}>{m.answer}</Button>}
        {(may.includes('return') || may.includes('revoke')) && (
          <Button variant="default" onClick={() => setOpen('end')}>{may.includes('return') ? m.return : m.revoke}</Button>
        )}
        {onPass !== undefined && <Button variant="default" onClick={onPass}>{m.passOn}</Button>}
      </Group>
      {open === 'answer' && <AnswerForm detail={detail} referral={referral} onClose={close} />}
      <ConfirmDialog
        isOpen={open === 'issue'}
        onClose={close}
        title={m.issueTitle}
        confirm={m.issue}
        onConfirm={() => void issue.run({ params, body: {} })}
        busy={issue.busy}
        problem={issue.problem}
      >
        {m.issueWarning}
      </ConfirmDialog>
      <ReasonDialog
        isOpen={open === 'end'}
        onClose={close}
        title={may.includes('return') ? m.return : m.revoke}
        confirm={may.includes('return') ? m.return : m.revoke}
        onConfirm={(reason) => void end.run({ params, body: { reason } })}
        busy={end.busy}
        problem={end.problem}
      />
    </>
  )
}
