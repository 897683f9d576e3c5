import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { asOwner } from '#install.ts'
import { loadDemoAccounts } from '#modules/people/index.ts'
import { createReport } from '#modules/response/index.ts'
import { copyCases } from '../test/make/copied-cases.ts'
import { publicActor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { median, percentile, withServer, type Bench, type BenchContext, type BenchServer } from './bench.ts'
import { linesByRole, toldOf, type Sent, type Told } from './board-hearing.ts'
import { seat, seatsOf, type Seats } from './board-mix.ts'
import { openBoards, type Boards, type Counted, type Heard } from './live-boards.ts'
import { openTemplates } from './open-templates.ts'
import { p99OfEnds, watchSteadiness, type Steadiness } from './steadiness.ts'

const openCases = 100_000
const reportsAMinute = 200
const goalSeconds = 3
/** A server that lasts does not hold a fifth more at the end than in the beginning. */
const mostGrowth = 1.2

/** P9: reports that come in steadily while 100,000 cases and a thousand boards are open; each event must reach every board whose scope covers it and no other, how long the last one waits, and how long its counts take. */
export const bench: Bench = {
  name: 'boards',
  describes: 'P9: 1,000 live boards of villages, districts, agencies and the whole over 100,000 open cases, 200 reports a minute for --minutes N (1); an event on every board that it concerns, against a bare node:http fan-out of the same bytes',
  run: (context) => withServer((server) => asOwner(server.ownerUrl, (owner) => measure(server, { context, owner })), { works: true }),
}

interface Setting {
  readonly context: BenchContext
  readonly owner: pg.Client
}

type Figures = Awaited<ReturnType<Bench['run']>>

async function measure(server: BenchServer, setting: Setting): Promise<Figures> {
  const { context, owner } = setting
  const { regency } = server.deps
  await loadDemoAccounts(owner, regency)
  await fill(server, setting)
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 })
  const seats = seatsOf(regency, context.size)
  const cookies = await seat(owner, regency, { address, seats })
  const groups = seats.map(({ boards }, index) => ({ headers: { cookie: cookies[index]! }, boards }))
  const boards = await openBoards({ url: `${address}/api/live`, countsUrl: `${address}/api/response/board`, groups })
  context.say(`${groups.reduce((sum, group) => sum + group.boards, 0)} boards of ${groups.length} scopes are open; reports for ${context.minutes} min`)
  const watch = watchSteadiness(owner)
  const cpuBefore = process.cpuUsage()
  const sent = await beatDrums(server, setting)
  const steadiness = watch.stop()
  const cpu = process.cpuUsage(cpuBefore)
  context.say(`${((cpu.user + cpu.system) / 1e6).toFixed(1)} CPU seconds of this process, boards included`)
  const { heard, counted } = await heardAtLast(boards)
  const told = toldOf(sent, { seats, heard, regency })
  for (const line of linesByRole(told, { seats, counted })) context.say(line)
  const bare = await measureBare({ events: Math.min(sent.length, 50), boards: Math.round(told.heard / sent.length) })
  context.say(`${sent.length} reports, ${told.heard} times heard, ${told.lost} times lost, ${told.strayed} times heard where it must not be`)
  return [...waitFigures(told, { reports: sent.length, bare }), countsFigure({ seats, counted }, context), ...steadyFigures({ told, counted, steadiness }, context)]
}

async function fill(server: BenchServer, { context, owner }: Setting): Promise<void> {
  const templates = await openTemplates(server)
  const count = Math.round(openCases * context.size)
  context.say(`${count} open cases …`)
  await copyCases(owner, { templates, count, dueFrom: new Date(Date.now() + 7_200_000), dueOverSeconds: 7_200, salt: `${context.seed} open` })
  await owner.query('vacuum analyze')
}

function waitFigures(told: Told, { reports, bare }: { reports: number; bare: readonly number[] }): Figures {
  const seconds = told.waits.map((wait) => wait.seconds)
  const isWhole = told.lost === 0 && told.strayed === 0 && told.waits.length === reports
  const figure = (share: number, name: string): Figures[number] => ({
    value: percentile(seconds, share), unit: `s until the last board heard, ${name}`, baseline: 'bare node:http fan-out of the same bytes',
    ratio: percentile(bare, share) / percentile(seconds, share), goal: `<= ${goalSeconds} s, none lost, none astray`,
    pass: isWhole && percentile(seconds, share) <= goalSeconds,
  })
  return [figure(0.5, 'p50'), figure(0.99, 'p99'), figure(1, 'worst')]
}

/** Every kind of scope must have its counts in time, however few boards it has. */
function countsFigure({ seats, counted }: { seats: readonly Seats[]; counted: readonly Counted[] }, context: BenchContext): Figures[number] {
  const failed = counted.reduce((sum, each) => sum + each.failed, 0)
  const byRole = Map.groupBy(seats.map(({ role }, index) => ({ role, readings: counted[index]!.readings })), ({ role }) => role)
  const tails = [...byRole.values()].map((groups) => percentile(groups.flatMap(({ readings }) => readings.map(({ ms }) => ms / 1_000)), 0.99))
  const all = counted.flatMap(({ readings }) => readings.map(({ ms }) => ms / 1_000))
  const worst = Math.max(...tails)
  context.say(`counts read ${all.length} times, ${failed} not answered, p50 ${median(all).toFixed(3)} s, p99 ${percentile(all, 0.99).toFixed(3)} s`)
  return {
    value: worst, unit: 's until a board has its counts, p99 of the slowest role', baseline: `the goal of ${goalSeconds} s`, ratio: goalSeconds / worst,
    goal: `<= ${goalSeconds} s, none unanswered`, pass: failed === 0 && worst <= goalSeconds,
  }
}

/** Whether the last minute is as the first; a single minute says nothing of it. */
function steadyFigures({ told, counted, steadiness }: { told: Told; counted: readonly Counted[]; steadiness: Steadiness }, context: BenchContext): Figures {
  if (context.minutes < 3) return []
  const { memoryMb, jobs } = steadiness
  const waits = p99OfEnds(told.waits)
  const counts = p99OfEnds(counted.flatMap(({ readings }) => readings.map(({ at, ms }) => ({ at, seconds: ms / 1_000 }))))
  context.say(`first and last minute: memory ${memoryMb.map(Math.round).join(' and ')} MB, jobs waiting ${jobs.join(' and ')}`)
  context.say(`first and last minute, p99: heard ${waits.map((wait) => wait.toFixed(3)).join(' and ')} s, counts ${counts.map((count) => count.toFixed(3)).join(' and ')} s`)
  const held = memoryMb[1] / memoryMb[0]
  return [{
    value: memoryMb[1], unit: 'MB held in the last minute', baseline: 'the first minute', ratio: held, goal: `<= ${mostGrowth} ×, no job left waiting, in time to the end`,
    pass: held <= mostGrowth && jobs[1] <= reportsAMinute / 10 && Math.max(waits[1], counts[1]) <= goalSeconds,
  }]
}

async function heardAtLast(boards: Boards): Promise<{ heard: Heard; counted: readonly Counted[] }> {
  await sleep(2 * goalSeconds * 1_000)
  const heard = await boards.heard()
  await boards.close()
  return heard
}

/** Reports at an even pace, each as the report page sends it; none waits for the one before. */
async function beatDrums(server: BenchServer, { context, owner }: Setting): Promise<readonly Sent[]> {
  const { regency, live } = server.deps
  const villages = [...regency.areas.byId.values()].filter((area) => area.kind === 'village')
  const categories = regency.categories.filter((category) => !category.restricted)
  const total = Math.max(20, Math.round(reportsAMinute * context.minutes * context.size))
  const told: string[] = []
  const unsubscribe = live.subscribe((event) => {
    if (event.topic === 'case' && event.only === undefined) told.push(`${event.kind} ${event.subjectId}`)
  })
  const sentAt = new Map<string, number>()
  const sending: Promise<void>[] = []
  for (let index = 0; index < total; index += 1) {
    const [village, category] = [villages[(index * 7 + context.seed) % villages.length]!, categories[index % categories.length]!]
    sending.push(beatDrum(server, { areaId: village.areaId, category: category.code, index }, (caseId, at) => sentAt.set(caseId, at)))
    await sleep(60_000 / (reportsAMinute * context.size))
  }
  await Promise.all(sending)
  unsubscribe()
  const { rows } = await owner.query<{ caseId: string; areaId: number; officeIds: number[] }>(
    `select case_id as "caseId", area_id as "areaId", office_ids as "officeIds" from response.case_file where case_id = any($1)`, [[...sentAt.keys()]])
  const places = new Map(told.map((each, index) => [each, index + 1]))
  return rows.map((row) => ({ ...row, at: sentAt.get(row.caseId)!, nth: places.get(`opened ${row.caseId}`)! }))
}

async function beatDrum(
  server: BenchServer, report: { areaId: number; category: string; index: number }, opened: (caseId: string, at: number) => void,
): Promise<void> {
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
    category: report.category, story: 'Tetangga sakit seminggu, tidak bisa bangun, tidak punya jaminan kesehatan.', areaId: report.areaId, subject: 'other',
    subjectName: `Mbah Uji ${report.index}`, contact: 'phone', phone: '081234567890', secret: true,
  })
  if (!answer.ok) throw new Error(`a report was refused: ${answer.error.kind}`)
  opened(await reached, at)
}

/** The least that tells the same: a node:http server that writes the same bytes to as many open streams. Gives the seconds that the last stream of each event waited. */
async function measureBare({ events, boards: count }: { events: number; boards: number }): Promise<readonly number[]> {
  const open = new Set<ServerResponse>()
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
    response.write('retry: 2000\n\n')
    open.add(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const boards = await openBoards({ url, groups: [{ headers: {}, boards: count }] })
  try {
    const sent = new Map<string, number>()
    for (let index = 0; index < events; index += 1) {
      const subjectId = newId()
      sent.set(subjectId, Date.now())
      for (const stream of open) stream.write(`data: ${JSON.stringify({ topic: 'case', kind: 'opened', subjectId })}\n\n`)
      await sleep(60_000 / reportsAMinute)
    }
    const { heard } = await heardAtLast(boards)
    return [...sent].map(([subjectId, at]) => ((heard[0]?.get(subjectId)?.lastAt ?? Number.NaN) - at) / 1_000)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
