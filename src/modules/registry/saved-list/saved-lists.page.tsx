import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, ButtonLink, PagedList, PageTitle, usePages, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { savedListOperations, type SavedList } from './saved-list.contract.ts'

/** The lists one has kept, and those that colleagues share. */
export function SavedListsPage() {
  const m = useMessages('family').lists
  const format = useFormat()
  const lists = usePages(savedListOperations.listSavedLists, {})
  const columns: readonly Column<SavedList>[] = [
    { key: 'name', label: m.name, render: (list) => <AppLink href={staffPaths.savedList(list.listId)}>{list.name}</AppLink> },
    { key: 'kind', label: m.kind, render: (list) => (list.chosenCount === null ? m.byFilter : m.byChoice({ count: format.number(list.chosenCount) })) },
    { key: 'owner', label: m.owner, render: (list) => (list.isOwn ? m.own : list.ownerName) },
    { key: 'shared', label: m.shared, render: (list) => (list.isShared ? m.shared : m.kept) },
    { key: 'made', label: m.madeAt, render: (list) => format.moment(list.madeAt) },
  ]
  return (
    <>
      <PageTitle title={m.savedTitle} lede={m.savedLede} action={<ButtonLink href={staffPaths.familyList()}>{m.makeList}</ButtonLink>} />
      <PagedList
        query={lists} caption={m.savedCaption} columns={columns} rowKey={(list) => list.listId}
        empty={{ title: m.savedEmpty, text: m.savedEmptyText }}
      />
    </>
  )
}
