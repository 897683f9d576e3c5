import { createHash } from 'node:crypto'
import { receivePhoto } from '#platform/files/receive-photo.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { decideConflict, listConflicts } from './conflict.actions.ts'
import { sendSurvey, type SurveyDeps } from './survey.actions.ts'
import { surveyOperations } from './survey.contract.ts'
import { findVisitFamilies, prepareVisit, readSurveyPhoto } from './visit.actions.ts'

/** Visits to families: what they take along, what they bring back, and answers that differ. */
export function surveyRoutes(deps: SurveyDeps): RouteModule {
  return implement(surveyOperations, {
    listVisitFamilies: ({ actor, query }) => findVisitFamilies(deps, actor, query),
    prepareVisit: ({ actor, params }) => prepareVisit(deps, actor, params.familyId),
    addSurveyPhoto: async ({ body }) => {
      const received = await receivePhoto(deps, body)
      return received.ok ? ok({ photo: received.value.photo, receivedSha256: createHash('sha256').update(body).digest('hex') }) : received
    },
    sendSurvey: ({ actor, command, params, body }) => sendSurvey(deps, { actor, command }, { ...params, draft: body }),
    readSurveyPhoto: ({ actor, params }) => readSurveyPhoto(deps, actor, params),
    listConflicts: ({ actor, query }) => listConflicts(deps, actor, query.after),
    decideConflict: ({ actor, command, params, body }) => decideConflict(deps, { actor, command }, { ...params, ...body }),
  })
}
