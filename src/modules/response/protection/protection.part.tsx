import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ActForm, useCaseAct } from '#modules/response/case/case-act.part.tsx'
import { useWordsAct, WordsField, type ActProps } from '#modules/response/case/case-words.form.tsx'
import { caseOperations, type CaseDetail } from '#modules/response/case/case.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { Answered, errorFor, Status, useAnswer } from '#web/kit/index.ts'
import { protectionOperations } from './protection.contract.ts'
import styles from './protection.module.css'

const acts = ['protect', 'set_handler', 'bar', 'lift_protection'] as const
type ProtectionAct = (typeof acts)[number]

/** Who may see the case: whether it is protected, who handles it, whom it is about; and the forms that change it. */
export function Protection({ detail }: { readonly detail: CaseDetail }) {
  const m = useMessages('response').protection
  const [chosen, setChosen] = useState<ProtectionAct>()
  const offered = acts.filter((act) => detail.may.includes(act))
  const names: Readonly<Record<ProtectionAct, string>> = { protect: m.protect, set_handler: m.setHandler, bar: m.bar, lift_protection: m.lift }
  if (!detail.restricted && !detail.isAboutOfficer && offered.length === 0) return null
  return (
    <div className={styles['protection']}>
      {detail.restricted && <Handlers detail={detail} />}
      {detail.isAboutOfficer && <Status tone="bad">{m.aboutOfficer}</Status>}
      {offered.length > 0 && (
        <Group gap="xs">
          {offered.map((act) => (
            <Button key={act} size="sm" variant="default" aria-expanded={chosen === act} onClick={() => setChosen(chosen === act ? undefined : act)}>
              {names[act]}
            </Button>
          ))}
        </Group>
      )}
      {chosen !== undefined && offered.includes(chosen) && <ChosenForm act={chosen} detail={detail} onClose={() => setChosen(undefined)} />}
    </div>
  )
}

function Handlers({ detail }: { readonly detail: CaseDetail }) {
  const m = useMessages('response').protection
  return (
    <>
      <Status tone="bad">{m.restricted}</Status>
      <p className={styles['small']}>{m.restrictedText}</p>
      {detail.handlers.length === 0 && <p>{m.noHandlers}</p>}
      {detail.handlers.length > 0 && (
        <p>
          {m.handlers}: <strong>{detail.handlers.map((handler) => handler.name).join(', ')}</strong>
        </p>
      )}
    </>
  )
}

function ChosenForm({ act, ...props }: ActProps & { readonly act: ProtectionAct }) {
  switch (act) {
    case 'protect':
      return <ProtectForm {...props} />
    case 'lift_protection':
      return <LiftForm {...props} />
    case 'bar':
      return <BarForm {...props} />
    default:
      return <HandlerForm {...props} />
  }
}

function ProtectForm(props: ActProps) {
  const m = useMessages('response').protection
  const { words, send, frame, field } = useWordsAct(protectionOperations.protectCase, props, { draft: 'protect' })
  return (
    <ActForm {...frame} submit={m.protect} onSubmit={() => void send({ body: { reason: words } })} fields={{ reason: m.reason }}>
      <WordsField {...field} name="reason" label={m.reason} hint={m.protectHint} />
    </ActForm>
  )
}

function LiftForm(props: ActProps) {
  const m = useMessages('response').protection
  const { words, send, frame, field } = useWordsAct(protectionOperations.liftProtection, props, { draft: 'lift protection' })
  return (
    <ActForm {...frame} submit={m.lift} onSubmit={() => void send({ body: { reason: words } })} fields={{ reason: m.reason }}>
      <WordsField {...field} name="reason" label={m.reason} hint={m.liftHint} />
    </ActForm>
  )
}

function BarForm(props: ActProps) {
  const m = useMessages('response').protection
  const { words, send, frame, field } = useWordsAct(protectionOperations.barFromCase, props, { draft: 'bar' })
  const [accused, setAccused] = useState('')
  const fields = { accused: m.barLabel, reason: m.reason }
  return (
    <ActForm {...frame} submit={m.bar} onSubmit={() => void send({ body: { accused, reason: words } })} fields={fields}>
      <TextInput
        id="accused"
        label={m.barLabel}
        description={m.barHint}
        value={accused}
        maxLength={300}
        required
        onChange={(event) => setAccused(event.currentTarget.value)}
        error={errorFor(frame.act.problem, 'accused')}
      />
      <WordsField {...field} name="reason" label={m.reason} hint={m.reasonHint} />
    </ActForm>
  )
}

function HandlerForm({ detail, onClose }: ActProps) {
  const m = useMessages('response')
  const act = useCaseAct(protectionOperations.setHandler, detail)
  const officers = useAnswer(caseOperations.listCaseOfficers, { params: { caseId: detail.caseId } })
  const [handlerId, setHandlerId] = useState('')
  const isHandler = detail.handlers.some((handler) => handler.accountId === handlerId)
  async function send(): Promise<void> {
    if (await act.run({ body: { handlerId, handles: !isHandler } })) onClose(true)
  }
  return (
    <ActForm
      detail={detail}
      act={act}
      submit={isHandler ? m.protection.handlesNot : m.protection.handles}
      onSubmit={() => void send()}
      onClose={() => onClose(false)}
      fields={{ handlerId: m.protection.handler }}
    >
      <Answered query={officers}>
        {({ officers: known }) => (
          <NativeSelect
            id="handlerId"
            label={m.protection.handler}
            value={handlerId}
            required
            error={errorFor(act.problem, 'handlerId')}
            onChange={(event) => setHandlerId(event.currentTarget.value)}
            data={[{ value: '', label: m.common.choose }, ...known.map((officer) => ({ value: officer.accountId, label: officer.name }))]}
          />
        )}
      </Answered>
    </ActForm>
  )
}
