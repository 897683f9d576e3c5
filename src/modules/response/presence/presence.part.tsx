import { useMessages } from '#web/i18n/react.tsx'
import { Status, useAnswer, useLive, useRefresh } from '#web/kit/index.ts'
import { presenceOperations } from './presence.contract.ts'

const askEveryMs = 20_000

/** Says who else has the case open, so that two do not write the same answer. */
export function Lookers({ caseId }: { readonly caseId: string }) {
  const m = useMessages('response').caseWork
  const refresh = useRefresh()
  const { data } = useAnswer(presenceOperations.listLookers, { params: { caseId } }, { everyMs: askEveryMs })
  useLive((event) => {
    if (event?.topic === 'presence' && event.subjectId === caseId) void refresh(presenceOperations.listLookers)
  })
  const names = data?.lookers.map(({ name }) => name) ?? []
  return <p role="status">{names.length > 0 && <Status tone="info">{m.lookers({ names: names.join(', ') })}</Status>}</p>
}
