import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { Problem } from '#web/api/client.ts'
import { serverNow } from '#web/api/server-time.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, errorFor, ErrorSummary, FileDrop, useAnswer, useCommand, useGo } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { importOperations } from './import.contract.ts'

const maxBytes = 25_000_000

/** One file with where it comes from and for which day it holds. Reading starts at once. */
export function UploadForm() {
  const sources = useAnswer(importOperations.listImportSources, {})
  return <Answered query={sources}>{(value) => <Fields sources={value.sources} />}</Answered>
}

function Fields({ sources }: { readonly sources: readonly { readonly key: string; readonly name: string }[] }) {
  const m = useMessages().importList
  const format = useFormat()
  const go = useGo()
  const [file, setFile] = useState<File>()
  const [source, setSource] = useState('')
  const [asOfOn, setAsOfOn] = useState('')
  const [isTried, setIsTried] = useState(false)
  const upload = useCommand(importOperations.uploadList, {
    refreshes: [importOperations.listImports], onDone: ({ importId }) => go(staffPaths.list(importId)),
  })

  function submit(event: FormEvent): void {
    event.preventDefault()
    setIsTried(true)
    if (file === undefined || source === '' || asOfOn === '') return
    const query = { fileName: file.name.slice(0, 200), source, asOfOn }
    void upload.run({ query, body: new Blob([file], { type: 'application/octet-stream' }) })
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={640}>
        <ErrorSummary problem={upload.problem} fields={{ source: m.source, asOfOn: m.asOfOn }} />
        <EarlierList problem={upload.problem} />
        <FileDrop label={m.file} hint={m.fileHint} endings={['.xlsx', '.xlsm', '.csv', '.txt']} maxBytes={maxBytes} onFile={setFile} busy={upload.busy} />
        <output>{file !== undefined && m.chosenFile({ name: file.name, size: format.fileSize(file.size) })}</output>
        {isTried && file === undefined && <Text role="alert" c="red" fw={700}>{m.chooseFileFirst}</Text>}
        <NativeSelect
          id="source" label={m.source} description={m.sourceHint} value={source} onChange={(event) => setSource(event.currentTarget.value)}
          data={[{ value: '', label: m.chooseSource }, ...sources.map(({ key, name }) => ({ value: key, label: name }))]}
          error={errorFor(upload.problem, 'source') ?? (isTried && source === '' && m.chooseSourceFirst)} required
        />
        <TextInput
          id="asOfOn" type="date" label={m.asOfOn} description={m.asOfHint} value={asOfOn} onChange={(event) => setAsOfOn(event.currentTarget.value)}
          max={serverNow().toISOString().slice(0, 10)} error={errorFor(upload.problem, 'asOfOn') ?? (isTried && asOfOn === '' && m.chooseDateFirst)} required
        />
        <Group>
          <Button type="submit" loading={upload.busy}>
            {m.upload}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** The same file was uploaded before: the way to what it is. */
function EarlierList({ problem }: { readonly problem: unknown }) {
  const m = useMessages().importList
  const format = useFormat()
  if (!(problem instanceof Problem) || problem.kind !== 'list_already_loaded') return null
  const { importId, uploadedByName, uploadedAt } = problem.extra
  return (
    <Text>
      {m.uploadedBy({ name: String(uploadedByName), at: format.moment(String(uploadedAt)) })}.{' '}
      <AppLink href={staffPaths.list(String(importId))}>{m.openEarlier}</AppLink>
    </Text>
  )
}
