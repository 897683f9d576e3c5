import { suggest, type RegencyCheck } from '#modules/people/regency/regency-check.rules.ts'
import type { Problem } from '#modules/people/regency/regency-problem.rules.ts'
import { ImportField } from '#modules/registry/import/field.contract.ts'
import { headingKey } from '#modules/registry/import/heading.rules.ts'
import { profileKeys } from './profile.rules.ts'

const file = 'imports.yaml'
const layouts = profileKeys.filter((key) => key !== 'free')

/** Holds imports.yaml against the layouts and fields that the registry knows. */
export const checkImportWords: RegencyCheck = ({ imports: { preferredLayout, disabledLayouts, headings } }) => [
  ...(preferredLayout === null ? [] : oneOf({ member: 'preferredLayout', value: preferredLayout, options: layouts, path: ['preferredLayout'] })),
  ...disabledLayouts.flatMap((value, at) => oneOf({ member: 'disabledLayouts', value, options: layouts, path: ['disabledLayouts', at] })),
  ...(preferredLayout !== null && disabledLayouts.includes(preferredLayout) ? [{ kind: 'layout_preferred_and_disabled' as const, file, path: ['preferredLayout'] }] : []),
  ...headings.flatMap(({ field }, at) => (field === null ? [] : oneOf({ member: 'field', value: field, options: ImportField.options, path: ['headings', at, 'field'] }))),
  ...twice(headings.map(({ heading }) => heading)),
]

function oneOf({ member, value, options, path }: { member: string; value: string; options: readonly string[]; path: Problem['path'] }): Problem[] {
  if (options.includes(value)) return []
  return [{ kind: 'not_one_of', file, path, detail: { member, value, options: options.join(', '), ...suggest(value, options) } }]
}

/** Headings that differ in marks and capitals only are one heading. */
function twice(headings: readonly string[]): Problem[] {
  const keys = headings.map(headingKey)
  return keys.flatMap((key, at): Problem[] => {
    const isUsable = key !== '' && keys.indexOf(key) === at
    return isUsable ? [] : [{ kind: 'heading_not_usable', file, path: ['headings', at, 'heading'], detail: { heading: headings[at] ?? '' } }]
  })
}
