import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { projectFolder } from '#config.ts'
import { sayByChat } from '#modules/exchange/index.ts'
import { areaIdOf } from '#modules/people/index.ts'
import { addDays, dayOf } from '#platform/day.ts'
import { accountOf, as, type Happening, type Stage } from '#demo-stage.ts'

const hourMs = 3_600_000
const rosterHoursAgo = 50

/** `from` and `to` of a duty: days from the one of planning. */
const Duty = z.object({
  by: z.string(), kind: z.enum(['duty', 'absence']), who: z.string(), deputy: z.string().optional(), from: z.int(), to: z.int(),
})

/** `from` and `to`: which families of the village, in the order of its list. */
const SecondLook = z.object({ hoursAgo: z.number(), from: z.int(), to: z.int(), reason: z.string(), isApproved: z.boolean() })

const Objection = z.object({ hoursAgo: z.number(), draft: z.record(z.string(), z.string()), answer: z.string().optional() })

const Offices = z.object({
  village: z.string(),
  operator: z.string(),
  head: z.string(),
  duties: z.array(Duty),
  secondLooks: z.array(SecondLook),
  objections: z.array(Objection),
  chat: z.object({ hoursAgo: z.number(), sender: z.string(), lines: z.array(z.string()) }),
})
type Offices = z.infer<typeof Offices>

/** What offices of the demo did in the days before, beside reports (`demo/offices.json`): so that every screen of a first visitor has something on it. */
export function officeHappenings(now: number): Happening[] {
  const offices = Offices.parse(JSON.parse(readFileSync(join(projectFolder, 'demo/offices.json'), 'utf8')))
  const { duties, secondLooks, objections, chat } = offices
  const at = (hoursAgo: number): number => now - hoursAgo * hourMs
  return [
    { at: at(rosterHoursAgo), happen: (stage) => planRoster(stage, duties) },
    ...secondLooks.map((look) => ({ at: at(look.hoursAgo), happen: (stage: Stage) => askForASecondLook(stage, offices, look) })),
    ...objections.map((objection) => ({ at: at(objection.hoursAgo), happen: (stage: Stage) => object(stage, offices, objection) })),
    { at: at(chat.hoursAgo), happen: (stage) => sayByChat(stage.running.deps, { channel: 'whatsapp', sender: chat.sender, lines: chat.lines }) },
  ]
}

async function planRoster(stage: Stage, duties: Offices['duties']): Promise<void> {
  const today = dayOf(stage.clock.now(), stage.running.deps.regency.timeZone)
  for (const { by, kind, who, deputy, from, to } of duties) {
    const url = '/api/response/roster'
    const { colleagues } = (await as(stage, by, { method: 'GET', url })).json<{ colleagues: { accountId: string; name: string }[] }>()
    const idOf = (username: string): string | undefined => colleagues.find(({ name }) => name === accountOf(username).name)?.accountId
    const payload = { kind, accountId: idOf(who), deputyAccountId: deputy === undefined ? null : idOf(deputy), fromOn: addDays(today, from), toOn: addDays(today, to) }
    await as(stage, by, { method: 'POST', url, payload })
  }
}

/** An operator asks that the village looks at some families again; the village head decides, or has not decided yet. A small demo may have no such families. */
async function askForASecondLook(stage: Stage, { village, operator, head }: Offices, look: z.infer<typeof SecondLook>): Promise<void> {
  const listed = await as(stage, operator, { method: 'GET', url: `/api/registry/families?area=${areaIdOf(village)}` })
  const subjectIds = listed.json<{ items: { subjectId: string }[] }>().items.slice(look.from, look.to).map(({ subjectId }) => subjectId)
  if (subjectIds.length === 0) return
  const url = '/api/registry/bulk-acts'
  const payload = { of: { by: 'chosen', subject: 'family', subjectIds }, reason: look.reason }
  const { bulkActId } = (await as(stage, operator, { method: 'POST', url, payload })).json<{ bulkActId: string }>()
  if (look.isApproved) await as(stage, head, { method: 'POST', url: `${url}/${bulkActId}/approval`, payload: {} })
}

/** Somebody objects at the counter; the village head has answered, or has not yet. */
async function object(stage: Stage, { village, operator, head }: Offices, { draft, answer }: z.infer<typeof Objection>): Promise<void> {
  const payload = { ...draft, areaId: areaIdOf(village) }
  const { objectionId } = (await as(stage, operator, { method: 'POST', url: '/api/registry/objections', payload })).json<{ objectionId: string }>()
  if (answer === undefined) return
  const url = `/api/registry/objections/${objectionId}`
  const { version } = (await as(stage, head, { method: 'GET', url })).json<{ version: number }>()
  await as(stage, head, { method: 'POST', url: `${url}/answer`, payload: { seenVersion: version, outcome: 'partly', answer } })
}
