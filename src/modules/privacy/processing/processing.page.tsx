import { Button } from '@mantine/core'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, DataList, PageTitle, Section, Status, useAnswer, type Column, type Tone } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import styles from './processing.module.css'
import { processingOperations, type ImpactAssessment, type ProcessingRecord, type RetentionRule } from './processing.contract.ts'
import type { z } from 'zod'
import type { Processing } from './processing.contract.ts'

/** Which data is processed, on what ground, for whom, and how long it is kept. */
export function ProcessingPage() {
  const m = useMessages('rights').privacy
  const record = useAnswer(processingOperations.readProcessingRecord, {})
  return (
    <>
      {!record.isSuccess && <PageTitle title={m.processingTitle} />}
      <Answered query={record} rows={8}>
        {({ processings, retention, impact, ...about }) => (
          <>
            <PageTitle title={m.processingTitle} lede={m.processingLede({ name: about.fullName })} action={<PrintButton />} />
            <Section title={m.responsibleTitle}>
              <Responsible about={about} />
            </Section>
            <Section title={m.processingCaption}>
              <Processings rows={processings} />
            </Section>
            <Section title={m.impactTitle}>
              <Impact impact={impact} processings={processings} />
            </Section>
            <Section title={m.retentionTitle}>
              <Retention rows={retention} />
            </Section>
          </>
        )}
      </Answered>
    </>
  )
}

/** The record on paper, as whoever supervises asks for it. The printer leaves out what is not the record. */
function PrintButton() {
  const m = useMessages('rights').privacy
  return <Button variant="default" className={styles['notOnPaper'] ?? ''} onClick={() => print()}>{m.printRecord}</Button>
}

interface ResponsibleProps {
  readonly about: Pick<ProcessingRecord, 'fullName' | 'officer' | 'requestHours' | 'breachHours' | 'asOf'>
}

/** Who answers for the processing, where they are reached, and by when the law wants what. */
function Responsible({ about: { officer, requestHours, breachHours, asOf } }: ResponsibleProps) {
  const m = useMessages('rights').privacy
  const lang = useLang()
  const format = useFormat()
  return (
    <>
      <p>{m.recordAsOf({ on: format.moment(asOf) })}</p>
      <dl className={styles['facts']}>
        <dt>{m.officer}</dt>
        <dd>{officer.title[lang]}, {officer.address}, {officer.email}</dd>
        <dt>{m.answeredWithin}</dt>
        <dd>{m.inHours({ hours: requestHours })}</dd>
        <dt>{m.noticeWithin}</dt>
        <dd>{m.inHours({ hours: breachHours })}</dd>
      </dl>
    </>
  )
}

type ProcessingRow = z.infer<typeof Processing>

function Processings({ rows }: { readonly rows: readonly ProcessingRow[] }) {
  const m = useMessages('rights').privacy
  const lang = useLang()
  const columns: readonly Column<ProcessingRow>[] = [
    { key: 'name', label: m.processingCaption, render: (row) => <strong>{row.name[lang]}</strong> },
    { key: 'purpose', label: m.purpose, render: (row) => row.purpose[lang] },
    { key: 'basis', label: m.basis, render: (row) => m.bases[row.basis] },
    { key: 'data', label: m.data, render: (row) => row.data[lang] },
    { key: 'specific', label: m.specific, render: (row) => row.specific.map((each) => m.specifics[each]).join(', ') || m.noSpecific },
    { key: 'recipients', label: m.recipients, render: (row) => row.recipients[lang] },
  ]
  return <DataList caption={m.processingCaption} columns={columns} rows={rows} rowKey={(row) => row.key} />
}

type Risk = ImpactAssessment['risks'][number]
const tones: Readonly<Record<Risk['remaining'], Tone>> = { low: 'good', medium: 'soon', high: 'bad' }

/** What may go wrong for people: how likely and grave it is, what is done, and what is left of it. */
function Impact({ impact, processings }: { readonly impact: ImpactAssessment; readonly processings: readonly ProcessingRow[] }) {
  const m = useMessages('rights').privacy
  const lang = useLang()
  const format = useFormat()
  const columns: readonly Column<Risk>[] = [
    { key: 'risk', label: m.risk, render: ({ risk }) => <strong>{risk[lang]}</strong> },
    { key: 'where', label: m.riskOf, render: (risk) => format.list(risk.processings.map((key) => processings.find((each) => each.key === key)?.name[lang] ?? key)) },
    { key: 'grade', label: m.riskGrade, render: ({ likelihood, severity }) => m.riskGrades({ likelihood: m.grades[likelihood], severity: m.grades[severity] }) },
    { key: 'measures', label: m.measures, render: ({ measures }) => measures[lang] },
    { key: 'remaining', label: m.remainingRisk, render: ({ remaining }) => <Status tone={tones[remaining]}>{m.grades[remaining]}</Status> },
  ]
  return (
    <>
      <p>{m.impactLede({ on: format.day(impact.assessedOn), by: impact.by[lang], consulted: impact.consulted[lang] })}</p>
      <Status tone={impact.isDue ? 'bad' : 'good'}>{m.impactReview({ by: format.day(impact.reviewBy), isDue: impact.isDue })}</Status>
      <DataList caption={m.impactCaption} columns={columns} rows={impact.risks} rowKey={({ key }) => key} />
    </>
  )
}

function Retention({ rows }: { readonly rows: readonly RetentionRule[] }) {
  const m = useMessages('rights').privacy
  const format = useFormat()
  const lang = useLang()
  const columns: readonly Column<RetentionRule>[] = [
    { key: 'what', label: m.retained, render: (row) => m.retainedThings[row.what] },
    { key: 'days', label: m.keepDays, render: (row) => format.number(row.keepDays), isNumber: true },
    { key: 'because', label: m.because, render: (row) => row.because[lang] },
    { key: 'last', label: m.lastRun, render: (row) => (row.lastRun === null ? m.never : format.moment(row.lastRun.at)) },
    { key: 'removed', label: m.removedAt, render: (row) => <Removals row={row} /> },
    { key: 'all', label: m.removedInAll, render: (row) => format.number(row.removedInAll), isNumber: true },
  ]
  return <DataList caption={m.retentionCaption} columns={columns} rows={rows} rowKey={(row) => row.what} />
}

/** When something was last removed, with the way to every time it was; a rule that never ran does not claim that nothing was old enough. */
function Removals({ row }: { readonly row: RetentionRule }) {
  const m = useMessages('rights').privacy
  const format = useFormat()
  if (row.removedAt === null) return row.lastRun === null ? m.never : m.neverRemoved
  const trail = `${staffPaths.audit}?${new URLSearchParams({ subjectKind: 'retention', subjectId: row.what })}`
  return (
    <>
      <div>{format.moment(row.removedAt)}</div>
      <AppLink href={trail} aria-label={m.removalsOf({ what: m.retainedThings[row.what] })}>{m.removals}</AppLink>
    </>
  )
}
