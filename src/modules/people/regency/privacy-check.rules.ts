import { findRepeated, suggest, type Path, type RegencyFiles } from './regency-check.rules.ts'
import type { Problem } from './regency-problem.rules.ts'

const file = 'privacy.yaml'

/** What is wrong in privacy.yaml: keys that stand twice, risks of processings that are not on record, an assessment that is reviewed before it was made. */
export function checkPrivacy({ privacy }: Pick<RegencyFiles, 'privacy'>): (Problem | (Problem & { readonly first: Path }))[] {
  const { processings, impact } = privacy
  const keys = processings.map(({ key }) => key)
  const { assessedOn, reviewBy } = impact
  return [
    ...findRepeated(file, 'key', processings.map(({ key }, at) => ({ value: key, path: ['processings', at, 'key'] }))),
    ...findRepeated(file, 'key', impact.risks.map(({ key }, at) => ({ value: key, path: ['impact', 'risks', at, 'key'] }))),
    ...impact.risks.flatMap((risk, at) => risk.processings.flatMap((key, position): Problem[] => {
      const path = ['impact', 'risks', at, 'processings', position]
      return keys.includes(key) ? [] : [{ kind: 'not_one_of', file, path, detail: { member: 'processings', value: key, options: keys.join(', '), ...suggest(key, keys) } }]
    })),
    ...(reviewBy > assessedOn ? [] : [{ kind: 'days_reversed' as const, file, path: ['impact', 'reviewBy'], detail: { from: assessedOn, to: reviewBy } }]),
  ]
}
