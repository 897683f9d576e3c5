import { CarryOutForm } from '#modules/privacy/carry-out/carry-out.form.tsx'
import { useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, PageTitle, Section, Status, useAnswer, useParam } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { requestOperations, type DataRequest } from './request.contract.ts'
import { CopyLinks, requestTones } from './request-list.part.tsx'
import { RequestRoad } from './request-road.part.tsx'

/** One request about data: its whole road, and what is to be done for who does it. */
export function DataRequestPage() {
  const requestId = useParam('requestId')
  const m = useMessages('rights').privacy
  const request = useAnswer(requestOperations.getDataRequest, { params: { requestId } })
  return (
    <>
      {!request.isSuccess && <PageTitle title={m.road} />}
      <Answered query={request} rows={4}>
        {(shown) => <Shown request={shown} />}
      </Answered>
    </>
  )
}

function Shown({ request }: { readonly request: DataRequest }) {
  const m = useMessages('rights').privacy
  const mayCarryOut = useCan('privacy.request.take')
  const opensPerson = useCan('registry.person.read') && mayCarryOut && !(request.kind === 'erasure' && request.state === 'granted')
  return (
    <>
      <PageTitle title={m.kinds[request.kind]} lede={request.areaName} />
      <output><Status tone={requestTones[request.state]}>{m.states[request.state]}</Status></output>
      {opensPerson && <p><AppLink href={staffPaths.personRights(request.personId)}>{m.openPerson}</AppLink></p>}
      <Section title={m.road}>
        <RequestRoad request={request} />
      </Section>
      <CopyLinks request={request} />
      {mayCarryOut && request.task !== null && request.task.done === null && <CarryOutForm request={request} />}
    </>
  )
}
