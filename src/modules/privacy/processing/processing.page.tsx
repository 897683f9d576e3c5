import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, DataList, PageTitle, Section, Status, useAnswer, type Column, type Tone } from '#web/kit/index.ts'
import { processingOperations, type ImpactAssessment, type RetentionRule } from './processing.contract.ts'
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
        {({ fullName, processings, retention, impact }) => (
          <>
            <PageTitle title={m.processingTitle} lede={m.processingLede({ name: fullName })} />
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
  const columns: readonly Column<RetentionRule>[] = [
    { key: 'what', label: m.retained, render: (row) => m.retainedThings[row.what] },
    { key: 'days', label: m.keepDays, render: (row) => format.number(row.keepDays), isNumber: true },
    { key: 'because', label: m.because, render: (row) => row.because },
    { key: 'last', label: m.lastRun, render: (row) => (row.lastRun === null ? m.never : format.moment(row.lastRun.at)) },
    { key: 'all', label: m.removedInAll, render: (row) => format.number(row.removedInAll), isNumber: true },
  ]
  return <DataList caption={m.retentionCaption} columns={columns} rows={rows} rowKey={(row) => row.what} />
}
