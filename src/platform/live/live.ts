import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'

/** Tells open screens that something changed. Carries ids only; who may see the row asks for it. */
export const LiveEvent = z.object({
  topic: z.string(),
  kind: z.string(),
  subjectId: z.string(),
  regencyId: z.int(),
  areaId: z.int(),
  officeIds: z.array(z.int()),
  /** Told to nobody but these accounts, and to whoever has the grant in one of the offices (or in no office at all). */
  only: z.object({ accountIds: z.array(z.string()), grant: z.string() }).optional(),
  /** Never told to these. */
  except: z.object({ accountIds: z.array(z.string()), officeIds: z.array(z.int()) }).optional(),
  /** Who did it, for the other processes; never sent to a screen. */
  by: z.object({ accountId: z.string(), name: z.string() }).optional(),
})
export type LiveEvent = z.infer<typeof LiveEvent>

export const liveChannel = 'kentongan'
const farewellMs = 2_000

/** Tells of something that leaves no trace and of which nothing is kept. It goes out when the transaction commits. */
export async function tellLive(tx: Tx, event: Omit<LiveEvent, 'regencyId'>): Promise<void> {
  await sql`select pg_notify(${liveChannel}, ${JSON.stringify({ ...event, regencyId: tx.regencyId })})`.execute(tx.db)
}

export interface Live {
  /** Calls the listener for each event; gives the function that ends the subscription. */
  readonly subscribe: (listener: (event: LiveEvent) => void) => () => void
  readonly close: () => Promise<void>
}

/** Whether the actor's scope covers the place and one of the offices of the event. */
export function concerns(event: LiveEvent, actor: Actor): boolean {
  if (event.regencyId !== actor.regencyId || isExcepted(event, actor)) return false
  if (event.only !== undefined) {
    const isNamed = actor.accountId !== null && event.only.accountIds.includes(actor.accountId)
    return isNamed || (actor.grants.has(event.only.grant) && (actor.ownOfficeId === null || event.officeIds.includes(actor.ownOfficeId)))
  }
  return actor.areaIds.includes(event.areaId) && event.officeIds.some((officeId) => actor.officeIds.includes(officeId))
}

function isExcepted({ except }: LiveEvent, actor: Actor): boolean {
  if (except === undefined) return false
  return except.accountIds.includes(actor.accountId ?? '') || except.officeIds.includes(actor.ownOfficeId ?? -1)
}

/** Listens on the database, so that every process hears what any process committed; reconnects by itself. */
export async function createLive(url: string, log: Logger): Promise<Live> {
  const listeners = new Set<(event: LiveEvent) => void>()
  let client: pg.Client | undefined
  let closed = false

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url })
    fresh.on('error', (error) => log.warn({ kind: error.message }, 'live connection lost'))
    fresh.on('notification', (message) => deliver(message.payload ?? ''))
    try {
      await fresh.connect()
      await fresh.query(`listen ${liveChannel}`)
    } catch (error) {
      await fresh.end().catch(() => undefined)
      throw error
    }
    client = fresh
    // Only now: an attempt that fails ends too, and must not be made up for twice.
    fresh.on('end', () => reconnectAfter(1_000))
    if (closed) await fresh.end()
  }

  function reconnectAfter(milliseconds: number): void {
    setTimeout(() => {
      if (!closed) connect().catch(() => reconnectAfter(2_000))
    }, milliseconds).unref()
  }

  function deliver(payload: string): void {
    const event = LiveEvent.safeParse(JSON.parse(payload))
    if (!event.success) return
    for (const listener of listeners) listener(event.data)
  }

  await connect()
  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      closed = true
      // A line that is dead without knowing it never says goodbye.
      await Promise.race([client?.end(), sleep(farewellMs, undefined, { ref: false })])
    },
  }
}
