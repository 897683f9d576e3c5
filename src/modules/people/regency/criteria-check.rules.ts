import { checkDated } from './dated-check.rules.ts'
import type { RegencyFiles } from './regency-check.rules.ts'
import type { Problem } from './regency-problem.rules.ts'

const file = 'criteria.yaml'

/** What is wrong in criteria.yaml: keys that stand twice, spans that end before they begin. */
export function checkCriteria(files: Pick<RegencyFiles, 'criteria'>): Problem[] {
  const { criteria, hintReasons } = files.criteria
  return [...checkDated({ file, path: ['criteria'] }, criteria), ...checkDated({ file, path: ['hintReasons'] }, hintReasons)]
}
