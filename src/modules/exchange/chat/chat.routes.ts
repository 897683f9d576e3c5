import type { ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { openChatMedia } from './chat-media.actions.ts'
import { chatOperations } from './conversation.contract.ts'
import { answerChat, endChat, listChats, readChat } from './officer.actions.ts'

/** Officers' side of the conversations. */
export function chatRoutes(deps: ExchangeDeps): RouteModule {
  return implement(chatOperations, {
    listChats: async ({ actor, query }) => ok(await listChats(deps, actor, query.after)),
    getChat: ({ actor, params }) => readChat(deps, actor, params.conversationId),
    readChatMedia: async ({ actor, params }) => {
      const opened = await openChatMedia(deps, actor, params)
      return opened.ok ? ok({ ...opened.value, immutable: true }) : opened
    },
    answerChat: ({ actor, command, params, body }) => answerChat(deps, { actor, command, ...params }, body.words),
    endChat: ({ actor, command, params }) => endChat(deps, { actor, command, ...params }),
  })
}
