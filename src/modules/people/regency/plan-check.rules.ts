import { checkDated, findOverlaps } from './dated-check.rules.ts'
import { checkOfficeKey, findRepeated, officeWords, suggest, type RegencyFiles } from './regency-check.rules.ts'
import type { Problem } from './regency-problem.rules.ts'

const file = 'plans.yaml'

/** What is wrong in plans.yaml: names that exist nowhere, and steps that wait for one that does not stand above them (so that nothing waits in a circle). */
export function checkPlans(files: RegencyFiles): Problem[] {
  const { plans } = files.plans
  const codes = files.categories.categories.map((category) => category.code)
  const list = { file, path: ['plans'] }
  return [
    ...checkDated(list, plans),
    ...findOverlaps(list, plans, (left, right) => left.category === right.category),
    ...plans.flatMap(({ category }, at): Problem[] => {
      if (codes.includes(category)) return []
      return [{ kind: 'category_unknown', file, path: ['plans', at, 'category'], detail: { value: category, ...suggest(category, codes) } }]
    }),
    ...plans.flatMap((plan, at) => checkSteps(files, plan.steps, ['plans', at, 'steps'])),
  ]
}

function checkSteps(files: RegencyFiles, steps: RegencyFiles['plans']['plans'][number]['steps'], path: readonly (string | number)[]): Problem[] {
  const words = ['lead', ...officeWords(files)]
  const repeated = findRepeated(file, 'key', steps.map((step, at) => ({ value: step.key, path: [...path, at, 'key'] })))
  const each = steps.flatMap((step, at) => {
    const above = steps.slice(0, at).map((other) => other.key)
    const unknown = step.needs.filter((need) => !above.includes(need))
      .map((value): Problem => ({ kind: 'step_not_above', file, path: [...path, at, 'needs'], detail: { value, ...suggest(value, above) } }))
    return [...checkOfficeKey(file, { value: step.office, path: [...path, at, 'office'] }, words), ...unknown]
  })
  return [...repeated, ...each]
}
