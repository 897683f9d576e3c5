import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import type { Formatters } from '#web/i18n/format.ts'
import type { Texts } from '#web/i18n/groups.ts'
import type { Lang } from '#web/i18n/lang.ts'
import { useNow } from '#web/kit/index.ts'
import type { CaseDetail, CaseEventView } from './case.contract.ts'
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
      return texts.warned({ share: detail.share ?? 50, measures: measureWords(event, m), offices: namesOf(detail.officeIds ?? [], { offices, lang }) })
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
      return office === '' ? texts.family_moved({ place: detail.placeName ?? '' }) : texts.family_moved_told({ place: detail.placeName ?? '', office })
    case 'placed':
    case 'family_returned':
      return texts[event.kind]({ place: detail.placeName ?? '' })
    default:
      return texts[event.kind]
  }
}

function measureWords(event: CaseEventView, m: Texts<'response'>): string {
  return (event.detail.measures ?? []).map((measure) => m.inbox.measure[measure].toLowerCase()).join(', ')
}

function namesOf(officeIds: readonly number[], { offices, lang }: Pick<Words, 'offices' | 'lang'>): string {
  return officeIds.map((officeId) => officeName(offices, officeId, lang)).join(', ')
}

function rungWords(event: CaseEventView, m: Texts<'response'>): string {
  return event.detail.rung === undefined ? '' : m.caseWork.rung[event.detail.rung].toLowerCase()
}

interface EventListProps {
  readonly events: readonly CaseEventView[]
  readonly offices: Offices
}

/** What happened, in the order given: who, when, in their words, and whether the reporter reads it too. */
export function EventList({ events, offices }: EventListProps) {
  const m = useMessages('response')
  const lang = useLang()
  const format = useFormat()
  const now = useNow()
  const words: Words = { m, lang, offices, format }
  function doer(event: CaseEventView): string {
    if (event.by === 'reporter') return m.caseWork.reporter
    if (event.by === 'system') return m.caseWork.system
    const office = officeName(offices, event.byOfficeId, lang)
    return office === '' ? event.byName : m.caseWork.by({ name: event.byName, office })
  }
  return (
    <ol className={styles['events']}>
      {events.map((event) => (
        <li key={event.seq} className={styles['event']} data-by={event.by} data-kind={event.kind}>
          <p className={styles['eventHead']}>{eventWords(event, words)}</p>
          {event.words !== null && event.words !== '' && <p className={styles['story']}>{event.words}</p>}
          <p className={styles['small']}>
            <time dateTime={event.at}>{format.momentShort(event.at, now)}</time>
            {` · ${doer(event)} · ${event.shownToReporter ? m.caseWork.seenByReporter : m.caseWork.unseenByReporter}`}
          </p>
        </li>
      ))}
    </ol>
  )
}
