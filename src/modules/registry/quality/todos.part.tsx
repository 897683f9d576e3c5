import type { Grant } from '#modules/people/regency/regency.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, DataList, Section, Status, useAnswer, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useSession } from '#web/staff/session.tsx'
import { qualityOperations, type QualityQueue, type QualityTask } from './quality.contract.ts'

/** What waits in a queue of its own, and what can be put right: in one village or district, or in all of one's reach. Every number leads to its list. */
export function Todos({ area }: { readonly area?: number }) {
  const m = useMessages('data').quality
  const todos = useAnswer(qualityOperations.countQualityTodos, { query: area === undefined ? {} : { area } })
  return (
    <Answered query={todos} rows={6}>
      {({ tasks, waiting }) => (
        <>
          <Waiting waiting={waiting} area={area} />
          <Section title={m.todoTitle}>
            <p>{tasks === null ? m.todoTooWide : m.todoLede}</p>
            {tasks !== null && <Tasks tasks={tasks} area={area} />}
          </Section>
        </>
      )}
    </Answered>
  )
}

interface TaskCount {
  readonly task: QualityTask
  readonly count: number
}

function Tasks({ tasks, area }: { readonly tasks: readonly TaskCount[]; readonly area: number | undefined }) {
  const m = useMessages('data').quality
  const count = useCountWords()
  const columns: readonly Column<TaskCount>[] = [
    { key: 'task', label: m.todo, render: (row) => (row.count === 0 ? m.tasks[row.task] : <AppLink href={staffPaths.qualityTask(row.task, { wilayah: area })}>{m.tasks[row.task]}</AppLink>) },
    { key: 'count', label: m.count, render: (row) => (row.count === 0 ? <Status tone="good">{m.none}</Status> : count(row.count)), isNumber: true },
  ]
  // What is in order stands below, so that nobody looks for the work among it.
  const rows = tasks.toSorted((left, right) => Number(left.count === 0) - Number(right.count === 0))
  return <DataList isSlim caption={m.todoCaption} columns={columns} rows={rows} rowKey={(row) => row.task} />
}

interface QueueCount {
  readonly queue: QualityQueue
  readonly count: number
}

/** Where a queue is worked off, and who may open it. */
function placeOf(queue: QualityQueue, area: number | undefined): { readonly href: string; readonly grant: Grant } {
  if (queue === 'arriving' || queue === 'asked') return { href: staffPaths.relocations, grant: 'registry.life_event.record' }
  if (queue === 'tasks') return { href: staffPaths.lifeEvents, grant: 'registry.life_event.record' }
  if (queue === 'verifications') return { href: staffPaths.verifications, grant: 'registry.person.verify' }
  if (queue === 'rechecks') return { href: staffPaths.rechecks, grant: 'registry.recheck.record' }
  if (queue === 'conflicts') return { href: staffPaths.conflicts, grant: 'registry.profile.record' }
  const kind = queue.startsWith('family_') ? 'keluarga' : undefined
  const state = queue.slice(queue.indexOf('_') + 1)
  return { href: staffPaths.reviews({ jenis: kind, keadaan: state, wilayah: area === undefined ? undefined : String(area) }), grant: 'registry.review.answer' }
}

function Waiting({ waiting, area }: { readonly waiting: readonly QueueCount[]; readonly area: number | undefined }) {
  const m = useMessages('data').quality
  const { grants } = useSession()
  const count = useCountWords()
  if (waiting.length === 0) return null
  const columns: readonly Column<QueueCount>[] = [
    {
      key: 'queue', label: m.todo,
      render: ({ queue }) => {
        const { href, grant } = placeOf(queue, area)
        return grants.includes(grant) ? <AppLink href={href}>{m.waiting[queue]}</AppLink> : m.waiting[queue]
      },
    },
    { key: 'count', label: m.count, render: (row) => count(row.count), isNumber: true },
  ]
  return (
    <Section title={m.waitingTitle}>
      <DataList isSlim caption={m.waitingTitle} columns={columns} rows={waiting} rowKey={(row) => row.queue} />
    </Section>
  )
}

const mostCounted = 1_000

function useCountWords(): (count: number) => string {
  const m = useMessages('data').quality
  const format = useFormat()
  return (count) => (count >= mostCounted ? m.atLeast({ count: format.number(count) }) : format.number(count))
}
