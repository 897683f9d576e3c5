import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { addressOf } from '#web/api/client.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { EmptyState, ErrorState, Loading, Section, Status, useAddressState, usePages } from '#web/kit/index.ts'
import type { ProblemKind } from './field.contract.ts'
import { importOperations, type ImportDetail } from './import.contract.ts'
import styles from './import.module.css'
import { PlaceQuestions } from './place-questions.form.tsx'
import { RowCard } from './row-card.form.tsx'

interface RepairProps {
  readonly list: ImportDetail
  readonly onGo: (step: string) => void
}

/** The rows with what is wrong with them: villages to be asked, cells to be mended, a file to take along. */
export function Repair({ list, onGo }: RepairProps) {
  const m = useMessages('data').importList
  const format = useFormat()
  const { counts } = list
  if (counts === null) return null
  const words = m.counts({ good: format.number(counts.good), warned: format.number(counts.warned), bad: format.number(counts.bad) })
  return (
    <>
      <Section
        title={m.repairTitle}
        action={<Button onClick={() => onGo('preview')}>{m.toPreview}</Button>}
      >
        <Stack>
          {list.refusal !== null && <Status tone="bad">{list.refusal.text}</Status>}
          <Status tone={counts.bad === 0 ? 'good' : 'soon'}>{counts.bad === 0 ? `${m.allGood} ${words}.` : `${words}.`}</Status>
          {counts.bad > 0 && <Text>{m.repairLede}</Text>}
          <Group>
            {counts.bad > 0 && (
              <Button component="a" variant="default" href={addressOf(importOperations.downloadBadRows, { params: { importId: list.importId } })} download>
                {m.downloadBad}
              </Button>
            )}
            <Button variant="default" onClick={() => onGo('columns')}>
              {m.columnsChanged}
            </Button>
          </Group>
        </Stack>
      </Section>
      {list.placeQuestions.length > 0 && <PlaceQuestions list={list} />}
      <Rows list={list} />
    </>
  )
}

const states = ['bad', 'warned', 'good'] as const
type ShownState = (typeof states)[number]

function Rows({ list }: { readonly list: ImportDetail }) {
  const m = useMessages('data').importList
  const format = useFormat()
  const [state, setState] = useAddressState('baris', list.counts?.bad === 0 ? 'warned' : 'bad')
  const [kind, setKind] = useAddressState('sebab')
  const shown = states.includes(state as ShownState) ? (state as ShownState) : 'bad'
  const kinds = list.kinds.filter((each) => (shown === 'bad' ? true : shown === 'warned' && !each.isError))
  const conflicts = list.kinds.find((each) => each.kind === 'person_conflict')

  function toggleConflicts(): void {
    setState('bad')
    setKind(kind === 'person_conflict' ? '' : 'person_conflict')
  }

  return (
    <Section title={m.rowsTitle}>
      <Group mb="md">
        <NativeSelect
          label={m.show} value={shown} data={states.map((each) => ({ value: each, label: `${m.showStates[each]} (${format.number(list.counts?.[each] ?? 0)})` }))}
          onChange={(event) => setState(event.currentTarget.value)}
        />
        {shown !== 'good' && (
          <NativeSelect
            label={m.kindFilter} value={kind} onChange={(event) => setKind(event.currentTarget.value)}
            data={[{ value: '', label: m.allKinds }, ...kinds.map((each) => ({ value: each.kind, label: m.kindCount({ kind: each.label, rows: format.number(each.rows) }) }))]}
          />
        )}
      </Group>
      {conflicts !== undefined && (
        <Button variant={kind === 'person_conflict' ? 'filled' : 'default'} aria-pressed={kind === 'person_conflict'} mb="md" onClick={toggleConflicts}>
          {m.conflictFilter({ rows: format.number(conflicts.rows) })}
        </Button>
      )}
      <RowCards list={list} state={shown} kind={shown === 'good' || kind === '' ? undefined : (kind as ProblemKind)} />
    </Section>
  )
}

interface RowCardsProps {
  readonly list: ImportDetail
  readonly state: ShownState
  readonly kind: ProblemKind | undefined
}

function RowCards({ list, state, kind }: RowCardsProps) {
  const messages = useMessages('data')
  const m = messages.importList
  const format = useFormat()
  const [mended, setMended] = useState<number>()
  const rows = usePages(importOperations.listImportRows, { params: { importId: list.importId }, query: { state, ...(kind !== undefined && { kind }) } })
  const retry = (): void => void rows.refetch()
  if (rows.data === undefined) return rows.error === null ? <Loading rows={6} /> : <ErrorState error={rows.error} onRetry={retry} busy={rows.isFetching} />
  const items = rows.data.pages.flatMap((page) => page.items)
  return (
    <>
      <output>{mended !== undefined && <Status tone="good">{m.corrected({ rows: format.number(mended) })}</Status>}</output>
      {items.length === 0 && <EmptyState title={m.noRowsOfKind} />}
      <ul className={styles['rows']} aria-label={m.rowsCaption}>
        {items.map((row) => (
          <RowCard key={`${row.rowNumber} ${row.cells.join('\n')}`} list={list} row={row} onMended={setMended} />
        ))}
      </ul>
      {rows.hasNextPage && (
        <Button variant="default" mt="md" loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
          {messages.common.loadMore}
        </Button>
      )}
    </>
  )
}
