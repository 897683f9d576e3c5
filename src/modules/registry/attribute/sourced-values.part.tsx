import { Stack } from '@mantine/core'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, DataList, Status, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import type { HistoryStep, SourcedValue } from './attribute.contract.ts'
import styles from './sourced-values.module.css'
import { attributeRows, byAttribute, type AttributeRow } from './value-table.rules.ts'
import { useValueWords, type ProgrammeNames } from './value-words.part.tsx'

interface SourcedValuesProps {
  readonly caption: string
  readonly values: readonly SourcedValue[]
  readonly history?: readonly HistoryStep[]
  readonly programmeNames?: ProgrammeNames
}

/** Attributes down the side, sources across: what each says, which value counts and by which rule, and where they disagree; below, what changed. */
export function SourcedValues({ caption, values, history = [], programmeNames = {} }: SourcedValuesProps) {
  const m = useMessages('family').registry
  const words = useValueWords(programmeNames)
  const rows = attributeRows(values, Object.keys(m.attributes))
  const sources = new Map(values.map((value) => [value.sourceKey, value.sourceName]))
  const columns: readonly Column<AttributeRow>[] = [
    { key: 'attribute', label: m.attribute, render: (row) => words.attribute(row.attribute) },
    { key: 'current', label: m.counts, render: (row) => <Current row={row} words={words.value(row.current)} /> },
    ...[...sources].map(([key, name]): Column<AttributeRow> => ({
      key, label: name, render: (row) => <Said values={row.bySource.get(key) ?? []} say={words.value} />,
    })),
  ]
  return (
    <Stack gap="sm">
      <DataList caption={caption} columns={columns} rows={rows} rowKey={(row) => row.attribute} />
      {history.length > 0 && <History history={history} programmeNames={programmeNames} />}
    </Stack>
  )
}

function Current({ row, words }: { readonly row: AttributeRow; readonly words: string }) {
  const m = useMessages('family').registry
  const { rule } = row.current
  return (
    <>
      <strong>{words}</strong>
      {rule !== null && rule !== 'only' && <div className={styles['why']}>{m.rules[rule]}</div>}
    </>
  )
}

interface SaidProps {
  readonly values: readonly SourcedValue[]
  readonly say: (value: SourcedValue) => string
}

function Said({ values, say }: SaidProps) {
  const m = useMessages('family').registry
  const format = useFormat()
  const mayOpen = useCan('registry.source.read')
  if (values.length === 0) return <span className={styles['why']}>{m.silent}</span>
  return (
    <Stack gap={6}>
      {values.map((value) => {
        const row = m.rowOf({ row: value.rowNumber, on: format.dayShort(value.validFrom) })
        return (
          <div key={value.sourceRecordId}>
            <div>{say(value)}</div>
            {value.isCurrent && <Status tone="good">{m.isCounted}</Status>}
            {value.differs && <Status tone="soon">{m.isBeside}</Status>}
            <div className={styles['why']}>{mayOpen ? <AppLink href={staffPaths.snapshot(value.snapshotId)}>{row}</AppLink> : row}</div>
          </div>
        )
      })}
    </Stack>
  )
}

function History({ history, programmeNames }: { readonly history: readonly HistoryStep[]; readonly programmeNames: ProgrammeNames }) {
  const m = useMessages('family').registry
  const format = useFormat()
  const words = useValueWords(programmeNames)
  return (
    <details className={styles['history'] ?? ''}>
      <summary>{m.historyTitle}</summary>
      {[...byAttribute(history)].map(([attribute, steps]) => (
        <div key={attribute}>
          <strong>{words.attribute(attribute)}</strong>
          <ol>
            {steps.map((step) => (
              <li key={step.from}>{m.historyStep({ from: format.day(step.from), value: words.value(step), source: step.sourceName })}</li>
            ))}
          </ol>
        </div>
      ))}
    </details>
  )
}
