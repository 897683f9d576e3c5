import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { VisitOutcome } from '#modules/response/case/visit.contract.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Section, useGo } from '#web/kit/index.ts'
import { sendFieldVisits } from '#web/offline/field-outbox.ts'
import type { StoredFieldPhoto, StoredFieldVisit } from '#web/offline/field-store.ts'
import { staffPaths } from '#web/routes.ts'
import type { FindingChoice } from './field.contract.ts'
import { FieldPhotos } from './field-photos.form.tsx'
import { askPlace, keepField, useFieldStore } from './use-field.part.tsx'
import styles from './field.module.css'

interface DraftProps {
  readonly draft: StoredFieldVisit
}

interface FieldVisitFormProps extends DraftProps {
  readonly photos: readonly StoredFieldPhoto[]
  readonly findings: readonly FindingChoice[]
}

/** A visit at the door. Whatever is given is kept on the phone in the same moment; closing the page loses nothing. */
export function FieldVisitForm({ draft, photos, findings }: FieldVisitFormProps) {
  const m = useMessages('field').field
  const format = useFormat()
  const store = useFieldStore()
  const go = useGo()
  const [isMissing, setIsMissing] = useState(false)
  // What is given shows at once; it is on its way into the phone's store in the same moment.
  const [given, setGiven] = useState<VisitOutcome>()
  const outcome = given ?? draft.outcome
  async function choose(next: VisitOutcome): Promise<void> {
    setGiven(next)
    await keepField(store, draft.visitId, () => ({ outcome: next }))
  }
  async function finish(): Promise<void> {
    if (outcome === null) return setIsMissing(true)
    await store.visits.change(draft.visitId, () => ({ state: 'waiting', refusal: null }))
    go(staffPaths.fieldList)
    await sendFieldVisits(store)
    return undefined
  }
  return (
    <Section title={m.visitTitle}>
      <Outcomes chosen={outcome} isMissing={isMissing && outcome === null} onChoose={(next) => void choose(next)} />
      {(outcome === 'met' || outcome === 'refused') && <Findings draft={draft} findings={findings} />}
      <PlaceOfVisit draft={draft} />
      <FieldPhotos visitId={draft.visitId} photos={photos} />
      <Notes draft={draft} />
      <div className={styles['saved']}>
        <output>{m.savedAt({ time: format.time(draft.changedAt) })}</output>
        <Button onClick={() => void finish()}>{m.finish}</Button>
      </div>
    </Section>
  )
}

const outcomes: readonly VisitOutcome[] = ['met', 'absent', 'wrong_address', 'refused']

interface OutcomesProps {
  readonly chosen: VisitOutcome | null
  readonly isMissing: boolean
  readonly onChoose: (outcome: VisitOutcome) => void
}

function Outcomes({ chosen, isMissing, onChoose }: OutcomesProps) {
  const m = useMessages('field').field
  return (
    <fieldset className={styles['question']}>
      <legend>{m.outcome}</legend>
      <div className={styles['ticks']}>
        {outcomes.map((outcome) => (
          <label key={outcome} className={styles['tick']}>
            <input type="radio" name="outcome" checked={chosen === outcome} onChange={() => onChoose(outcome)} />
            <span>{m.outcomes[outcome]}</span>
          </label>
        ))}
      </div>
      {isMissing && <p className={styles['wrong']} role="alert">{m.outcomeMissing}</p>}
    </fieldset>
  )
}

function Findings({ draft, findings }: DraftProps & Pick<FieldVisitFormProps, 'findings'>) {
  const m = useMessages('field').field
  const lang = useLang()
  const store = useFieldStore()
  const [given, setGiven] = useState<Readonly<Record<string, boolean>>>({})
  const isTicked = (key: string): boolean => given[key] ?? draft.findings.includes(key)
  function toggle(key: string): void {
    const next = !isTicked(key)
    setGiven({ ...given, [key]: next })
    void keepField(store, draft.visitId, ({ findings: now }) => ({ findings: [...now.filter((each) => each !== key), ...(next ? [key] : [])] }))
  }
  return (
    <fieldset className={styles['question']}>
      <legend>{m.findings}</legend>
      <p className={styles['small']}>{m.findingsHint}</p>
      <div className={styles['ticks']}>
        {findings.map((finding) => (
          <label key={finding.key} className={styles['tick']}>
            <input type="checkbox" checked={isTicked(finding.key)} onChange={() => toggle(finding.key)} />
            <span>
              {finding.name[lang]}
              <Follows finding={finding} />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** What follows from a finding, so that nobody is surprised by it. */
function Follows({ finding: { urgency, opens, noted } }: { readonly finding: FindingChoice }) {
  const m = useMessages('field').field.follows
  const lang = useLang()
  const isHidden = opens?.restricted === true
  const said = [
    urgency === null || isHidden ? null : m[urgency], opens === null ? null : m.opens({ category: opens.name[lang] }), isHidden ? m.hidden : null,
    noted ? m.noted : null,
  ].filter((part) => part !== null)
  return said.length === 0 ? null : <small>{said.join('; ')}</small>
}

function PlaceOfVisit({ draft: { visitId, place } }: DraftProps) {
  const m = useMessages('field').field
  const format = useFormat()
  const store = useFieldStore()
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  async function ask(): Promise<void> {
    setState('busy')
    try {
      const found = await askPlace()
      await keepField(store, visitId, () => ({ place: found }))
      setState('idle')
    } catch {
      setState('failed')
    }
  }
  return (
    <fieldset className={styles['question']}>
      <legend>{m.place}</legend>
      <Button variant="default" loading={state === 'busy'} onClick={() => void ask()}>{place === null ? m.takePlace : m.takePlaceAgain}</Button>
      <output>
        {state === 'failed' && <p className={styles['small']}>{m.placeFailed}</p>}
        {place !== null && <p className={styles['small']}>{m.placeTaken({ meters: format.number(Math.round(place.accuracyMeters ?? 0)) })}</p>}
      </output>
    </fieldset>
  )
}

/** What is typed shows at once; it is on its way into the phone's store in the same moment. */
function Notes({ draft }: DraftProps) {
  const m = useMessages('field').field
  const store = useFieldStore()
  const [words, setWords] = useState(draft.words)
  function take(text: string): void {
    setWords(text)
    void keepField(store, draft.visitId, () => ({ words: text }))
  }
  return <Textarea label={m.notes} description={m.notesHint} value={words} onChange={(event) => take(event.currentTarget.value)} maxLength={4000} autosize minRows={3} />
}
