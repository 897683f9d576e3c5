import { evaluate, holds, type Surroundings } from './evaluate.rules.ts'
import type { AnswerValue, CompiledForm, Declined, Group, Item, Question } from './form.contract.ts'
import { isDay, type Value } from './function.rules.ts'

/** Answers by their field: `floor`, or `member/<id>/schooling` inside a repeat. */
export type Answers = Readonly<Record<string, AnswerValue>>

/** One place in which an answer stands: a question, and in a repeat the one of whom it is asked. */
export interface Field {
  readonly id: string
  readonly question: Question
  readonly repeat: string | null
  readonly instance: string | null
}

/** What is missing or wrong in one field. */
export type FieldGap = 'required' | 'not_a_number' | 'not_whole' | 'not_a_day' | 'not_in_list' | 'constraint'

/** A form with its answers, worked out: what is asked, what was answered or computed, and what lacks. */
export interface FilledForm {
  readonly fields: readonly Field[]
  readonly values: Answers
  readonly gaps: ReadonlyMap<string, FieldGap>
}

export interface Filling {
  readonly answers: Answers
  /** The instances of each repeat, in their order. */
  readonly instances: Readonly<Record<string, readonly string[]>>
  /** YYYY-MM-DD */
  readonly today: string
}

/** The id of a field. */
export function fieldIdOf(name: string, repeat: string | null, instance: string | null): string {
  return repeat === null || instance === null ? name : `${repeat}/${instance}/${name}`
}

/** Whether somebody was asked and gave no answer. */
export function isDeclined(value: AnswerValue | undefined): value is Declined {
  return typeof value === 'object' && value !== null && 'declined' in value
}

/** Whether nothing was answered; to decline is an answer. */
export function isUnanswered(value: AnswerValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Works a form out. Answers of questions that are not asked are left out; computed ones are added. */
export function fillForm(form: CompiledForm, filling: Filling): FilledForm {
  const work: Work = { form, filling, fields: [], values: new Map(Object.entries(filling.answers)), gaps: new Map() }
  for (const group of form.items) walk(group, { work, repeat: null, instance: null, isAsked: true })
  const asked = new Set(work.fields.map((field) => field.id))
  return { fields: work.fields, values: Object.fromEntries([...work.values].filter(([id]) => asked.has(id))), gaps: work.gaps }
}

interface Work {
  readonly form: CompiledForm
  readonly filling: Filling
  readonly fields: Field[]
  readonly values: Map<string, AnswerValue>
  readonly gaps: Map<string, FieldGap>
}

interface At {
  readonly work: Work
  readonly repeat: string | null
  readonly instance: string | null
  readonly isAsked: boolean
}

function walk(item: Item, at: At): void {
  if (item.kind === 'question') return visit(item, at)
  const isAsked = at.isAsked && (item.relevant === null || holds(item.relevant, surroundings(at)))
  if (item.kind === 'group') return walkAll(item, { ...at, isAsked })
  for (const instance of at.work.filling.instances[item.name] ?? []) walkAll(item, { ...at, isAsked, repeat: item.name, instance })
}

function walkAll(group: Group, at: At): void {
  for (const item of group.items) walk(item, at)
}

function visit(question: Question, at: At): void {
  const { work, repeat, instance } = at
  const id = fieldIdOf(question.name, repeat, instance)
  const around = surroundings(at)
  if (!at.isAsked || (question.relevant !== null && !holds(question.relevant, around))) {
    work.values.delete(id)
    return
  }
  work.fields.push({ id, question, repeat, instance })
  if (question.calculation !== null) work.values.set(id, asAnswer(evaluate(question.calculation, around)))
  const gap = gapOf(question, { value: work.values.get(id), around, form: work.form })
  if (gap !== undefined) work.gaps.set(id, gap)
}

function surroundings({ work, repeat, instance }: At): Surroundings {
  return {
    today: work.filling.today,
    answerOf: (name) => {
      const own = repeat === null ? undefined : work.values.get(fieldIdOf(name, repeat, instance))
      if (own !== undefined) return asValue(own)
      const plain = work.values.get(name)
      return plain === undefined ? repeated(work, name) : asValue(plain)
    },
  }
}

/** A repeat by its name is its instances; a question of a repeat, seen from outside, is all its answers. */
function repeated({ filling, values }: Work, name: string): Value {
  const instances = filling.instances[name]
  if (instances !== undefined) return instances
  const found = Object.entries(filling.instances).flatMap(([repeat, ids]) => ids.map((instance) => values.get(fieldIdOf(name, repeat, instance))))
  const given = found.filter((value) => value !== undefined)
  return given.length === 0 ? null : given.map(asValue)
}

function asValue(value: AnswerValue): Value {
  return isDeclined(value) ? null : value
}

function asAnswer(value: Value): AnswerValue {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return null
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return Array.isArray(value) ? value.map(String) : value as string | number
}

function gapOf(question: Question, given: { value: AnswerValue | undefined; around: Surroundings; form: CompiledForm }): FieldGap | undefined {
  const { value, around, form } = given
  if (isUnanswered(value)) return question.required ? 'required' : undefined
  if (isDeclined(value)) return question.mayDecline ? undefined : 'required'
  const wrong = wrongShape(question, value!, form)
  if (wrong !== undefined) return wrong
  if (question.constraint === null || holds(question.constraint, { ...around, self: asValue(value!) })) return undefined
  return 'constraint'
}

/** Why a value cannot be an answer to a question of this type at all. */
export function wrongShape(question: Question, value: AnswerValue, form: CompiledForm): FieldGap | undefined {
  if (value === null || isDeclined(value)) return undefined
  switch (question.type) {
    case 'integer': return typeof value !== 'number' ? 'not_a_number' : wholeness(value)
    case 'decimal': return typeof value === 'number' && Number.isFinite(value) ? undefined : 'not_a_number'
    case 'date': return typeof value === 'string' && isDay(value) ? undefined : 'not_a_day'
    case 'select_one': return isChoice(question, value, form) ? undefined : 'not_in_list'
    case 'select_multiple': return Array.isArray(value) && value.every((word) => isChoice(question, word, form)) ? undefined : 'not_in_list'
    case 'geopoint': return typeof value === 'string' && /^-?\d+(\.\d+)? -?\d+(\.\d+)? -?\d+(\.\d+)? \d+(\.\d+)?$/.test(value) ? undefined : 'not_a_number'
    default: return typeof value === 'string' || question.type === 'calculate' ? undefined : 'not_in_list'
  }
}

function wholeness(value: number): FieldGap | undefined {
  return Number.isSafeInteger(value) ? undefined : 'not_whole'
}

function isChoice(question: Question, value: AnswerValue, form: CompiledForm): boolean {
  return typeof value === 'string' && (form.choices[question.list ?? ''] ?? []).some((choice) => choice.name === value)
}

/** Every question of a form by its name, with the repeat that it stands in. */
export function questionsOf(form: CompiledForm): ReadonlyMap<string, { readonly question: Question; readonly repeat: string | null }> {
  const found = new Map<string, { question: Question; repeat: string | null }>()
  function collect(item: Item, repeat: string | null): void {
    if (item.kind === 'question') found.set(item.name, { question: item, repeat })
    else for (const inner of item.items) collect(inner, item.kind === 'repeat' ? item.name : repeat)
  }
  for (const group of form.items) collect(group, null)
  return found
}

/** The question that a field of answers belongs to; undefined when the form has no such field. */
export function findField(form: CompiledForm, id: string): Field | undefined {
  const [first = '', instance = null, name = null] = id.split('/')
  const found = questionsOf(form).get(name ?? first)
  const repeat = name === null ? null : first
  if (found === undefined || found.repeat !== repeat || (repeat !== null && (instance === null || instance === ''))) return undefined
  return { id, question: found.question, repeat, instance }
}
