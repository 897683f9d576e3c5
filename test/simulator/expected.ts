import type { OfficeKind, Rung } from '#modules/people/regency/regency.contract.ts'

/** A clock of a first response in hours, as the database keeps it. */
export interface FirstResponse {
  readonly clockId: string
  readonly startedAt: Date
  readonly withinHours: number
  readonly stoppedAt: Date | null
  readonly officeId: number
}

export interface Escalated {
  readonly clockId: string
  readonly rung: Rung
  readonly dueAt: Date
  readonly escalatedAt: Date
}

/** A span in which no worker could have done its work. */
export interface Downtime {
  readonly from: number
  readonly to: number
}

const hour = 3_600_000
const patienceMs = 60_000

/** What must hear of a late office of each kind, lowest first; each rung after the first has two hours. Written down by hand, apart from the rules. */
const rungsAbove: Readonly<Record<OfficeKind, readonly Rung[]>> = {
  village_task_force: ['district', 'regency', 'leadership'],
  district_unit: ['regency', 'leadership'],
  agency: ['regency', 'leadership'],
  outside: ['regency', 'leadership'],
  secretariat: ['leadership'],
  leadership: [],
}

interface Life {
  readonly clocks: readonly FirstResponse[]
  readonly escalated: readonly Escalated[]
  readonly downtimes: readonly Downtime[]
  readonly kindOf: ReadonlyMap<number, OfficeKind>
  readonly end: number
}

/** Everything that should not be: hand-ups that are missing, double, uncalled for, early or late. */
export function checkEscalations(life: Life): readonly string[] {
  const written = Map.groupBy(life.escalated, (each) => `${each.clockId} ${each.rung}`)
  const expected = new Map<string, number>(life.clocks.flatMap((clock) => momentsOf(clock, life).map((moment) => [`${clock.clockId} ${moment.rung}`, moment.at] as const)))
  const wrong: string[] = []
  for (const [key, at] of expected) {
    const [once, ...more] = written.get(key) ?? []
    if (once === undefined) wrong.push(`missing: ${key} at ${new Date(at).toISOString()}`)
    else wrong.push(...faultsOf(once, at, life.downtimes))
    if (more.length > 0) wrong.push(`double: ${key}`)
  }
  for (const key of written.keys()) if (!expected.has(key)) wrong.push(`uncalled for: ${key}`)
  return wrong.slice(0, 10)
}

function momentsOf(clock: FirstResponse, life: Life): readonly { rung: Rung; at: number }[] {
  const due = clock.startedAt.getTime() + clock.withinHours * hour
  const kind = life.kindOf.get(clock.officeId)
  if (kind === undefined) throw new Error(`no office ${clock.officeId}`)
  return rungsAbove[kind].map((rung, step) => ({ rung, at: due + step * 2 * hour }))
    .filter(({ at }) => at <= life.end && (clock.stoppedAt === null || at < clock.stoppedAt.getTime()))
}

function faultsOf(once: Escalated, at: number, downtimes: readonly Downtime[]): readonly string[] {
  const what = `${once.clockId} ${once.rung} due ${new Date(at).toISOString()}, heard ${once.escalatedAt.toISOString()}`
  if (once.dueAt.getTime() !== at) return [`wrong due time ${once.dueAt.toISOString()}: ${what}`]
  if (once.escalatedAt.getTime() < at) return [`early: ${what}`]
  const heardBy = recoveryAfter(at, downtimes) + patienceMs
  return once.escalatedAt.getTime() > heardBy ? [`late: ${what}`] : []
}

/** The first moment at or after another at which the workers could work; spans that touch or follow within the patience count as one. */
function recoveryAfter(at: number, downtimes: readonly Downtime[]): number {
  let moment = at
  for (const { from, to } of downtimes) if (from - patienceMs <= moment && moment < to) moment = to
  return moment
}
