import type { Deps } from '#deps.ts'
import type { Pile } from '#modules/people/index.ts'
import type { Module } from '#platform/module.ts'
import { chatPile } from './chat/conversation.store.ts'
import { callRoutes } from './call-center/call.routes.ts'
import { channelRoutes } from './channel/channel.routes.ts'
import { chatRoutes } from './chat/chat.routes.ts'
import { accusedJob, deliveryJob, senderJob } from './chat/conversation.jobs.ts'
import { unfinishedLoop } from './chat/unfinished.actions.ts'
import { noticeJob } from './message/message.jobs.ts'
import { mailboxLoops } from './mailbox/mailbox.actions.ts'
import { outboxLoops } from './message/outbox.loop.ts'
import { keyRoutes } from './key/key.routes.ts'
import { open311Pages } from './open311/open311.routes.ts'
import { paperPages } from './paper/paper-page.routes.ts'
import { posterRoutes } from './poster/poster.routes.ts'
import { templateRoutes } from './template/template.routes.ts'
import { smsPages } from './sms/sms-hook.routes.ts'
import { whatsappPages } from './whatsapp/webhook.routes.ts'

export { connectedChannels } from './channel/channel.actions.ts'
export { isMailboxStill } from './mailbox/mailbox.rules.ts'
export { sayByChat } from './chat/say-by-chat.actions.ts'
export { checkTemplates } from './template/template.actions.ts'

/** Channels to and from the people: what is told to reporters, reports by chat, other programs that report and follow. */
export const exchangeModule: Module<Deps> = {
  name: 'exchange',
  routes: (deps) => [channelRoutes(deps), chatRoutes(deps), keyRoutes(deps), callRoutes(deps), posterRoutes(deps), templateRoutes(deps)],
  pages: (deps) => [...whatsappPages(deps), ...smsPages(deps), ...open311Pages(deps), ...paperPages(deps)],
  jobs: (deps) => [noticeJob(deps), senderJob(deps), deliveryJob(deps), accusedJob(deps)],
  loops: (deps) => [...outboxLoops(deps), ...mailboxLoops(deps), unfinishedLoop(deps)],
}

/** What waits for people who talk with reporters. */
export const exchangePiles: readonly Pile[] = [chatPile]
