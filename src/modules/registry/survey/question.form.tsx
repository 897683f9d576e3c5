import { Button } from '@mantine/core'
import { useState } from 'react'
import { isDeclined, isUnanswered, type AskedField, type FieldGap } from '#modules/registry/form/answer.rules.ts'
import { declinedReasons, type AnswerValue, type CompiledForm } from '#modules/registry/form/form.contract.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { HousePhoto } from './house-photo.form.tsx'
import { PlaceField } from './place-field.form.tsx'
import type { KnownAnswer } from './survey.contract.ts'
import styles from './survey.module.css'
import { useAnswerWords } from './words.part.tsx'

export interface QuestionProps {
  readonly form: CompiledForm
  readonly field: AskedField
  readonly value: AnswerValue | undefined
  readonly known: KnownAnswer | undefined
  readonly gap: FieldGap | undefined
  readonly surveyId: string
  readonly onAnswer: (value: AnswerValue) => void
}

/** One question with its answer, the last visit's answer in grey, and what is wrong with it. */
export function QuestionField(props: QuestionProps) {
  const m = useMessages('visit').survey
  const lang = useLang()
  const { field: { id, question }, gap, value } = props
  if (question.type === 'note') return <p className={styles['note']}>{question.label[lang]}</p>
  const isWrong = gap !== undefined && gap !== 'required' && !isUnanswered(value)
  return (
    <fieldset className={styles['question']} id={elementId(id)} tabIndex={-1}>
      <legend>
        {question.label[lang]}
        {question.required && <span className={styles['required']}>{m.required}</span>}
      </legend>
      {question.hint !== null && <p className={styles['hint']}>{question.hint[lang]}</p>}
      <Earlier {...props} />
      <Answer {...props} />
      {question.mayDecline && <Decline {...props} />}
      {isWrong && <p className={styles['wrong']} role="alert">{gap === 'constraint' ? question.constraintMessage?.[lang] ?? m.gaps.constraint : m.gaps[gap]}</p>}
    </fieldset>
  )
}

/** The element of a field, for links from the review. */
function elementId(fieldId: string): string {
  return `field-${fieldId.replaceAll('/', '-')}`
}

function Earlier({ form, field, known, value, onAnswer }: QuestionProps) {
  const m = useMessages('visit').survey
  const format = useFormat()
  const wordsOf = useAnswerWords(form)
  if (known === undefined) return null
  if (known.isHidden) return <p className={styles['earlier']}>{m.earlierHidden}</p>
  if (isUnanswered(known.value) || field.question.type === 'image') return null
  const on = known.on === null ? '' : format.day(known.on)
  return (
    <p className={styles['earlier']}>
      <span>{m.earlier({ answer: wordsOf(field, known.value), by: known.by ?? '', on })}</span>
      {isUnanswered(value) && (
        <button type="button" className={styles['same']} onClick={() => onAnswer(known.value)}>
          {m.same}
        </button>
      )}
    </p>
  )
}

function Answer(props: QuestionProps) {
  switch (props.field.question.type) {
    case 'select_one': return <OneOf {...props} />
    case 'select_multiple': return <SeveralOf {...props} />
    case 'image': return <HousePhoto {...props} />
    case 'geopoint': return <PlaceField {...props} />
    case 'range': return <OnScale {...props} />
    case 'date': return <Written {...props} type="date" inputMode="text" />
    case 'integer': return <Written {...props} type="text" inputMode="numeric" />
    case 'decimal': return <Written {...props} type="text" inputMode="decimal" />
    default: return <Written {...props} type="text" inputMode="text" />
  }
}

/** A list that another answer decides offers nothing until that is answered. */
function NothingOffered() {
  return <p className={styles['note']}>{useMessages('visit').survey.answerAboveFirst}</p>
}

function OneOf({ field, value, onAnswer }: QuestionProps) {
  const lang = useLang()
  if (field.choices.length === 0) return <NothingOffered />
  return (
    <div className={styles['ticks']}>
      {field.choices.map((choice) => (
        <label key={choice.name} className={styles['tick']}>
          <input type="radio" name={field.id} checked={value === choice.name} onChange={() => onAnswer(choice.name)} />
          <span>{choice.label[lang]}</span>
        </label>
      ))}
    </div>
  )
}

function SeveralOf({ field, value, onAnswer }: QuestionProps) {
  const m = useMessages('visit').survey
  const lang = useLang()
  if (field.choices.length === 0) return <NothingOffered />
  const chosen: readonly string[] = Array.isArray(value) ? value : []
  const toggle = (name: string): void => onAnswer(chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name])
  return (
    <div className={styles['ticks']}>
      {field.choices.map((choice) => (
        <label key={choice.name} className={styles['tick']}>
          <input type="checkbox" checked={chosen.includes(choice.name)} onChange={() => toggle(choice.name)} />
          <span>{choice.label[lang]}</span>
        </label>
      ))}
      <label className={styles['tick']}>
        <input type="checkbox" checked={Array.isArray(value) && value.length === 0} onChange={() => onAnswer([])} />
        <span>{m.noneOfThese}</span>
      </label>
    </div>
  )
}

/** A scale says nothing until it is touched. */
function OnScale({ field, value, onAnswer }: QuestionProps) {
  const m = useMessages('visit').survey
  const lang = useLang()
  const format = useFormat()
  const { start, end, step } = field.question.scale ?? { start: 0, end: 10, step: 1 }
  const isChosen = typeof value === 'number'
  return (
    <div className={styles['scale']}>
      <output>{isChosen ? format.number(value) : m.notChosen}</output>
      <input
        type="range" min={start} max={end} step={step} value={isChosen ? value : start} aria-label={field.question.label[lang]}
        aria-valuetext={isChosen ? format.number(value) : m.notChosen} onChange={(event) => onAnswer(event.currentTarget.valueAsNumber)}
        onPointerUp={(event) => !isChosen && onAnswer(event.currentTarget.valueAsNumber)}
      />
      <span>{format.number(start)}</span>
      <span>{format.number(end)}</span>
    </div>
  )
}

/** What is typed is kept as it is typed; a number is a number as soon as it reads as one. */
function Written({ field, value, onAnswer, type, inputMode }: QuestionProps & { readonly type: string; readonly inputMode: 'text' | 'numeric' | 'decimal' }) {
  const lang = useLang()
  const shown = value === undefined || value === null || isDeclined(value) ? '' : String(value)
  const [typed, setTyped] = useState(shown)
  const [before, setBefore] = useState(shown)
  if (shown !== before) {
    setBefore(shown)
    if (read(typed, inputMode) !== value) setTyped(shown)
  }
  function take(text: string): void {
    setTyped(text)
    onAnswer(read(text, inputMode))
  }
  return (
    <input
      className={styles['input']} type={type} inputMode={inputMode} value={typed} onChange={(event) => take(event.currentTarget.value)}
      aria-label={field.question.label[lang]} autoComplete="off" maxLength={2000}
    />
  )
}

function read(text: string, inputMode: 'text' | 'numeric' | 'decimal'): AnswerValue {
  const trimmed = text.trim()
  if (trimmed === '') return null
  if (inputMode === 'text') return text
  const plain = inputMode === 'numeric' ? trimmed.replaceAll(/[.\s](?=\d{3}(\D|$))/g, '') : trimmed.replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : trimmed
}

function Decline({ field, value, onAnswer }: QuestionProps) {
  const m = useMessages('visit').survey
  return (
    <div className={styles['decline']}>
      {declinedReasons.map((reason) => (
        <label key={reason} className={styles['tick']}>
          <input type="radio" name={field.id} checked={isDeclined(value) && value.declined === reason} onChange={() => onAnswer({ declined: reason })} />
          <span>{m.declined[reason]}</span>
        </label>
      ))}
      {!isUnanswered(value) && (
        <Button variant="subtle" size="sm" onClick={() => onAnswer(null)}>
          {m.clearAnswer}
        </Button>
      )}
    </div>
  )
}
