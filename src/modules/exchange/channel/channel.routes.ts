import type { ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { channelOperations } from './channels.contract.ts'
import { listFailed, listOfCase, openVoiceNote, resend, watchChannels, watchMailbox } from './watch.actions.ts'

/** Looking after the channels, and what became of the messages about a case. */
export function channelRoutes(deps: ExchangeDeps): RouteModule {
  return implement(channelOperations, {
    listChannels: async ({ actor }) => ok({ channels: await watchChannels(deps, actor), mailbox: await watchMailbox(deps, actor) }),
    listFailedMessages: async ({ actor, query }) => ok(await listFailed(deps, actor, query.after)),
    resendMessage: ({ actor, command, params }) => resend(deps, { actor, command }, params.messageId),
    listCaseMessages: ({ actor, params }) => listOfCase(deps, actor, params.caseId),
    readVoiceNote: async ({ actor, params }) => {
      const opened = await openVoiceNote(deps, actor, params)
      return opened.ok ? ok({ ...opened.value, immutable: true }) : opened
    },
  })
}
