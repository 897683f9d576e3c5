import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { monthOperations } from '#modules/registry/month/month.contract.ts'
import { proposalOperations } from '#modules/registry/proposal/proposal.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, ConfirmDialog, DataList, PageTitle, Section, Status, useAnswer, useCommand, useParam, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { OutcomeStatus } from './batch.page.tsx'
import { batchOperations, type ResultDetail } from './batch.contract.ts'

/** A file of answers as it was read, before and after it is taken over. */
export function BatchResultPage() {
  const m = useMessages('proposal').batch
  const params = { batchId: useParam('batchId'), resultId: useParam('resultId') }
  const result = useAnswer(batchOperations.getBatchResult, { params })
  return (
    <>
      {!result.isSuccess && <PageTitle title={m.results} />}
      <Answered query={result} rows={8}>{(detail) => <Result detail={detail} />}</Answered>
    </>
  )
}

function Result({ detail }: { readonly detail: ResultDetail }) {
  const m = useMessages('proposal').batch
  const format = useFormat()
  const counts = { accepted: format.number(detail.accepted), rejected: format.number(detail.rejected) }
  return (
    <>
      <PageTitle title={m.resultTitle({ name: detail.fileName })} lede={m.resultLede({ number: detail.number, day: format.day(detail.asOfOn) })} />
      <Stack align="start">
        <Status tone={detail.state === 'applied' ? 'good' : 'info'}>{detail.state === 'applied' ? m.applied(counts) : m.resultState[detail.state]}</Status>
        <span>{m.resultCounts({ ...counts, deciles: format.number(detail.deciles), problems: format.number(detail.problems) })}</span>
        {detail.state === 'read' && <Settle detail={detail} />}
        <AppLink href={staffPaths.batch(detail.batchId)}>{m.backToBatch}</AppLink>
      </Stack>
      <Section title={m.lines}><Lines detail={detail} /></Section>
    </>
  )
}

function Settle({ detail }: { readonly detail: ResultDetail }) {
  const m = useMessages('proposal').batch
  const [asking, setAsking] = useState<'apply' | 'discard'>()
  const { batchId, resultId } = detail
  const asked = { params: { batchId, resultId }, body: { seenVersion: detail.version } }
  const done = {
    refreshes: [batchOperations.getBatchResult, batchOperations.getBatch, batchOperations.listBatches, proposalOperations.listProposals, monthOperations.getMonth],
    onDone: () => setAsking(undefined),
  }
  const apply = useCommand(batchOperations.applyBatchResult, done)
  const discard = useCommand(batchOperations.discardBatchResult, done)
  return (
    <Group>
      {detail.accepted + detail.rejected > 0 && <Button onClick={() => setAsking('apply')}>{m.apply}</Button>}
      <Button variant="default" onClick={() => setAsking('discard')}>{m.discard}</Button>
      <ConfirmDialog
        isOpen={asking === 'apply'}
        onClose={() => setAsking(undefined)}
        title={m.applyTitle}
        confirm={m.apply}
        busy={apply.busy}
        problem={apply.problem}
        onConfirm={() => void apply.run(asked)}
      >
        {m.applyText}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asking === 'discard'}
        onClose={() => setAsking(undefined)}
        title={m.discard}
        confirm={m.discard}
        busy={discard.busy}
        problem={discard.problem}
        onConfirm={() => void discard.run(asked)}
      >
        {m.discardText}
      </ConfirmDialog>
    </Group>
  )
}

function Lines({ detail }: { readonly detail: ResultDetail }) {
  const m = useMessages('proposal').batch
  const format = useFormat()
  const columns: readonly Column<ResultDetail['lines'][number]>[] = [
    { key: 'line', label: m.line, render: (row) => format.number(row.lineNo) },
    { key: 'name', label: m.name, render: (row) => row.subjectName ?? '–' },
    { key: 'reference', label: m.reference, render: (row) => row.reference ?? '–' },
    { key: 'outcome', label: m.outcome, render: (row) => <OutcomeStatus outcome={row.outcome} /> },
    { key: 'decile', label: m.decile, render: (row) => (row.decile === null ? '–' : format.number(row.decile)), isNumber: true },
    { key: 'reason', label: m.reason, render: (row) => row.reason ?? '–' },
    { key: 'problem', label: m.problem, render: (row) => (row.problem === null ? '–' : <Status tone="bad">{m.problems[row.problem]}</Status>) },
  ]
  // What cannot be taken over stands first: it is what somebody must look at.
  const rows = detail.lines.toSorted((one, other) => Number(one.problem === null) - Number(other.problem === null) || one.lineNo - other.lineNo)
  return <DataList caption={m.linesCaption} columns={columns} rows={rows} rowKey={(row) => String(row.lineNo)} />
}
