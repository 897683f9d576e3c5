import { Button, Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { familyOperations, type FamilyMember } from '#modules/registry/family/family.contract.ts'
import { relations } from '#modules/registry/family/relation.rules.ts'
import { personOperations } from '#modules/registry/person/person.contract.ts'
import { PersonField } from '#modules/registry/search/person-field.part.tsx'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, errorFor, useCommand, type Failure } from '#web/kit/index.ts'
import type { CallOutput } from '#web/api/client.ts'
import { emptyFields, eventOf, type EventFields, type FormKind } from './life-event-form.rules.ts'
import { lifeEventOperations } from './life-event.contract.ts'
import { AreaField } from './area-field.part.tsx'
import { NewHomeField } from './new-home.part.tsx'
import { DocumentsField } from './documents-field.part.tsx'

export type Recorded = CallOutput<typeof lifeEventOperations.recordLifeEvent>

interface EventFormProps {
  readonly kinds: readonly FormKind[]
  readonly familyId?: string
  readonly members?: readonly FamilyMember[]
  readonly personId?: string
  readonly onDone: (recorded: Recorded) => void
}

const refreshes = [lifeEventOperations.listLifeEvents, lifeEventOperations.listEventTasks, familyOperations.getFamily, personOperations.getPerson]

/** Writes down one event: what happened, to whom, and how one knows. What was typed stays, whatever goes wrong. */
export function EventForm({ kinds, familyId = '', members = [], personId = '', onDone }: EventFormProps) {
  const t = useMessages('family').lifeEvent
  const labels = Object.fromEntries(Object.entries(t).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  const [kind, setKind] = useState<FormKind>(kinds[0]!)
  const [fields, setFields] = useState<EventFields>({ ...emptyFields, personId })
  const recording = useCommand(lifeEventOperations.recordLifeEvent, { onDone, refreshes })
  const form: Form = { kind, fields, members, problem: recording.problem, change: (changed) => setFields({ ...fields, ...changed }) }

  function submit(event: FormEvent): void {
    event.preventDefault()
    void recording.run({ body: eventOf(kind, fields, familyId) })
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={640}>
        <ErrorSummary problem={recording.problem} fields={labels} />
        {kinds.length > 1 && (
          <NativeSelect id="kind" label={t.what} value={kind} onChange={(event) => setKind(event.currentTarget.value as FormKind)}
            data={kinds.map((value) => ({ value, label: t.kinds[value] }))} />
        )}
        <WhoFields form={form} />
        <PersonFields form={form} />
        <ToldFields form={form} />
        <div>
          <Button type="submit" loading={recording.busy}>{t.save}</Button>
        </div>
      </Stack>
    </form>
  )
}

interface Form {
  readonly kind: FormKind
  readonly fields: EventFields
  readonly members: readonly FamilyMember[]
  readonly problem: Failure | undefined
  readonly change: (changed: Partial<EventFields>) => void
}

type TextName = { [K in keyof EventFields]: EventFields[K] extends readonly string[] ? never : K }[keyof EventFields]

function Field({ form, name, hint, ...rest }: { readonly form: Form; readonly name: TextName; readonly hint?: string; readonly type?: 'date'; readonly required?: boolean; readonly label?: string }) {
  const t: Readonly<Record<string, unknown>> = useMessages('family').lifeEvent
  return (
    <TextInput id={name} label={String(t[name])} description={hint} autoComplete="off" value={form.fields[name]} error={errorFor(form.problem, name)}
      onChange={(event) => form.change({ [name]: event.currentTarget.value })} {...rest} />
  )
}

function Choice({ form, name, label, hint, data }: { readonly form: Form; readonly name: TextName; readonly label: string; readonly hint?: string; readonly data: readonly { value: string; label: string }[] }) {
  return (
    <NativeSelect id={name} label={label} description={hint} value={form.fields[name]} error={errorFor(form.problem, name)} data={[...data]}
      onChange={(event) => form.change({ [name]: event.currentTarget.value })} />
  )
}

function WhoFields({ form }: { readonly form: Form }) {
  const t = useMessages('family').lifeEvent
  const { kind, members } = form
  const people = [{ value: '', label: t.choosePerson }, ...members.map(({ personId, name }) => ({ value: personId, label: name }))]
  const isOfOne = kind === 'death' || kind === 'marriage' || kind === 'divorce'
  const isOfMany = kind === 'move_out' || kind === 'split'
  return (
    <>
      {isOfOne && <Choice form={form} name="personId" label={t.person} data={people} />}
      {isOfMany && <Members form={form} />}
      {kind === 'split' && <Choice form={form} name="headId" label={t.headOfNew} data={people.filter(({ value }) => value === '' || form.fields.personIds.includes(value))} />}
      {kind === 'marriage' && (
        <PersonField id="spouseId" label={t.spouse} hint={t.spouseHint} value={form.fields.spouseId} onChange={(spouseId) => form.change({ spouseId })}
          error={errorFor(form.problem, 'spouseId')} />
      )}
      {kind === 'divorce' && <Choice form={form} name="spouseId" label={t.spouseDivorced} data={people} />}
      {(isOfOne || isOfMany) && members.length > 1 && <Choice form={form} name="newHeadId" label={t.newHead} hint={t.newHeadHint} data={people} />}
      {kind === 'split' && <Field form={form} name="card" hint={t.cardHint} />}
      {(kind === 'split' || kind === 'divorce') && <NewHomeField fields={form.fields} change={form.change} problem={form.problem} />}
      {kind === 'papers' && <Field form={form} name="nik" hint={t.nikHint} required />}
    </>
  )
}

function Members({ form }: { readonly form: Form }) {
  const t = useMessages('family').lifeEvent
  return (
    <Checkbox.Group id="personIds" label={t.persons} value={[...form.fields.personIds]} error={errorFor(form.problem, 'personIds')} onChange={(personIds) => form.change({ personIds })}>
      <Stack gap="xs" mt="xs">
        {form.members.map((member) => <Checkbox key={member.personId} value={member.personId} label={member.name} />)}
      </Stack>
    </Checkbox.Group>
  )
}

function PersonFields({ form }: { readonly form: Form }) {
  const m = useMessages('family')
  const t = m.lifeEvent
  const { kind } = form
  const isNew = kind === 'birth' || kind === 'move_in' || kind === 'registration'
  const isRegistration = kind === 'registration'
  return (
    <>
      {isRegistration && <Choice form={form} name="situation" label={t.situation} data={Object.entries(t.situations).map(([value, label]) => ({ value, label }))} />}
      {isNew && <Field form={form} name="name" {...(isRegistration && { hint: t.nameHint })} required />}
      {isNew && <Choice form={form} name="sex" label={t.sex} data={[{ value: '', label: t.sexUnknown }, { value: 'female', label: m.registry.sexes.female }, { value: 'male', label: m.registry.sexes.male }]} />}
      {kind === 'birth' && <Field form={form} name="birthPlace" />}
      {(kind === 'move_in' || isRegistration) && <Field form={form} name="birthOn" type="date" hint={t.birthHint} />}
      {isRegistration && <Field form={form} name="ageGuess" hint={t.ageGuessHint} />}
      {(kind === 'birth' || kind === 'move_in') && <Choice form={form} name="relation" label={t.relation} data={relations.map((value) => ({ value, label: m.registry.relations[value] }))} />}
      {kind === 'move_in' && <Field form={form} name="otherPlace" label={t.otherPlaceFrom} required />}
      {kind === 'move_out' && <Field form={form} name="otherPlace" label={t.otherPlaceTo} required />}
      {isRegistration && <AreaField value={form.fields.areaId} onChange={(areaId) => form.change({ areaId })} error={errorFor(form.problem, 'areaId')} />}
      {isRegistration && <Field form={form} name="placeWords" required />}
      {isRegistration && <Field form={form} name="homeRegency" hint={t.homeRegencyHint} />}
    </>
  )
}

function ToldFields({ form }: { readonly form: Form }) {
  const t = useMessages('family').lifeEvent
  return (
    <>
      <Field form={form} name="happenedOn" type="date" required />
      <Choice form={form} name="evidence" label={t.evidence} data={Object.entries(t.evidences).map(([value, label]) => ({ value, label }))} />
      <Field form={form} name="evidenceWords" required />
      <Field form={form} name="reportedBy" required />
      <DocumentsField value={form.fields.documents} onChange={(documents) => form.change({ documents })} />
    </>
  )
}
