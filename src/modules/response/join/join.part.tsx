import { Button } from '@mantine/core'
import { useId, useState } from 'react'
import { reportOperations } from '#modules/response/report/report.contract.ts'
import { useWordsAct, WordsField, type ActProps } from '#modules/response/case/case-words.form.tsx'
import { ActForm } from '#modules/response/case/case-act.part.tsx'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import { addressOf } from '#web/api/client.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { AppLink, Status, useAnswer } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { joinOperations, type JoinedCase, type SimilarCase } from './join.contract.ts'
import styles from './join.module.css'

/** Cases that may be about the same, each side by side with the one at hand; what was joined, and the way back. */
export function SimilarCases({ detail, level }: { readonly detail: CaseDetail; readonly level: 2 | 3 }) {
  const m = useMessages('response').join
  const id = useId()
  const found = useAnswer(joinOperations.listSimilarCases, { params: { caseId: detail.caseId } })
  const Heading = level === 2 ? 'h2' : 'h3'
  if (found.data === undefined) return null
  const { items, joinedTo, followers } = found.data
  if (items.length === 0 && joinedTo === null && followers.length === 0) return null
  return (
    <section className={styles['part']} aria-labelledby={id}>
      <Heading id={id} className={styles['title']}>
        {m.title}
      </Heading>
      {joinedTo !== null && <JoinedTo detail={detail} joined={joinedTo} />}
      {followers.map((follower) => (
        <p key={follower.caseId}>
          {m.follower} <AppLink href={staffPaths.case(follower.caseId)}>{follower.caseNumber}</AppLink>
        </p>
      ))}
      {items.length > 0 && joinedTo === null && <p className={styles['small']}>{m.lede}</p>}
      {joinedTo === null && items.map((item) => <Pair key={item.caseId} detail={detail} item={item} />)}
    </section>
  )
}

function JoinedTo({ detail, joined }: { readonly detail: CaseDetail; readonly joined: JoinedCase }) {
  const m = useMessages('response').join
  const format = useFormat()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div className={styles['joined']}>
      <Status tone="info">{m.joinedTo({ number: joined.caseNumber })}</Status>
      <p className={styles['small']}>{m.joinedBy({ name: joined.joinedName, moment: format.moment(joined.joinedAt), reason: joined.reason })}</p>
      <AppLink href={staffPaths.case(joined.caseId)}>{m.openOther({ number: joined.caseNumber })}</AppLink>
      <Button variant="default" size="sm" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        {m.undo}
      </Button>
      {isOpen && <UndoForm detail={detail} onClose={() => setIsOpen(false)} />}
    </div>
  )
}

function UndoForm(props: ActProps) {
  const m = useMessages('response').join
  const { words, send, frame, field } = useWordsAct(joinOperations.undoJoin, props, { draft: 'undo join', sendsVersion: false })
  return (
    <ActForm {...frame} submit={m.undo} onSubmit={() => void send({ body: { reason: words } })} fields={{ reason: m.reason }}>
      <WordsField {...field} name="reason" label={m.reason} hint={m.undoHint} />
    </ActForm>
  )
}

/** The case at hand on the left, the other on the right, and between them why they may be one. */
function Pair({ detail, item }: { readonly detail: CaseDetail; readonly item: SimilarCase }) {
  const m = useMessages('response').join
  const format = useFormat()
  const [isOpen, setIsOpen] = useState(false)
  const own = detail.reports[0]
  return (
    <article className={styles['pair']} aria-label={m.pair({ number: item.caseNumber })}>
      <p>
        <strong>{m.score({ percent: format.percent(item.score / 100) })}</strong>
      </p>
      <Reasons item={item} />
      <div className={styles['sides']}>
        <Side title={m.thisCase} number={detail.caseNumber} words={own?.story ?? detail.summary} name={own?.subjectName ?? null} moment={detail.openedAt} caseId={detail.caseId} photos={own?.photos ?? []} />
        <Side title={m.otherCase} number={item.caseNumber} words={item.story} name={item.subjectName} moment={item.openedAt} caseId={item.caseId} photos={item.photos} />
      </div>
      {detail.may.includes('join') && (
        <Button variant="default" size="sm" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {m.join({ number: item.caseNumber })}
        </Button>
      )}
      {isOpen && <JoinForm detail={detail} item={item} onClose={() => setIsOpen(false)} />}
    </article>
  )
}

function Reasons({ item }: { readonly item: SimilarCase }) {
  const m = useMessages('response').join
  return (
    <ul className={styles['reasons']}>
      {item.reasons.map((reason) => (
        <li key={reason.kind}>{reason.words.length === 0 ? m.reasons[reason.kind] : m.withWords({ reason: m.reasons[reason.kind], words: reason.words.join(', ') })}</li>
      ))}
    </ul>
  )
}

interface SideProps {
  readonly title: string
  readonly number: string
  readonly words: string
  readonly name: string | null
  readonly moment: string
  readonly caseId: string
  readonly photos: readonly { readonly photoId: string }[]
}

function Side({ title, number, words, name, moment, caseId, photos }: SideProps) {
  const m = useMessages('response')
  const lang = useLang()
  const format = useFormat()
  return (
    <div className={styles['side']} lang={lang}>
      <p className={styles['small']}>{title}</p>
      <p>
        <AppLink href={staffPaths.case(caseId)}>{number}</AppLink>, {format.moment(moment)}
      </p>
      <p className={styles['story']}>{words}</p>
      <p className={styles['small']}>{name ?? m.caseWork.nameUnknown}</p>
      {photos.length > 0 && (
        <ul className={styles['photos']}>
          {photos.map(({ photoId }, index) => (
            <li key={photoId}>
              <img src={addressOf(reportOperations.readReportPhoto, { params: { caseId, photoId } })} alt={m.caseWork.photo({ number: index + 1 })} loading="lazy" />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function JoinForm({ item, ...props }: ActProps & { readonly item: SimilarCase }) {
  const m = useMessages('response').join
  const { words, send, frame, field } = useWordsAct(joinOperations.joinCase, props, { draft: `join ${item.caseId}` })
  return (
    <ActForm {...frame} submit={m.joinNow} onSubmit={() => void send({ body: { intoCaseId: item.caseId, reason: words } })} fields={{ reason: m.reason }}>
      <WordsField {...field} name="reason" label={m.reason} hint={m.joinHint} />
    </ActForm>
  )
}
