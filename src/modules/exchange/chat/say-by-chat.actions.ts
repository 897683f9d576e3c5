import type { ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { closeAddress } from '#modules/response/index.ts'
import { newId } from '#platform/id.ts'
import { answerSender } from './conversation.actions.ts'
import type { ChatChannel } from './conversation.store.ts'
import { takeIn } from './receive.actions.ts'

/** What somebody writes by chat, line by line, each taken in as if their provider had brought it and answered at once. */
export async function sayByChat(deps: ExchangeDeps, said: { channel: ChatChannel; sender: string; lines: readonly string[] }): Promise<void> {
  const { channel, sender } = said
  const senderMac = closeAddress(deps.keys, { channel, address: sender }).mac
  for (const text of said.lines) {
    await takeIn(deps, channel, { received: [{ providerId: newId(), sender, heard: { kind: 'text', text } }], deliveries: [] })
    await answerSender(deps, { senderMac, channel })
  }
}
