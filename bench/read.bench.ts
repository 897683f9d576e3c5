import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { asOwner } from '#install.ts'
import { loadDemoAccounts, resolveActor } from '#modules/people/index.ts'
import { createContexts, type Actor } from '#platform/db/actor.ts'
import { createPool } from '#platform/db/db.ts'
import type { Operations } from '#platform/http/contract.ts'
import { addRoutes, implement } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { median, withServer, type Bench, type BenchContext, type BenchServer } from './bench.ts'
import { load } from './http-load.ts'
import { signIn } from './sign-in.ts'

const lanes = 16

/** P1: one row over HTTP through the whole server (session, access, door, schema), against node:http and pg doing the same transaction, and against the bare query. */
export const bench: Bench = {
  name: 'read',
  describes: 'P1: HTTP read of one row through asActor, against raw node:http + pg doing the same transaction, and the bare query',
  run: (context) => withServer((server) => measure(server, context)),
}

const operations = {
  benchReadOffice: {
    method: 'GET', path: '/api/bench/offices/:officeId', access: 'signed_in', summary: 'One office.', params: z.object({ officeId: z.coerce.number().int() }),
    ok: z.object({ officeId: z.int(), key: z.string(), kind: z.string() }),
  },
} as const satisfies Operations

async function measure(server: BenchServer, context: BenchContext): ReturnType<Bench['run']> {
  await asOwner(server.ownerUrl, (client) => loadDemoAccounts(client, server.deps.regency))
  addRoutes(server.app, readRoutes(server), server.deps)
  let actor: Actor | undefined
  server.app.get('/bench/actor', async (request) => {
    actor = await resolveActor(server.deps, request)
    return ''
  })
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 })
  const cookie = await signIn(address, 'agency_officer')
  await fetch(`${address}/bench/actor`, { headers: { cookie } })
  if (actor?.accountId === undefined || actor.accountId === null) throw new Error('the benchmark is not signed in')
  const [same, bare] = await Promise.all([startRaw(server.appUrl, createContexts([])(actor).sql), startRaw(server.ownerUrl, undefined)])
  const ways = { ours: `${address}/api/bench/offices/1`, same: same.url, bare: bare.url }
  const rates = await inTurns(ways, { cookie, seconds: Math.max(1, 4 * context.size) })
  await Promise.all([same.close(), bare.close()])
  const figure = (baseline: string, than: number, goal: number) => ({
    value: rates.ours, unit: 'reads/s', baseline, ratio: rates.ours / than, goal: `≥ ${goal}`, pass: rates.ours / than >= goal,
  })
  return [figure('node:http + pg, the same transaction', rates.same, 0.85), figure('node:http + pg, the bare query', rates.bare, 0.5)]
}

function readRoutes(server: BenchServer) {
  return implement(operations, {
    benchReadOffice: async ({ actor, params }) => ok(await server.deps.db.asActor(actor, async (tx) => {
      const row = await tx.db.selectFrom('people.office').select(['office_id', 'key', 'kind'])
        .where('regency_id', '=', tx.regencyId).where('office_id', '=', params.officeId).executeTakeFirstOrThrow()
      return { officeId: row.office_id, key: row.key, kind: row.kind }
    })),
  })
}

interface RawServer {
  readonly url: string
  readonly close: () => Promise<void>
}

/** The least code that gives the same answer; with a context the same transaction, without one only the query. */
async function startRaw(url: string, context: string | undefined): Promise<RawServer> {
  const pool = createPool(url, { max: lanes })
  const select = 'select office_id, key, kind from people.office where regency_id = 3510 and office_id = $1'
  const server: Server = createServer(async (_request, response) => {
    const client = await pool.connect()
    if (context !== undefined) await client.query(context)
    const { rows } = await client.query<{ office_id: number; key: string; kind: string }>(select, [1])
    if (context !== undefined) await client.query('commit')
    client.release()
    const row = rows[0]!
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ officeId: row.office_id, key: row.key, kind: row.kind }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async (): Promise<void> => {
    await new Promise((resolve) => server.close(resolve))
    await pool.end()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close }
}

async function inTurns(ways: Readonly<Record<'ours' | 'same' | 'bare', string>>, how: { cookie: string; seconds: number }) {
  const rates = { ours: [] as number[], same: [] as number[], bare: [] as number[] }
  for (let round = 0; round < 5; round += 1) {
    for (const way of ['same', 'ours', 'bare'] as const) {
      const rate = await load({ url: ways[way], headers: { cookie: how.cookie }, lanes, seconds: how.seconds })
      // The first round warms everything up.
      if (round > 0) rates[way].push(rate)
    }
  }
  return { ours: median(rates.ours), same: median(rates.same), bare: median(rates.bare) }
}
