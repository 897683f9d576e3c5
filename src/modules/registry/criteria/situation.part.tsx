import { Stack } from '@mantine/core'
import { useAsOf } from '#modules/registry/attribute/as-of.part.tsx'
import { surveyOperations, type MeasuredPlace } from '#modules/registry/survey/survey.contract.ts'
import { useValueWords } from '#modules/registry/attribute/value-words.part.tsx'
import { addressOf } from '#web/api/client.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, DataList, EmptyState, Section, Status, useAnswer, type Column, type Tone } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { situationOperations, type FamilySituation, type HousePhotoView, type JudgedCriterion, type VisitLine } from './situation.contract.ts'
import styles from './situation.module.css'

/** What visits and lists come to for one family: what is missing, criteria, official figures, our own hint, the house in pictures, visits. */
export function Situation({ familyId }: { readonly familyId: string }) {
  const query = useAsOf()
  const isPast = query.asOf !== undefined || query.knownOn !== undefined
  const situation = useAnswer(situationOperations.getFamilySituation, { params: { familyId }, query })
  return (
    <Answered query={situation} rows={6}>
      {(found) => (isPast ? <Judged situation={found} /> : <Sections familyId={familyId} situation={found} />)}
    </Answered>
  )
}

function Sections({ familyId, situation }: { readonly familyId: string; readonly situation: FamilySituation }) {
  const m = useMessages('family').situation
  return (
    <>
      <Missing familyId={familyId} situation={situation} />
      <Section title={m.photosTitle}>
        {situation.arePhotosWithheld ? <EmptyState title={m.photosWithheld} text={m.photosWithheldText} /> : <Photos familyId={familyId} photos={situation.photos} />}
      </Section>
      <Judged situation={situation} />
      <Section title={m.visitsTitle}>
        <Visits visits={situation.visits} />
      </Section>
    </>
  )
}

/** What is worked out from values, and therefore of the day of which somebody asks. */
function Judged({ situation }: { readonly situation: FamilySituation }) {
  return (
    <>
      <Criteria situation={situation} />
      <Deciles deciles={situation.deciles} />
      <Hint hint={situation.hint} />
    </>
  )
}

function Missing({ familyId, situation: { missing, openConflicts } }: { readonly familyId: string; readonly situation: FamilySituation }) {
  const m = useMessages('family').situation
  const lang = useLang()
  const mayRecord = useCan('registry.profile.record')
  return (
    <Section title={m.missingTitle}>
      <Stack gap="xs" align="start">
        {openConflicts > 0 && <Status tone="soon">{m.conflicts({ count: openConflicts })}</Status>}
        {openConflicts > 0 && mayRecord && <AppLink href={staffPaths.conflicts}>{m.toConflicts}</AppLink>}
        {missing.length === 0 ? <Status tone="good">{m.nothingMissing}</Status> : <Status tone="soon">{m.missingCount({ count: missing.length })}</Status>}
        {missing.length > 0 && (
          <details>
            <summary>{m.showMissing}</summary>
            <ul>
              {missing.map(({ label, personName }) => <li key={`${personName ?? ''} ${label.id}`}>{personName === null ? label[lang] : `${personName}: ${label[lang]}`}</li>)}
            </ul>
          </details>
        )}
        {mayRecord && <AppLink href={staffPaths.visit(familyId)}>{m.toVisit}</AppLink>}
      </Stack>
    </Section>
  )
}

/** Five decimals are a metre: more would pretend. */
function coordinatesOf({ latitude, longitude }: MeasuredPlace): { latitude: string; longitude: string } {
  return { latitude: latitude.toFixed(5), longitude: longitude.toFixed(5) }
}

function Photos({ familyId, photos }: { readonly familyId: string; readonly photos: readonly HousePhotoView[] }) {
  const m = useMessages('family').situation
  const format = useFormat()
  const lang = useLang()
  const years = [...new Set(photos.map((photo) => photo.year))]
  if (photos.length === 0) return <EmptyState title={m.noPhotos} text={m.noPhotosText} />
  return (
    <>
      {years.map((year) => (
        <section key={year} aria-label={year}>
          <h3 className={styles['year']}>{year}</h3>
          <ul className={styles['photos']}>
            {photos.filter((photo) => photo.year === year).map(({ photoId, label, takenAt, place }) => (
              <li key={photoId}>
                <a href={addressOf(surveyOperations.readSurveyPhoto, { params: { familyId, photoId } })} target="_blank" rel="noreferrer">
                  <img src={addressOf(surveyOperations.readSurveyPhoto, { params: { familyId, photoId } })} alt={label[lang]} width={176} height={132} loading="lazy" />
                </a>
                <span>{label[lang]}</span>
                <small>{format.dayOf(takenAt)}</small>
                <small>{place === null ? m.photoPlaceUnknown : m.photoPlace({ ...coordinatesOf(place), accuracy: format.number(Math.round(place.accuracyMeters)) })}</small>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

const tones: Readonly<Record<JudgedCriterion['state'], Tone>> = { met: 'bad', not_met: 'good', unknown: 'info' }

function Criteria({ situation: { decree, criteria, decreeCites } }: { readonly situation: FamilySituation }) {
  const m = useMessages('family').situation
  const lang = useLang()
  const words = useEvidenceWords()
  const columns: readonly Column<JudgedCriterion>[] = [
    { key: 'name', label: m.criterion, render: (criterion) => criterion.name[lang] },
    { key: 'state', label: m.state, render: ({ state }) => <Status tone={tones[state]}>{m.states[state]}</Status> },
    { key: 'evidence', label: m.basis, render: ({ evidence }) => (evidence.length === 0 ? m.noEvidence : evidence.map(words).join('; ')) },
  ]
  return (
    <Section title={decree[lang]}>
      <p>{m.criteriaText}</p>
      <DataList caption={decree[lang]} columns={columns} rows={criteria} rowKey={(criterion) => criterion.key} />
      <p className={styles['cites']}>{decreeCites[lang]}</p>
    </Section>
  )
}

function useEvidenceWords(): (evidence: JudgedCriterion['evidence'][number]) => string {
  const m = useMessages('family').situation
  const format = useFormat()
  const say = useValueWords()
  return ({ personName, attribute, value, sourceName, on }) => {
    const said = attribute === 'age' ? m.years({ years: Number(value) }) : `${say.attribute(attribute)}: ${say.value({ attribute, value })}`
    const whose = personName === null ? said : `${personName}, ${said}`
    return sourceName === null || on === null ? whose : `${whose} (${sourceName}, ${format.day(on)})`
  }
}

function Deciles({ deciles }: Pick<FamilySituation, 'deciles'>) {
  const m = useMessages('family').situation
  const format = useFormat()
  return (
    <Section title={m.decilesTitle}>
      {deciles.length === 0 ? <p>{m.noDeciles}</p> : (
        <ul>
          {deciles.map((each) => <li key={`${each.on} ${each.sourceName}`}>{m.decileLine({ decile: each.decile, on: format.day(each.on), source: each.sourceName })}</li>)}
        </ul>
      )}
    </Section>
  )
}

/** Our own hint: every reason with its points, and the sentence that says what it is not. */
function Hint({ hint: { points, mostPoints, reasons, unknown } }: Pick<FamilySituation, 'hint'>) {
  const m = useMessages('family').situation
  const lang = useLang()
  const format = useFormat()
  const words = useEvidenceWords()
  return (
    <Section title={m.hintTitle}>
      <p><strong>{m.hintPoints({ points, most: mostPoints })}</strong></p>
      <p>{m.hintText}</p>
      {reasons.length > 0 && (
        <ul>
          {reasons.map((reason) => <li key={reason.key}>{m.hintReason({ reason: reason.name[lang], points: reason.points, basis: reason.evidence.map(words).join('; ') })}</li>)}
        </ul>
      )}
      {unknown.length > 0 && <p>{m.hintUnknown({ what: format.list(unknown.map((name) => name[lang])) })}</p>}
    </Section>
  )
}

function Visits({ visits }: { readonly visits: readonly VisitLine[] }) {
  const m = useMessages('family').situation
  const format = useFormat()
  const columns: readonly Column<VisitLine>[] = [
    { key: 'at', label: m.visitedAt, render: (visit) => format.moment(visit.visitedAt) },
    { key: 'kind', label: m.kind, render: (visit) => m.kinds[visit.kind] },
    { key: 'by', label: m.by, render: (visit) => visit.by },
    { key: 'answers', label: m.answers, render: (visit) => m.answersOf({ answers: visit.answers, gaps: visit.gaps }) },
    { key: 'form', label: m.formVersion, render: (visit) => format.number(visit.formNumber), isNumber: true },
  ]
  if (visits.length === 0) return <EmptyState title={m.noVisits} text={m.noVisitsText} />
  return <DataList caption={m.visitsTitle} columns={columns} rows={visits} rowKey={(visit) => visit.surveyId} />
}
