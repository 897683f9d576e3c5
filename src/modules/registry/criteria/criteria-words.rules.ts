import type { CriterionTest } from '#modules/people/regency/criteria.contract.ts'
import { suggest, type RegencyCheck } from '#modules/people/regency/regency-check.rules.ts'
import type { Problem } from '#modules/people/regency/regency-problem.rules.ts'
import { FamilyValues, PersonValues } from '#modules/registry/attribute/attribute.contract.ts'
import { findAttributeByWord, type KnownAttribute } from '#modules/registry/form/vocabulary.rules.ts'

type Path = Problem['path']

/** Holds criteria.yaml against the registry's vocabulary: a criterion about an unknown word, or a word that it cannot be, would never be met. */
export const checkCriteriaWords: RegencyCheck = ({ criteria: { criteria, hintReasons } }) => [
  ...criteria.flatMap(({ any }, at) => any.flatMap((test, position) => checkTest(test, ['criteria', at, 'any', position]))),
  ...hintReasons.flatMap(({ any }, at) => any.flatMap((test, position) => checkTest(test, ['hintReasons', at, 'any', position]))),
]

function checkTest(test: CriterionTest, path: Path): Problem[] {
  const kind = test.of === 'family' ? 'family' : 'person'
  if (test.attribute === 'age' && kind === 'person') return checkBounds(test, path, true)
  const known = findAttributeByWord(test.attribute, kind)
  if (known !== undefined) return [...checkWords(test, known, path), ...checkBounds(test, path, known.schema.type === 'number')]
  const options = kind === 'family' ? Object.keys(FamilyValues.shape) : ['age', ...Object.keys(PersonValues.shape)]
  return [strange({ member: 'attribute', value: test.attribute, options, path: [...path, 'attribute'] })]
}

/** Yes and no are written `true` and `false`; a list of choices holds its words. */
function checkWords({ is = [] }: CriterionTest, { schema, words }: KnownAttribute, path: Path): Problem[] {
  const options = schema.type === 'boolean' ? ['true', 'false'] : words
  if (options === null) return []
  const isKnown = (value: string | boolean): boolean => (schema.type === 'boolean') === (typeof value === 'boolean') && options.includes(String(value))
  return is.flatMap((value, at) => (isKnown(value) ? [] : [strange({ member: 'is', value: String(value), options, path: [...path, 'is', at] })]))
}

/** Only a number lies within bounds, and a number is nothing else. */
function checkBounds({ is, atLeast, atMost, attribute }: CriterionTest, path: Path, isNumber: boolean): Problem[] {
  const hasBounds = atLeast !== undefined || atMost !== undefined
  const hasWords = is !== undefined
  if (isNumber ? hasBounds && !hasWords : hasWords && !hasBounds) return []
  const options = isNumber ? ['atLeast', 'atMost'] : ['is']
  return [{ kind: 'test_does_not_fit', file: 'criteria.yaml', path, detail: { attribute, options: options.join(', ') } }]
}

function strange(found: { readonly member: string; readonly value: string; readonly options: readonly string[]; readonly path: Path }): Problem {
  const { member, value, options, path } = found
  return { kind: 'not_one_of', file: 'criteria.yaml', path, detail: { member, value, options: options.join(', '), ...suggest(value, options) } }
}
