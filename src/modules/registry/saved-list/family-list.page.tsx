import { Text } from '@mantine/core'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { ErrorState, PagedList, PageTitle, useAnswer, usePages, usePlace } from '#web/kit/index.ts'
import type { FamilyFilter } from './family-filter.contract.ts'
import { readFamilyFilter } from './family-filter.rules.ts'
import { FamilyFilterForm } from './family-filter.form.tsx'
import { ListActions } from './list-actions.part.tsx'
import { ChoiceBar, useChoice, useListColumns } from './list-rows.part.tsx'
import { savedListOperations } from './saved-list.contract.ts'

/** Families by place, decile and age; the filter stands in the address. */
export function FamilyListPage() {
  const m = useMessages('family').lists
  const filter = useFilter()
  const key = JSON.stringify(filter)
  return (
    <>
      <PageTitle title={m.familiesTitle} lede={m.familiesLede} />
      <FamilyFilterForm key={`form ${key}`} initial={filter} />
      <Families key={key} filter={filter} />
    </>
  )
}

/** What the address says; what it says wrongly is left out. */
function useFilter(): FamilyFilter {
  const { search } = usePlace()
  return readFamilyFilter(new URLSearchParams(search))
}

function Families({ filter }: { readonly filter: FamilyFilter }) {
  const m = useMessages('family').lists
  const choice = useChoice()
  const families = usePages(savedListOperations.listFamilies, { query: filter })
  const columns = useListColumns('family', choice)
  const list = choice.ids.length > 0 ? { by: 'chosen' as const, subject: 'family' as const, subjectIds: choice.ids } : { by: 'filter' as const, filter }
  return (
    <>
      <Total filter={filter} />
      <ChoiceBar choice={choice}>
        <ListActions list={list} />
      </ChoiceBar>
      <PagedList query={families} caption={m.caption} columns={columns} rowKey={(row) => row.subjectId} empty={{ title: m.empty, text: m.emptyText }} />
    </>
  )
}

function Total({ filter }: { readonly filter: FamilyFilter }) {
  const m = useMessages('family').lists
  const format = useFormat()
  const counted = useAnswer(savedListOperations.countFamilies, { query: filter })
  if (counted.error !== null) return <ErrorState error={counted.error} onRetry={() => void counted.refetch()} busy={counted.isFetching} />
  return <Text component="output" display="block" fw={700} mb="sm">{counted.data === undefined ? '…' : m.count({ count: format.number(counted.data.families) })}</Text>
}
