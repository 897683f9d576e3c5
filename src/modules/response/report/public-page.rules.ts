import type { Office, Regency, Span } from '#modules/people/regency/regency.contract.ts'
import { findPromise } from '#modules/people/regency/regency.rules.ts'

/** The promises of a first answer that hold on a day for reports from these pages: the general one, and the district unit's where it differs. */
export function promisesOnDay(regency: Regency, day: string): readonly { readonly isDistrictUnit: boolean; readonly within: Span }[] {
  const withinOf = (officeKind: Office['kind']): Span | undefined =>
    findPromise(regency, { measure: 'first_response', officeKind, category: '', channel: 'web', urgency: 'ordinary', on: day })?.within
  const [general, unit] = [withinOf('agency'), withinOf('district_unit')]
  const differs = unit !== undefined && JSON.stringify(unit) !== JSON.stringify(general)
  return [
    ...(general === undefined ? [] : [{ isDistrictUnit: false, within: general }]),
    ...(differs ? [{ isDistrictUnit: true, within: unit }] : []),
  ]
}
