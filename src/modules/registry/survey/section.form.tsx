import { Button, Group } from '@mantine/core'
import { useEffect } from 'react'
import { isUnanswered, type Answers } from '#modules/registry/form/answer.rules.ts'
import { memberRepeat } from '#modules/registry/form/form.contract.ts'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { AppLink, ButtonLink, PageTitle } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import type { FormSection, VisitForm } from './fill.rules.ts'
import { QuestionField } from './question.form.tsx'
import { changeInstances, noteOpened, useVisitStore, type OpenVisit } from './use-visit.part.tsx'
import { Saved } from './saved.part.tsx'

interface SectionFormProps {
  readonly open: OpenVisit
  readonly worked: VisitForm
  readonly section: FormSection
  readonly onAnswer: (answers: Answers) => void
}

/** One part of the form on one screen. Every answer is kept the moment it is given. */
export function SectionForm({ open, worked, section, onAnswer }: SectionFormProps) {
  const m = useMessages('visit').survey
  const lang = useLang()
  const store = useVisitStore()
  const { visit, form } = open
  const { surveyId, familyId } = visit
  useEffect(() => void scrollTo(0, 0), [])
  useEffect(() => void noteOpened(store, surveyId, section.id), [store, surveyId, section.id])
  const at = worked.sections.findIndex((each) => each.id === section.id)
  const next = worked.sections[at + 1]
  const title = section.name === null ? section.label[lang] : m.sectionOf({ section: section.label[lang], name: section.name })
  return (
    <>
      <AppLink href={staffPaths.visit(familyId)}>{m.toSections({ head: visit.headName })}</AppLink>
      <PageTitle title={title} lede={m.sectionCount({ at: at + 1, of: worked.sections.length })} />
      <AllSame open={open} worked={worked} section={section} onAnswer={onAnswer} />
      {section.fields.map((field) => (
        <QuestionField
          key={field.id} form={form} field={field} value={visit.answers[field.id]} known={worked.known.get(field.id)} gap={worked.filled.gaps.get(field.id)}
          surveyId={surveyId} onAnswer={(value) => onAnswer({ [field.id]: value })}
        />
      ))}
      {section.group.kind === 'repeat' && section.group.name !== memberRepeat && section.instance !== null && (
        <Button variant="default" color="red" onClick={() => void changeInstances(store, surveyId, { repeat: section.group.name, remove: section.instance! })}>
          {m.removeOne}
        </Button>
      )}
      <Saved open={open}>
        <Group>
          <ButtonLink href={next === undefined ? staffPaths.visit(familyId, 'periksa') : staffPaths.visit(familyId, next.id)}>
            {next === undefined ? m.review : m.nextSection}
          </ButtonLink>
        </Group>
      </Saved>
    </>
  )
}

/** On a repeated visit most things are as they were: one press confirms those of this screen that nobody has answered yet. */
function AllSame({ open: { visit }, worked, section, onAnswer }: SectionFormProps) {
  const m = useMessages('visit').survey
  const same = section.fields.flatMap(({ id, question }) => {
    const known = worked.known.get(id)
    const isOpen = known !== undefined && !known.isHidden && !known.isDisputed && !isUnanswered(known.value) && isUnanswered(visit.answers[id])
    return isOpen && question.type !== 'image' && question.type !== 'geopoint' ? [[id, known.value] as const] : []
  })
  if (same.length < 2) return null
  return (
    <Button variant="default" mb="lg" onClick={() => onAnswer(Object.fromEntries(same))}>
      {m.allSame({ count: same.length })}
    </Button>
  )
}
