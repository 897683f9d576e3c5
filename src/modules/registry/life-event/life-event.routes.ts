import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { receivePhoto } from '#platform/files/receive-photo.ts'
import { readEventDocument } from './document.actions.ts'
import { finishEventTask, listEventTasks, listLifeEvents, undoLifeEvent } from './life-event.actions.ts'
import { lifeEventOperations } from './life-event.contract.ts'
import { recordLifeEvent, type LifeEventDeps } from './record-event.actions.ts'

/** What happens in lives, and what it asks to be done. */
export function lifeEventRoutes(deps: LifeEventDeps): RouteModule {
  return implement(lifeEventOperations, {
    recordLifeEvent: ({ actor, command, body }) => recordLifeEvent(deps, { actor, command }, body),
    undoLifeEvent: ({ actor, command, params, body }) => undoLifeEvent(deps, { actor, command }, { ...params, ...body }),
    listLifeEvents: ({ actor, query }) => listLifeEvents(deps, actor, query),
    addEventDocument: async ({ body }) => {
      const received = await receivePhoto(deps, body)
      return received.ok ? ok({ document: received.value.photo }) : received
    },
    readEventDocument: ({ actor, params }) => readEventDocument(deps, actor, params),
    listEventTasks: ({ actor, query }) => listEventTasks(deps, actor, query),
    finishEventTask: ({ actor, command, params, body }) => finishEventTask(deps, { actor, command }, { taskId: params.eventTaskId, ...body }),
  })
}
