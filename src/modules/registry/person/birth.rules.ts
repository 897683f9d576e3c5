/** How sure a recorded birth date is; registers write fixed days where the true one is unknown. */
export type BirthCertainty = 'exact' | 'year_only' | 'month_only'

/**
 * 31 December (SIMDUK, before 2004), 1 July (SIAK, since 2004) and, by habit, 1 January stand for "only the year is known";
 * the 15th stands for "only the month is known" in SIAK, but is also somebody's true day, so it is only a hint.
 */
export function birthCertainty(birthOn: string): BirthCertainty {
  const monthDay = birthOn.slice(5)
  if (monthDay === '12-31' || monthDay === '07-01' || monthDay === '01-01') return 'year_only'
  return monthDay.endsWith('-15') ? 'month_only' : 'exact'
}

/** Whether ages counted from this date need a warning. */
export function isDefaultBirth(birthOn: string): boolean {
  return birthCertainty(birthOn) === 'year_only'
}

/** Full years between a birth date and a day, both YYYY-MM-DD. */
export function ageInYears(birthOn: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthOn.slice(0, 4))
  return on.slice(5) < birthOn.slice(5) ? years - 1 : years
}
