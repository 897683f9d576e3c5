import type { Regency } from '#modules/people/regency/regency.contract.ts'
import type { AskedLevel } from './relocation.contract.ts'

type Clock = Regency['relocations'][number]

const dayMs = 86_400_000

/** The clock that holds for a family that is sent on its way on a day (YYYY-MM-DD). */
export function clockOn(clocks: readonly Clock[], day: string): Clock {
  const clock = clocks.find(({ from, to }) => from <= day && (to === null || day <= to))
  if (clock === undefined) throw new Error(`quality.yaml has no clock for a move of ${day}`)
  return clock
}

/** Who is asked at a moment about a family that was sent on its way at another, and until when: nobody waits for a village for ever. */
export function askedAt(now: Date, of: { sentAt: Date; clock: Clock }): { readonly level: AskedLevel; readonly until: Date } {
  const { sentAt, clock } = of
  const [village, district] = [after(sentAt, clock.villageDays), after(sentAt, clock.villageDays + clock.districtDays)]
  if (now < village) return { level: 'village', until: village }
  return now < district ? { level: 'district', until: district } : { level: 'regency', until: after(district, clock.districtDays) }
}

function after(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * dayMs)
}

const depth: Readonly<Record<AskedLevel, number>> = { village: 0, district: 1, regency: 2 }

/** Whether somebody may answer: the village always, a district once it is asked, the regency after that. */
export function mayAnswer(reach: AskedLevel, level: AskedLevel): boolean {
  return depth[reach] <= depth[level]
}

/** How far somebody's area goes. */
export function reachOf(homeAreaId: number): AskedLevel {
  if (homeAreaId === 0) return 'regency'
  return homeAreaId < 100 ? 'district' : 'village'
}
