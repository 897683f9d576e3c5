import { useEffect, useRef } from 'react'
import { Problem, type Unreachable } from '#web/api/client.ts'
import type { Texts } from '#web/i18n/groups.ts'
import { useMessages } from '#web/i18n/react.tsx'
import styles from './kit.module.css'

/** Why something did not go through. */
export type Failure = Problem | Unreachable

/** The element id of the field that a pointer names: `#/reporter/phone` is `reporter-phone`. */
function fieldId(pointer: string): string {
  return pointer.replace(/^#\//, '').replaceAll('/', '-')
}

/** What is wrong with a field (`phone`, `reporter/phone`), in the reader's language. */
export function errorFor(failure: Failure | undefined, field: string): string | undefined {
  if (!(failure instanceof Problem)) return undefined
  return failure.errors.find((error) => error.pointer === `#/${field}`)?.message
}

/** What to tell a person about a failure: the server's own words, or that nobody answered. */
export function failureText(m: Texts<never>, failure: unknown): string {
  if (failure instanceof Problem) return failure.message
  return `${m.shell.networkTitle}. ${m.shell.networkText}`
}

interface ErrorSummaryProps {
  readonly problem: Failure | undefined
  /** The label of each field by its path (`phone`, `reporter/phone`), to stand before its error. */
  readonly fields?: Readonly<Record<string, string>>
  /** What stands before the fields' element ids, where a form may lie over another one. */
  readonly idPrefix?: string
}

/** Everything that is wrong with a form, above it. Takes the focus when it appears, and says so in the window's title. */
export function ErrorSummary({ problem, fields = {}, idPrefix = '' }: ErrorSummaryProps) {
  const m = useMessages()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problem === undefined) return undefined
    box.current?.focus()
    const { title } = document
    document.title = `${m.common.errorTitle}: ${title}`
    return () => {
      document.title = title
    }
  }, [problem, m])
  if (problem === undefined) return null
  const errors = problem instanceof Problem ? problem.errors : []
  return (
    <div ref={box} className={styles['errorSummary']} role="alert" tabIndex={-1}>
      <p className={styles['errorTitle']}>{failureText(m, problem)}</p>
      {errors.length > 0 && (
        <ul>
          {errors.map((error) => (
            <li key={error.pointer + error.kind}>
              <a href={`#${idPrefix}${fieldId(error.pointer)}`} onClick={(event) => focusField(event, idPrefix + fieldId(error.pointer))}>
                {labelled(fields[error.pointer.slice(2)], error.message)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function labelled(label: string | undefined, message: string): string {
  return label === undefined ? message : `${label}: ${message}`
}

/** The address keeps its filters: the link only moves the focus. */
function focusField(event: { preventDefault: () => void }, id: string): void {
  event.preventDefault()
  const field = document.getElementById(id)
  field?.focus()
  field?.scrollIntoView({ block: 'center' })
}
