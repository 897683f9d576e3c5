import type { Command } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { closeDeliberation, withdrawMinutes } from './closing.actions.ts'
import {
  attachScan, cancelDeliberation, changeDeliberation, decideItem, openDeliberation, planDeliberation, setAgenda, setAttendance, type DeliberationDeps,
} from './deliberation.actions.ts'
import { deliberationOperations } from './deliberation.contract.ts'
import { getDeliberation, listAgendaCandidates, listDeliberations, openPaper } from './deliberation-view.actions.ts'

/** Village meetings over the API. */
export function deliberationRoutes(deps: DeliberationDeps): RouteModule {
  const call = (asked: { actor: Actor; command: Command }, action: string) => ({ actor: asked.actor, command: asked.command, action })
  return implement(deliberationOperations, {
    planDeliberation: ({ body, ...asked }) => planDeliberation(deps, call(asked, 'planDeliberation'), body),
    listDeliberations: ({ actor, query }) => listDeliberations(deps, actor, query),
    getDeliberation: ({ actor, params }) => getDeliberation(deps, actor, params.deliberationId),
    listAgendaCandidates: ({ actor, params }) => listAgendaCandidates(deps, actor, params.deliberationId),
    changeDeliberation: ({ params, body, ...asked }) => {
      const { seenVersion, ...plan } = body
      return changeDeliberation(deps, call(asked, 'changeDeliberation'), { ...params, seenVersion, plan })
    },
    setAttendance: ({ params, body, ...asked }) => setAttendance(deps, call(asked, 'setAttendance'), { ...params, ...body }),
    setAgenda: ({ params, body, ...asked }) => setAgenda(deps, call(asked, 'setAgenda'), { ...params, ...body }),
    openDeliberation: ({ params, body, ...asked }) => openDeliberation(deps, call(asked, 'openDeliberation'), { ...params, ...body }),
    decideItem: ({ params, body, ...asked }) => {
      const { seenVersion, ...decision } = body
      return decideItem(deps, call(asked, 'decideItem'), { ...params, seenVersion, decision })
    },
    closeDeliberation: ({ params, body, ...asked }) => closeDeliberation(deps, call(asked, 'closeDeliberation'), { ...params, ...body }),
    cancelDeliberation: ({ params, body, ...asked }) => cancelDeliberation(deps, call(asked, 'cancelDeliberation'), { ...params, ...body }),
    withdrawMinutes: ({ params, body, ...asked }) => withdrawMinutes(deps, call(asked, 'withdrawMinutes'), { ...params, ...body }),
    readMinutes: ({ actor, params }) => openPaper(deps, actor, { ...params, paper: 'minutes' }),
    attachScan: ({ params, body, ...asked }) => attachScan(deps, call(asked, 'attachScan'), { ...params, bytes: body }),
    readScan: ({ actor, params }) => openPaper(deps, actor, { ...params, paper: 'scan' }),
  })
}
