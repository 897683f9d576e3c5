import type { Regency } from '#modules/people/index.ts'
import { median, percentile } from './bench.ts'
import { isCovered, type Seats } from './board-mix.ts'
import type { Counted, Heard } from './live-boards.ts'

/** A report that was sent, and the case that it opened. */
export interface Sent {
  readonly caseId: string
  readonly at: number
  readonly areaId: number
  readonly officeIds: readonly number[]
  /** Which of all messages that name nothing told of it, from 1. */
  readonly nth: number
}

/** What became of the telling of all reports. */
export interface Told {
  /** For each report the seconds until the last board that must hear of it did; those that some board never heard of are left out. */
  readonly waits: readonly { readonly at: number; readonly seconds: number }[]
  /** The same within one role. */
  readonly waitsByRole: ReadonlyMap<string, readonly number[]>
  /** How often a board heard of a report. */
  readonly heard: number
  /** How often a board never heard of a report that its scope covers. */
  readonly lost: number
  /** How often a board heard of a report that its scope does not cover. */
  readonly strayed: number
}

/** Looks up for each report and each scope how many boards heard of it, and whether they should have. */
export function toldOf(sent: readonly Sent[], { seats, heard, regency }: { seats: readonly Seats[]; heard: Heard; regency: Regency }): Told {
  const sums = { heard: 0, lost: 0, strayed: 0 }
  const waitsByRole = new Map<string, number[]>()
  const waits = sent.flatMap((report) => {
    const lasts = new Map<string, number>()
    let missing = 0
    for (const [index, group] of seats.entries()) {
      const hearing = heard[index]?.get(group.covers === 'counts' ? `#${report.nth}` : report.caseId) ?? { boards: 0, lastAt: 0 }
      sums.heard += hearing.boards
      if (!isCovered(group, report, regency)) sums.strayed += hearing.boards
      else {
        missing += group.boards - hearing.boards
        lasts.set(group.role, Math.max(lasts.get(group.role) ?? 0, hearing.lastAt))
      }
    }
    sums.lost += missing
    if (missing > 0) return []
    for (const [role, lastAt] of lasts) waitsByRole.set(role, [...(waitsByRole.get(role) ?? []), (lastAt - report.at) / 1_000])
    return [{ at: report.at, seconds: (Math.max(...lasts.values()) - report.at) / 1_000 }]
  })
  return { waits, waitsByRole, ...sums }
}

/** One line for each role: how many boards of how many scopes, how long they waited, and how long their counts took. */
export function linesByRole(told: Told, { seats, counted }: { seats: readonly Seats[]; counted: readonly Counted[] }): readonly string[] {
  return [...new Set(seats.map(({ role }) => role))].map((role) => {
    const groups = seats.flatMap((group, index) => (group.role === role ? [{ boards: group.boards, counted: counted[index]! }] : []))
    const boards = groups.reduce((sum, group) => sum + group.boards, 0)
    const seconds = groups.flatMap((group) => group.counted.readings.map(({ ms }) => ms / 1_000))
    const waits = told.waitsByRole.get(role) ?? []
    const heard = `heard p50 ${shown(median(waits))} p99 ${shown(percentile(waits, 0.99))}`
    return `${role}: ${boards} boards of ${groups.length} scopes; ${heard}; counts ${seconds.length} times, p50 ${shown(median(seconds))} p99 ${shown(percentile(seconds, 0.99))}`
  })
}

function shown(seconds: number): string {
  return Number.isNaN(seconds) ? '–' : `${seconds.toFixed(3)} s`
}
