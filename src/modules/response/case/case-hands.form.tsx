import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { areaOperations } from '#modules/people/area/area.contract.ts'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, errorFor, useAnswer } from '#web/kit/index.ts'
import { ActForm, useCaseAct, useDraft } from './case-act.part.tsx'
import { caseOperations } from './case.contract.ts'
import { WordsField, type ActProps, type TaskActProps } from './case-words.form.tsx'

interface OfficeFieldProps {
  readonly taken: ReadonlySet<number>
  readonly value: string
  readonly onChange: (officeId: string) => void
  readonly error: string | undefined
}

/** Offices that can be asked: the agencies first, then the units of the districts; those that already work on the case are left out. */
function OfficeField({ taken, value, onChange, error }: OfficeFieldProps) {
  const m = useMessages()
  const lang = useLang()
  const offices = useAnswer(areaOperations.listOffices, {})
  const asked = ['agency', 'secretariat', 'outside', 'district_unit']
  return (
    <Answered query={offices}>
      {({ offices: all }) => {
        const free = all.filter((office) => asked.includes(office.kind) && !taken.has(office.officeId))
        const sorted = free.toSorted((left, right) => asked.indexOf(left.kind) - asked.indexOf(right.kind) || left.name[lang].localeCompare(right.name[lang]))
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
  return new Set(detail.tasks.filter((task) => task.status !== 'done').map((task) => task.officeId))
}

/** Another office is asked to work on the case too. */
export function ReferForm({ detail, onClose }: ActProps) {
  const m = useMessages()
  const act = useCaseAct(caseOperations.referCase, detail)
  const [officeId, setOfficeId] = useState('')
  const [reason, setReason] = useDraft(`${detail.caseId} refer`)
  async function send(): Promise<void> {
    if (!(await act.run({ body: { officeId: Number(officeId), reason } }))) return
    setReason('')
    onClose(true)
  }
  return (
    <ActForm detail={detail} act={act} submit={m.caseWork.refer} onSubmit={() => void send()} onClose={() => onClose(false)} fields={{ officeId: m.caseWork.chooseOffice, reason: m.caseWork.reasonLabel }}>
      <OfficeField taken={officesAtWork(detail)} value={officeId} onChange={setOfficeId} error={errorFor(act.problem, 'officeId')} />
      <WordsField name="reason" label={m.caseWork.reasonLabel} hint={m.caseWork.referHint} value={reason} onChange={setReason} act={act} />
    </ActForm>
  )
}

/** One's task goes to another office. */
export function HandOverForm({ detail, task, onClose }: TaskActProps) {
  const m = useMessages()
  const act = useCaseAct(caseOperations.handOverTask, detail)
  const [officeId, setOfficeId] = useState('')
  const [reason, setReason] = useDraft(`${detail.caseId} hand over`)
  async function send(): Promise<void> {
    if (!(await act.run({ params: { taskId: task.taskId }, body: { officeId: Number(officeId), reason } }))) return
    setReason('')
    onClose(true)
  }
  return (
    <ActForm detail={detail} act={act} submit={m.caseWork.hand_over} onSubmit={() => void send()} onClose={() => onClose(false)} fields={{ officeId: m.caseWork.chooseOffice, reason: m.caseWork.reasonLabel }}>
      <OfficeField taken={officesAtWork(detail)} value={officeId} onChange={setOfficeId} error={errorFor(act.problem, 'officeId')} />
      <WordsField name="reason" label={m.caseWork.reasonLabel} hint={m.caseWork.handOverHint} value={reason} onChange={setReason} act={act} />
    </ActForm>
  )
}

/** One's task goes back where it came from. */
export function HandBackForm({ detail, task, onClose }: TaskActProps) {
  const m = useMessages()
  const act = useCaseAct(caseOperations.handBackTask, detail)
  const [reason, setReason] = useDraft(`${detail.caseId} hand back`)
  async function send(): Promise<void> {
    if (!(await act.run({ params: { taskId: task.taskId }, body: { reason } }))) return
    setReason('')
    onClose(true)
  }
  return (
    <ActForm detail={detail} act={act} submit={m.caseWork.hand_back} onSubmit={() => void send()} onClose={() => onClose(false)} fields={{ reason: m.caseWork.reasonLabel }}>
      <WordsField name="reason" label={m.caseWork.reasonLabel} hint={m.caseWork.handBackHint} value={reason} onChange={setReason} act={act} />
    </ActForm>
  )
}

/** One's office's task goes to a colleague; how much each holds stands beside the name. */
export function AssignForm({ detail, task, onClose }: TaskActProps) {
  const m = useMessages()
  const act = useCaseAct(caseOperations.assignTask, detail)
  const officers = useAnswer(caseOperations.listCaseOfficers, { params: { caseId: detail.caseId } })
  const [accountId, setAccountId] = useState('')
  async function send(): Promise<void> {
    if (await act.run({ params: { taskId: task.taskId }, body: { accountId } })) onClose(true)
  }
  return (
    <ActForm detail={detail} act={act} submit={m.caseWork.assign} onSubmit={() => void send()} onClose={() => onClose(false)} fields={{ accountId: m.caseWork.chooseOfficer }}>
      <Answered query={officers}>
        {({ officers: all }) => (
          <NativeSelect
            id="accountId"
            label={m.caseWork.chooseOfficer}
            description={all.length === 0 ? m.caseWork.noOfficers : undefined}
            value={accountId}
            onChange={(event) => setAccountId(event.currentTarget.value)}
            error={errorFor(act.problem, 'accountId')}
            data={[
              { value: '', label: m.common.choose },
              ...all.map((officer) => ({ value: officer.accountId, label: m.caseWork.officerLoad({ name: officer.name, count: officer.openTasks }) })),
            ]}
            data-autofocus
            required
          />
        )}
      </Answered>
    </ActForm>
  )
}

/** Where it is, now that it is known better. */
export function PlaceForm({ detail, onClose }: ActProps) {
  const m = useMessages()
  const act = useCaseAct(caseOperations.placeCase, detail)
  const areas = useAnswer(areaOperations.listAreas, {})
  const [districtId, setDistrictId] = useState('')
  const [villageId, setVillageId] = useState('')
  const [reason, setReason] = useDraft(`${detail.caseId} place`)
  async function send(): Promise<void> {
    if (!(await act.run({ body: { areaId: Number(villageId === '' ? districtId : villageId), reason } }))) return
    setReason('')
    onClose(true)
  }
  return (
    <ActForm detail={detail} act={act} submit={m.caseWork.placeIt} onSubmit={() => void send()} onClose={() => onClose(false)} fields={{ areaId: m.caseWork.place, reason: m.caseWork.reasonLabel }}>
      <Answered query={areas}>
        {({ areas: all }) => {
          const optionsOf = (found: typeof all): { value: string; label: string }[] => found.map((area) => ({ value: String(area.areaId), label: area.name }))
          return (
            <>
              <NativeSelect
                id="areaId"
                label={m.inbox.district}
                value={districtId}
                onChange={(event) => {
                  setDistrictId(event.currentTarget.value)
                  setVillageId('')
                }}
                error={errorFor(act.problem, 'areaId')}
                data={[{ value: '', label: m.common.choose }, ...optionsOf(all.filter((area) => area.kind === 'district'))]}
                required
              />
              <NativeSelect
                label={m.inbox.village}
                value={villageId}
                onChange={(event) => setVillageId(event.currentTarget.value)}
                data={[{ value: '', label: m.common.unknown }, ...optionsOf(all.filter((area) => area.kind === 'village' && area.parentId === Number(districtId)))]}
                disabled={districtId === ''}
              />
            </>
          )
        }}
      </Answered>
      <WordsField name="reason" label={m.caseWork.reasonLabel} hint={m.caseWork.placeHint} value={reason} onChange={setReason} act={act} />
    </ActForm>
  )
}
