import type { ReactNode } from 'react'
import type { Regency } from '#modules/people/regency/regency.contract.ts'
import type { Lang } from '#web/i18n/lang.ts'
import { publicMessages } from './texts.ts'

/** A field that is wrong: the id of its first control, and what to do about it. */
export interface PageError {
  readonly id: string
  readonly message: string
}

/** What must be corrected, at the top, each a link to its field. Receives the focus when the page opens. */
export function ErrorSummary({ lang, errors }: { readonly lang: Lang; readonly errors: readonly PageError[] }) {
  if (errors.length === 0) return null
  return (
    // Whoever sent the form must hear first what is wrong with it; without script only this attribute moves the focus.
    // oxlint-disable-next-line jsx-a11y/no-autofocus
    <div className="errors" role="alert" tabIndex={-1} autoFocus>
      <h2>{publicMessages(lang).errorSummary}</h2>
      <ul>
        {errors.map(({ id, message }) => <li key={id}><a href={`#${id}`}>{message}</a></li>)}
      </ul>
    </div>
  )
}

interface FieldProps {
  readonly lang: Lang
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly isOptional?: boolean
  /** One of the page's questions, not a detail of one. */
  readonly isBig?: boolean
  readonly className?: string
  readonly children: ReactNode
}

/** A labelled control with its hint and error. The control names both by `describedBy(id, …)`. */
export function Field({ lang, id, label, hint, error, isOptional = false, isBig = false, className = '', children }: FieldProps) {
  return (
    <div className={classes('field', isBig && 'big', error !== undefined && 'wrong', className)}>
      <label htmlFor={id}>{label}{isOptional && <Optional lang={lang} />}</label>
      {hint !== undefined && <p className="hint" id={`${id}-hint`}>{hint}</p>}
      <Problem id={id} error={error} />
      {children}
    </div>
  )
}

/** "(boleh kosong)" behind a label. */
function Optional({ lang }: { readonly lang: Lang }) {
  return <small>{` (${publicMessages(lang).optional})`}</small>
}

/** The error of a field, with a sign and words, never colour alone. */
export function Problem({ id, error }: { readonly id: string; readonly error: string | undefined }) {
  return error === undefined ? null : <p className="problem" id={`${id}-error`}>{error}</p>
}

/** The attributes that tie a control to its hint and error. */
export function describedBy(id: string, has: { hint?: boolean; error?: string | undefined }): { 'aria-describedby'?: string; 'aria-invalid'?: true } {
  const ids = [has.error !== undefined && `${id}-error`, has.hint === true && `${id}-hint`].filter((each) => each !== false)
  return { ...(ids.length > 0 && { 'aria-describedby': ids.join(' ') }), ...(has.error !== undefined && { 'aria-invalid': true as const }) }
}

interface ChoiceProps {
  readonly id: string
  readonly type?: 'radio' | 'checkbox'
  readonly name: string
  readonly value: string
  readonly isChosen: boolean
  readonly title: string
  readonly hint?: string | undefined
}

/** One of several answers, as a card that can be hit with a thumb. */
export function Choice({ id, type = 'radio', name, value, isChosen, title, hint }: ChoiceProps) {
  return (
    <label className="choice">
      <input type={type} id={id} name={name} value={value} defaultChecked={isChosen} />
      <span><b>{title}</b>{hint !== undefined && <small>{hint}</small>}</span>
    </label>
  )
}

interface NoticeProps {
  /** Said in words too, by whoever uses it. */
  readonly tone?: 'soon' | 'late' | 'danger'
  readonly title?: string
  /** Something has just changed: read out when it appears. */
  readonly isStatus?: boolean
  readonly children: ReactNode
}

/** A paragraph that must not be missed. */
export function Notice(props: NoticeProps) {
  return (
    <div className={classes('notice', props.tone)} role={props.isStatus === true ? 'status' : undefined}>
      {props.title !== undefined && <h2>{props.title}</h2>}
      {props.children}
    </div>
  )
}

/** Whoever's life is in danger telephones first; said before anything else. */
export function DangerNotice({ lang, regency }: { readonly lang: Lang; readonly regency: Regency }) {
  const number = regency.emergencyNumber
  return (
    <Notice tone="danger">
      <p>{regency.texts.danger[lang]}</p>
      <a className="button second" href={`tel:${number}`}>{publicMessages(lang).callEmergency({ number })}</a>
    </Notice>
  )
}

/** Facts in two columns: what, and its value. */
export function SummaryList({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return <dl className="summary">{rows.flatMap(([term, value]) => [<dt key={term}>{term}</dt>, <dd key={`${term}-value`}>{value}</dd>])}</dl>
}

/** Class names joined; what is absent or false is left out. */
export function classes(...names: readonly (string | false | undefined)[]): string {
  return names.filter((name) => name !== undefined && name !== false && name !== '').join(' ')
}
