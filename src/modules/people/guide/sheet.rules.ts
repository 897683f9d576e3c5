import { holdsOn } from '#modules/people/regency/messages.contract.ts'
import { OfficeKind, type Bilingual, type Grant, type Office, type PromiseRule, type Regency, type Rung } from '#modules/people/regency/regency.contract.ts'
import { findLadder } from '#modules/people/regency/regency.rules.ts'
import { acts, troubles, type ActKey, type TroubleKey } from './sheet.contract.ts'

const mostActs = 5
const mostTroubles = 8

/** The five things that a role does most. */
export function actsFor(grants: readonly Grant[]): readonly ActKey[] {
  return acts.filter(([, grant]) => grant === null || grants.includes(grant)).map(([key]) => key).slice(0, mostActs)
}

/** What may happen to a role, and so what its sheet has an answer for. */
export function troublesFor(grants: readonly Grant[]): readonly TroubleKey[] {
  const isStaff = worksForOthers(grants)
  const met = troubles.filter(([, who]) => who === null || (who === 'staff' ? isStaff : grants.includes(who))).map(([key]) => key)
  return [...new Set(met)].slice(0, mostTroubles)
}

/** Whether a role has anything to do with other people's matters. */
export function worksForOthers(grants: readonly Grant[]): boolean {
  return grants.some((grant) => !grant.endsWith('.own'))
}

/** The regency's own promises that hold on a day, whatever the channel: of the first answer, then of completion. */
export function promisesOn(regency: Pick<Regency, 'promises'>, day: string): readonly PromiseRule[] {
  return regency.promises
    .filter((rule) => rule.regime === undefined && rule.caseOnly !== true && rule.channels === undefined && holdsOn(rule, day))
    .toSorted((left, right) => right.measure.localeCompare(left.measure))
}

/** Whether a promise is everybody's. */
export function isOfEveryOffice(rule: PromiseRule): boolean {
  return OfficeKind.options.every((kind) => rule.officeKinds.includes(kind))
}

/** The offices onto whose rungs cases climb on a day, where one office stands on the rung. */
export function rungOffices(regency: Regency, day: string): readonly { readonly rung: Rung; readonly office: Office }[] {
  return (findLadder(regency, day)?.rungs ?? []).flatMap(({ rung, office: key }) => {
    const office = regency.offices.find((each) => each.key === key)
    return office === undefined ? [] : [{ rung, office }]
  })
}

/** Who leads each kind of trouble: the office, or the kind of office that stands at the place. */
export function leadsOf(regency: Regency): readonly { readonly lead: string; readonly categories: readonly Bilingual[] }[] {
  const byLead = Map.groupBy(regency.categories, ({ leadOffice }) => nameOfLead(regency, leadOffice))
  return [...byLead].map(([lead, categories]) => ({ lead, categories: categories.map(({ name }) => name) }))
}

function nameOfLead(regency: Regency, key: string): string {
  const office = regency.offices.find((each) => each.key === key)
  if (office !== undefined) return office.short
  return regency.offices.find((each) => each.key.startsWith(`${key}-`))?.kind ?? key
}
