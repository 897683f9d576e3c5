import { checkDated, findEnd, findOverlaps } from './dated-check.rules.ts'
import { checkOfficeKey, findRepeated, suggest, type RegencyFiles } from './regency-check.rules.ts'
import type { Problem } from './regency-problem.rules.ts'

const file = 'proposals.yaml'

/** What is wrong in proposals.yaml: an office that is none, dates that overlap or end, a criterion twice, steps out of their order. */
export function checkProposals(files: RegencyFiles): Problem[] {
  const { office, criteria, cutoffs, quorums, objectionPromises, layouts } = files.proposals
  const agencies = files.offices.offices.map((each) => each.key)
  const dated = Object.entries({ cutoffs, quorums, objectionPromises, layouts })
  return [
    ...checkOfficeKey(file, { value: office, path: ['office'] }, agencies),
    ...findRepeated(file, 'key', criteria.map((criterion, at) => ({ value: criterion.key, path: ['criteria', at, 'key'] }))),
    ...dated.flatMap(([member, rules]) => {
      const list = { file, path: [member] }
      return [...checkDated(list, rules), ...findOverlaps<(typeof rules)[number]>(list, rules, () => true), ...findEnd(list, rules)]
    }),
    ...checkRegister(files),
    ...layouts.flatMap(({ columns }, at) => [
      ...findRepeated(file, 'field', columns.flatMap(({ field }, no) => (field === null ? [] : [{ value: field, path: ['layouts', at, 'columns', no, 'field'] }]))),
      ...(columns.some((column) => column.field === 'reference') ? [] : [{ kind: 'layout_without_reference' as const, file, path: ['layouts', at, 'columns'] }]),
    ]),
    ...cutoffs.flatMap(({ steps, day }, at): Problem[] => {
      const inOrder = steps.deliberated <= steps.verified && steps.verified <= steps.confirmed && steps.confirmed <= day
      return inOrder ? [] : [{ kind: 'cutoff_steps_out_of_order', file, path: ['cutoffs', at, 'steps'] }]
    }),
    ...quorums.flatMap(({ ofInvited }, at): Problem[] => {
      return ofInvited.numerator <= ofInvited.denominator ? [] : [{ kind: 'share_above_one', file, path: ['quorums', at, 'ofInvited'] }]
    }),
  ]
}

/** The register is a source of sources.yaml. */
function checkRegister({ proposals, sources }: RegencyFiles): Problem[] {
  const words = sources.sources.map((source) => source.key)
  if (words.includes(proposals.register)) return []
  return [{ kind: 'register_unknown', file, path: ['register'], detail: { value: proposals.register, ...suggest(proposals.register, words) } }]
}
