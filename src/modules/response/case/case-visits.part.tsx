import { addressOf } from '#web/api/client.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Status } from '#web/kit/index.ts'
import { caseOperations, type CaseDetail } from './case.contract.ts'
import { officeName } from './case-events.part.tsx'
import { Photos, PointLink, type PapersProps } from './case-papers.part.tsx'
import type { VisitView } from './visit.contract.ts'
import styles from './case.module.css'

/** What officers found at the door, the latest first. */
export function Visits({ detail }: PapersProps) {
  return detail.visits.toReversed().map((visit) => <Visit key={visit.visitId} visit={visit} detail={detail} />)
}

function Visit({ visit, detail }: { readonly visit: VisitView; readonly detail: CaseDetail }) {
  const m = useMessages('response', 'field')
  const lang = useLang()
  const format = useFormat()
  const { byName, officeId, visitedAt, outcome, standing, ticked, findings, place, photos } = visit
  const captions = photos.map((photo) => (photo.takenAt === null || photo.place === null ? null : m.field.photoAt({
    at: format.moment(photo.takenAt), meters: format.number(Math.round(photo.place.accuracyMeters ?? 0)),
  })))
  return (
    <article className={styles['paper']}>
      {outcome !== null && <Status tone={outcome === 'met' ? 'good' : 'soon'}>{m.field.outcomes[outcome]}</Status>}
      {ticked.length > 0 && <ul>{ticked.map((each) => <li key={each.id}>{each[lang]}</li>)}</ul>}
      {findings !== '' && <p className={styles['story']}>{findings}</p>}
      <p className={styles['small']}>
        {m.caseWork.visitedBy({ name: byName, office: officeName(detail.offices, officeId, lang), moment: format.moment(visitedAt) })}{' '}
        {place !== null && <PointLink place={place} />}
      </p>
      {standing !== null && standing !== 'in_hand' && <p className={styles['small']}>{m.field.standings[standing]}</p>}
      <Photos
        addresses={photos.map(({ photoId }) => addressOf(caseOperations.readVisitPhoto, { params: { caseId: detail.caseId, photoId } }))}
        label={m.caseWork.visitPhoto}
        captions={captions}
      />
    </article>
  )
}
