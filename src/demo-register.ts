import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { projectFolder } from '#config.ts'
import { registryModule } from '#modules/registry/index.ts'
import { addDays, dayOf } from '#platform/day.ts'
import { as, ask, good, type Happening, type Stage } from '#demo-stage.ts'

const dayMs = 86_400_000
const lookEveryMs = 100
const patienceMs = 120_000

/** A list of `demo/lists/` that somebody loads; `isStored`: or its checked rows wait for a decision. */
const List = z.object({ daysAgo: z.number(), by: z.string(), file: z.string(), source: z.string(), heldDaysAgo: z.int(), isStored: z.boolean() })

/**
 * One request of an officer. `keep`: what of the answer later acts name, by its path in it (`items.3.subjectId`). In texts `{name}` stands for what was
 * kept and `{today-20}` for a day.
 */
const Act = z.object({
  daysAgo: z.number(), by: z.string(), method: z.enum(['GET', 'POST', 'PUT']).default('POST'), path: z.string(), body: z.record(z.string(), z.json()).optional(),
  keep: z.record(z.string(), z.string()).default({}),
  /** The kind of refusal after which it is left out. */
  unless: z.string().optional(),
})
type Act = z.infer<typeof Act>

const Register = z.object({ lists: z.array(List), acts: z.array(Act) })

/** What happened in the register of the demo in the weeks before (`demo/register.json`): lists with their doubles, proposals, a meeting, a decree, lives. */
export function registerHappenings(now: number): Happening[] {
  const { lists, acts } = Register.parse(JSON.parse(readFileSync(join(projectFolder, 'demo/register.json'), 'utf8')))
  const kept = new Map<string, string>()
  const at = ({ daysAgo }: { readonly daysAgo: number }): number => now - daysAgo * dayMs
  return [
    ...lists.map((list) => ({ at: at(list), happen: (stage: Stage) => loadList(stage, list, now) })),
    ...acts.map((act) => ({ at: at(act), happen: (stage: Stage) => carryOut(stage, act, { kept, now }) })),
  ]
}

/** Begins to work on what lists ask for: the stage works on nothing else. */
export function workOnLists({ running: { deps } }: Stage): Promise<void> {
  return deps.jobs.work(registryModule.jobs(deps))
}

async function loadList(stage: Stage, { by, file, source, heldDaysAgo, isStored }: z.infer<typeof List>, now: number): Promise<void> {
  const bytes = readFileSync(join(projectFolder, 'demo/lists', file))
  const query = new URLSearchParams({ fileName: file, source, asOfOn: today(stage, now, -heldDaysAgo) })
  const { importId } = (await as(stage, by, { method: 'POST', url: `/api/registry/imports?${query}`, bytes })).json<{ importId: string }>()
  const url = `/api/registry/imports/${importId}`
  const { columns, relationCodes } = await until(stage, by, { url, state: 'mapped' })
  await as(stage, by, { method: 'PUT', url: `${url}/columns`, payload: { fields: columns.map(({ field }) => field), relationCodes } })
  await until(stage, by, { url, state: 'checked' })
  if (!isStored) return
  await as(stage, by, { method: 'POST', url: `${url}/confirmation`, payload: {} })
  await until(stage, by, { url, state: 'confirmed' })
}

interface ListSeen {
  readonly state: string
  readonly columns: readonly { readonly field: string | null }[]
  readonly relationCodes: string
}

async function until(stage: Stage, by: string, { url, state }: { readonly url: string; readonly state: string }): Promise<ListSeen> {
  const giveUpAt = performance.now() + patienceMs
  for (;;) {
    const seen = (await as(stage, by, { method: 'GET', url })).json<ListSeen>()
    if (seen.state === state) return seen
    if (seen.state === 'failed' || performance.now() > giveUpAt) throw new Error(`a list of the demo is ${seen.state} and never ${state}`)
    await sleep(lookEveryMs)
  }
}

/** Does what an officer asks; what needs something that a small demo has not is left out. */
async function carryOut(stage: Stage, act: Act, { kept, now }: { readonly kept: Map<string, string>; readonly now: number }): Promise<void> {
  const named = [...JSON.stringify([act.path, act.body]).matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  if (named.some((name) => !kept.has(name))) return
  const told = (text: string): string => text
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => kept.get(name)!)
    .replaceAll(/\{today([+-]\d+)\}/g, (_, days: string) => today(stage, now, Number(days)))
  const payload = act.body === undefined ? undefined : (JSON.parse(told(JSON.stringify(act.body))) as object)
  const answer = await ask(stage, act.by, { method: act.method, url: told(act.path), ...(act.method !== 'GET' && { payload: payload ?? {} }) })
  if (act.unless !== undefined && answer.statusCode >= 400 && answer.json<{ kind: string }>().kind === act.unless) return
  good(answer)
  for (const [name, path] of Object.entries(act.keep)) {
    const value = valueAt(answer.json(), path)
    if (typeof value === 'string') kept.set(name, value)
  }
}

function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value)
}

function today({ running }: Stage, now: number, days: number): string {
  return addDays(dayOf(new Date(now), running.deps.regency.timeZone), days)
}
