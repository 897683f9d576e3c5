import { createHash } from 'node:crypto'
import { receivePhoto } from '#platform/files/receive-photo.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { planVisit, sendFieldVisit, type FieldDeps } from './field.actions.ts'
import { fieldOperations } from './field.contract.ts'
import { takeFieldList } from './field-list.actions.ts'

/** Work at the doors: what is taken along, what is handed in, and on which day somebody comes. */
export function fieldRoutes(deps: FieldDeps): RouteModule {
  return implement(fieldOperations, {
    takeFieldList: ({ actor, query }) => takeFieldList(deps, actor, query),
    addFieldPhoto: async ({ body }) => {
      const received = await receivePhoto(deps, body)
      return received.ok ? ok({ photo: received.value.photo, receivedSha256: createHash('sha256').update(body).digest('hex') }) : received
    },
    sendFieldVisit: ({ actor, command, params, body }) => sendFieldVisit(deps, { actor, command, caseId: params.caseId }, body),
    planVisit: ({ actor, command, params, body }) => planVisit(deps, { actor, command, caseId: params.caseId }, { ...body, taskId: params.taskId }),
  })
}
