import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Answers } from '#modules/registry/form/answer.rules.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { AppLink, ButtonLink, EmptyState, ErrorSummary, Loading, PageTitle, Status, useParam, usePlace, type Tone } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { gapsOf, stateOf, workOut, type FormSection, type SectionState, type VisitForm } from './fill.rules.ts'
import { SectionForm } from './section.form.tsx'
import { Review } from './review.part.tsx'
import { Saved } from './saved.part.tsx'
import styles from './survey.module.css'
import { beginVisit, changeInstances, keepAnswers, usePreparing, useVisit, useVisitStore, type OpenVisit } from './use-visit.part.tsx'

/** A visit to one family: the form's parts as a list of tasks, one part a screen, and the check before it is sent. Needs no signal. */
export function VisitPage() {
  const familyId = useParam('familyId')
  const found = useVisit(familyId)
  if (found === undefined) return <Loading rows={6} />
  const { bundle, form, visit } = found
  if (bundle === null || form === null) return <NotPrepared familyId={familyId} />
  if (visit === null) return <Begin bundle={bundle} />
  return <Visit key={visit.surveyId} stored={{ bundle, form, visit }} />
}

function NotPrepared({ familyId }: { readonly familyId: string }) {
  const m = useMessages('visit').survey
  const { prepare, left, problem, cannotKeep } = usePreparing()
  return (
    <>
      <PageTitle title={m.visitTitle} />
      <ErrorSummary problem={problem} />
      {cannotKeep && <p role="alert">{m.cannotKeep}</p>}
      <EmptyState
        title={m.notPrepared} text={m.notPreparedText}
        action={<Button loading={left > 0} onClick={() => void prepare([familyId])}>{m.prepareThis}</Button>}
      />
    </>
  )
}

function Begin({ bundle }: Pick<OpenVisit, 'bundle'>) {
  const m = useMessages('visit').survey
  const format = useFormat()
  const store = useVisitStore()
  const { decile } = bundle.bundle
  return (
    <>
      <PageTitle title={m.visitOf({ head: bundle.bundle.headName })} lede={placeText(bundle)} />
      <Stack align="start">
        <Status tone="good">{m.ready({ at: format.moment(bundle.preparedAt), size: format.fileSize(bundle.sizeBytes) })}</Status>
        {decile !== null && <p>{m.decileOf({ decile: decile.decile, source: decile.sourceName, on: format.day(decile.on) })}</p>}
        <Button size="md" onClick={() => void beginVisit(store, bundle)}>{m.begin}</Button>
        <AppLink href={staffPaths.visits}>{m.toVisits}</AppLink>
      </Stack>
    </>
  )
}

function placeText({ bundle: { place } }: OpenVisit['bundle']): string {
  return [place.addressText, place.hamlet, place.areaName].filter((part) => part !== null && part !== '').join(', ')
}

/** What is given shows at once; it is on its way into the device's store in the same moment. */
function Visit({ stored }: { readonly stored: OpenVisit }) {
  const store = useVisitStore()
  const [given, setGiven] = useState<Answers>({})
  const open = { ...stored, visit: { ...stored.visit, answers: { ...stored.visit.answers, ...given } } }
  const { bundle, form, visit } = open
  function answer(answers: Answers): void {
    setGiven((before) => ({ ...before, ...answers }))
    void keepAnswers(store, visit.surveyId, answers)
  }
  const part = new URLSearchParams(usePlace().search).get('bagian') ?? ''
  const worked = workOut(form, bundle.bundle, visit)
  const section = worked.sections.find((each) => each.id === part)
  if (part === 'periksa') return <Review open={open} worked={worked} />
  if (section !== undefined) return <SectionForm key={section.id} open={open} worked={worked} section={section} onAnswer={answer} />
  return <Sections open={open} worked={worked} />
}

function Sections({ open, worked }: { readonly open: OpenVisit; readonly worked: VisitForm }) {
  const m = useMessages('visit').survey
  const { bundle, visit } = open
  const gaps = gapsOf(worked, visit)
  return (
    <>
      <PageTitle title={m.visitOf({ head: visit.headName })} lede={placeText(bundle)} />
      <ul className={styles['sections']}>
        {worked.sections.map((each) => <SectionLink key={each.id} section={each} familyId={visit.familyId} state={stateOf(each, visit, gaps)} />)}
      </ul>
      <More open={open} />
      <Saved open={open}>
        <ButtonLink href={staffPaths.visit(visit.familyId, 'periksa')}>{m.review}</ButtonLink>
      </Saved>
    </>
  )
}

const tones: Readonly<Record<SectionState, Tone>> = { done: 'good', seen: 'soon', new: 'info' }

function SectionLink({ section, familyId, state }: { readonly section: FormSection; readonly familyId: string; readonly state: SectionState }) {
  const m = useMessages('visit').survey
  const lang = useLang()
  return (
    <li>
      <AppLink href={staffPaths.visit(familyId, section.id)}>
        <strong>{section.name === null ? section.label[lang] : m.sectionOf({ section: section.label[lang], name: section.name })}</strong>
        <Status tone={tones[state]}>{m.sectionStates[state]}</Status>
      </AppLink>
    </li>
  )
}

/** Repeats that the family may have more of. */
function More({ open: { form, visit } }: { readonly open: OpenVisit }) {
  const m = useMessages('visit').survey
  const lang = useLang()
  const store = useVisitStore()
  const repeats = form.items.filter((group) => group.kind === 'repeat' && group.name !== 'member')
  return (
    <Group mt="md">
      {repeats.map((group) => (
        <Button key={group.name} variant="default" onClick={() => void changeInstances(store, visit.surveyId, { repeat: group.name })}>
          {m.addOne({ what: group.label[lang] })}
        </Button>
      ))}
    </Group>
  )
}
