import { findRepeated, type Path, type RegencyFiles } from './regency-check.rules.ts'
import type { Problem } from './regency-problem.rules.ts'

const file = 'exports.yaml'

/** What is wrong in exports.yaml: keys written twice, days that run backwards, two rules that hold at once. */
export function checkExports(files: RegencyFiles): (Problem | (Problem & { readonly first: Path }))[] {
  const rules = files.exports.exports
  const repeated = findRepeated(file, 'key', rules.map((rule, at) => ({ value: rule.key, path: ['exports', at, 'key'] })))
  const reversed = rules.flatMap((rule, at): Problem[] => {
    if (rule.to === null || rule.to >= rule.from) return []
    return [{ kind: 'days_reversed', file, path: ['exports', at, 'to'], detail: { from: rule.from, to: rule.to } }]
  })
  const overlaps = rules.flatMap((rule, at) => rules.slice(0, at).flatMap((earlier, position) => {
    const isApart = (earlier.to !== null && earlier.to < rule.from) || (rule.to !== null && rule.to < earlier.from)
    if (isApart) return []
    return [{
      kind: 'rules_overlap' as const, file, path: ['exports', at, 'from'], first: ['exports', position, 'from'], detail: { key: rule.key, other: earlier.key },
    }]
  }))
  return [...repeated, ...reversed, ...overlaps]
}
