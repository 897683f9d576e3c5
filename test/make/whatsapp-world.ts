import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect } from 'vitest'
import { answerSender } from '#modules/exchange/chat/conversation.actions.ts'
import { closeAddress } from '#modules/response/index.ts'
import { messageFrom, postWebhook, startFakeWhatsApp, type FakeWhatsApp } from '../fakes/whatsapp.ts'
import { startWorld, type World } from '../world.ts'

/** A message as the provider brings it. */
export type Part = { type: string } & Record<string, unknown>

export const words = (body: string): Part => ({ type: 'text', text: { body } })

/** A world whose WhatsApp is the fake one, with the owner's connection to its database. */
export interface WhatsAppWorld {
  readonly world: World
  readonly owner: pg.Client
  readonly fake: FakeWhatsApp
  /** Takes in what somebody sent and answers it, one part after another. */
  readonly send: (from: string, ...parts: readonly Part[]) => Promise<void>
  /** Works off what an address sent. */
  readonly settle: (address: string) => Promise<void>
  readonly close: () => Promise<void>
}

export async function startWithWhatsApp(): Promise<WhatsAppWorld> {
  const fake = await startFakeWhatsApp()
  const world = await startWorld({ environment: fake.environment })
  const owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  const settle = (address: string): Promise<void> =>
    answerSender(world.deps, { senderMac: closeAddress(world.deps.keys, { channel: 'whatsapp', address }).mac, channel: 'whatsapp' })
  return {
    world, owner, fake, settle,
    send: async (from, ...parts) => {
      for (const part of parts) {
        expect((await postWebhook(world, messageFrom({ from }, part, randomUUID()))).statusCode).toBe(200)
        await settle(`+${from}`)
      }
    },
    close: async () => {
      await owner.end()
      await world.close()
      await fake.close()
    },
  }
}
