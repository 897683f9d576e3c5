import type { Ladder, Office, Rung } from '#modules/people/regency/regency.contract.ts'

/** A rung to which a breach is handed up, and from when. */
export interface RungMoment {
  readonly rung: Rung
  readonly at: Date
}

/** What the ladder asks about a clock. `dueAt` follows from the clock alone. */
export interface Climb {
  readonly dueAt: Date
  readonly stoppedAt: Date | null
  /** Where the office stands that holds the clock now. */
  readonly holderRung: Rung
  /** Rungs to which this clock was handed up already. */
  readonly escalatedTo: ReadonlySet<Rung>
}

const hourMs = 3_600_000

/**
 * The rung on which an office answers for its work. The office that a rung names (or the district's and village's own) stands on it;
 * any other office stands one rung lower, because the rung's own office calls it to account: a late agency comes before the secretariat.
 */
export function standingOf(ladder: Ladder, office: Pick<Office, 'key' | 'rung'>): Rung {
  const place = ladder.rungs.findIndex((step) => step.rung === office.rung)
  const step = ladder.rungs[place]
  if (step === undefined) throw new Error(`the ladder ${ladder.key} has no rung ${office.rung}`)
  if (step.office === undefined || step.office === office.key) return step.rung
  return (ladder.rungs[place - 1] ?? step).rung
}

/** When a breach reaches each rung above the holder's, lowest first: the next one when due, each further one after the step before it. */
export function rungMoments(ladder: Ladder, climb: Pick<Climb, 'dueAt' | 'holderRung'>): readonly RungMoment[] {
  const above = ladder.rungs.slice(ladder.rungs.findIndex((step) => step.rung === climb.holderRung) + 1)
  let at = climb.dueAt.getTime()
  return above.map((step) => {
    const moment = { rung: step.rung, at: new Date(at) }
    at += (step.stepHours ?? 0) * hourMs
    return moment
  })
}

/**
 * The rungs to which the clock must be handed up now, in order: every one whose moment has passed while the clock ran, however long ago,
 * and to which it was not handed up before. After an outage these may be several.
 */
export function dueEscalations(ladder: Ladder, climb: Climb, now: Date): readonly RungMoment[] {
  return openMoments(ladder, climb).filter((moment) => moment.at <= now)
}

/** When the clock next wants the ladder's attention, or null when it never will. The sweep finds its work by this alone. */
export function nextEscalationAt(ladder: Ladder, climb: Climb): Date | null {
  return openMoments(ladder, climb)[0]?.at ?? null
}

/** The higher of two rungs. */
export function higherRung(ladder: Ladder, left: Rung, right: Rung): Rung {
  const placeOf = (rung: Rung): number => ladder.rungs.findIndex((step) => step.rung === rung)
  return placeOf(left) >= placeOf(right) ? left : right
}

/** The moments still to come or to catch up with. One that falls after the clock's stop never happens. */
function openMoments(ladder: Ladder, climb: Climb): readonly RungMoment[] {
  const { stoppedAt, escalatedTo } = climb
  return rungMoments(ladder, climb)
    .filter((moment) => !escalatedTo.has(moment.rung))
    .filter((moment) => stoppedAt === null || moment.at < stoppedAt)
}

/** One look of the sweep at both its clocks: the wall's (which may be set) and the machine's own (which only runs forward). */
export interface Tick {
  readonly wallMs: number
  readonly steadyMs: number
}

/** How the sweep trusts the wall clock, by how far that stands from the machine's own. */
export interface Trust {
  /** The distance that is believed. */
  readonly knownMs: number
  /** A distance that is not believed, and since when it has been so; null while the wall is believed. */
  readonly strange: { readonly distanceMs: number; readonly sinceSteadyMs: number } | null
}

const leapMs = 30_000
const settleMs = 5 * 60_000
const forgetMs = 24 * 3_600_000

/**
 * Whether the wall clock may be believed at this tick. When it leapt forward against the machine's own clock (somebody set it), nothing is
 * handed up until it has run evenly for five minutes, so that a passing wrong hour breaks no promise; when it comes back, it is believed at
 * once. A clock that was set back can hand nothing up too early, so it is believed; the hour from which it came is known for a day.
 */
export function trustAfter(trust: Trust | undefined, { wallMs, steadyMs }: Tick): Trust {
  const distanceMs = wallMs - steadyMs
  if (trust === undefined || Math.abs(distanceMs - trust.knownMs) < leapMs) return { knownMs: distanceMs, strange: null }
  const goesOn = trust.strange !== null && Math.abs(distanceMs - trust.strange.distanceMs) < leapMs
  const sinceSteadyMs = goesOn && trust.strange !== null ? trust.strange.sinceSteadyMs : steadyMs
  const bearableMs = distanceMs > trust.knownMs ? settleMs : forgetMs
  if (steadyMs - sinceSteadyMs >= bearableMs) return { knownMs: distanceMs, strange: null }
  return { knownMs: trust.knownMs, strange: { distanceMs, sinceSteadyMs } }
}

/** Whether what is due by the wall clock may be handed up: it is believed, or it stands behind what is believed. */
export function isTrusted({ knownMs, strange }: Trust): boolean {
  return strange === null || strange.distanceMs < knownMs
}
