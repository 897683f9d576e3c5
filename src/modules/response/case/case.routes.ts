import type { Deps } from '#deps.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Command } from '#platform/act.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import * as actions from './case.actions.ts'
import { caseOperations } from './case.contract.ts'
import { readCase, readCaseOfficers, readVisitPhoto } from './case-view.actions.ts'

/** Everything that officers do with a case. */
export function caseRoutes(deps: actions.CaseDeps & Pick<Deps, 'files' | 'keys'>): RouteModule {
  return implement(caseOperations, {
    getCase: ({ actor, params }) => readCase(deps, { actor, caseId: params.caseId }),
    listCaseOfficers: ({ actor, params }) => readCaseOfficers(deps, { actor, caseId: params.caseId }),
    takeTask: (call) => actions.takeTask(deps, on(call), { ...call.body, ...task(call) }),
    assignTask: (call) => actions.assignTask(deps, on(call), { ...call.body, ...task(call) }),
    answerCase: (call) => actions.answerCase(deps, on(call), call.body),
    askReporter: (call) => actions.askReporter(deps, on(call), { ...call.body, ...task(call) }),
    referCase: (call) => actions.referCase(deps, on(call), call.body),
    handOverTask: (call) => actions.handOverTask(deps, on(call), { ...call.body, ...task(call) }),
    handBackTask: (call) => actions.handBackTask(deps, on(call), { ...call.body, ...task(call) }),
    handUpCase: (call) => actions.handUpCase(deps, on(call), call.body),
    handDownCase: (call) => actions.handDownCase(deps, on(call), call.body),
    recordVisit: (call) => actions.recordVisit(deps, on(call), { ...call.body, visitedAt: new Date(call.body.visitedAt) }),
    readVisitPhoto: ({ actor, params }) => readVisitPhoto(deps, { actor, ...params }),
    noteCase: (call) => actions.noteCase(deps, on(call), call.body),
    finishTask: (call) => actions.finishTask(deps, on(call), { ...call.body, ...task(call) }),
    concludeCase: (call) => actions.decideVerdict(deps, on(call), call.body),
    reopenCase: (call) => actions.takeUpAgain(deps, on(call), { seenVersion: call.body.seenVersion, words: call.body.reason }),
    placeCase: (call) => actions.correctPlace(deps, on(call), call.body),
  })
}

function on(call: { actor: Actor; command: Command; params: { caseId: string } }): actions.CaseCall {
  return { actor: call.actor, command: call.command, caseId: call.params.caseId }
}

function task(call: { params: { taskId: string } }): { taskId: string } {
  return { taskId: call.params.taskId }
}
