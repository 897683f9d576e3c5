import { Button } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, ButtonLink, ConfirmDialog, PageTitle, Section, useAddressState, useAnswer, useCommand, useParam } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { ColumnsForm } from './columns.form.tsx'
import { importOperations, type ImportDetail } from './import.contract.ts'
import { isUnderWay } from './import.rules.ts'
import { ImportStatus } from './import-status.part.tsx'
import { Preview } from './preview.part.tsx'
import { Progress } from './progress.part.tsx'
import { Repair } from './repair.part.tsx'
import { ImportResultPart } from './result.part.tsx'
import { Steps, type Step } from './steps.part.tsx'

/** One list on its way: columns, repair, preview, result. It can be left and opened again at any point. */
export function ImportPage() {
  const importId = useParam('importId')
  const found = useAnswer(importOperations.getImport, { params: { importId } })
  return <Answered query={found}>{(list) => <Details key={importId} list={list} />}</Answered>
}

function Details({ list }: { readonly list: ImportDetail }) {
  const m = useMessages('data').importList
  const format = useFormat()
  const [wanted, go] = useAddressState('langkah')
  const step = stepOf(list, wanted)
  const lede = [list.sourceName, m.asOf({ date: format.day(list.asOfOn) }), list.areaName, m.uploadedBy({ name: list.uploadedByName, at: format.moment(list.uploadedAt) })]
  return (
    <>
      <PageTitle title={list.fileName} lede={lede.join(' · ')} action={<ImportStatus state={list.state} />} />
      {step !== undefined && <Steps current={step} />}
      {isUnderWay(list.state) && <Progress list={list} />}
      {step === 'columns' && list.state !== 'checking' && <ColumnsForm list={list} />}
      {step === 'repair' && <Repair list={list} onGo={go} />}
      {step === 'preview' && list.state !== 'saving' && <Preview list={list} onGo={go} />}
      {list.state === 'confirmed' && <ImportResultPart list={list} />}
      {list.state === 'failed' && <Failed list={list} />}
      {list.state === 'undone' && <Ended title={m.undoneTitle} />}
      {list.state === 'cancelled' && <Ended title={m.cancelledTitle} />}
      {(list.state === 'mapped' || list.state === 'checked') && <GiveUp list={list} />}
    </>
  )
}

/** A checked list shows what the person asks for; every other state has one step. */
function stepOf(list: ImportDetail, wanted: string): Step | undefined {
  if (list.state === 'checked') return wanted === 'columns' || wanted === 'preview' ? wanted : 'repair'
  const steps: Readonly<Partial<Record<ImportDetail['state'], Step>>> = { uploaded: 'upload', reading: 'upload', mapped: 'columns', checking: 'columns', saving: 'preview', confirmed: 'result' }
  return steps[list.state]
}

function Failed({ list }: { readonly list: ImportDetail }) {
  const m = useMessages('data').importList
  return (
    <Section title={m.failedTitle}>
      <p role="alert">{list.refusal?.text}</p>
      <ButtonLink href={staffPaths.lists}>{m.uploadAnother}</ButtonLink>
    </Section>
  )
}

function Ended({ title }: { readonly title: string }) {
  const m = useMessages('data').importList
  return (
    <Section title={title}>
      <ButtonLink href={staffPaths.lists}>{m.uploadAnother}</ButtonLink>
    </Section>
  )
}

function GiveUp({ list }: { readonly list: ImportDetail }) {
  const m = useMessages('data').importList
  const [isAsked, setIsAsked] = useState(false)
  const cancel = useCommand(importOperations.cancelImport, { refreshes: [importOperations.getImport, importOperations.listImports], onDone: () => setIsAsked(false) })
  return (
    <>
      <Button variant="subtle" color="red" mt="xl" onClick={() => setIsAsked(true)}>
        {m.cancelList}
      </Button>
      <ConfirmDialog
        isOpen={isAsked} onClose={() => setIsAsked(false)} title={m.cancelTitle} confirm={m.cancelList} isDangerous busy={cancel.busy} problem={cancel.problem}
        onConfirm={() => void cancel.run({ params: { importId: list.importId } })}
      >
        {m.cancelText}
      </ConfirmDialog>
    </>
  )
}
