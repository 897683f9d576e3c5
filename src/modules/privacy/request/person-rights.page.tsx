import { useState } from 'react'
import { ConsentPart } from '#modules/privacy/consent/consent.part.tsx'
import { personOperations } from '#modules/registry/person/person.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, ButtonLink, PageTitle, Section, Status, useAnswer, useCommand, useParam } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { requestOperations } from './request.contract.ts'
import { RequestForm } from './request.form.tsx'

/** At the counter: what a person asks about their data, and what they agreed to. */
export function PersonRightsPage() {
  const personId = useParam('personId')
  const person = useAnswer(personOperations.getPerson, { params: { personId } })
  const m = useMessages('rights').privacy
  return (
    <>
      {!person.isSuccess && <PageTitle title={m.personLink} />}
      <Answered query={person} rows={4}>
        {({ name }) => (
          <>
            <PageTitle title={m.personTitle({ name })} lede={m.personLede} action={<ButtonLink variant="default" href={staffPaths.person(personId)}>{m.personPage}</ButtonLink>} />
            <TakeRequest personId={personId} />
            <ConsentPart personId={personId} />
          </>
        )}
      </Answered>
    </>
  )
}

function TakeRequest({ personId }: { readonly personId: string }) {
  const m = useMessages('rights').privacy
  const format = useFormat()
  const [made, setMade] = useState<{ readonly requestId: string; readonly dueAt: string }>()
  const taking = useCommand(requestOperations.takeDataRequest, { onDone: setMade, refreshes: [requestOperations.listDataRequests] })
  return (
    <Section title={m.askTitle}>
      <output>
        {made !== undefined && (
          <>
            <Status tone="good">{m.asked({ due: format.moment(made.dueAt) })}</Status>
            <AppLink href={staffPaths.dataRequest(made.requestId)}>{m.openRequest}</AppLink>
          </>
        )}
      </output>
      <RequestForm
        submit={m.take}
        isAtCounter
        problem={taking.problem}
        busy={taking.busy}
        onSubmit={async (draft) => (await taking.run({ params: { personId }, body: draft })) !== undefined}
      />
    </Section>
  )
}
