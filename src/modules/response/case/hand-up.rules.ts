import { err, ok, type Result } from '#platform/result.ts'
import type { Office, Rung } from '#modules/people/regency/regency.contract.ts'
import { getOffice } from '#modules/people/regency/regency.rules.ts'
import { standingOf } from '#modules/response/ladder/ladder.rules.ts'
import { decide, withFacts, withOffice, type Acting, type CaseState, type Decision } from './case.rules.ts'
import { officeOfRung, speaksForCase, type NotLead } from './outcome.rules.ts'
import { officeOnOpenCase, type ActRefused, type ResolvedAlready } from './task.rules.ts'

export type HandUpRefused = ActRefused | NotLead | ResolvedAlready | { readonly kind: 'no_rung_above' }
export type HandDownRefused = ActRefused | ResolvedAlready | { readonly kind: 'not_on_this_rung' }

/** Whoever speaks for a case asks the next rung to take part, with a reason. Clocks, tasks and the lead stay as they are. */
export function handUpCase(state: CaseState, input: { reason: string }, acting: Acting): Result<Decision, HandUpRefused> {
  const office = officeOnOpenCase(state, acting)
  if (!office.ok) return office
  if (!speaksForCase(state, acting)) return err({ kind: 'not_lead_office' })
  const above = rungAbove(state, acting)
  if (above === undefined) return err({ kind: 'no_rung_above' })
  const reached = withOffice(withFacts(state, { rung: above.rung, moved: { at: acting.at, by: 'handed_up' } }), above.office.officeId)
  const detail = { rung: above.rung, officeId: above.office.officeId, fromOfficeId: office.value }
  return ok(decide(reached, acting, [{ kind: 'handed_up', words: input.reason, detail }]))
}

/** The office of the rung that a case has climbed to gives it back to where its lead stands, with a reason. */
export function handDownCase(state: CaseState, input: { reason: string }, acting: Acting): Result<Decision, HandDownRefused> {
  const office = officeOnOpenCase(state, acting)
  if (!office.ok) return office
  if (!standsAbove(state, acting)) return err({ kind: 'not_on_this_rung' })
  const rung = rungOfLead(state, acting)
  const detail = { rung, officeId: state.facts.leadOfficeId, fromOfficeId: office.value }
  return ok(decide(withFacts(state, { rung, moved: { at: acting.at, by: 'handed_down' } }), acting, [{ kind: 'handed_down', words: input.reason, detail }]))
}

/** The next rung above the case's own, with its office; undefined at the top. */
export function rungAbove(state: CaseState, acting: Acting): { readonly rung: Rung; readonly office: Office } | undefined {
  const { rungs } = acting.rulebook.ladder
  const step = rungs[rungs.findIndex((one) => one.rung === state.facts.rung) + 1]
  return step === undefined ? undefined : { rung: step.rung, office: officeOfRung(state, step.rung, acting) }
}

/** Whether the acting office is that of the case's rung, and that rung stands above the lead's. */
export function standsAbove(state: CaseState, acting: Acting): boolean {
  return rungOfLead(state, acting) !== state.facts.rung && officeOfRung(state, state.facts.rung, acting).officeId === acting.officeId
}

function rungOfLead(state: CaseState, { rulebook }: Acting): Rung {
  return standingOf(rulebook.ladder, getOffice(rulebook.regency, state.facts.leadOfficeId))
}
