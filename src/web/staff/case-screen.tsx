import { CaseMessages } from '#modules/exchange/channel/case-messages.part.tsx'
import { CasePage } from '#modules/response/case/case.page.tsx'
import { useParam } from '#web/kit/index.ts'

/** One case, and below it what its reporters were told and what they said by voice: two modules that do not know each other. */
export function CaseScreen() {
  const caseId = useParam('caseId')
  return (
    <>
      <CasePage />
      <CaseMessages key={caseId} caseId={caseId} />
    </>
  )
}
