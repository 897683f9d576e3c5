import { Fragment } from 'react'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import type { Formatters } from '#web/i18n/format.ts'
import type { Texts } from '#web/i18n/groups.ts'
import type { Lang } from '#web/i18n/lang.ts'
import { useNow } from '#web/kit/index.ts'
import type { CaseDetail, CaseEventView } from './case.contract.ts'
import { historyOf, namedTogether, type HistoryEntry } from './history.rules.ts'
import styles from './case.module.css'

type Offices = CaseDetail['offices']

/** The name of an office among those that a case mentions. */
export function officeName(offices: Offices, officeId: number | null | undefined, lang: Lang): string {
  return offices.find((office) => office.officeId === officeId)?.name[lang] ?? ''
}

interface Words {
  readonly m: Texts<'response'>
  readonly lang: Lang
  readonly offices: Offices
  readonly format: Formatters
}

/** What an event says, without who did it. */
function eventWords(event: CaseEventView, { m, lang, offices, format }: Words): string {
  const texts = m.caseWork.event
  const { detail } = event
  const office = officeName(offices, detail.officeId, lang)
  switch (event.kind) {
    case 'assigned':
      return texts.assigned({ name: detail.accountName ?? '' })
    case 'referred':
    case 'handed_over':
    case 'handed_back':
    case 'withdrawn':
    case 'verification_asked':
    case 'step_opened':
    case 'step_stopped':
      return texts[event.kind]({ office })
    case 'finished':
      return texts.finished({ result: detail.result === undefined ? '' : m.caseWork.result[detail.result] })
    case 'step_done':
      return texts.step_done({ result: detail.stepResult === undefined ? '' : m.plan.results[detail.stepResult] })
    case 'confirmed':
    case 'reopened':
      return detail.toldBy === undefined ? texts[event.kind] : texts[`${event.kind}_for`]({ told: m.plan.toldBys[detail.toldBy].toLowerCase() })
    case 'concluded':
      return texts.concluded({ verdict: detail.verdict === undefined ? '' : m.caseWork.verdict[detail.verdict] })
    case 'escalated':
      return texts.escalated({ rung: rungWords(event, m), office, from: officeName(offices, detail.fromOfficeId, lang) })
    case 'warned':
      return warnedWords({ head: event, parts: [event] }, { m, lang, offices, format })
    case 'covered':
    case 'returned':
      return texts[event.kind]({ name: detail.accountName ?? '', office })
    case 'handed_up':
    case 'handed_down':
      return texts[event.kind]({ rung: rungWords(event, m), office })
    case 'urgency_set':
      return texts.urgency_set({ urgency: m.inbox.urgency[detail.urgency ?? 'ordinary'].toLowerCase() })
    case 'joined':
      return texts.joined({ number: detail.caseNumber ?? '' })
    case 'follower_joined':
      return (event.words === null ? texts.follower_joined : texts.follower_joined_with_plan)({ number: detail.caseNumber ?? '' })
    case 'handler_named':
    case 'handler_left':
      return texts[event.kind]({ name: detail.accountName ?? '' })
    case 'visit_planned':
      return texts.visit_planned({ on: format.day(detail.plannedOn ?? '') })
    case 'family_moved':
      if (office === '') return texts.family_moved({ place: detail.placeName ?? '' })
      return texts.family_moved_told({ place: detail.placeName ?? '', office })
    case 'placed':
    case 'family_returned':
      return texts[event.kind]({ place: detail.placeName ?? '' })
    default:
      return texts[event.kind]
  }
}

/** What an entry says: its head, with all that its parts name. */
function entryWords(entry: HistoryEntry, words: Words): string {
  const { head, parts } = entry
  if (parts.length === 1) return eventWords(head, words)
  const texts = words.m.caseWork.event
  switch (head.kind) {
    case 'escalated': {
      const from = namesOf(namedTogether(entry, ({ detail }) => [detail.fromOfficeId]), words)
      return texts.escalated({ rung: rungWords(head, words.m), office: officeName(words.offices, head.detail.officeId, words.lang), from })
    }
    case 'warned':
      return warnedWords(entry, words)
    case 'withdrawn':
    case 'step_opened':
    case 'step_stopped':
      return texts[head.kind]({ office: officesOf(entry, words) })
    case 'returned':
      return texts.returned({ name: namedTogether(entry, ({ detail }) => [detail.accountName]).join(', '), office: officesOf(entry, words) })
    default:
      return eventWords(head, words)
  }
}

function warnedWords(entry: HistoryEntry, words: Words): string {
  const { m, format } = words
  const shares = namedTogether(entry, ({ detail }) => [detail.share]).toSorted((left, right) => left - right)
  const measures = namedTogether(entry, ({ detail }) => detail.measures ?? [])
  return m.caseWork.event.warned({
    shares: format.list(shares.map(String)), measures: measures.map((measure) => m.inbox.measure[measure].toLowerCase()).join(', '),
    offices: namesOf(namedTogether(entry, ({ detail }) => detail.officeIds ?? []), words),
  })
}

function officesOf(entry: HistoryEntry, words: Words): string {
  return namesOf(namedTogether(entry, ({ kind, detail }) => (kind === entry.head.kind ? [detail.officeId] : [])), words)
}

function namesOf(officeIds: readonly number[], { offices, lang }: Pick<Words, 'offices' | 'lang'>): string {
  return officeIds.map((officeId) => officeName(offices, officeId, lang)).join(', ')
}

function rungWords(event: CaseEventView, m: Texts<'response'>): string {
  return event.detail.rung === undefined ? '' : m.caseWork.rung[event.detail.rung].toLowerCase()
}

interface EventListProps {
  /** In the order in which they happened. */
  readonly events: readonly CaseEventView[]
  readonly offices: Offices
  readonly newestFirst?: boolean
}

/** What happened: who, when, in their words, and whether the reporter reads it too. What had one cause is one line, folded out on demand. */
export function EventList({ events, offices, newestFirst = false }: EventListProps) {
  const m = useMessages('response')
  const words: Words = { m, lang: useLang(), offices, format: useFormat() }
  const entries = historyOf(events)
  return (
    <ol className={styles['events']}>
      {(newestFirst ? entries.toReversed() : entries).map((entry) => (
        <li key={entry.head.seq} className={styles['event']} data-by={entry.head.by} data-kind={entry.head.kind}>
          <p className={styles['eventHead']}>{entryWords(entry, words)}</p>
          {!isMany(entry) && <Said event={entry.head} />}
          <Circumstances entry={entry} words={words} />
          {entry.parts.length > 1 && (
            <details className={styles['eventParts']}>
              <summary>{m.caseWork.eventParts({ count: entry.parts.length })}</summary>
              <ol>
                {(newestFirst ? entry.parts.toReversed() : entry.parts).map((event) => (
                  <li key={event.seq}>
                    <p>{eventWords(event, words)}</p>
                    {(event !== entry.head || isMany(entry)) && <Said event={event} />}
                    <Circumstances entry={{ head: event, parts: [event] }} words={words} />
                  </li>
                ))}
              </ol>
            </details>
          )}
        </li>
      ))}
    </ol>
  )
}

/** Several of one kind: what was said belongs to each of them, not to the line. */
function isMany({ head, parts }: HistoryEntry): boolean {
  return parts.filter(({ kind }) => kind === head.kind).length > 1
}

function Said({ event }: { readonly event: CaseEventView }) {
  return event.words !== null && event.words !== '' && <p className={styles['story']}>{event.words}</p>
}

/** When, by whom, and who reads it. */
function Circumstances({ entry, words }: { readonly entry: HistoryEntry; readonly words: Words }) {
  const { m, format } = words
  const { head, parts } = entry
  const now = useNow()
  const ends = [...new Set([parts[0]?.at ?? head.at, parts.at(-1)?.at ?? head.at])]
  return (
    <p className={styles['small']}>
      {ends.map((at, place) => (
        <Fragment key={at}>
          {place > 0 && ' – '}
          <time dateTime={at}>{format.momentShort(at, now)}</time>
        </Fragment>
      ))}
      {` · ${doerOf(head, words)} · ${head.shownToReporter ? m.caseWork.seenByReporter : m.caseWork.unseenByReporter}`}
    </p>
  )
}

function doerOf(event: CaseEventView, { m, offices, lang }: Words): string {
  if (event.by === 'reporter') return m.caseWork.reporter
  if (event.by === 'system') return m.caseWork.system
  const office = officeName(offices, event.byOfficeId, lang)
  return office === '' ? event.byName : m.caseWork.by({ name: event.byName, office })
}
