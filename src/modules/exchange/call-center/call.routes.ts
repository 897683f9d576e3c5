import { openWithKey } from '#modules/exchange/key/key.actions.ts'
import type { ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { createReport } from '#modules/response/index.ts'
import { problemWords } from '#modules/response/report/problem-words.rules.ts'
import { publicActor } from '#platform/db/actor.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { err } from '#platform/result.ts'
import { callOperations } from './call.contract.ts'
import { draftOfCall } from './call.rules.ts'

/** Where the emergency call centre hands calls over. */
export function callRoutes(deps: ExchangeDeps): RouteModule {
  return implement(callOperations, {
    handOverCall: async ({ body, command, language, request, reply }) => {
      const key = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
      const opened = await openWithKey(deps, { key, purpose: 'call_center' })
      if (!opened.ok) {
        if (opened.error.kind === 'too_many_requests') reply.header('retry-after', String(opened.error.retryAfterSeconds))
        return opened
      }
      const actor = publicActor(deps.regency.regencyId)
      const taken = await createReport(deps, { actor, command, channel: 'call_center' }, draftOfCall(body, deps.regency))
      if (taken.ok || taken.error.kind === 'command_reused') return taken
      const errors = 'problems' in taken.error ? taken.error.problems.map((problem) => ({ pointer: `#/${problem.field}`, message: problemWords(language, problem), ...problem })) : []
      return err({ kind: 'report_invalid' as const, errors })
    },
  })
}
