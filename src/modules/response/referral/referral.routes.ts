import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import type { Deps } from '#deps.ts'
import {
  answerReferral, assessCase, countUnmetNeeds, endReferral, getCaseReferrals, issueReferral, listReferrals, proposeReferral, readReferralLetter,
} from './referral.actions.ts'
import { referralOperations } from './referral.contract.ts'

/** The integrated referral: assessment, letters, what came of them, needs that nobody could meet. */
export function referralRoutes(deps: Deps): RouteModule {
  return implement(referralOperations, {
    getCaseReferrals: ({ actor, params }) => getCaseReferrals(deps, { actor, ...params }),
    assessCase: ({ actor, command, params, body }) => assessCase(deps, { actor, command, ...params }, body),
    proposeReferral: ({ actor, command, params, body }) => proposeReferral(deps, { actor, command, ...params }, body),
    issueReferral: ({ actor, command, params }) => issueReferral(deps, { actor, command, ...params }),
    endReferral: ({ actor, command, params, body }) => endReferral(deps, { actor, command, ...params }, body),
    answerReferral: ({ actor, command, params, body }) => answerReferral(deps, { actor, command, ...params }, body),
    readReferralLetter: ({ actor, params }) => readReferralLetter(deps, { actor, ...params }),
    listReferrals: async ({ actor, query }) => ok(await listReferrals(deps, actor, query)),
    countUnmetNeeds: ({ actor, query }) => countUnmetNeeds(deps, actor, query),
  })
}
