import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { Problem } from '#web/api/client.ts'
import { serverNow } from '#web/api/server-time.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { DataList, errorFor, ErrorSummary, FileDrop, Section, useCommand, type Column } from '#web/kit/index.ts'
import { formLimits, formOperations, type FormProblem, type FormVersion } from './form.contract.ts'

/** A workbook and the day from which it holds; what is wrong in it is listed by sheet, row and column. */
export function FormUpload() {
  const m = useMessages('visit').form
  const format = useFormat()
  const today = serverNow().toISOString().slice(0, 10)
  const [file, setFile] = useState<File>()
  const [validFrom, setValidFrom] = useState(today)
  const [isTried, setIsTried] = useState(false)
  const [done, setDone] = useState<FormVersion>()
  const upload = useCommand(formOperations.uploadForm, { refreshes: [formOperations.listForms], onDone: accepted })

  function accepted(version: FormVersion): void {
    setDone(version)
    setFile(undefined)
    setIsTried(false)
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    setIsTried(true)
    setDone(undefined)
    if (file === undefined) return
    void upload.run({ query: { fileName: file.name.slice(0, 200), validFrom }, body: file })
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={760}>
        <ErrorSummary problem={upload.problem} fields={{ validFrom: m.validFrom }} />
        <Wrongs problem={upload.problem} />
        <output>{done !== undefined && m.uploaded(done)}</output>
        <FileDrop label={m.file} hint={m.fileHint} endings={['.xlsx', '.xlsm']} maxBytes={formLimits.fileBytes} onFile={setFile} busy={upload.busy} />
        <output>{file !== undefined && m.chosen({ name: file.name, size: format.fileSize(file.size) })}</output>
        {isTried && file === undefined && <Text role="alert" c="red" fw={700}>{m.chooseFirst}</Text>}
        <TextInput
          id="validFrom" type="date" label={m.validFrom} description={m.validFromHint} value={validFrom} min={today}
          onChange={(event) => setValidFrom(event.currentTarget.value)} error={errorFor(upload.problem, 'validFrom')} required
        />
        <Group>
          <Button type="submit" loading={upload.busy}>{m.upload}</Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Everything that is wrong, as Excel counts it. */
function Wrongs({ problem }: { readonly problem: unknown }) {
  const m = useMessages('visit').form
  if (!(problem instanceof Problem) || problem.kind !== 'form_invalid') return null
  const problems = problem.extra['problems'] as readonly FormProblem[]
  const columns: readonly Column<FormProblem>[] = [
    { key: 'row', label: m.row, render: ({ sheet, row, column }) => `${sheet} ${row}, ${column}` },
    { key: 'problem', label: m.problem, render: ({ message }) => message },
  ]
  return (
    <Section title={m.problemsTitle({ count: problems.length })}>
      <Text>{m.problemsText}</Text>
      <DataList caption={m.problemsCaption} columns={columns} rows={problems} rowKey={({ sheet, row, column, message }) => `${sheet} ${row} ${column} ${message}`} />
    </Section>
  )
}
