import { ProposeEachButton } from '#modules/registry/bulk-act/propose-each.form.tsx'
import { ProposeButton } from '#modules/registry/bulk-act/propose.form.tsx'
import { ExportButton } from '#modules/registry/export/export-request.form.tsx'
import type { ListSource } from './list-source.contract.ts'
import { SaveListButton, type NewList } from './save-list.form.tsx'

/** Families or persons that something is to be done with: a filter, what was ticked, or a kept list. */
export type ActedOn = NewList | { readonly by: 'saved'; readonly listId: string }

/** What may be done with a list, or with what was ticked in one. */
export function ListActions({ list }: { readonly list: ActedOn }) {
  const source: ListSource = list.by === 'chosen' ? { ...list, subjectIds: [...list.subjectIds] } : list
  return (
    <>
      {list.by !== 'saved' && <SaveListButton list={list} />}
      <ProposeButton list={source} />
      <ProposeEachButton list={source} />
      <ExportButton list={source} />
    </>
  )
}
