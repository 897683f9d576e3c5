import { Button, Group, NativeSelect, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
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

type Way = 'file' | 'paste'

function Fields({ sources }: { readonly sources: readonly { readonly key: string; readonly name: string }[] }) {
  const m = useMessages('data').importList
  const format = useFormat()
  const go = useGo()
  const [way, setWay] = useState<Way>('file')
  const [file, setFile] = useState<File>()
  const [pasted, setPasted] = useState('')
  const [source, setSource] = useState('')
  const [asOfOn, setAsOfOn] = useState('')
  const [isTried, setIsTried] = useState(false)
  const upload = useCommand(importOperations.uploadList, {
    refreshes: [importOperations.listImports], onDone: ({ importId }) => go(staffPaths.list(importId)),
  })

  function submit(event: FormEvent): void {
    event.preventDefault()
    setIsTried(true)
    const list = way === 'file' ? file : pastedFile(pasted, m.pastedFile({ date: format.day(serverNow().toISOString().slice(0, 10)) }))
    if (list === undefined || source === '' || asOfOn === '') return
    const query = { fileName: list.name.slice(0, 200), source, asOfOn }
    void upload.run({ query, body: new Blob([list], { type: 'application/octet-stream' }) })
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={640}>
        <ErrorSummary problem={upload.problem} fields={{ source: m.source, asOfOn: m.asOfOn }} />
        <EarlierList problem={upload.problem} />
        <Radio.Group label={m.way} value={way} onChange={(value) => setWay(value as Way)}>
          <Group mt="xs">
            <Radio value="file" label={m.ways.file} />
            <Radio value="paste" label={m.ways.paste} />
          </Group>
        </Radio.Group>
        {way === 'file' && <FileField file={file} onFile={setFile} busy={upload.busy} isMissing={isTried && file === undefined} />}
        {way === 'paste' && <PasteField text={pasted} onText={setPasted} isMissing={isTried && pasted.trim() === ''} />}
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

/** What was pasted as a file of text; undefined when there is nothing in it. */
function pastedFile(text: string, name: string): File | undefined {
  return text.trim() === '' ? undefined : new File([text], name, { type: 'text/plain' })
}

interface FileFieldProps {
  readonly file: File | undefined
  readonly onFile: (file: File) => void
  readonly busy: boolean
  readonly isMissing: boolean
}

function FileField({ file, onFile, busy, isMissing }: FileFieldProps) {
  const m = useMessages('data').importList
  const format = useFormat()
  return (
    <>
      <FileDrop label={m.file} hint={m.fileHint} endings={['.xlsx', '.xlsm', '.csv', '.txt']} maxBytes={maxBytes} onFile={onFile} busy={busy} />
      <output>{file !== undefined && m.chosenFile({ name: file.name, size: format.fileSize(file.size) })}</output>
      {isMissing && <Text role="alert" c="red" fw={700}>{m.chooseFileFirst}</Text>}
    </>
  )
}

function PasteField({ text, onText, isMissing }: { readonly text: string; readonly onText: (text: string) => void; readonly isMissing: boolean }) {
  const m = useMessages('data').importList
  const format = useFormat()
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const columns = lines[0]?.split('\t').length ?? 0
  return (
    <>
      <Textarea
        label={m.pasted} description={m.pastedHint} value={text} onChange={(event) => onText(event.currentTarget.value)} rows={8} wrap="off" spellCheck={false}
        error={isMissing && m.pasteFirst}
      />
      <output>{lines.length > 0 && m.pastedCount({ rows: format.number(lines.length), columns: format.number(columns) })}</output>
    </>
  )
}

/** The same file was uploaded before: the way to what it is. */
function EarlierList({ problem }: { readonly problem: unknown }) {
  const m = useMessages('data').importList
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
