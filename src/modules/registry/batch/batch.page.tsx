import { Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { serverNow } from '#web/api/server-time.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import {
  Answered, AppLink, DataList, errorFor, ErrorSummary, FileDrop, PageTitle, Section, Status, useAnswer, useCommand, useGo, useParam, type Column, type Tone,
} from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { batchLimits, batchOperations, type BatchDetail, type Outcome, type ResultSummary } from './batch.contract.ts'
import { BatchFile } from './batch-file.part.tsx'
import styles from './batch.module.css'

/** One batch: its files, what the ministry answered, and every family with its answer. */
export function BatchPage() {
  const m = useMessages('proposal').batch
  const batchId = useParam('batchId')
  const batch = useAnswer(batchOperations.getBatch, { params: { batchId } })
  return (
    <>
      {!batch.isSuccess && <PageTitle title={m.title} />}
      <Answered query={batch} rows={8}>{(detail) => <Batch detail={detail} />}</Answered>
    </>
  )
}

function Batch({ detail }: { readonly detail: BatchDetail }) {
  const m = useMessages('proposal').batch
  const format = useFormat()
  return (
    <>
      <PageTitle
        title={m.titleOf({ number: detail.number })}
        lede={m.ledeOf({ rows: format.number(detail.rowCount), month: format.month(detail.month), name: detail.madeByName, moment: format.moment(detail.madeAt) })}
      />
      <Section title={m.files}>
        <p>{m.filesText}</p>
        <ul className={styles['files']}>
          {detail.files.map((file) => <BatchFile key={file.format} batchId={detail.batchId} file={file} />)}
        </ul>
        <strong>{m.downloads}</strong>
        {detail.downloads.length === 0 ? <p>{m.noDownloads}</p> : (
          <ul>
            {detail.downloads.map((each) => (
              <li key={each.at + each.format}>
                {m.downloadedBy({ name: each.name, moment: format.moment(each.at), format: m.formats[each.format] })}
                {each.sha256 !== null && <div className={styles['hash']}>{m.copyFingerprint({ sha256: each.sha256 })}</div>}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={m.results}>
        {detail.results.length === 0 ? <p>{m.noResults}</p> : (
          <ul className={styles['results']}>{detail.results.map((result) => <Result key={result.resultId} batchId={detail.batchId} result={result} />)}</ul>
        )}
        <Upload batchId={detail.batchId} />
      </Section>
      <Section title={m.rowsTitle}><Rows detail={detail} /></Section>
    </>
  )
}

const tones: Readonly<Record<ResultSummary['state'], Tone>> = { read: 'info', applied: 'good', discarded: 'neutral' }

function Result({ batchId, result }: { readonly batchId: string; readonly result: ResultSummary }) {
  const m = useMessages('proposal').batch
  const format = useFormat()
  const { accepted, rejected, deciles, problems } = result
  return (
    <li>
      <AppLink href={staffPaths.batchResult(batchId, result.resultId)}>{`${m.openResult}: ${result.fileName}`}</AppLink>
      <div><Status tone={tones[result.state]}>{m.resultState[result.state]}</Status></div>
      <div>{m.resultCounts({
        accepted: format.number(accepted), rejected: format.number(rejected), deciles: format.number(deciles), problems: format.number(problems),
      })}</div>
      <div>{`${format.day(result.asOfOn)} · ${result.readByName}, ${format.moment(result.readAt)}`}</div>
    </li>
  )
}

/** A file of answers is read first; nothing of it counts before somebody looked at it. */
function Upload({ batchId }: { readonly batchId: string }) {
  const m = useMessages('proposal').batch
  const go = useGo()
  const [asOfOn, setAsOfOn] = useState('')
  const [isTried, setIsTried] = useState(false)
  const read = useCommand(batchOperations.readBatchResult, {
    refreshes: [batchOperations.getBatch], onDone: ({ resultId }) => go(staffPaths.batchResult(batchId, resultId)),
  })
  function send(file: File): void {
    setIsTried(true)
    if (asOfOn !== '') void read.run({ params: { batchId }, query: { fileName: file.name.slice(0, 200), asOfOn }, body: file })
  }
  return (
    <Stack maw="36rem">
      <ErrorSummary problem={read.problem} fields={{ asOfOn: m.asOfOn }} />
      <TextInput
        id="asOfOn"
        type="date"
        label={m.asOfOn}
        description={m.asOfHint}
        value={asOfOn}
        max={serverNow().toISOString().slice(0, 10)}
        onChange={(event) => setAsOfOn(event.currentTarget.value)}
        error={errorFor(read.problem, 'asOfOn') ?? (isTried && asOfOn === '' && m.chooseDay)}
        required
      />
      <FileDrop label={m.upload} hint={m.uploadHint} endings={['.xlsx', '.csv', '.txt']} maxBytes={batchLimits.resultBytes} busy={read.busy} onFile={send} />
    </Stack>
  )
}

/** An answer of the ministry in words, colour and shape. */
export function OutcomeStatus({ outcome }: { readonly outcome: Outcome | null }) {
  const m = useMessages('proposal').batch
  if (outcome === null) return <Status tone="neutral">{m.unanswered}</Status>
  return <Status tone={outcome === 'accepted' ? 'good' : 'bad'}>{m[outcome]}</Status>
}

function Rows({ detail }: { readonly detail: BatchDetail }) {
  const m = useMessages('proposal').batch
  const format = useFormat()
  const columns: readonly Column<BatchDetail['rows'][number]>[] = [
    { key: 'name', label: m.name, render: (row) => <AppLink href={staffPaths.proposal(row.proposalId)}>{row.subjectName}</AppLink> },
    { key: 'reference', label: m.reference, render: (row) => row.reference },
    { key: 'village', label: m.village, render: (row) => row.villageName },
    { key: 'outcome', label: m.outcome, render: (row) => <OutcomeStatus outcome={row.outcome} /> },
    { key: 'decile', label: m.decile, render: (row) => (row.decile === null ? '–' : format.number(row.decile)), isNumber: true },
    { key: 'reason', label: m.reason, render: (row) => row.reason ?? '–' },
  ]
  return <DataList caption={m.rowsCaption} columns={columns} rows={detail.rows} rowKey={(row) => row.reference} />
}
