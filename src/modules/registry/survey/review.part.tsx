import { Button, Stack, Text } from '@mantine/core'
import { useEffect } from 'react'
import { isUnanswered, type Field } from '#modules/registry/form/answer.rules.ts'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { AppLink, PageTitle, Section, Status, useGo } from '#web/kit/index.ts'
import { sendWaiting } from '#web/offline/outbox.ts'
import { staffPaths } from '#web/routes.ts'
import { answersToSend, gapsOf, type VisitForm } from './fill.rules.ts'
import styles from './survey.module.css'
import { finishVisit, useVisitStore, type OpenVisit } from './use-visit.part.tsx'
import { Saved } from './saved.part.tsx'

/** The check before sending: what lacks and what cannot be, each with the way to it. What lacks does not hold the visit back. */
export function Review({ open, worked }: { readonly open: OpenVisit; readonly worked: VisitForm }) {
  const m = useMessages('visit').survey
  const store = useVisitStore()
  const go = useGo()
  useEffect(() => void scrollTo(0, 0), [])
  const { visit, form } = open
  const gaps = gapsOf(worked, visit)
  const fields = worked.filled.fields.filter((field) => gaps.has(field.id))
  const wrong = fields.filter((field) => gaps.get(field.id) !== 'required' && !isUnanswered(visit.answers[field.id]))
  const missing = fields.filter((field) => !wrong.includes(field))
  const answers = answersToSend(form, worked, visit)

  async function finish(): Promise<void> {
    await finishVisit(store, visit.surveyId, { answers, gaps: missing.length })
    go(staffPaths.visits)
    await sendWaiting(store)
  }

  return (
    <>
      <AppLink href={staffPaths.visit(visit.familyId)}>{m.toSections({ head: visit.headName })}</AppLink>
      <PageTitle title={m.reviewTitle} lede={m.reviewLede} />
      <Stack>
        <Text>{m.answeredCount({ count: Object.keys(answers).length })}</Text>
        {fields.length === 0 && <Status tone="good">{m.nothingMissing}</Status>}
        {wrong.length > 0 && <Gaps title={m.wrongTitle} fields={wrong} worked={worked} familyId={visit.familyId} />}
        {missing.length > 0 && <Gaps title={m.missingTitle({ count: missing.length })} fields={missing} worked={worked} familyId={visit.familyId} />}
      </Stack>
      <Saved open={open}>
        <Button disabled={wrong.length > 0 || Object.keys(answers).length === 0} onClick={() => void finish()}>
          {missing.length === 0 ? m.send : m.sendAnyway({ count: missing.length })}
        </Button>
      </Saved>
    </>
  )
}

function Gaps({ title, fields, worked, familyId }: { readonly title: string; readonly fields: readonly Field[]; readonly worked: VisitForm; readonly familyId: string }) {
  const lang = useLang()
  return (
    <Section title={title}>
      <ul className={styles['gaps']}>
        {fields.map((field) => {
          const section = worked.sections.find((each) => each.fields.some(({ id }) => id === field.id))
          const name = section?.name ?? null
          return (
            <li key={field.id}>
              <AppLink href={staffPaths.visit(familyId, section?.id ?? '')}>{name === null ? field.question.label[lang] : `${name}: ${field.question.label[lang]}`}</AppLink>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
