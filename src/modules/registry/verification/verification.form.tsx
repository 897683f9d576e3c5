import { Button, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import { areaOperations } from '#modules/people/area/area.contract.ts'
import type { PersonProfile } from '#modules/registry/person/person.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, errorFor, useAnswer, useCommand, type Failure } from '#web/kit/index.ts'
import { useSession } from '#web/staff/session.tsx'
import { verificationOperations, type VerifiedFacts } from './verification.contract.ts'

interface FormProps {
  readonly profile: PersonProfile
  readonly onDone: () => void
}

const refreshes = [verificationOperations.listVerifications]

/** What was seen of somebody who lives here; everything but the name may stay open. */
export function RegisterForm({ profile, onDone }: FormProps) {
  const m = useMessages('family')
  const villages = useVillages()
  const [facts, setFacts] = useState({
    name: profile.name, sex: profile.sex ?? '', birthOn: profile.birthOn ?? '', birthPlace: '', nik: '', areaId: String(profile.place.areaId), words: '',
  })
  const registering = useCommand(verificationOperations.registerVerifiedPerson, { onDone, refreshes })
  const t = m.verification
  const fields = { name: t.fullName, birthOn: t.birthOn, birthPlace: t.birthPlace, nik: t.nikNumber, areaId: t.village, words: t.words }
  const field = (name: keyof typeof facts) => ({
    id: name, value: facts[name], error: errorFor(registering.problem, name), autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => setFacts({ ...facts, [name]: event.currentTarget.value }),
  })

  function submit(): void {
    const { sex, birthOn, birthPlace, nik, areaId, ...rest } = facts
    const body: VerifiedFacts = {
      ...rest, areaId: Number(areaId), sex: sex === '' ? null : (sex as 'male' | 'female'), birthOn: birthOn || null, birthPlace: birthPlace || null, nik: nik || null,
    }
    void registering.run({ params: { personId: profile.personId }, body })
  }

  return (
    <VerificationForm problem={registering.problem} fields={fields} busy={registering.busy} submit={t.register} onSubmit={submit}>
      <TextInput {...field('name')} label={t.fullName} required maxLength={200} />
      <NativeSelect
        {...field('sex')}
        label={t.sex}
        data={[{ value: '', label: t.sexUnknown }, ...(['female', 'male'] as const).map((value) => ({ value, label: m.registry.sexes[value] }))]}
      />
      <TextInput {...field('birthOn')} type="date" label={t.birthOn} description={t.birthHint} />
      <TextInput {...field('birthPlace')} label={t.birthPlace} maxLength={100} />
      <TextInput {...field('nik')} inputMode="numeric" label={t.nikNumber} description={t.nikHint} maxLength={40} />
      <NativeSelect {...field('areaId')} label={t.village} required data={[{ value: '', label: t.chooseVillage }, ...villages.own]} />
      <Textarea {...field('words')} label={t.words} description={t.wordsHint} required maxLength={1000} autosize minRows={2} />
    </VerificationForm>
  )
}

/** The village that is asked next. */
export function PassOnForm({ profile, onDone }: FormProps) {
  const t = useMessages('family').verification
  const villages = useVillages()
  const [areaId, setAreaId] = useState('')
  const [words, setWords] = useState('')
  const passing = useCommand(verificationOperations.passOnVerification, { onDone, refreshes })
  return (
    <VerificationForm
      problem={passing.problem}
      fields={{ areaId: t.otherVillage, words: t.words }}
      busy={passing.busy}
      submit={t.passOn}
      onSubmit={() => void passing.run({ params: { personId: profile.personId }, body: { areaId: Number(areaId), words } })}
    >
      <NativeSelect
        id="areaId"
        label={t.otherVillage}
        required
        error={errorFor(passing.problem, 'areaId')}
        value={areaId}
        onChange={(event) => setAreaId(event.currentTarget.value)}
        data={[{ value: '', label: t.chooseVillage }, ...villages.all]}
      />
      <WordsField problem={passing.problem} value={words} onChange={setWords} />
    </VerificationForm>
  )
}

/** How it was made sure that nobody of that name lives here. */
export function CloseForm({ profile, onDone }: FormProps) {
  const t = useMessages('family').verification
  const [words, setWords] = useState('')
  const closing = useCommand(verificationOperations.closeVerification, { onDone, refreshes })
  return (
    <VerificationForm
      problem={closing.problem}
      fields={{ words: t.words }}
      busy={closing.busy}
      submit={t.close}
      onSubmit={() => void closing.run({ params: { personId: profile.personId }, body: { words } })}
    >
      <WordsField problem={closing.problem} value={words} onChange={setWords} />
    </VerificationForm>
  )
}

interface WordsFieldProps {
  readonly problem: Failure | undefined
  readonly value: string
  readonly onChange: (words: string) => void
}

function WordsField({ problem, value, onChange }: WordsFieldProps) {
  const t = useMessages('family').verification
  return (
    <Textarea
      id="words"
      label={t.words}
      description={t.wordsHint}
      required
      maxLength={1000}
      autosize
      minRows={2}
      error={errorFor(problem, 'words')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

interface VerificationFormProps {
  readonly problem: Failure | undefined
  readonly fields: Readonly<Record<string, string>>
  readonly busy: boolean
  readonly submit: string
  readonly onSubmit: () => void
  readonly children: ReactNode
}

function VerificationForm({ problem, fields, busy, submit, onSubmit, children }: VerificationFormProps) {
  function send(event: FormEvent): void {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <ErrorSummary problem={problem} fields={fields} />
        {children}
        <div>
          <Button type="submit" loading={busy}>
            {submit}
          </Button>
        </div>
      </Stack>
    </form>
  )
}

interface Choice {
  readonly value: string
  readonly label: string
}

/** The villages of one's own area, and all of them; each with its district, because names repeat. */
function useVillages(): { readonly own: readonly Choice[]; readonly all: readonly Choice[] } {
  const homeAreaId = useSession().scope.areaId
  const areas = useAnswer(areaOperations.listAreas, {}).data?.areas ?? []
  const names = new Map(areas.map((area) => [area.areaId, area.name]))
  const villages = areas.filter((area) => area.kind === 'village').map((area) => ({
    area, choice: { value: String(area.areaId), label: `${area.name} (${names.get(area.parentId ?? 0) ?? ''})` },
  }))
  const isOwn = ({ area }: (typeof villages)[number]): boolean => homeAreaId === 0 || area.areaId === homeAreaId || area.parentId === homeAreaId
  return { own: villages.filter(isOwn).map(({ choice }) => choice), all: villages.map(({ choice }) => choice) }
}
