import type { Ladder, Regency, Rung } from '#modules/people/regency/regency.contract.ts'
import { climbOf, type CaseState, type Rulebook } from '#modules/response/case/case.rules.ts'
import { rungMoments, type RungMoment } from '#modules/response/ladder/ladder.rules.ts'

/** On which rung somebody stands: that of their office, else that of the place they answer for. */
export function rungOf(regency: Regency, who: { readonly ownOfficeId: number | null; readonly homeAreaId: number | null }): Rung {
  const office = regency.offices.find(({ officeId }) => officeId === who.ownOfficeId)
  if (office !== undefined) return office.rung
  const kind = regency.areas.byId.get(who.homeAreaId ?? 0)?.kind
  return kind === 'village' || kind === 'district' ? kind : 'regency'
}

/** The rungs above and below one. */
export function rungsAround(ladder: Ladder, rung: Rung): { readonly above: readonly Rung[]; readonly below: readonly Rung[] } {
  const all = ladder.rungs.map((step) => step.rung)
  const place = all.indexOf(rung)
  return { above: all.slice(place + 1), below: all.slice(0, Math.max(0, place)) }
}

/** Where a case goes next by itself above the rung on which it stands, if nothing is done; undefined when it will not. */
export function nextClimb(state: CaseState, rulebook: Rulebook): RungMoment | undefined {
  const higher = new Set(rungsAround(rulebook.ladder, state.facts.rung).above)
  return state.clocks.flatMap((clock) => {
    const climb = climbOf(state, clock, rulebook)
    const isOver = climb.stoppedAt !== null
    return isOver ? [] : rungMoments(rulebook.ladder, climb).filter(({ rung }) => higher.has(rung) && !climb.escalatedTo.has(rung))
  }).toSorted((left, right) => left.at.getTime() - right.at.getTime())[0]
}
