import { Checkbox, NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { areaOperations } from '#modules/people/area/area.contract.ts'
import { ActForm, useCaseAct, useDraft } from '#modules/response/case/case-act.part.tsx'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { errorFor, useAnswer, useRefresh, type Failure } from '#web/kit/index.ts'
import { ReferralAnswer, referralOperations, RequestKind, type ReferralView } from './referral.contract.ts'

interface Named {
  readonly key: string
  readonly name: { readonly id: string; readonly en: string }
}

/** What can be chosen from. */
export interface Choices {
  readonly sectors: readonly Named[]
  readonly bodies: readonly Named[]
  /** Who is asked last, when no public programme can help. */
  readonly valve: { readonly officeIds: readonly number[]; readonly bodies: readonly string[] }
}

interface FormProps {
  readonly detail: CaseDetail
  readonly onClose: () => void
}

interface WordsProps {
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly onChange: (words: string) => void
  readonly problem: Failure | undefined
  readonly isFirst?: boolean
}

function Words({ name, label, hint, value, onChange, problem, isFirst = false }: WordsProps) {
  return (
    <Textarea
      id={name}
      label={label}
      description={hint}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={errorFor(problem, name)}
      maxLength={1000}
      autosize
      minRows={2}
      required
      {...(isFirst && { 'data-autofocus': true })}
    />
  )
}

/** The back office says what it is about and what it recommends. */
export function AssessForm({ detail, choices, onClose }: FormProps & { readonly choices: Choices }) {
  const m = useMessages('response').referral
  const lang = useLang()
  const refresh = useRefresh()
  const act = useCaseAct(referralOperations.assessCase, detail, { sendsVersion: false })
  const [kind, setKind] = useState<RequestKind>('complaint')
  const [sectors, setSectors] = useState<string[]>([])
  const [words, setWords] = useDraft(`${detail.caseId} assess`)
  async function send(): Promise<void> {
    if (!(await act.run({ body: { kind, sectors, recommendation: words } }))) return
    setWords('')
    await refresh(referralOperations.getCaseReferrals)
    onClose()
  }
  return (
    <ActForm detail={detail} act={act} submit={m.assess} onSubmit={() => void send()} onClose={onClose} fields={{ kind: m.kind, sectors: m.sectors, recommendation: m.recommendation }}>
      <NativeSelect
        id="kind"
        label={m.kind}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as RequestKind)}
        data={RequestKind.options.map((value) => ({ value, label: m.kinds[value] }))}
        data-autofocus
      />
      <Checkbox.Group id="sectors" label={m.sectors} value={sectors} onChange={setSectors} error={errorFor(act.problem, 'sectors')} required>
        {choices.sectors.map(({ key, name }) => <Checkbox key={key} value={key} label={name[lang]} mt="xs" />)}
      </Checkbox.Group>
      <Words name="recommendation" label={m.recommendation} hint={m.recommendationHint} value={words} onChange={setWords} problem={act.problem} />
    </ActForm>
  )
}

interface ProposeProps extends FormProps {
  readonly choices: Choices
  /** The referral that is passed on by this one. */
  readonly passing?: ReferralView
  /** The step of the plan that it is raised by; the letter asks for what the step says. */
  readonly step?: { readonly stepId: string; readonly title: string }
}

/** Asks for a letter to an office here or a body outside. */
export function ProposeForm({ detail, choices, passing, step, onClose }: ProposeProps) {
  const m = useMessages('response').referral
  const lang = useLang()
  const refresh = useRefresh()
  const act = useCaseAct(referralOperations.proposeReferral, detail, { sendsVersion: false })
  const [sector, setSector] = useState(passing?.sector ?? '')
  const [to, setTo] = useState('')
  const [typed, setService] = useDraft(`${detail.caseId} referral service`)
  const service = typed === '' ? (step?.title ?? '') : typed
  const [reason, setReason] = useDraft(`${detail.caseId} referral reason`)
  const [noProgramme, setNoProgramme] = useDraft(`${detail.caseId} referral valve`)
  const isValve = choices.valve.officeIds.some((id) => to === `office:${id}`) || choices.valve.bodies.some((key) => to === `body:${key}`)
  async function send(): Promise<void> {
    const [kind, key] = to.split(':', 2)
    const addressee = { toOfficeId: kind === 'office' ? Number(key) : null, toBody: kind === 'body' ? (key ?? null) : null }
    if (!(await act.run({ body: { sector, service, reason, ...addressee, noProgramme: isValve ? noProgramme : null, passedFrom: passing?.referralId ?? null, stepId: step?.stepId ?? null } }))) return
    setService('')
    setReason('')
    setNoProgramme('')
    await refresh(referralOperations.getCaseReferrals)
    onClose()
  }
  const fields = { sector: m.sector, toOfficeId: m.addressee, toBody: m.addressee, service: m.service, reason: m.reason, noProgramme: m.noProgramme }
  return (
    <ActForm detail={detail} act={act} submit={m.propose} onSubmit={() => void send()} onClose={onClose} fields={fields}>
      <NativeSelect
        id="sector"
        label={m.sector}
        value={sector}
        onChange={(event) => setSector(event.currentTarget.value)}
        error={errorFor(act.problem, 'sector')}
        data={['', ...choices.sectors.map(({ key }) => key)].map((value) => ({ value, label: choices.sectors.find(({ key }) => key === value)?.name[lang] ?? '' }))}
        data-autofocus
        required
      />
      <AddresseeField bodies={choices.bodies} value={to} onChange={setTo} error={errorFor(act.problem, 'toOfficeId') ?? errorFor(act.problem, 'toBody')} />
      <Words name="service" label={m.service} hint={m.serviceHint} value={service} onChange={setService} problem={act.problem} />
      <Words name="reason" label={m.reason} hint={m.reasonHint} value={reason} onChange={setReason} problem={act.problem} />
      {isValve && <Words name="noProgramme" label={m.noProgramme} hint={m.noProgrammeHint} value={noProgramme} onChange={setNoProgramme} problem={act.problem} />}
    </ActForm>
  )
}

const referredTo: ReadonlySet<string> = new Set(['agency', 'secretariat', 'outside', 'district_unit'])

interface AddresseeProps {
  readonly bodies: readonly Named[]
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error: string | undefined
}

function AddresseeField({ bodies, value, onChange, error }: AddresseeProps) {
  const m = useMessages('response')
  const lang = useLang()
  const offices = useAnswer(areaOperations.listOffices, {})
  const inside = (offices.data?.offices ?? []).filter((office) => referredTo.has(office.kind))
  return (
    <NativeSelect
      id="toOfficeId"
      label={m.referral.addressee}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      data={[
        { value: '', label: m.common.choose },
        { group: m.referral.inside, items: inside.map((office) => ({ value: `office:${office.officeId}`, label: office.name[lang] })) },
        { group: m.referral.outside, items: bodies.map((body) => ({ value: `body:${body.key}`, label: body.name[lang] })) },
      ]}
      required
    />
  )
}

/** Writes down what became of a referral. */
export function AnswerForm({ detail, referral, onClose }: FormProps & { readonly referral: ReferralView }) {
  const m = useMessages('response').referral
  const refresh = useRefresh()
  const act = useCaseAct(referralOperations.answerReferral, detail, { sendsVersion: false })
  const choices = ReferralAnswer.options.filter((value) => value !== referral.state)
  const [answer, setAnswer] = useState(choices[0] ?? 'served')
  const [words, setWords] = useDraft(`${referral.referralId} answer`)
  async function send(): Promise<void> {
    if (!(await act.run({ params: { referralId: referral.referralId }, body: { answer, words } }))) return
    setWords('')
    await refresh(referralOperations.getCaseReferrals, referralOperations.listReferrals)
    onClose()
  }
  return (
    <ActForm detail={detail} act={act} submit={m.answer} onSubmit={() => void send()} onClose={onClose} fields={{ answer: m.answerKind, words: m.answerWords }}>
      <NativeSelect
        id="answer"
        label={m.answerKind}
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value as ReferralAnswer)}
        data={choices.map((value) => ({ value, label: m.answers[value] }))}
        data-autofocus
      />
      <Words name="words" label={m.answerWords} hint={m.answerWordsHint} value={words} onChange={setWords} problem={act.problem} />
    </ActForm>
  )
}
