import type { Command } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import {
  attachDecree, determineProposals, discardDetermination, prepareCorrection, prepareDetermination, type DeterminationDeps,
} from './determination.actions.ts'
import { determinationOperations } from './determination.contract.ts'
import { getDetermination, listDeterminationCandidates, listDeterminations, openDocument } from './determination-view.actions.ts'

/** The regent's determinations over the API. */
export function determinationRoutes(deps: DeterminationDeps): RouteModule {
  const call = (asked: { actor: Actor; command: Command }, action: string) => ({ actor: asked.actor, command: asked.command, action })
  return implement(determinationOperations, {
    listDeterminations: ({ actor, query }) => listDeterminations(deps, actor, query),
    listDeterminationCandidates: async ({ actor }) => ok(await listDeterminationCandidates(deps, actor)),
    prepareDetermination: ({ body, ...asked }) => prepareDetermination(deps, call(asked, 'prepareDetermination'), body.proposalIds),
    getDetermination: ({ actor, params }) => getDetermination(deps, actor, params.determinationId),
    determineProposals: ({ params, body, ...asked }) => determineProposals(deps, call(asked, 'determineProposals'), { ...params, ...body }),
    discardDetermination: ({ params, body, ...asked }) => discardDetermination(deps, call(asked, 'discardDetermination'), { ...params, ...body }),
    prepareCorrection: ({ params, body, ...asked }) => prepareCorrection(deps, call(asked, 'prepareCorrection'), { ...params, ...body }),
    readDeterminationDocument: ({ actor, params }) => openDocument(deps, actor, { ...params, paper: 'document' }),
    attachDecree: ({ params, body, ...asked }) => attachDecree(deps, call(asked, 'attachDecree'), { ...params, bytes: body }),
    readSignedDecree: ({ actor, params }) => openDocument(deps, actor, { ...params, paper: 'scan' }),
  })
}
