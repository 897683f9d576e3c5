import { Button, NativeSelect, Stack, Text } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { DataList, ErrorSummary, Section, Status, useCommand, type Column } from '#web/kit/index.ts'
import type { Confidence, ImportField, RelationCodes } from './field.contract.ts'
import { importOperations, type ImportColumn, type ImportDetail } from './import.contract.ts'
import styles from './import.module.css'

type Row = ImportColumn & { readonly at: number; readonly name: string }

const shownReasons = 5
const sureScore = 60

const tones = { remembered: 'good', certain: 'good', likely: 'soon', guess: 'soon' } as const satisfies Record<Confidence, string>

/** What each column means, with three values to judge by. Our reading is filled in; what is corrected is remembered for the source. */
export function ColumnsForm({ list }: { readonly list: ImportDetail }) {
  const m = useMessages('data').importList
  const [fields, setFields] = useState<readonly (ImportField | null)[]>(() => list.columns.map((column) => column.field))
  const [relationCodes, setRelationCodes] = useState<RelationCodes>(list.relationCodes)
  const settle = useCommand(importOperations.setImportColumns, { refreshes: [importOperations.getImport, importOperations.listImports, importOperations.listImportRows] })
  const twice = fields.find((field, at) => field !== null && fields.indexOf(field) !== at)

  function submit(event: FormEvent): void {
    event.preventDefault()
    void settle.run({ params: { importId: list.importId }, body: { fields: [...fields], relationCodes } })
  }

  return (
    <Section title={m.columnsTitle}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <ErrorSummary problem={settle.problem} />
          <Text>{m.columnsLede}</Text>
          <Found list={list} />
          <Layout list={list} />
          <ColumnRows list={list} fields={fields} onChange={(at, field) => setFields(fields.with(at, field))} />
          {hasCodes(list, fields) && <RelationCodesField value={relationCodes} onChange={setRelationCodes} />}
          {twice != null && <Status tone="bad">{m.meaningTwice({ field: m.fields[twice] })}</Status>}
          {!fields.includes('name') && !fields.includes('headName') && <Status tone="soon">{m.nameMissing}</Status>}
          <div>
            <Button type="submit" loading={settle.busy}>
              {m.checkRows}
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  )
}

/** What was found out about the file: which sheet, where the headings stand, and that nothing was recognised. */
function Found({ list }: { readonly list: ImportDetail }) {
  const m = useMessages('data').importList
  const format = useFormat()
  const { sheet, headerFrom, headerTo } = list
  const lines = [
    sheet?.sheetName != null && m.sheetRead({ name: sheet.sheetName }),
    sheet !== null && sheet.otherSheets.length > 0 && m.otherSheets({ names: format.list(sheet.otherSheets) }),
    headerFrom === null || headerTo === null ? m.noHeader : m.headerRows({ from: headerFrom, to: headerTo }),
  ]
  return (
    <>
      <Text>{lines.filter((line) => line !== false).join(' ')}</Text>
      {list.columns.every((column) => column.field === null) && <Status tone="bad">{m.nothingRecognised}</Status>}
    </>
  )
}

/** Which layout the list has, and by which headings it was known; silent for a list of no known layout. */
function Layout({ list }: { readonly list: ImportDetail }) {
  const m = useMessages('data').importList
  const format = useFormat()
  const { profile } = list
  if (profile === null || profile.key === 'free') return <Text>{m.layoutUnknown}</Text>
  const known = { name: profile.name, score: format.number(profile.score), because: format.list(profile.because.slice(0, shownReasons)) }
  return <Status tone={profile.score >= sureScore ? 'good' : 'soon'}>{m.layoutKnown(known)}</Status>
}

/** Words for relations need no choice of codes. */
function hasCodes(list: ImportDetail, fields: readonly (ImportField | null)[]): boolean {
  return list.columns[fields.indexOf('relation')]?.samples.some((sample) => /^\d+$/.test(sample)) ?? false
}

interface ColumnRowsProps {
  readonly list: ImportDetail
  readonly fields: readonly (ImportField | null)[]
  readonly onChange: (at: number, field: ImportField | null) => void
}

function ColumnRows({ list, fields, onChange }: ColumnRowsProps) {
  const m = useMessages('data').importList
  const rows = list.columns.map((column, at): Row => ({ ...column, at, name: column.heading || m.columnNumber({ number: at + 1 }) }))
  const options = [{ value: '', label: m.noMeaning }, ...Object.entries(m.fields).map(([value, label]) => ({ value, label }))]
  const columns: readonly Column<Row>[] = [
    { key: 'column', label: m.column, render: (row) => row.name },
    { key: 'samples', label: m.samples, render: (row) => <Samples row={row} /> },
    {
      key: 'meaning', label: m.meaning,
      render: (row) => (
        <NativeSelect
          aria-label={m.meaningOf({ column: row.name })} data={options} value={fields[row.at] ?? ''}
          onChange={(event) => onChange(row.at, event.currentTarget.value === '' ? null : (event.currentTarget.value as ImportField))}
        />
      ),
    },
    { key: 'how', label: m.how, render: (row) => <How row={row} chosen={fields[row.at] ?? null} /> },
  ]
  return <DataList caption={m.columnsCaption} columns={columns} rows={rows} rowKey={(row) => `${row.at}`} />
}

function Samples({ row }: { readonly row: Row }) {
  const m = useMessages('data').importList
  if (row.samples.length === 0) return m.noSamples
  return (
    <ul className={styles['samples']}>
      {row.samples.map((sample) => (
        <li key={sample}>{sample}</li>
      ))}
    </ul>
  )
}

function How({ row, chosen }: { readonly row: Row; readonly chosen: ImportField | null }) {
  const m = useMessages('data').importList
  if (chosen !== row.field) return <Status tone="info">{m.chosenByYou}</Status>
  if (row.confidence === null) return <Status tone="neutral">{m.notRecognised}</Status>
  return <Status tone={tones[row.confidence]}>{m.confidence[row.confidence]}</Status>
}

function RelationCodesField(props: { readonly value: RelationCodes; readonly onChange: (value: RelationCodes) => void }) {
  const m = useMessages('data').importList
  return (
    <NativeSelect
      maw={520} label={m.relationCodes} description={m.relationCodesHint} value={props.value}
      data={Object.entries(m.relationCodesOf).map(([value, label]) => ({ value, label }))}
      onChange={(event) => props.onChange(event.currentTarget.value as RelationCodes)}
    />
  )
}
