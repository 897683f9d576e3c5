import { checkDated } from './dated-check.rules.ts'
import { suggest, type RegencyFiles } from './regency-check.rules.ts'
import type { Problem } from './regency-problem.rules.ts'

const file = 'field.yaml'

/** What is wrong in field.yaml: keys that stand twice, days that run backwards, kinds of trouble that there are not. */
export function checkField({ field, categories }: RegencyFiles): Problem[] {
  const codes = categories.categories.map((category) => category.code)
  const unknown = field.findings.flatMap(({ opens: value }, at): Problem[] => {
    if (value === undefined || codes.includes(value)) return []
    return [{ kind: 'category_unknown', file, path: ['findings', at, 'opens'], detail: { value, ...suggest(value, codes) } }]
  })
  return [...checkDated({ file, path: ['findings'] }, field.findings), ...unknown]
}
