import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '#config.ts'
import { areaIdOf, findOffice } from '#modules/people/index.ts'
import { surveyElements, sweepCases, sweeper } from '#modules/response/index.ts'
import { TestClock } from '#platform/clock.ts'
import { dayOf } from '#platform/day.ts'
import { publicPaths } from '#web/routes.ts'
import { start, type StartOptions } from '#start.ts'
import { officeHappenings } from '#demo-offices.ts'
import { registerHappenings, workOnLists } from '#demo-register.ts'
import { accountOf, as, good, headers, type Happening, type Stage } from '#demo-stage.ts'

interface Step {
  readonly minutes: number
  readonly by: string
  readonly does: 'take' | 'answer' | 'visit' | 'finish' | 'conclude' | 'assess' | 'refer' | 'sign' | ReporterAct
  readonly words?: string
  readonly result?: string
  readonly verdict?: string
  /** A sector of the integrated referral; what is asked of whom by letter: an office, or a body of referrals.yaml. */
  readonly sector?: string
  readonly service?: string
  readonly toOffice?: string
  readonly toBody?: string
  /** The nine elements of the survey, a digit each. */
  readonly marks?: string
}

type ReporterAct = 'confirm' | 'dispute' | 'rate'

interface DemoReport {
  readonly hoursAgo: number
  readonly village: string
  readonly category: string
  readonly story: string
  readonly name?: string
  readonly self?: true
  readonly then: readonly Step[]
}

interface Reports extends Stage {
  readonly caseIds: Map<DemoReport, string>
  readonly receiptCodes: Map<DemoReport, string>
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/**
 * Plays the demo's reports through the front door, on a second server that nobody reaches and whose clock runs through the months before: so the
 * demo opens with cases that are answered, late, handed up and settled, and with months to look back on, made by the same code as every other.
 */
export async function playDemoReports(options: Omit<StartOptions, 'works'>): Promise<void> {
  const now = options.clock.now().getTime()
  const reports = readReports()
  const firstAt = Math.min(...reports.map(({ hoursAgo }) => now - hoursAgo * hourMs))
  const clock = new TestClock(new Date(firstAt))
  const running = await start({ ...options, clock, works: false })
  try {
    const stage = { running, clock, caseIds: new Map<DemoReport, string>(), receiptCodes: new Map<DemoReport, string>() }
    const happenings: Happening<Reports>[] = [
      ...reports.flatMap((report) => happeningsOf(report, now)), ...sweeps(firstAt, now), ...publication(options, now), ...officeHappenings(now), ...registerHappenings(now),
    ]
    await workOnLists(stage)
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

function happeningsOf(report: DemoReport, now: number): Happening<Reports>[] {
  const at = now - report.hoursAgo * hourMs
  const steps = report.then.map((step): Happening<Reports> => ({ at: at + step.minutes * minuteMs, happen: (stage) => play(stage, report, step) }))
  return [{ at, happen: (stage) => send(stage, report) }, ...steps]
}

/** Half-hourly, so that what was late in those days was handed up in those days. */
function sweeps(from: number, now: number): Happening<Reports>[] {
  return Array.from({ length: Math.floor((now - from) / (30 * minuteMs)) }, (_, index) => ({
    at: now - index * 30 * minuteMs,
    happen: async ({ running }) => void (await sweepCases(running.deps, sweeper(running.deps.regency))),
  }))
}

/** The figures of the month before are made public on the second day of this one. */
function publication({ regency }: Pick<StartOptions, 'regency'>, now: number): Happening<Reports>[] {
  const [thisMonth] = dayOf(new Date(now), regency.timeZone).match(/^\d{4}-\d{2}/) ?? []
  const at = Date.parse(`${thisMonth}-02T03:00:00Z`)
  if (at >= now) return []
  const month = new Date(at - 3 * 24 * hourMs).toISOString().slice(0, 7)
  const payload = { month }
  return [{ at, happen: async (stage) => void (await as(stage, 'kesra', { method: 'POST', url: '/api/response/performance/publications', payload })) }]
}

async function send(stage: Reports, report: DemoReport): Promise<void> {
  const areaId = areaIdOf(report.village)
  const body = {
    category: report.category, story: report.story, areaId, subject: report.self === true ? 'self' : 'other', contact: 'phone', phone: '081200000000', secret: true,
    ...(report.name !== undefined && { subjectName: report.name }),
  }
  const sent = good(await stage.running.app.inject({ method: 'POST', url: '/api/response/reports', payload: body, headers: headers() }))
  stage.receiptCodes.set(report, sent.json<{ receiptCode: string }>().receiptCode)
  // A protected case is seen by those who handle it only; nothing is played on it.
  if (report.then.length === 0) return
  const inbox = await as(stage, 'kesra', { method: 'GET', url: `/api/response/cases?areaId=${areaId}` })
  const found = inbox.json<{ items: { caseId: string; summary: string }[] }>().items.find((item) => report.story.startsWith(item.summary.slice(0, 40)))
  if (found === undefined) throw new Error('a demo report opened no case')
  stage.caseIds.set(report, found.caseId)
}

async function play(stage: Reports, report: DemoReport, step: Step): Promise<void> {
  const { does } = step
  if (does === 'confirm' || does === 'dispute' || does === 'rate') return playReporter(stage, report, { ...step, does })
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
    assess: { url: `${path}/assessments`, payload: { kind: 'complaint', sectors: [step.sector], recommendation: step.words } },
    refer: { url: `${path}/referral-letters`, payload: letterOf(stage, step) },
    sign: { url: `${path}/referral-letters/${does === 'sign' ? await unsignedLetter(stage, step.by, path) : ''}/issue`, payload: {} },
  }
  await as(stage, step.by, { method: 'POST', ...acts[does] })
}

function letterOf({ running }: Reports, { sector, service, words, toOffice, toBody }: Step): object {
  const toOfficeId = toOffice === undefined ? null : findOffice(running.deps.regency, toOffice)?.officeId
  return { sector, service, reason: words, toOfficeId, toBody: toBody ?? null, passedFrom: null }
}

async function unsignedLetter(stage: Reports, username: string, path: string): Promise<string> {
  const { referrals } = (await as(stage, username, { method: 'GET', url: `${path}/referral-letters` })).json<{ referrals: { referralId: string; state: string }[] }>()
  const letter = referrals.find(({ state }) => state === 'proposed')
  if (letter === undefined) throw new Error('the demo signs a letter that nobody asked for')
  return letter.referralId
}

/** What a reporter does on the page under the receipt code. */
async function playReporter(stage: Reports, report: DemoReport, step: Step & { readonly does: ReporterAct }): Promise<void> {
  const code = stage.receiptCodes.get(report) ?? ''
  const page = publicPaths('id').receipt(code)
  const forms: Readonly<Record<ReporterAct, { readonly url: string; readonly fields: Readonly<Record<string, string>> }>> = {
    confirm: { url: page, fields: { act: 'helped' } },
    dispute: { url: page, fields: { act: 'not_helped', why: step.words ?? '' } },
    rate: { url: publicPaths('id').satisfaction(code), fields: Object.fromEntries(surveyElements.map((element, index) => [element, step.marks?.[index] ?? ''])) },
  }
  const { url, fields } = forms[step.does]
  const form = new FormData()
  for (const [name, value] of Object.entries({ commandId: randomUUID(), ...fields })) form.append(name, value)
  const encoded = new Response(form)
  const sent = await stage.running.app.inject({
    method: 'POST', url, payload: Buffer.from(await encoded.arrayBuffer()),
    headers: { ...headers(), accept: 'text/html', 'content-type': encoded.headers.get('content-type') ?? '' },
  })
  if (sent.statusCode !== seeOther) throw new Error(`the demo could not be played: ${step.does} was answered with ${sent.statusCode}`)
}

const seeOther = 303
