import { useMessages } from '#web/i18n/react.tsx'
import { AppLink, EmptyState, PagedList, PageTitle, useAddressState, usePages, useParam, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { QualityTask, qualityOperations, type QualityTodo } from './quality.contract.ts'

/** Whom one task is about: each leads to the page where it can be put right. */
export function QualityTaskPage() {
  const m = useMessages('data').quality
  const task = QualityTask.safeParse(useParam('task'))
  const [place] = useAddressState('wilayah')
  const area = /^\d{1,6}$/.test(place) ? Number(place) : undefined
  if (!task.success) {
    return (
      <>
        <PageTitle title={m.title} />
        <EmptyState title={m.taskUnknown} action={<AppLink href={staffPaths.quality}>{m.back}</AppLink>} />
      </>
    )
  }
  return (
    <>
      <PageTitle title={m.tasks[task.data]} lede={m.how[task.data]} />
      <p>
        <AppLink href={area === undefined ? staffPaths.quality : staffPaths.qualityArea(area)}>{area === undefined ? m.back : m.backToArea}</AppLink>
      </p>
      <Todos task={task.data} area={area} />
    </>
  )
}

function Todos({ task, area }: { readonly task: QualityTask; readonly area: number | undefined }) {
  const m = useMessages('data').quality
  const todos = usePages(qualityOperations.listQualityTodos, { params: { task }, query: area === undefined ? {} : { area } })
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
