import { Group, NativeSelect } from '@mantine/core'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import {
  Answered, AppLink, DataList, EmptyState, PageTitle, Section, Status, useAddressState, useAnswer, type Column, type Tone,
} from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { qualityOperations, type QualityTask, type VillageQuality } from './quality.contract.ts'

/** The score of each village's data, and what its operator can put right. */
export function QualityPage() {
  const m = useMessages('data').quality
  const mayPutRight = useCan('registry.person.read')
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      {mayPutRight && <Todos />}
      <Scores />
    </>
  )
}

interface TaskCount {
  readonly task: QualityTask
  readonly count: number
}

function Todos() {
  const m = useMessages('data').quality
  const todos = useAnswer(qualityOperations.countQualityTodos, {})
  const count = useCountWords()
  const columns: readonly Column<TaskCount>[] = [
    { key: 'task', label: m.todo, render: (row) => (row.count === 0 ? m.tasks[row.task] : <AppLink href={staffPaths.qualityTask(row.task)}>{m.tasks[row.task]}</AppLink>) },
    { key: 'count', label: m.count, render: (row) => (row.count === 0 ? <Status tone="good">{m.none}</Status> : count(row.count)), isNumber: true },
  ]
  return (
    <Section title={m.todoTitle}>
      <p>{m.todoLede}</p>
      <Answered query={todos} rows={6}>
        {({ tasks, waiting }) => (
          <>
            <DataList isSlim caption={m.todoCaption} columns={columns} rows={tasks} rowKey={(row) => row.task} />
            <Waiting waiting={waiting} />
          </>
        )}
      </Answered>
    </Section>
  )
}

function Waiting({ waiting }: { readonly waiting: { readonly verifications: number; readonly rechecks: number; readonly reviews: number } }) {
  const m = useMessages('data').quality
  const count = useCountWords()
  const lines = (['verifications', 'rechecks', 'reviews'] as const).filter((each) => waiting[each] > 0)
  if (lines.length === 0) return null
  return (
    <>
      <h3>{m.waitingTitle}</h3>
      <ul>
        {lines.map((each) => (
          <li key={each}>
            {m.waiting[each]}: {count(waiting[each])}
          </li>
        ))}
      </ul>
    </>
  )
}

const mostCounted = 1_000

function useCountWords(): (count: number) => string {
  const m = useMessages('data').quality
  const format = useFormat()
  return (count) => (count >= mostCounted ? m.atLeast({ count: format.number(count) }) : format.number(count))
}

function Scores() {
  const m = useMessages('data').quality
  const format = useFormat()
  const [month, setMonth] = useAddressState('bulan')
  const scores = useAnswer(qualityOperations.listVillageQuality, { query: month === '' ? {} : { month } })
  return (
    <Section title={m.score}>
      <Answered query={scores} rows={8}>
        {({ items, months }) => (items.length === 0 ? <EmptyState title={m.emptyTitle} text={m.emptyText} /> : (
          <>
            {months.length > 1 && (
              <Group mb="md">
                <NativeSelect
                  label={m.month}
                  value={month}
                  onChange={(event) => setMonth(event.currentTarget.value)}
                  data={months.map((each, at) => ({ value: at === 0 ? '' : each, label: format.dayShort(each) }))}
                />
              </Group>
            )}
            <ScoreList items={items} />
          </>
        ))}
      </Answered>
    </Section>
  )
}

function ScoreList({ items }: { readonly items: readonly VillageQuality[] }) {
  const m = useMessages('data').quality
  const format = useFormat()
  const columns: readonly Column<VillageQuality>[] = [
    { key: 'village', label: m.village, render: (row) => `${row.villageName}, ${row.districtName}` },
    { key: 'score', label: m.score, render: (row) => (row.score === null ? '–' : <Status tone={toneOf(row.score)}>{format.number(row.score)}</Status>) },
    { key: 'change', label: m.change, render: (row) => (row.change === null ? '–' : m.changeOf({ points: `${row.change > 0 ? '+' : ''}${format.number(row.change)}` })) },
    { key: 'parts', label: m.parts, render: (row) => <Parts row={row} /> },
  ]
  return <DataList caption={m.caption} columns={columns} rows={items} rowKey={(row) => String(row.areaId)} />
}

function toneOf(score: number): Tone {
  if (score >= 80) return 'good'
  return score >= 60 ? 'soon' : 'bad'
}

function Parts({ row }: { readonly row: VillageQuality }) {
  const m = useMessages('data').quality
  const format = useFormat()
  if (row.parts === null) return '–'
  return Object.entries(row.parts).map(([part, value]) => `${m.partNames[part as keyof typeof row.parts]} ${format.number(value)}`).join(' · ')
}
