import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { areaOperations, type Area } from '#modules/people/area/area.contract.ts'
import type { Texts } from '#web/i18n/groups.ts'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, errorFor, useAnswer } from '#web/kit/index.ts'
import { ActForm, useCaseAct } from './case-act.part.tsx'
import { caseOperations, type Officer } from './case.contract.ts'
import { useWordsAct, WordsField, type ActProps, type TaskActProps } from './case-words.form.tsx'

interface OfficeFieldProps {
  readonly taken: ReadonlySet<number>
  readonly value: string
  readonly onChange: (officeId: string) => void
  readonly error: string | undefined
}

/** Offices that can be asked: the agencies first, then the units of the districts; those that already work on the case are left out. */
function OfficeField({ taken, value, onChange, error }: OfficeFieldProps) {
  const m = useMessages('response')
  const lang = useLang()
  const offices = useAnswer(areaOperations.listOffices, {})
  const asked = ['agency', 'secretariat', 'outside', 'district_unit']
  return (
    <Answered query={offices}>
      {({ offices: all }) => {
        const free = all.filter((office) => asked.includes(office.kind) && !taken.has(office.officeId))
        const sorted = asked.flatMap((kind) => free.filter((office) => office.kind === kind))
        return (
          <NativeSelect
            id="officeId"
            label={m.caseWork.chooseOffice}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
            error={error}
            data={[{ value: '', label: m.common.choose }, ...sorted.map((office) => ({ value: String(office.officeId), label: office.name[lang] }))]}
            required
          />
        )
      }}
    </Answered>
  )
}

/** The offices that have an unfinished task. */
function officesAtWork(detail: ActProps['detail']): ReadonlySet<number> {
  return new Set(detail.tasks.filter((task) => task.status !== 'done' && !task.isArrival).map((task) => task.officeId))
}

/** Another office is asked to work on the case too. */
export function ReferForm(props: ActProps) {
  const m = useMessages('response')
  const { words, send, frame, field } = useWordsAct(caseOperations.referCase, props, { draft: 'refer' })
  const [officeId, setOfficeId] = useState('')
  const fields = { officeId: m.caseWork.chooseOffice, reason: m.caseWork.reasonLabel }
  const refer = (): void => void send({ body: { officeId: Number(officeId), reason: words } })
  return (
    <ActForm {...frame} submit={m.caseWork.refer} onSubmit={refer} fields={fields}>
      <OfficeField taken={officesAtWork(props.detail)} value={officeId} onChange={setOfficeId} error={errorFor(frame.act.problem, 'officeId')} />
      <WordsField {...field} name="reason" label={fields.reason} hint={m.caseWork.referHint} />
    </ActForm>
  )
}

/** One's task goes to another office. */
export function HandOverForm({ task, ...props }: TaskActProps) {
  const m = useMessages('response')
  const { words, send, frame, field } = useWordsAct(caseOperations.handOverTask, props, { draft: 'hand over' })
  const [officeId, setOfficeId] = useState('')
  const fields = { officeId: m.caseWork.chooseOffice, reason: m.caseWork.reasonLabel }
  const handOver = (): void => void send({ params: { taskId: task.taskId }, body: { officeId: Number(officeId), reason: words } })
  return (
    <ActForm {...frame} submit={m.caseWork.hand_over} onSubmit={handOver} fields={fields}>
      <OfficeField taken={officesAtWork(props.detail)} value={officeId} onChange={setOfficeId} error={errorFor(frame.act.problem, 'officeId')} />
      <WordsField {...field} name="reason" label={fields.reason} hint={m.caseWork.handOverHint} />
    </ActForm>
  )
}

/** One's task goes back where it came from. */
export function HandBackForm({ task, ...props }: TaskActProps) {
  const m = useMessages('response')
  const { words, send, frame, field } = useWordsAct(caseOperations.handBackTask, props, { draft: 'hand back' })
  const label = m.caseWork.reasonLabel
  const handBack = (): void => void send({ params: { taskId: task.taskId }, body: { reason: words } })
  return (
    <ActForm {...frame} submit={m.caseWork.hand_back} onSubmit={handBack} fields={{ reason: label }}>
      <WordsField {...field} name="reason" label={label} hint={m.caseWork.handBackHint} />
    </ActForm>
  )
}

/** The whole case goes up a rung, or back down. */
export function RungForm({ direction, ...props }: ActProps & { readonly direction: 'hand_up' | 'hand_down' }) {
  const m = useMessages('response')
  const operation = direction === 'hand_up' ? caseOperations.handUpCase : caseOperations.handDownCase
  const { words, send, frame, field } = useWordsAct(operation, props, { draft: direction })
  const label = m.caseWork.reasonLabel
  return (
    <ActForm {...frame} submit={m.caseWork[direction]} onSubmit={() => void send({ body: { reason: words } })} fields={{ reason: label }}>
      <WordsField {...field} name="reason" label={label} hint={m.caseWork.rungHints[direction]} />
    </ActForm>
  )
}

/** One's office's task goes to a colleague; what speaks for each stands beside the name, and whom it suits best stands first. */
export function AssignForm({ detail, task, onClose }: TaskActProps) {
  const m = useMessages('response')
  const act = useCaseAct(caseOperations.assignTask, detail)
  const officers = useAnswer(caseOperations.listCaseOfficers, { params: { caseId: detail.caseId } })
  const [accountId, setAccountId] = useState('')
  const label = m.caseWork.chooseOfficer
  async function assign(): Promise<void> {
    if (await act.run({ params: { taskId: task.taskId }, body: { accountId } })) onClose(true)
  }
  return (
    <ActForm
      detail={detail}
      act={act}
      submit={m.caseWork.assign}
      onSubmit={() => void assign()}
      onClose={() => onClose(false)}
      fields={{ accountId: label }}
    >
      <Answered query={officers}>
        {({ officers: all }) => (
          <NativeSelect
            id="accountId"
            label={label}
            description={all.length === 0 ? m.caseWork.noOfficers : undefined}
            value={accountId}
            onChange={(event) => setAccountId(event.currentTarget.value)}
            error={errorFor(act.problem, 'accountId')}
            data={[
              { value: '', label: m.common.choose },
              ...all.map((officer, place) => ({ value: officer.accountId, label: officerWords(m, officer, place === 0) })),
            ]}
            data-autofocus
            required
          />
        )}
      </Answered>
    </ActForm>
  )
}

function officerWords(m: Texts<'response'>, officer: Officer, isFirst: boolean): string {
  const words = m.caseWork
  const facts = [
    words.officerLoad({ name: officer.name, count: officer.openTasks }),
    officer.pressing > 0 ? words.officerPressing({ count: officer.pressing }) : '',
    officer.isOnDuty ? words.officerOnDuty : '',
    officer.absentUntil === null ? '' : words.officerAway({ until: officer.absentUntil }),
    isFirst && officer.absentUntil === null ? words.officerSuits : '',
  ]
  return facts.filter((fact) => fact !== '').join(' · ')
}

/** Where it is, now that it is known better. */
export function PlaceForm(props: ActProps) {
  const m = useMessages('response')
  const { words, send, frame, field } = useWordsAct(caseOperations.placeCase, props, { draft: 'place' })
  const areas = useAnswer(areaOperations.listAreas, {})
  const [districtId, setDistrictId] = useState('')
  const [villageId, setVillageId] = useState('')
  const fields = { areaId: m.caseWork.place, reason: m.caseWork.reasonLabel }
  const place = (): void => void send({ body: { areaId: Number(villageId === '' ? districtId : villageId), reason: words } })
  return (
    <ActForm {...frame} submit={m.caseWork.placeIt} onSubmit={place} fields={fields}>
      <Answered query={areas}>
        {({ areas: all }) => (
          <>
            <NativeSelect
              id="areaId"
              label={m.inbox.district}
              value={districtId}
              onChange={(event) => {
                setDistrictId(event.currentTarget.value)
                setVillageId('')
              }}
              error={errorFor(frame.act.problem, 'areaId')}
              data={[{ value: '', label: m.common.choose }, ...optionsOf(all.filter((area) => area.kind === 'district'))]}
              required
            />
            <NativeSelect
              label={m.inbox.village}
              value={villageId}
              onChange={(event) => setVillageId(event.currentTarget.value)}
              data={[{ value: '', label: m.common.unknown }, ...optionsOf(villagesOf(all, Number(districtId)))]}
              disabled={districtId === ''}
            />
          </>
        )}
      </Answered>
      <WordsField {...field} name="reason" label={fields.reason} hint={m.caseWork.placeHint} />
    </ActForm>
  )
}

/** The villages of a district. */
export function villagesOf(areas: readonly Area[], districtId: number): readonly Area[] {
  return areas.filter((area) => area.kind === 'village' && area.parentId === districtId)
}

/** Areas as the options of a select. */
export function optionsOf(areas: readonly { readonly areaId: number; readonly name: string }[]): { value: string; label: string }[] {
  return areas.map((area) => ({ value: String(area.areaId), label: area.name }))
}
