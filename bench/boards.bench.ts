import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { asOwner } from '#install.ts'
import { loadDemoAccounts } from '#modules/people/index.ts'
import { createReport } from '#modules/response/index.ts'
import { copyCases } from '../test/make/copied-cases.ts'
import { publicActor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { median, percentile, withServer, type Bench, type BenchContext, type BenchServer } from './bench.ts'
import { openBoards, type Boards, type Counted } from './live-boards.ts'
import { openTemplates } from './open-templates.ts'
import { signIn } from './sign-in.ts'

const boardCount = 1_000
const openCases = 100_000
const reportsAMinute = 200
const minutes = 1
const goalSeconds = 3

/** P9: reports that come in steadily while 100,000 cases and a thousand boards are open; each event must reach every board, how long the last one waits, and how long its counts take. */
export const bench: Bench = {
  name: 'boards',
  describes: 'P9: 1,000 live boards over 100,000 open cases, 200 reports a minute; an event on every board, against a bare node:http fan-out of the same bytes',
  run: (context) => withServer((server) => measure(server, context)),
}

/** When each report was sent, by the case that it opened. */
type Sent = ReadonlyMap<string, number>

async function measure(server: BenchServer, context: BenchContext): ReturnType<Bench['run']> {
  await asOwner(server.ownerUrl, (client) => loadDemoAccounts(client, server.deps.regency))
  const count = Math.round(boardCount * context.size)
  await fill(server, context)
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 })
  const boards = await openBoards({ url: `${address}/api/live`, countsUrl: `${address}/api/response/board`, headers: { cookie: await signIn(address, 'secretariat') }, boards: count })
  context.say(`${count} boards are open`)
  const ours = await waitedFor(boards, count, () => beatDrums(server, context))
  const bare = await measureBare(count, ours.sent.size)
  context.say(`${ours.sent.size} reports, ${ours.lost} events lost; the last board heard after p50 ${median(ours.waits).toFixed(3)} s, p99 ${percentile(ours.waits, 0.99).toFixed(3)} s`)
  const figure = (share: number, unit: string) => ({
    value: percentile(ours.waits, share), unit, baseline: 'bare node:http fan-out of the same bytes',
    ratio: percentile(bare.waits, share) / percentile(ours.waits, share), goal: `<= ${goalSeconds} s, none lost`,
    pass: ours.lost === 0 && bare.lost === 0 && percentile(ours.waits, share) <= goalSeconds,
  })
  return [
    figure(0.5, 's until the last board heard, p50'), figure(0.99, 's until the last board heard, p99'), figure(1, 's until the last board heard, worst'),
    countsFigure(ours.counted, context),
  ]
}

async function fill(server: BenchServer, context: BenchContext): Promise<void> {
  const templates = await openTemplates(server)
  const count = Math.round(openCases * context.size)
  context.say(`${count} open cases …`)
  await asOwner(server.ownerUrl, async (client) => {
    await copyCases(client, { templates, count, dueFrom: new Date(Date.now() + 3_600_000), dueOverSeconds: 7_200, salt: `${context.seed} open` })
    await client.query('vacuum analyze')
  })
}

function countsFigure({ times, failed }: Counted, context: BenchContext): Awaited<ReturnType<Bench['run']>>[number] {
  const p99 = percentile(times, 0.99) / 1_000
  context.say(`counts read ${times.length} times, ${failed} not answered, p50 ${(median(times) / 1_000).toFixed(3)} s, p99 ${p99.toFixed(3)} s`)
  return {
    value: p99, unit: 's until a board has its counts, p99', baseline: `the goal of ${goalSeconds} s`, ratio: goalSeconds / p99,
    goal: `<= ${goalSeconds} s, none unanswered`, pass: failed === 0 && times.length > 0 && p99 <= goalSeconds,
  }
}

interface Waited {
  readonly sent: Sent
  /** Seconds from the report to the last board, one for each report that reached all. */
  readonly waits: readonly number[]
  /** Events that some board never heard, counted for each board. */
  readonly lost: number
  readonly counted: Counted
}

async function waitedFor(boards: Boards, count: number, work: () => Promise<Sent>): Promise<Waited> {
  const sent = await work()
  await sleep(2 * goalSeconds * 1_000)
  const { heard, counted } = await boards.heard()
  await boards.close()
  const lost = [...sent.keys()].reduce((sum, caseId) => sum + count - (heard.get(caseId)?.boards ?? 0), 0)
  const waits = [...sent].flatMap(([caseId, at]) => {
    const entry = heard.get(caseId)
    return entry?.boards === count ? [(entry.lastAt - at) / 1_000] : []
  })
  return { sent, waits, lost, counted }
}

/** Reports at an even pace, each as the report page sends it; none waits for the one before. */
async function beatDrums(server: BenchServer, context: BenchContext): Promise<Sent> {
  const villages = [...server.deps.regency.areas.byId.values()].filter((area) => area.kind === 'village')
  const total = Math.max(20, Math.round(reportsAMinute * minutes * context.size))
  const sent = new Map<string, number>()
  const sending: Promise<void>[] = []
  for (let index = 0; index < total; index += 1) {
    const village = villages[(index * 7 + context.seed) % villages.length]!
    sending.push(beatDrum(server, { areaId: village.areaId, index }, (caseId, at) => sent.set(caseId, at)))
    await sleep(60_000 / reportsAMinute)
  }
  await Promise.all(sending)
  return sent
}

async function beatDrum(server: BenchServer, report: { areaId: number; index: number }, opened: (caseId: string, at: number) => void): Promise<void> {
  const at = Date.now()
  const reached = new Promise<string>((resolve) => {
    const unsubscribe = server.deps.live.subscribe((event) => {
      if (event.kind !== 'opened' || event.areaId !== report.areaId) return
      unsubscribe()
      resolve(event.subjectId)
    })
  })
  const call = { actor: publicActor(server.deps.regency.regencyId), command: { id: newId(), bodySha256: Buffer.alloc(32, report.index % 256) }, channel: 'web' as const }
  const answer = await createReport(server.deps, call, {
    category: 'KES', story: 'Tetangga sakit seminggu, tidak bisa bangun, tidak punya jaminan kesehatan.', areaId: report.areaId, subject: 'other',
    subjectName: `Mbah Uji ${report.index}`, contact: 'phone', phone: '081234567890', secret: true,
  })
  if (!answer.ok) throw new Error(`a report was refused: ${answer.error.kind}`)
  opened(await reached, at)
}

/** The least that tells the same: a node:http server that writes the same bytes to every open stream. */
async function measureBare(count: number, events: number): Promise<Waited> {
  const open = new Set<ServerResponse>()
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
    response.write('retry: 2000\n\n')
    open.add(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const boards = await openBoards({ url, headers: {}, boards: count })
  try {
    return await waitedFor(boards, count, async () => {
      const sent = new Map<string, number>()
      for (let index = 0; index < Math.min(events, 50); index += 1) {
        const subjectId = newId()
        sent.set(subjectId, Date.now())
        for (const stream of open) stream.write(`data: ${JSON.stringify({ topic: 'case', kind: 'opened', subjectId })}\n\n`)
        await sleep(60_000 / reportsAMinute)
      }
      return sent
    })
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
