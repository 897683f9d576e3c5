import { findOffice, getOffice } from '#modules/people/regency/regency.rules.ts'
import type { Office } from '#modules/people/regency/regency.contract.ts'
import type { Acting, CaseState } from '#modules/response/case/case.rules.ts'
import { addDays } from '#platform/day.ts'
import { standingFor } from './follow-plan.rules.ts'
import type { PlanTemplate } from './plan.contract.ts'

/** The steps that the regency suggests for a case today, with its own offices and days; null where it suggests none. */
export function templateFor(state: CaseState, acting: Acting): PlanTemplate | null {
  const { regency, day } = acting.rulebook
  const found = regency.plans.find((plan) => plan.category === state.facts.category && plan.from <= day && (plan.to === null || day <= plan.to))
  if (found === undefined) return null
  const ids = new Map(found.steps.map((step) => [step.key, acting.newId()]))
  const steps = found.steps.map((step) => ({
    stepId: ids.get(step.key)!, kind: step.kind, title: step.title, officeId: officeFor(state, step.office, acting).officeId,
    dueOn: step.withinDays === undefined ? null : addDays(day, step.withinDays), needs: step.needs.flatMap((need) => ids.get(need) ?? []),
  }))
  return { key: found.key, name: { ...found.name }, steps }
}

/** The office that a word of a template means on this case; the lead where there is none, or where it may not see the case. */
function officeFor(state: CaseState, word: string, acting: Acting): Office {
  const lead = getOffice(acting.rulebook.regency, state.facts.leadOfficeId)
  const office = namedOffice(state, word, acting)
  return office === undefined || standingFor(state, office) !== undefined ? lead : office
}

function namedOffice({ facts }: CaseState, word: string, { rulebook: { regency } }: Acting): Office | undefined {
  const written = findOffice(regency, word)
  if (written !== undefined) return written
  const ofPlace = [facts.areaId, facts.districtId].map((areaId) => findOffice(regency, `${word}-${areaCode(regency.areas, areaId)}`))
  return ofPlace.find((office) => office !== undefined)
}

function areaCode(areas: Acting['rulebook']['regency']['areas'], areaId: number): string {
  return areas.byId.get(areaId)?.code ?? ''
}
