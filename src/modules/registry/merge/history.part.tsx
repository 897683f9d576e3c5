import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, DataList, Section, Status, useAnswer, type Column } from '#web/kit/index.ts'
import { useCan } from '#web/staff/session.tsx'
import { mergeOperations, type LinkedRecord, type PersonHistory } from './merge.contract.ts'
import { SplitDialog } from './split.form.tsx'
import { UndoButton } from './undo.part.tsx'
import styles from './merge.module.css'

/** Where the data about a person come from; read, and the look written down, only when somebody asks for it. */
export function PersonOrigin({ personId }: { readonly personId: string }) {
  const m = useMessages('review').merge
  const [isOpen, setIsOpen] = useState(false)
  const history = useAnswer(mergeOperations.getPersonHistory, { params: { personId } }, { enabled: isOpen })
  return (
    <Section title={m.title}>
      {!isOpen && (
        <Button variant="default" onClick={() => setIsOpen(true)}>
          {m.show}
        </Button>
      )}
      {isOpen && (
        <Answered query={history} rows={4}>
          {(found) => <Origin history={found} />}
        </Answered>
      )}
    </Section>
  )
}

function Origin({ history }: { readonly history: PersonHistory }) {
  const m = useMessages('review').merge
  const mayDecide = useCan('registry.review.decide')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [isSplitting, setIsSplitting] = useState(false)
  const toggle = (id: string): void => setChosen((known) => (known.includes(id) ? known.filter((each) => each !== id) : [...known, id]))
  return (
    <>
      <p>{m.lede}</p>
      <Records records={history.records} chosen={mayDecide && history.records.length > 1 ? chosen : undefined} onToggle={toggle} />
      {mayDecide && chosen.length > 0 && (
        <Button variant="default" mt="md" onClick={() => setIsSplitting(true)}>
          {m.split}
        </Button>
      )}
      <SplitDialog personId={history.rootId} sourceRecordIds={chosen} isOpen={isSplitting} onClose={() => setIsSplitting(false)} onDone={() => setChosen([])} />
      <h3>{m.history}</h3>
      {history.merges.length === 0 && history.splits.length === 0 && <p>{m.noHistory}</p>}
      <Turns history={history} mayDecide={mayDecide} />
    </>
  )
}

interface RecordsProps {
  readonly records: readonly LinkedRecord[]
  /** Undefined: rows are not chosen here. */
  readonly chosen: readonly string[] | undefined
  readonly onToggle: (sourceRecordId: string) => void
}

function Records({ records, chosen, onToggle }: RecordsProps) {
  const m = useMessages('review').merge
  const format = useFormat()
  const line = (row: LinkedRecord): string => m.recordOf({ source: row.sourceName, row: row.rowNumber, on: format.day(row.asOfOn) })
  const choice: Column<LinkedRecord> = {
    key: 'record',
    label: m.record,
    render: (row) => (chosen === undefined ? line(row) : (
      <Checkbox label={line(row)} checked={chosen.includes(row.sourceRecordId)} onChange={() => onToggle(row.sourceRecordId)} />
    )),
  }
  const columns: readonly Column<LinkedRecord>[] = [
    choice,
    { key: 'name', label: m.name, render: (row) => row.name ?? '–' },
    { key: 'decided', label: m.decided, render: (row) => <Decided row={row} /> },
  ]
  return <DataList caption={m.recordsCaption} columns={columns} rows={records} rowKey={(row) => `${row.sourceRecordId} ${row.personId}`} />
}

function Decided({ row }: { readonly row: LinkedRecord }) {
  const m = useMessages('review').merge
  const format = useFormat()
  const rules: Readonly<Record<string, string | undefined>> = m.rules
  const detail = row.probability === null ? rules[row.rule ?? ''] : format.percent(row.probability)
  return (
    <>
      {m.decidedBy[row.decidedBy ?? 'unknown']}
      {detail !== undefined && ` (${detail})`}
      <div>{row.isConfirmed ? <Status tone="good">{m.confirmed}</Status> : <Status tone="neutral">{m.unconfirmed}</Status>}</div>
    </>
  )
}

/** Every merge and split, the latest first, each with the way back for whoever may. */
function Turns({ history, mayDecide }: { readonly history: PersonHistory; readonly mayDecide: boolean }) {
  const m = useMessages('review').merge
  const turns = [
    ...history.merges.map((turn) => ({ ...turn, id: turn.mergeId, kind: 'merge' as const, text: m.mergedWith({ kept: turn.keptName, absorbed: turn.absorbedName }) })),
    ...history.splits.map((turn) => ({ ...turn, id: turn.splitId, kind: 'split' as const, text: m.splitInto({ from: turn.fromName, to: turn.toName }) })),
  ].toSorted((one, other) => (one.at < other.at ? 1 : -1))
  return (
    <ol className={styles['turns']}>
      {turns.map((turn) => (
        <li key={turn.id}>
          <strong>{turn.text}</strong>
          <Said of={turn} />
          {mayDecide && turn.undone === null && <UndoButton kind={turn.kind} id={turn.id} />}
        </li>
      ))}
    </ol>
  )
}

type Turn = Pick<PersonHistory['merges'][number], 'by' | 'at' | 'reason' | 'undone'>

function Said({ of }: { readonly of: Turn }) {
  const m = useMessages('review').merge
  const format = useFormat()
  return (
    <>
      <div>{m.by({ by: of.by, at: format.moment(of.at), reason: of.reason })}</div>
      {of.undone !== null && <div>{m.undoneBy({ by: of.undone.by, at: format.moment(of.undone.at), reason: of.undone.reason })}</div>}
    </>
  )
}
