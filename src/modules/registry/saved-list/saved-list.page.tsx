import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, ConfirmDialog, ErrorSummary, PagedList, PageTitle, useAnswer, useCommand, useGo, usePages, useParam } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { ListActions } from './list-actions.part.tsx'
import { ChoiceBar, useChoice, useListColumns } from './list-rows.part.tsx'
import { ListDialog } from './save-list.form.tsx'
import { savedListOperations, type SavedList } from './saved-list.contract.ts'

/** A kept list as it is now. */
export function SavedListPage() {
  const listId = useParam('listId')
  const found = useAnswer(savedListOperations.getSavedList, { params: { listId } })
  return <Answered query={found}>{(list) => <Kept key={`${list.listId} ${list.name} ${list.isShared}`} list={list} />}</Answered>
}

function Kept({ list }: { readonly list: SavedList }) {
  const m = useMessages('family').lists
  const format = useFormat()
  const words = [
    list.chosenCount === null ? m.byFilter : m.byChoice({ count: format.number(list.chosenCount) }), list.isOwn ? m.own : list.ownerName,
    list.isShared ? m.shared : m.kept, format.moment(list.madeAt),
  ]
  return (
    <>
      <PageTitle title={list.name} lede={words.join(' · ')} />
      <Rows list={list} />
      {list.isOwn && <OwnActs list={list} />}
    </>
  )
}

function Rows({ list }: { readonly list: SavedList }) {
  const m = useMessages('family').lists
  const choice = useChoice()
  const rows = usePages(savedListOperations.listSavedListRows, { params: { listId: list.listId } })
  const change = useCommand(savedListOperations.changeSavedListMembers, {
    refreshes: [savedListOperations.listSavedListRows, savedListOperations.getSavedList], onDone: choice.forget,
  })
  const takeOut = (): void => void change.run({ params: { listId: list.listId }, body: { change: 'remove', subjectIds: [...choice.ids] } })
  const chosen = { by: 'chosen' as const, subject: list.subject, subjectIds: choice.ids }
  return (
    <>
      <ErrorSummary problem={change.problem} />
      <ChoiceBar choice={choice}>
        <ListActions list={choice.ids.length > 0 ? chosen : { by: 'saved', listId: list.listId }} />
        {list.isOwn && list.chosenCount !== null && choice.ids.length > 0 && (
          <Button variant="default" loading={change.busy} onClick={takeOut}>{m.takeOut}</Button>
        )}
      </ChoiceBar>
      <PagedList
        query={rows} caption={list.subject === 'family' ? m.caption : m.personsCaption} columns={useListColumns(list.subject, choice)}
        rowKey={(row) => row.subjectId} empty={{ title: m.emptyList, text: m.emptyListText }}
      />
    </>
  )
}

function OwnActs({ list }: { readonly list: SavedList }) {
  const m = useMessages('family').lists
  const go = useGo()
  const [asked, setAsked] = useState<'change' | 'delete'>()
  const params = { listId: list.listId }
  const refreshes = [savedListOperations.listSavedLists]
  const change = useCommand(savedListOperations.changeSavedList, { refreshes: [...refreshes, savedListOperations.getSavedList], onDone: () => setAsked(undefined) })
  const remove = useCommand(savedListOperations.deleteSavedList, { refreshes, onDone: () => go(staffPaths.savedLists) })
  return (
    <Group mt="xl">
      <Button variant="default" onClick={() => setAsked('change')}>{m.change}</Button>
      <Button variant="default" c="red.8" onClick={() => setAsked('delete')}>{m.delete}</Button>
      <ListDialog
        isOpen={asked === 'change'} onClose={() => setAsked(undefined)} title={m.changeTitle} confirm={m.change} command={change} initial={list}
        onSave={(name, isShared) => void change.run({ params, body: { name, isShared } })}
      />
      <ConfirmDialog
        isOpen={asked === 'delete'} onClose={() => setAsked(undefined)} title={m.deleteTitle} confirm={m.delete} isDangerous busy={remove.busy}
        problem={remove.problem} onConfirm={() => void remove.run({ params })}
      >
        {m.deleteText}
      </ConfirmDialog>
    </Group>
  )
}
