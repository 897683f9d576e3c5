import { useMessages } from '#web/i18n/react.tsx'
import { AppLink, EmptyState, PagedList, PageTitle, usePages, useParam, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { QualityTask, qualityOperations, type QualityTodo } from './quality.contract.ts'

/** Whom one task is about: each leads to the page where it can be put right. */
export function QualityTaskPage() {
  const m = useMessages('data').quality
  const task = QualityTask.safeParse(useParam('task'))
  if (!task.success) return <EmptyState title={m.todoEmpty} text={m.todoEmptyText} />
  return (
    <>
      <PageTitle title={m.tasks[task.data]} />
      <p>
        <AppLink href={staffPaths.quality}>{m.back}</AppLink>
      </p>
      <Todos task={task.data} />
    </>
  )
}

function Todos({ task }: { readonly task: QualityTask }) {
  const m = useMessages('data').quality
  const todos = usePages(qualityOperations.listQualityTodos, { params: { task }, query: {} })
  const columns: readonly Column<QualityTodo>[] = [
    {
      key: 'name',
      label: m.name,
      render: (row) => <AppLink href={row.subjectKind === 'family' ? staffPaths.family(row.subjectId) : staffPaths.person(row.subjectId)}>{row.name}</AppLink>,
    },
    { key: 'area', label: m.area, render: (row) => row.areaName },
  ]
  return <PagedList query={todos} caption={m.whoCaption} columns={columns} rowKey={(row) => row.subjectId} empty={{ title: m.todoEmpty, text: m.todoEmptyText }} />
}
