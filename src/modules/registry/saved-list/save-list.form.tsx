import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Dialog, errorFor, ErrorSummary, useCommand, useGo } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { listLimits, savedListOperations, type SavedList } from './saved-list.contract.ts'
import type { FamilyFilter } from './family-filter.contract.ts'
import type { SubjectKind } from './saved-list.contract.ts'

/** What a new list is made of. */
export type NewList =
  | { readonly by: 'filter'; readonly filter: FamilyFilter }
  | { readonly by: 'chosen'; readonly subject: SubjectKind; readonly subjectIds: readonly string[] }

/** The button that keeps a filter, or what was ticked, with the dialog that names it. */
export function SaveListButton({ list }: { readonly list: NewList }) {
  const m = useMessages('family').lists
  const format = useFormat()
  const go = useGo()
  const [isOpen, setIsOpen] = useState(false)
  const create = useCommand(savedListOperations.createSavedList, {
    refreshes: [savedListOperations.listSavedLists], onDone: ({ listId }) => go(staffPaths.savedList(listId)),
  })

  function save(name: string, isShared: boolean): void {
    const of = list.by === 'filter' ? list : { ...list, subjectIds: [...list.subjectIds] }
    void create.run({ body: { name, isShared, of } })
  }

  return (
    <>
      <Button variant="default" onClick={() => setIsOpen(true)}>{m.save}</Button>
      <ListDialog isOpen={isOpen} onClose={() => setIsOpen(false)} title={m.saveTitle} confirm={m.save} command={create} onSave={save}>
        {list.by === 'filter' ? m.saveFilter : m.saveChosen({ count: format.number(list.subjectIds.length) })}
      </ListDialog>
    </>
  )
}

interface ListDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  readonly confirm: string
  readonly command: Pick<ReturnType<typeof useCommand>, 'busy' | 'problem' | 'reset'>
  readonly initial?: Pick<SavedList, 'name' | 'isShared'>
  readonly children?: string
  readonly onSave: (name: string, isShared: boolean) => void
}

/** Names a list, and says whether colleagues may open it. What was typed stays until it is kept. */
export function ListDialog(props: ListDialogProps) {
  const m = useMessages('family')
  const [name, setName] = useState(props.initial?.name ?? '')
  const [isShared, setIsShared] = useState(props.initial?.isShared ?? false)
  const [isTried, setIsTried] = useState(false)
  const { command } = props

  function submit(event: FormEvent): void {
    event.preventDefault()
    setIsTried(true)
    if (name.trim() !== '') props.onSave(name.trim(), isShared)
  }

  function close(): void {
    command.reset()
    props.onClose()
  }

  return (
    <Dialog isOpen={props.isOpen} onClose={close} title={props.title}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <ErrorSummary problem={command.problem} fields={{ name: m.lists.name }} />
          {props.children !== undefined && <Text>{props.children}</Text>}
          <TextInput
            id="name" label={m.lists.name} description={m.lists.nameHint} value={name} maxLength={listLimits.name} data-autofocus
            error={errorFor(command.problem, 'name') ?? (isTried && name.trim() === '' && m.lists.nameMissing)}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox label={m.lists.share} description={m.lists.shareHint} checked={isShared} onChange={(event) => setIsShared(event.currentTarget.checked)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>{m.common.cancel}</Button>
            <Button type="submit" loading={command.busy}>{props.confirm}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
