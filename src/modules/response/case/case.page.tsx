import { useState } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { planOperations } from '#modules/response/plan/plan.contract.ts'
import { Answered, ButtonLink, PageTitle, useAnswer, useLive, useParam, useRefresh } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useSession } from '#web/staff/session.tsx'
import { caseOperations } from './case.contract.ts'
import type { ShownAct } from './case-acts.part.tsx'
import { CaseView } from './case.part.tsx'

/** One case on a page of its own; it follows what others do to it. */
export function CasePage() {
  const m = useMessages('response')
  const caseId = useParam('caseId')
  const { scope } = useSession()
  const [chosen, setChosen] = useState<ShownAct>()
  const found = useAnswer(caseOperations.getCase, { params: { caseId } })
  const refresh = useRefresh()
  useLive((event) => {
    if (event === undefined || (event.topic === 'case' && event.subjectId === caseId)) void refresh(caseOperations.getCase, planOperations.getPlan)
  })
  return (
    <Answered query={found} rows={8}>
      {(detail) => (
        <>
          <PageTitle
            title={m.caseWork.title({ number: detail.caseNumber })}
            lede={detail.summary}
            action={
              <ButtonLink variant="default" href={staffPaths.inbox()}>
                {m.caseWork.toInbox}
              </ButtonLink>
            }
          />
          <CaseView key={caseId} detail={detail} officeId={scope.officeId} chosen={chosen} onChoose={setChosen} level={2} />
        </>
      )}
    </Answered>
  )
}
