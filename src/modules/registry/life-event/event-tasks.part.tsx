import { Button, Group, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { claimOperations } from '#modules/registry/relocation/claim.contract.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { AddressSelect, AppLink, PagedList, ReasonDialog, Status, useAddressState, useCommand, usePages, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useOwnVillages } from './area-field.part.tsx'
import { EventTaskKind, eventTaskStates, lifeEventOperations, type EventTask } from './life-event.contract.ts'

/** What a task asks: which programme is to be told, where a list names it. */
function useTaskWords(): (task: EventTask) => string {
  const t = useMessages('family').lifeEvent
  const lang = useLang()
  return ({ kind, programme }) => (programme === null ? t.tasks[kind] : t.endOf({ office: programme.office, programme: programme.name[lang] }))
}

/** Until when a task is in time, or that it is late. */
function TaskClock({ task }: { readonly task: EventTask }) {
  const t = useMessages('family').lifeEvent
  const on = useFormat().dayShort(task.dueOn)
  return <Status tone={task.isLate ? 'bad' : 'info'}>{task.isLate ? t.taskLate({ on }) : t.taskDue({ on })}</Status>
}

function useTaskColumns(): readonly Column<EventTask>[] {
  const t = useMessages('family').lifeEvent
  const format = useFormat()
  const words = useTaskWords()
  const hasManyVillages = useOwnVillages().length > 1
  return [
    { key: 'task', label: t.task, render: words },
    { key: 'who', label: t.who, render: (task) => <AppLink href={staffPaths.person(task.personId)}>{task.personName}</AppLink> },
    { key: 'event', label: t.what, render: (task) => `${t.kinds[task.eventKind]}, ${format.dayShort(task.happenedOn)}` },
    ...(hasManyVillages ? [{ key: 'area', label: t.taskArea, render: (task: EventTask) => task.areaName }] : []),
  ]
}

const refreshes = [lifeEventOperations.listEventTasks, claimOperations.countMoves]

interface TaskFilter {
  readonly kind?: EventTaskKind
  readonly areaId?: string
}

/** What events ask to be done and what became of it, with filters that live in the address. */
export function EventTasks() {
  const [shown] = useAddressState('keadaan', 'open')
  const [wanted] = useAddressState('jenis')
  const [areaId] = useAddressState('desa')
  const kind = EventTaskKind.options.find((each) => each === wanted)
  const filter = { ...(kind !== undefined && { kind }), ...(/^\d+$/.test(areaId) && { areaId }) }
  const state = eventTaskStates.find((each) => each === shown) ?? 'open'
  return (
    <>
      <Filters state={state} />
      {state === 'settled' ? <SettledTasks filter={filter} /> : <OpenTasks filter={filter} state={state} />}
    </>
  )
}

function Filters({ state }: { readonly state: string }) {
  const t = useMessages('family').lifeEvent
  const [, setState] = useAddressState('keadaan', 'open')
  const villages = useOwnVillages()
  return (
    <search>
      <Group align="end" mb="md">
        <NativeSelect label={t.taskState} value={state} onChange={(event) => setState(event.currentTarget.value)}
          data={eventTaskStates.map((value) => ({ value, label: t.taskStates[value] }))} />
        <AddressSelect name="jenis" label={t.task} all={t.anyTask} options={EventTaskKind.options.map((value) => ({ value, label: t.tasks[value] }))} />
        {villages.length > 1 && <AddressSelect name="desa" label={t.taskArea} all={t.anyArea} options={villages} />}
      </Group>
    </search>
  )
}

/** What is to be done after events; somebody says what they did, nothing is done by itself. */
function OpenTasks({ filter, state }: { readonly filter: TaskFilter; readonly state: 'open' | 'late' }) {
  const t = useMessages('family').lifeEvent
  const words = useTaskWords()
  const tasks = usePages(lifeEventOperations.listEventTasks, { query: { ...filter, state } })
  const [chosen, setChosen] = useState<EventTask>()
  const finishing = useCommand(lifeEventOperations.finishEventTask, { onDone: () => setChosen(undefined), refreshes })
  const columns: readonly Column<EventTask>[] = [
    ...useTaskColumns(),
    { key: 'due', label: t.wait, render: (task) => <TaskClock task={task} /> },
    {
      key: 'finish',
      label: t.finish,
      render: (task) => (
        <Button variant="default" size="xs" aria-label={t.finishOf({ task: words(task), name: task.personName })} onClick={() => setChosen(task)}>
          {t.finish}
        </Button>
      ),
    },
  ]
  const none = state === 'late' ? { title: t.noLate, text: t.noLateText } : { title: t.noTasks, text: t.noTasksText }
  return (
    <>
      <PagedList query={tasks} caption={t.tasksCaption} columns={columns} rowKey={(task) => task.taskId} empty={useEmpty(filter, none)} />
      <ReasonDialog isOpen={chosen !== undefined} onClose={() => setChosen(undefined)} title={t.finishTitle} confirm={t.finish} minimum={2}
        busy={finishing.busy} problem={finishing.problem}
        onConfirm={(done) => chosen !== undefined && void finishing.run({ params: { eventTaskId: chosen.taskId }, body: { words: done } })}>
        {t.finishText}
      </ReasonDialog>
    </>
  )
}

/** An empty list says whether there is nothing at all, or nothing with these filters. */
function useEmpty(filter: TaskFilter, none: { readonly title: string; readonly text: string }): { readonly title: string; readonly text: string } {
  const t = useMessages('family').lifeEvent
  return Object.keys(filter).length === 0 ? none : { title: t.noneSo, text: t.noneSoText }
}

/** What became of tasks: what was done, when, by whom; or that they were withdrawn with their event. */
function SettledTasks({ filter }: { readonly filter: TaskFilter }) {
  const t = useMessages('family').lifeEvent
  const format = useFormat()
  const tasks = usePages(lifeEventOperations.listEventTasks, { query: { ...filter, state: 'settled' } })
  const columns: readonly Column<EventTask>[] = [
    ...useTaskColumns(),
    {
      key: 'outcome',
      label: t.outcome,
      render: ({ done }) => done === null ? <Status tone="neutral">{t.taskWithdrawn}</Status> : (
        <>
          <Status tone="good">{t.taskDone}</Status>
          <div>{done.words}</div>
          <div>{t.doneBy({ name: done.byName, on: format.moment(done.at) })}</div>
        </>
      ),
    },
  ]
  const empty = useEmpty(filter, { title: t.noSettled, text: t.noSettledText })
  return <PagedList query={tasks} caption={t.settledCaption} columns={columns} rowKey={(task) => task.taskId} empty={empty} />
}
