import type { CriterionTest } from '#modules/people/regency/criteria.contract.ts'
import type { SourcedValue } from '#modules/registry/attribute/attribute.contract.ts'

/** Whether something holds; `unknown` when nobody has said, or the reader may not see it. */
export type Judgement = 'met' | 'not_met' | 'unknown'

/** What a judgement rests on. */
export interface Evidence {
  readonly personName: string | null
  readonly attribute: string
  readonly value: SourcedValue['value']
  readonly sourceName: string | null
  readonly on: string | null
}

/** What is known of a family, with its sources. */
export interface FamilyFacts {
  readonly family: readonly SourcedValue[]
  readonly members: readonly { readonly name: string; readonly isHead: boolean; readonly ageInYears: number | null; readonly values: readonly SourcedValue[] }[]
}

export interface Judged {
  readonly state: Judgement
  readonly evidence: readonly Evidence[]
}

/** What holds on a day among dated rules. */
export function heldOn<T extends { readonly from: string; readonly to: string | null }>(rules: readonly T[], day: string): readonly T[] {
  return rules.filter((rule) => rule.from <= day && (rule.to === null || rule.to >= day))
}

/** Judges one rule: met when one of its tests is; not met only when all of them are known not to be. */
export function judge(tests: readonly CriterionTest[], facts: FamilyFacts): Judged {
  const results = tests.flatMap((test) => tryTest(test, facts))
  const met = results.filter((result) => result.state === 'met')
  if (met.length > 0) return { state: 'met', evidence: met.map((result) => result.evidence).filter((each) => each !== null) }
  if (results.some((result) => result.state === 'unknown')) return { state: 'unknown', evidence: [] }
  return { state: 'not_met', evidence: results.map((result) => result.evidence).filter((each) => each !== null) }
}

interface Tried {
  readonly state: Judgement
  readonly evidence: Evidence | null
}

function tryTest(test: CriterionTest, facts: FamilyFacts): Tried[] {
  if (test.of === 'family') return [tryValue(test, { name: null, value: currentOf(facts.family, test.attribute) })]
  const members = facts.members.filter((member) => test.of === 'member' || member.isHead)
  const tried = members.flatMap((member): Tried[] => {
    const { ageInYears } = member
    if (test.aged !== undefined && ageInYears !== null && (ageInYears < test.aged.from || ageInYears > test.aged.to)) return []
    if (test.aged !== undefined && ageInYears === null) return [{ state: 'unknown', evidence: null }]
    if (test.attribute !== 'age') return [tryValue(test, { name: member.name, value: currentOf(member.values, test.attribute) })]
    return [ageInYears === null ? { state: 'unknown', evidence: null } : tryAge(test, member.name, ageInYears)]
  })
  return tried.length === 0 ? [{ state: test.aged === undefined ? 'unknown' : 'not_met', evidence: null }] : tried
}

function currentOf(values: readonly SourcedValue[], attribute: string): SourcedValue | undefined {
  return values.find((value) => value.attribute === attribute && value.isCurrent)
}

function tryAge(test: CriterionTest, name: string, years: number): Tried {
  return { state: holds(test, years) ? 'met' : 'not_met', evidence: { personName: name, attribute: 'age', value: years, sourceName: null, on: null } }
}

function tryValue(test: CriterionTest, about: { readonly name: string | null; readonly value: SourcedValue | undefined }): Tried {
  const { name, value } = about
  if (value === undefined) return { state: 'unknown', evidence: null }
  const evidence = { personName: name, attribute: test.attribute, value: value.value, sourceName: value.sourceName, on: value.validFrom }
  return { state: holds(test, value.value) ? 'met' : 'not_met', evidence }
}

function holds({ is, atLeast, atMost }: CriterionTest, value: SourcedValue['value']): boolean {
  const said = Array.isArray(value) ? value : [value]
  if (is !== undefined) return said.some((each) => (typeof each === 'string' || typeof each === 'boolean') && is.includes(each))
  return typeof value === 'number' && (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost)
}
