import { Anchor, Button } from '@mantine/core'
import { useState } from 'react'
import { reportOperations } from '#modules/response/report/report.contract.ts'
import { addressOf } from '#web/api/client.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { ReasonDialog, useCommand } from '#web/kit/index.ts'
import type { CaseDetail, CaseReport } from './case.contract.ts'
import styles from './case.module.css'

export interface PapersProps {
  readonly detail: CaseDetail
}

/** What was reported, in the reporter's words. Who reported it is asked for apart, with a reason. */
export function Reports({ detail }: PapersProps) {
  return detail.reports.map((report) => <Report key={report.reportId} report={report} detail={detail} />)
}

function Report({ report, detail }: PapersProps & { readonly report: CaseReport }) {
  const m = useMessages('response')
  const format = useFormat()
  const who = report.subject === 'self' ? m.caseWork.aboutSelf : m.caseWork.aboutOther
  const facts = [
    { label: m.caseWork.about, value: `${report.subjectName ?? m.caseWork.nameUnknown} (${who})` },
    { label: m.caseWork.people, value: report.peopleCount },
    { label: m.caseWork.address, value: report.subjectAddress },
    { label: m.caseWork.placeWords, value: report.placeWords },
    { label: m.protection.accusedSaid, value: report.accusedWords },
  ].filter((fact) => fact.value !== null)
  return (
    <article className={styles['paper']}>
      <p className={styles['story']}>{report.story}</p>
      <dl className={styles['facts']}>
        {facts.map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
        {report.place !== null && (
          <div>
            <dt>{m.caseWork.map}</dt>
            <dd>
              <PointLink place={report.place} />
            </dd>
          </div>
        )}
      </dl>
      <p className={styles['small']}>
        {m.caseWork.reportedAt({ moment: format.moment(report.receivedAt), channel: m.caseWork.channels[report.channel] ?? report.channel })}
      </p>
      <Photos
        addresses={report.photos.map(({ photoId }) => addressOf(reportOperations.readReportPhoto, { params: { caseId: detail.caseId, photoId } }))}
        label={m.caseWork.photo}
      />
      <Reporter report={report} detail={detail} />
    </article>
  )
}

/** Opens the point in whatever map the device has. */
export function PointLink({ place }: { readonly place: { readonly lat: number; readonly lng: number } }) {
  const m = useMessages('response')
  return <Anchor href={`geo:${place.lat},${place.lng}?q=${place.lat},${place.lng}`}>{m.caseWork.openMap}</Anchor>
}

/** Photos by their addresses, small; a press opens one. `captions` says when and where each was taken. */
export function Photos(props: { readonly addresses: readonly string[]; readonly label: (p: { number: number }) => string; readonly captions?: readonly (string | null)[] }) {
  if (props.addresses.length === 0) return null
  return (
    <ul className={styles['photos']}>
      {props.addresses.map((address, index) => (
        <li key={address}>
          <a href={address} target="_blank" rel="noreferrer">
            <img src={address} alt={props.label({ number: index + 1 })} loading="lazy" width={112} height={112} />
          </a>
          {typeof props.captions?.[index] === 'string' && <span className={styles['small']}>{props.captions[index]}</span>}
        </li>
      ))}
    </ul>
  )
}

/** The reporter's identity: hidden until somebody gives a reason, and gone again with the screen. */
function Reporter({ report, detail }: PapersProps & { readonly report: CaseReport }) {
  const m = useMessages('response')
  const [isOpen, setIsOpen] = useState(false)
  const [identity, setIdentity] = useState<{ readonly name: string | null; readonly phone: string | null }>()
  const reveal = useCommand(reportOperations.revealReporter, { onDone: setIdentity })
  async function ask(reason: string): Promise<void> {
    const found = await reveal.run({ params: { caseId: detail.caseId, reportId: report.reportId }, body: { reason } })
    if (found !== undefined) setIsOpen(false)
  }
  const mayReveal = detail.may.includes('reveal_reporter') && report.secrecy !== 'anonymous'
  return (
    <>
      <p className={styles['small']}>{m.caseWork.secrecy[report.secrecy]}</p>
      {identity !== undefined && (
        <dl className={styles['facts']}>
          <div>
            <dt>{m.caseWork.reporterName}</dt>
            <dd>{identity.name ?? m.common.unknown}</dd>
          </div>
          <div>
            <dt>{m.caseWork.reporterPhone}</dt>
            <dd>{identity.phone === null ? m.common.unknown : <Anchor href={`tel:${identity.phone}`}>{identity.phone}</Anchor>}</dd>
          </div>
        </dl>
      )}
      {identity === undefined && mayReveal && (
        <Button variant="default" size="sm" onClick={() => setIsOpen(true)}>
          {m.caseWork.reveal}
        </Button>
      )}
      <ReasonDialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={m.caseWork.reveal}
        confirm={m.caseWork.reveal}
        onConfirm={(reason) => void ask(reason)}
        busy={reveal.busy}
        problem={reveal.problem}
        minimum={5}
      >
        <p>{m.caseWork.revealText}</p>
      </ReasonDialog>
    </>
  )
}
