import { checkDated, findOverlaps } from './dated-check.rules.ts'
import { checkOfficeKey, type Path, type RegencyFiles } from './regency-check.rules.ts'
import type { Problem } from './regency-problem.rules.ts'

const file = 'triage.yaml'

/** What is wrong in triage.yaml: keys that stand twice, days that run backwards, two rules about similar reports that hold at once. */
export function checkTriage({ triage, offices }: RegencyFiles): (Problem | (Problem & { readonly first: Path }))[] {
  const protector = { value: triage.protection.office, path: ['protection', 'office'] }
  return [
    ...checkOfficeKey(file, protector, offices.offices.map((office) => office.key)),
    ...checkDated({ file, path: ['signs'] }, triage.signs), ...checkDated({ file, path: ['duplicates'] }, triage.duplicates),
    ...checkDated({ file, path: ['setApart'] }, triage.setApart), ...findOverlaps({ file, path: ['setApart'] }, triage.setApart, () => true),
    ...findOverlaps({ file, path: ['duplicates'] }, triage.duplicates, () => true),
  ]
}
