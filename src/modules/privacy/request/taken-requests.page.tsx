import { useMessages } from '#web/i18n/react.tsx'
import { PageTitle } from '#web/kit/index.ts'
import { RequestList } from './request-list.part.tsx'

/** The requests of one's area that were written down at a counter, or made by residents themselves. */
export function TakenRequestsPage() {
  const m = useMessages('rights').privacy
  return (
    <>
      <PageTitle title={m.requestsTitle} lede={m.requestsLede} />
      <RequestList state="all" emptyText={m.emptyTaken} opensPerson />
    </>
  )
}
