import { useMessages } from '#web/i18n/react.tsx'
import { PageTitle } from '#web/kit/index.ts'
import { RequestList, type RequestsShown } from './request-list.part.tsx'
import { StateFilter, useRequestsShown } from './state-filter.part.tsx'

/** The requests of one's area that were written down at a counter, or made by residents themselves; those to carry out on their own. */
export function TakenRequestsPage() {
  const m = useMessages('rights').privacy
  const [state, setState] = useRequestsShown('all')
  const emptyTexts: Readonly<Record<RequestsShown, string>> = { open: m.emptyToDecide, to_do: m.emptyToDo, all: m.emptyTaken }
  return (
    <>
      <PageTitle title={m.requestsTitle} lede={m.requestsLede} />
      <StateFilter state={state} onChange={setState} />
      <RequestList state={state} emptyText={emptyTexts[state]} opensPerson />
    </>
  )
}
