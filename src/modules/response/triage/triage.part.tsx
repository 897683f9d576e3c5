import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { ActForm, useCaseAct, useDraft } from '#modules/response/case/case-act.part.tsx'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import { inboxOperations } from '#modules/response/case/inbox.contract.ts'
import { Urgency } from '#modules/people/regency/regency.contract.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { errorFor, Status, useAnswer, type Tone } from '#web/kit/index.ts'
import { triageOperations } from './triage-act.contract.ts'
import type { TriageView } from './triage.contract.ts'
import styles from './triage.module.css'

const tones: Readonly<Record<Urgency, Tone>> = { danger: 'bad', urgent: 'soon', ordinary: 'neutral' }

/** What the words of each report suggest, with the words that led to it, and the form by which a person decides. */
export function Triage({ detail }: { readonly detail: CaseDetail }) {
  return detail.triage.map((entry) => <Suggestion key={entry.reportId} entry={entry} detail={detail} />)
}

interface EntryProps {
  readonly entry: TriageView
  readonly detail: CaseDetail
}

function Suggestion({ entry, detail }: EntryProps) {
  const m = useMessages('response')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div className={styles['triage']}>
      <p className={styles['small']}>{m.triage.lede}</p>
      <Signs entry={entry} />
      <Kinds entry={entry} />
      <Decided entry={entry} detail={detail} />
      {detail.may.includes('sort') && !isOpen && (
        <Button variant="default" onClick={() => setIsOpen(true)}>
          {m.triage.open}
        </Button>
      )}
      {isOpen && <SortForm entry={entry} detail={detail} onClose={() => setIsOpen(false)} />}
    </div>
  )
}

function Signs({ entry }: { readonly entry: TriageView }) {
  const m = useMessages('response')
  const lang = useLang()
  if (entry.signs.length === 0) return null
  return (
    <section aria-label={m.triage.signs}>
      <ul className={styles['signs']}>
        {entry.signs.map((sign) => (
          <li key={sign.key}>
            <Status tone={tones[sign.urgency]}>{m.triage.sign({ name: sign.name[lang], words: sign.words })}</Status>
            <details className={styles['why']}>
              <summary>{m.triage.why}</summary>
              <p>{sign.why[lang]}</p>
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Kinds({ entry }: { readonly entry: TriageView }) {
  const m = useMessages('response')
  const lang = useLang()
  const format = useFormat()
  return (
    <section aria-label={m.triage.suggested}>
      {entry.suggested.length === 0 && <p>{m.triage.nothingFound}</p>}
      <ol className={styles['kinds']}>
        {entry.suggested.map((kind) => (
          <li key={kind.category}>
            <strong>{m.triage.share({ name: kind.name[lang], percent: format.percent(kind.share) })}</strong>
            {kind.words.length > 0 && <span className={styles['small']}>{m.triage.becauseOf({ words: kind.words.join(', ') })}</span>}
          </li>
        ))}
      </ol>
      <p className={styles['small']}>
        {[m.triage.chosen({ name: entry.chosenName[lang] }), m.triage.model({ version: entry.modelVersion })].join(' · ')}
      </p>
    </section>
  )
}

function Decided({ entry, detail }: EntryProps) {
  const m = useMessages('response')
  const lang = useLang()
  const format = useFormat()
  const { decided } = entry
  if (decided === null) return null
  const name = detail.category === decided.category ? detail.categoryName[lang] : decided.category
  const words = m.triage.decided({ kind: name, urgency: m.inbox.urgency[decided.urgency].toLowerCase(), moment: format.moment(decided.at) })
  return <Status tone="good">{words}</Status>
}

/** The kind that a person would most likely confirm: decided before, else the reporter's. */
function SortForm({ entry, detail, onClose }: EntryProps & { readonly onClose: () => void }) {
  const m = useMessages('response')
  const lang = useLang()
  const categories = useAnswer(inboxOperations.listCategories, {})
  const act = useCaseAct(triageOperations.sortCase, detail)
  const [category, setCategory] = useState(detail.category)
  const [urgency, setUrgency] = useState<Urgency>(detail.urgency)
  const [reason, setReason] = useDraft(`${detail.caseId} sort`)
  const choices = categories.data?.categories.map(({ code, name }) => ({ value: code, label: name[lang] })) ?? [{ value: detail.category, label: detail.categoryName[lang] }]
  async function send(): Promise<void> {
    const body = { category, urgency, reason: reason.trim() === '' ? null : reason }
    if (!(await act.run({ params: { reportId: entry.reportId }, body }))) return
    setReason('')
    onClose()
  }
  return (
    <ActForm detail={detail} act={act} submit={m.triage.save} onSubmit={() => void send()} onClose={onClose} fields={{ category: m.triage.kind, urgency: m.triage.urgency, reason: m.triage.reason }}>
      <NativeSelect
        id="category"
        label={m.triage.kind}
        description={m.triage.learns}
        data={choices}
        value={category}
        onChange={(event) => setCategory(event.currentTarget.value)}
        data-autofocus
      />
      <NativeSelect
        id="urgency"
        label={m.triage.urgency}
        data={Urgency.options.map((value) => ({ value, label: m.inbox.urgency[value] }))}
        value={urgency}
        onChange={(event) => setUrgency(Urgency.parse(event.currentTarget.value))}
      />
      <Textarea
        id="reason"
        label={m.triage.reason}
        description={m.triage.reasonHint}
        value={reason}
        maxLength={1000}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={errorFor(act.problem, 'reason')}
      />
    </ActForm>
  )
}
