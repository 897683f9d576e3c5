import type { FamilyFilter } from './family-filter.contract.ts'

const numbers = ['area', 'rw', 'rt', 'decileFrom', 'decileTo', 'ageFrom', 'ageTo'] as const
const wants: readonly string[] = ['nik', 'decile'] satisfies NonNullable<FamilyFilter['without']>[]

/** The filter that stands in an address's query; what is no filter is left out, and the server judges the rest. */
export function readFamilyFilter(given: { readonly get: (name: string) => string | null }): FamilyFilter {
  const counts = numbers.flatMap((name) => {
    const text = given.get(name) ?? ''
    return /^\d{1,6}$/.test(text) ? [[name, Number(text)] as const] : []
  })
  const hamlet = given.get('hamlet')?.trim() ?? ''
  const without = given.get('without') ?? ''
  return {
    ...Object.fromEntries(counts), ...(hamlet !== '' && hamlet.length <= 60 && { hamlet }),
    ...(wants.includes(without) && { without: without as NonNullable<FamilyFilter['without']> }),
  }
}
