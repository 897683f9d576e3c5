import { Button, NativeSelect, Stack, Text } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, ErrorSummary, PagedList, Section, Status, useCommand, usePages, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { AbsenceAnswer, comparisonOperations, type Absence } from './comparison.contract.ts'

/** People whom the last list of a source no longer names, each with what the village found out. */
export function Absences() {
  const m = useMessages('data').importList
  const format = useFormat()
  const [saved, setSaved] = useState('')
  const absences = usePages(comparisonOperations.listAbsences, {})
  const columns: readonly Column<Absence>[] = [
    { key: 'name', label: m.comparisonName, render: (absence) => <AppLink href={staffPaths.person(absence.personId)}>{absence.name}</AppLink> },
    { key: 'nik', label: m.comparisonNik, render: (absence) => absence.nikMasked ?? '–' },
    { key: 'area', label: m.area, render: (absence) => absence.areaName },
    { key: 'source', label: m.absenceSource, render: (absence) => `${absence.sourceName}, ${m.asOf({ date: format.dayShort(absence.noticedOn) })}` },
    { key: 'answer', label: m.absenceAnswer, render: (absence) => <AnswerForm absence={absence} onSaved={setSaved} /> },
  ]
  return (
    <Section title={m.absencesTitle}>
      <Stack>
        <Text maw={640}>{m.absencesLede}</Text>
        <output>{saved !== '' && <Status tone="good">{m.absenceSaved({ name: saved })}</Status>}</output>
        <PagedList
          caption={m.absencesCaption} query={absences} columns={columns} rowKey={(absence) => `${absence.personId} ${absence.sourceKey}`}
          empty={{ title: m.absencesNone, text: m.absencesNoneNext }}
        />
      </Stack>
    </Section>
  )
}

function AnswerForm({ absence, onSaved }: { readonly absence: Absence; readonly onSaved: (name: string) => void }) {
  const m = useMessages('data').importList
  const [answer, setAnswer] = useState('')
  const save = useCommand(comparisonOperations.answerAbsence, { refreshes: [comparisonOperations.listAbsences], onDone: () => onSaved(absence.name) })

  function submit(event: FormEvent): void {
    event.preventDefault()
    const said = AbsenceAnswer.safeParse(answer).data
    if (said !== undefined) void save.run({ params: { personId: absence.personId }, body: { sourceKey: absence.sourceKey, answer: said, words: null } })
  }

  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary problem={save.problem} />
      <Stack gap="xs" align="start">
        <NativeSelect
          w="100%" aria-label={m.absenceOf({ name: absence.name })} value={answer} onChange={(event) => setAnswer(event.currentTarget.value)}
          data={[{ value: '', label: m.absenceChoose }, ...AbsenceAnswer.options.map((each) => ({ value: each, label: m.absenceAnswers[each] }))]}
        />
        <Button type="submit" variant="default" loading={save.busy} disabled={answer === ''} aria-label={m.absenceSaveOf({ name: absence.name })}>
          {m.absenceSave}
        </Button>
      </Stack>
    </form>
  )
}
