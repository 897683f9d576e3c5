import type { FamilyValues, PersonValues, SensitiveClass, SensitiveValues } from '#modules/registry/attribute/attribute.contract.ts'
import { areIn, fieldIdOf, findField, isDeclined, isUnanswered, offeredChoices, wrongShape, type Answers, type Field } from '#modules/registry/form/answer.rules.ts'
import { questionsNamed } from '#modules/registry/form/evaluate.rules.ts'
import { memberRepeat, type AnswerValue, type CompiledForm } from '#modules/registry/form/form.contract.ts'
import { attributeValue, findAttribute } from '#modules/registry/form/vocabulary.rules.ts'

export interface GivenAnswer {
  readonly field: string
  readonly value: AnswerValue
}

/** An answer with the field of the form that it belongs to. */
export interface ReadAnswer<T extends GivenAnswer> {
  readonly given: T
  readonly field: Field
}

/** Reads answers by the form that asked; the fields that the form does not have or that cannot be answered so are named. */
export function readAnswers<T extends GivenAnswer>(form: CompiledForm, answers: readonly T[]): { readonly read: readonly ReadAnswer<T>[]; readonly wrong: readonly string[] } {
  const read: ReadAnswer<T>[] = []
  const wrong: string[] = []
  for (const given of answers) {
    const field = findField(form, given.field)
    if (field === undefined || wrongShape(field.question, given.value, form) !== undefined) wrong.push(given.field)
    else read.push({ given, field })
  }
  const all = Object.fromEntries(read.map(({ given }) => [given.field, given.value]))
  const misplaced = read.filter((answer) => isMisplaced(form, answer, all)).map(({ given }) => given.field)
  return { read, wrong: [...wrong, ...misplaced] }
}

/**
 * Whether a choice does not belong to the choice that decides what is offered (a village of another district). Only what this visit says itself
 * is held against it: an earlier answer may have changed on another device since, and that is for the conflict inbox.
 */
function isMisplaced(form: CompiledForm, { given, field }: ReadAnswer<GivenAnswer>, answers: Answers): boolean {
  const { question: { choiceFilter }, repeat, instance } = field
  if (choiceFilter === null || choiceFilter === undefined || isUnanswered(given.value) || isDeclined(given.value)) return false
  const areGiven = questionsNamed(choiceFilter).every((name) => fieldIdOf(name, repeat, instance) in answers || name in answers)
  return areGiven && !areIn(given.value, offeredChoices(form, field, { answers, instances: {}, today: '' }))
}

/** What a visit says in the words of the registry, about the family and each of its people. */
export interface VisitValues {
  readonly family: FamilyValues
  readonly persons: ReadonlyMap<string, PersonValues>
  readonly sensitive: readonly { readonly subjectKind: 'family' | 'person'; readonly subjectId: string; readonly class: SensitiveClass; readonly values: SensitiveValues }[]
}

/** Puts answers into the words of the registry; what is the regency's own question stays an answer only. */
export function registryValues(answers: readonly ReadAnswer<GivenAnswer>[], of: { readonly familyId: string; readonly personIds: ReadonlySet<string> }): VisitValues {
  const values = new Map<string, Record<string, unknown>>()
  for (const { given, field } of answers) {
    const isPerson = field.repeat === memberRepeat
    if (field.repeat !== null && (!isPerson || !of.personIds.has(field.instance ?? ''))) continue
    const attribute = findAttribute(field.question.name, isPerson ? 'person' : 'family')
    const value = attribute === undefined ? undefined : attributeValue(attribute, given.value)
    if (attribute === undefined || value === undefined) continue
    const key = [isPerson ? 'person' : 'family', isPerson ? field.instance : of.familyId, attribute.class ?? ''].join(' ')
    values.set(key, { ...values.get(key), [attribute.attribute]: value })
  }
  return sorted(values, of.familyId)
}

function sorted(values: ReadonlyMap<string, Record<string, unknown>>, familyId: string): VisitValues {
  const parts = [...values].map(([key, of]) => {
    const [subjectKind = '', subjectId = '', questionClass = ''] = key.split(' ')
    return { subjectKind: subjectKind as 'family' | 'person', subjectId, class: questionClass as SensitiveClass | '', values: of }
  })
  const plain = parts.filter((part) => part.class === '')
  return {
    family: plain.find((part) => part.subjectId === familyId)?.values ?? {},
    persons: new Map(plain.filter((part) => part.subjectKind === 'person').map((part) => [part.subjectId, part.values])),
    sensitive: parts.flatMap(({ subjectKind, subjectId, class: questionClass, values: of }) =>
      (questionClass === '' ? [] : [{ subjectKind, subjectId, class: questionClass, values: of as SensitiveValues }])),
  }
}
