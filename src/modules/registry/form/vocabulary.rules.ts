import type { z } from 'zod'
import { DisabilityValues, FamilyValues, HealthValues, IncomeValues, PersonValues } from '#modules/registry/attribute/attribute.contract.ts'
import { isDeclined, isUnanswered } from './answer.rules.ts'
import type { AnswerValue, QuestionClass } from './form.contract.ts'

/** A word of the registry: what it may be, and whether it is specific personal data. */
export interface KnownAttribute {
  readonly attribute: string
  readonly class: QuestionClass | null
  readonly schema: z.ZodType
  /** The words that it may be; null where it is a number, a text, yes or no. */
  readonly words: readonly string[] | null
}

export type SubjectKind = 'family' | 'person'

const plain = { family: FamilyValues, person: PersonValues } as const
const sensitive: readonly (readonly [QuestionClass, z.ZodObject])[] = [['health', HealthValues], ['disability', DisabilityValues], ['income', IncomeValues]]

/** The word of the registry that a question is about by its name (`floor_area_square_meters`); undefined when the question is the regency's own. */
export function findAttribute(questionName: string, kind: SubjectKind): KnownAttribute | undefined {
  return findAttributeByWord(questionName.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()), kind)
}

/** A word of the registry as it is kept (`floorAreaSquareMeters`); undefined when there is none of that name. */
export function findAttributeByWord(attribute: string, kind: SubjectKind): KnownAttribute | undefined {
  const found = plain[kind].shape[attribute as never] as z.ZodType | undefined
  if (found !== undefined) return known(attribute, null, found)
  for (const [questionClass, values] of sensitive) {
    const schema = values.shape[attribute] as z.ZodType | undefined
    if (schema !== undefined) return known(attribute, questionClass, schema)
  }
  return undefined
}

function known(attribute: string, questionClass: QuestionClass | null, optional: z.ZodType): KnownAttribute {
  const schema = (optional as z.ZodOptional<z.ZodType>).unwrap()
  return { attribute, class: questionClass, schema, words: wordsOf(schema) }
}

function wordsOf(schema: z.ZodType): readonly string[] | null {
  if (schema.type === 'boolean') return ['yes', 'no']
  if (schema.type === 'enum') return (schema as z.ZodEnum).options as string[]
  return schema.type === 'array' ? wordsOf((schema as z.ZodArray<z.ZodType>).element) : null
}

/** An answer as a value of the registry; undefined when it says nothing that the registry could keep. */
export function attributeValue(attribute: KnownAttribute, answer: AnswerValue): unknown {
  if (isUnanswered(answer) || isDeclined(answer)) return undefined
  const value = attribute.schema.type === 'boolean' ? answer === 'yes' : answer
  const read = attribute.schema.safeParse(value)
  return read.success ? read.data : undefined
}
