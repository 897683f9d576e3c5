import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, ErrorSummary, Status, useCommand } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { importOperations, type ImportDetail, type ImportRow } from './import.contract.ts'
import styles from './import.module.css'

interface RowCardProps {
  readonly list: ImportDetail
  readonly row: ImportRow
  readonly onMended: (rows: number) => void
}

/** One row: what is wrong, all its cells, and one cell at a time to be mended. */
export function RowCard({ list, row, onMended }: RowCardProps) {
  const m = useMessages('data').importList
  return (
    <li className={styles['row']}>
      <h3 className={styles['rowTitle']}>{m.rowNumber({ number: row.rowNumber })}</h3>
      <ul className={styles['reasons']}>
        {row.problems.map((problem) => (
          <li key={`${problem.kind} ${problem.column}`}>
            <Status tone={problem.isError ? 'bad' : 'soon'}>{problem.text}</Status>
          </li>
        ))}
      </ul>
      {row.carrier !== null && <Carrier carrier={row.carrier} />}
      <CellForm list={list} row={row} onMended={onMended} />
      <AllCells list={list} row={row} />
    </li>
  )
}

/** Who carries the NIK already, to be compared with what the row says. */
function Carrier({ carrier }: { readonly carrier: NonNullable<ImportRow['carrier']> }) {
  const messages = useMessages('data')
  const m = messages.importList
  const format = useFormat()
  const sex = carrier.sex === null ? null : m.sexes[carrier.sex]
  const facts = [carrier.nikMasked, sex, carrier.birthOn === null ? null : m.bornOn({ date: format.day(carrier.birthOn) }), carrier.areaName]
  return (
    <p className={styles['carrier']}>
      {m.carrier} <AppLink href={staffPaths.person(carrier.personId)}>{carrier.name}</AppLink>, {facts.filter((fact) => fact !== null && fact !== '').join(', ')}.
    </p>
  )
}

function nameOf(list: ImportDetail, at: number, m: { columnNumber: (p: { number: number }) => string }): string {
  return list.columns[at]?.heading || m.columnNumber({ number: at + 1 })
}

function CellForm({ list, row, onMended }: RowCardProps) {
  const m = useMessages('data').importList
  const first = row.problems.find((problem) => problem.column !== null)?.column ?? Math.max(0, list.columns.findIndex((column) => column.field !== null))
  const [column, setColumn] = useState(first)
  const [value, setValue] = useState(row.cells[first] ?? '')
  const [applyToSame, setApplyToSame] = useState(false)
  const correct = useCommand(importOperations.correctImportCell, {
    refreshes: [importOperations.getImport, importOperations.listImportRows], onDone: ({ rows }) => onMended(rows),
  })
  // Numbers of identity are never repeated, so there is nothing that could be the same.
  const mayRepeat = row.problems.some((problem) => problem.column === column && problem.value !== undefined)

  function choose(at: number): void {
    setColumn(at)
    setValue(row.cells[at] ?? '')
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    void correct.run({ params: { importId: list.importId, rowNumber: row.rowNumber }, body: { column, value, applyToSame: mayRepeat && applyToSame } })
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <ErrorSummary problem={correct.problem} />
        <div className={styles['mend']}>
          <NativeSelect
            label={m.column} value={`${column}`} onChange={(event) => choose(Number(event.currentTarget.value))}
            data={list.columns.map((_, at) => ({ value: `${at}`, label: nameOf(list, at, m) }))}
          />
          <TextInput label={m.cell({ column: nameOf(list, column, m), row: row.rowNumber })} value={value} maxLength={500} onChange={(event) => setValue(event.currentTarget.value)} />
          <Button type="submit" variant="default" loading={correct.busy} aria-label={`${m.correct}, ${m.rowNumber({ number: row.rowNumber })}`}>
            {m.correct}
          </Button>
        </div>
        {mayRepeat && <Checkbox label={m.applyToSame} checked={applyToSame} onChange={(event) => setApplyToSame(event.currentTarget.checked)} />}
      </Stack>
    </form>
  )
}

function AllCells({ list, row }: Pick<RowCardProps, 'list' | 'row'>) {
  const m = useMessages('data').importList
  return (
    <details className={styles['cells']}>
      <summary>{m.showCells}</summary>
      <dl>
        {list.columns.map((_, at) => (
          <Group key={nameOf(list, at, m) + String(at)} component="div" gap="xs" wrap="nowrap" align="start">
            <dt>{nameOf(list, at, m)}</dt>
            <dd>{row.cells[at] === '' ? '–' : row.cells[at]}</dd>
          </Group>
        ))}
      </dl>
    </details>
  )
}
