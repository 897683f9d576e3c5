import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { PageTitle, Section, Status, useCommand } from '#web/kit/index.ts'
import { requestOperations } from './request.contract.ts'
import { RequestForm } from './request.form.tsx'
import { RequestList } from './request-list.part.tsx'

/** What one may ask about the data kept of oneself, and what was answered. */
export function OwnRequestsPage() {
  const m = useMessages('rights').privacy
  const format = useFormat()
  const [due, setDue] = useState<string>()
  const asking = useCommand(requestOperations.askAboutOwnData, { onDone: ({ dueAt }) => setDue(dueAt), refreshes: [requestOperations.listDataRequests] })
  return (
    <>
      <PageTitle title={m.ownTitle} lede={m.ownLede} />
      <Section title={m.askTitle}>
        <output>{due !== undefined && <Status tone="good">{m.asked({ due: format.moment(due) })}</Status>}</output>
        <RequestForm
          submit={m.ask}
          problem={asking.problem}
          busy={asking.busy}
          onSubmit={async ({ kind, words }) => (await asking.run({ body: { kind, words } })) !== undefined}
        />
      </Section>
      <Section title={m.listTitle}>
        <RequestList state="all" emptyText={m.emptyOwn} />
      </Section>
    </>
  )
}
