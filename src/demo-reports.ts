import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import { projectFolder } from '#config.ts'
import { areaIdOf, findOffice, readDemoAccounts } from '#modules/people/index.ts'
import { sweepCases, sweeper } from '#modules/response/index.ts'
import { TestClock } from '#platform/clock.ts'
import { start, type Running, type StartOptions } from '#start.ts'

interface Step {
  readonly minutes: number
  readonly by: string
  readonly does: 'take' | 'answer' | 'visit' | 'finish' | 'conclude'
  readonly words?: string
  readonly result?: string
  readonly verdict?: string
}

interface DemoReport {
  readonly hoursAgo: number
  readonly village: string
  readonly category: string
  readonly story: string
  readonly name?: string
  readonly self?: true
  readonly then: readonly Step[]
}

/** One thing that happens in the demo's last three days. */
interface Happening {
  readonly at: number
  readonly happen: (stage: Stage) => Promise<void>
}

interface Stage {
  readonly running: Running
  readonly clock: TestClock
  readonly caseIds: Map<DemoReport, string>
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/**
 * Plays the demo's reports through the front door, on a second server that nobody reaches and whose clock runs through the last three days:
 * so the demo opens with cases that are answered, late, handed up and settled, made by the same code as every other.
 */
export async function playDemoReports(options: Omit<StartOptions, 'works'>): Promise<void> {
  const now = options.clock.now().getTime()
  const clock = new TestClock(new Date(now - 72 * hourMs))
  const running = await start({ ...options, clock, works: false })
  try {
    const stage = { running, clock, caseIds: new Map<DemoReport, string>() }
    const happenings = [...readReports().flatMap((report) => happeningsOf(report, now)), ...sweeps(now)]
    for (const happening of happenings.toSorted((left, right) => left.at - right.at)) {
      clock.set(new Date(happening.at))
      await happening.happen(stage)
    }
  } finally {
    await running.close()
  }
}

function readReports(): readonly DemoReport[] {
  return (JSON.parse(readFileSync(join(projectFolder, 'demo', 'reports.json'), 'utf8')) as { reports: DemoReport[] }).reports
}

function happeningsOf(report: DemoReport, now: number): Happening[] {
  const at = now - report.hoursAgo * hourMs
  const steps = report.then.map((step): Happening => ({ at: at + step.minutes * minuteMs, happen: (stage) => play(stage, report, step) }))
  return [{ at, happen: (stage) => send(stage, report) }, ...steps]
}

/** Half-hourly, so that what was late in those days was handed up in those days. */
function sweeps(now: number): Happening[] {
  return Array.from({ length: 144 }, (_, index) => ({
    at: now - index * 30 * minuteMs,
    happen: async ({ running }) => void (await sweepCases(running.deps, sweeper(running.deps.regency))),
  }))
}

async function send(stage: Stage, report: DemoReport): Promise<void> {
  const areaId = areaIdOf(report.village)
  const body = {
    category: report.category, story: report.story, areaId, subject: report.self === true ? 'self' : 'other', contact: 'phone', phone: '081200000000', secret: true,
    ...(report.name !== undefined && { subjectName: report.name }),
  }
  good(await stage.running.app.inject({ method: 'POST', url: '/api/response/reports', payload: body, headers: headers() }))
  // A protected case is seen by those who handle it only; nothing is played on it.
  if (report.then.length === 0) return
  const inbox = await as(stage, 'kesra', { method: 'GET', url: `/api/response/cases?areaId=${areaId}` })
  const found = inbox.json<{ items: { caseId: string; summary: string }[] }>().items.find((item) => report.story.startsWith(item.summary.slice(0, 40)))
  if (found === undefined) throw new Error('a demo report opened no case')
  stage.caseIds.set(report, found.caseId)
}

async function play(stage: Stage, report: DemoReport, step: Step): Promise<void> {
  const path = `/api/response/cases/${stage.caseIds.get(report)}`
  const detail = (await as(stage, step.by, { method: 'GET', url: path })).json<{ version: number; tasks: { taskId: string; officeId: number; status: string }[] }>()
  const officeId = findOffice(stage.running.deps.regency, accountOf(step.by).office ?? '')?.officeId
  const taskId = detail.tasks.find((task) => task.officeId === officeId && task.status !== 'done')?.taskId
  const seen = { seenVersion: detail.version }
  const acts = {
    take: { url: `${path}/tasks/${taskId}/holder`, payload: seen },
    answer: { url: `${path}/answers`, payload: { ...seen, words: step.words } },
    visit: { url: `${path}/visits`, payload: { visitedAt: stage.clock.now().toISOString(), findings: step.words, place: null, photos: [] } },
    finish: { url: `${path}/tasks/${taskId}/result`, payload: { ...seen, result: step.result, words: step.words } },
    conclude: { url: `${path}/verdict`, payload: { ...seen, verdict: step.verdict, words: step.words, withdrawOpenTasks: true } },
  }
  await as(stage, step.by, { method: 'POST', ...acts[step.does] })
}

/** As a demo account, signed in anew each time: hours pass between two acts, and a session would have ended. */
async function as(stage: Stage, username: string, request: { method: 'GET' | 'POST'; url: string; payload?: object }): Promise<LightMyRequestResponse> {
  const account = accountOf(username)
  const signedIn = good(await stage.running.app.inject({
    method: 'POST', url: '/api/people/session', payload: { username, password: account.password }, headers: headers(),
  }))
  const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  return good(await stage.running.app.inject({ ...request, headers: { ...headers(), cookie } }))
}

function accountOf(username: string) {
  const account = readDemoAccounts().find((each) => each.username === username)
  if (account === undefined) throw new Error(`demo/reports.json names ${username}, who is not among the demo accounts`)
  return account
}

function headers(): Record<string, string> {
  return { host: 'localhost', origin: 'http://localhost', 'command-id': randomUUID() }
}

function good(answer: LightMyRequestResponse): LightMyRequestResponse {
  if (answer.statusCode >= 300) throw new Error(`the demo could not be played: ${answer.statusCode} ${answer.body}`)
  return answer
}
