import { evaluate, holds, type Surroundings } from './evaluate.rules.ts'
import type { AnswerValue, Choice, CompiledForm, Declined, Group, Item, Question, Words } from './form.contract.ts'
import { isDay, type Value } from './function.rules.ts'
import { withAnswers } from './label.rules.ts'

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

/** A field that is asked: its texts with the answers that they name, and the choices that are offered. */
export interface AskedField extends Field {
  readonly choices: readonly Choice[]
}

/** A form with its answers, worked out: what is asked, what was answered or computed, and what lacks. */
export interface FilledForm {
  readonly fields: readonly AskedField[]
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
  const work = begin(form, filling)
  for (const group of form.items) walk(group, { work, repeat: null, instance: null, isAsked: true })
  const asked = new Set(work.fields.map((field) => field.id))
  const fields = work.fields.map((field) => ({ ...field, question: inWords(field.question, { work, ...field, isAsked: true }) }))
  return { fields, values: Object.fromEntries([...work.values].filter(([id]) => asked.has(id))), gaps: work.gaps }
}

/** The choices that a field offers, by the answers of a filling. */
export function offeredChoices(form: CompiledForm, field: Field, filling: Filling): readonly Choice[] {
  return offered(field.question, { form, around: surroundings({ work: begin(form, filling), ...field, isAsked: true }) })
}

/** A text of the form (a group's) with the answers that it names. */
export function textIn(form: CompiledForm, words: Words, at: { readonly values: Answers; readonly repeat: string | null; readonly instance: string | null }): Words {
  return withAnswers(words, (name) => answerWords(form, name, at.values[fieldIdOf(name, at.repeat, at.instance)] ?? at.values[name]))
}

function begin(form: CompiledForm, filling: Filling): Work {
  return { form, filling, fields: [], values: new Map(Object.entries(filling.answers)), gaps: new Map() }
}

function inWords(question: Question, { work: { form, values }, repeat, instance }: At): Question {
  const put = (words: Words): Words => withAnswers(words, (name) => answerWords(form, name, values.get(fieldIdOf(name, repeat, instance)) ?? values.get(name)))
  const { label, hint, constraintMessage } = question
  return { ...question, label: put(label), hint: hint && put(hint), constraintMessage: constraintMessage && put(constraintMessage) }
}

function answerWords(form: CompiledForm, name: string, value: AnswerValue | undefined): Words | undefined {
  if (isUnanswered(value) || isDeclined(value)) return undefined
  const list = form.choices[questionsOf(form).get(name)?.question.list ?? ''] ?? []
  const words = (Array.isArray(value) ? value : [value]).map((each): Words => list.find((choice) => choice.name === each)?.label ?? { id: String(each), en: String(each) })
  return { id: words.map((each) => each.id).join(', '), en: words.map((each) => each.en).join(', ') }
}

interface Work {
  readonly form: CompiledForm
  readonly filling: Filling
  readonly fields: AskedField[]
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
  const choices = offered(question, { form: work.form, around })
  work.fields.push({ id, question, repeat, instance, choices })
  if (question.calculation !== null) work.values.set(id, asAnswer(evaluate(question.calculation, around)))
  const gap = gapOf(question, { value: work.values.get(id), around, form: work.form, choices })
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

function offered({ list, choiceFilter }: Question, { form, around }: { readonly form: CompiledForm; readonly around: Surroundings }): readonly Choice[] {
  const choices = form.choices[list ?? ''] ?? []
  if (choiceFilter === null || choiceFilter === undefined) return choices
  return choices.filter((choice) => holds(choiceFilter, { ...around, traits: { ...choice.traits, name: choice.name } }))
}

interface Given {
  readonly value: AnswerValue | undefined
  readonly around: Surroundings
  readonly form: CompiledForm
  readonly choices: readonly Choice[]
}

function gapOf(question: Question, { value, around, form, choices }: Given): FieldGap | undefined {
  if (isUnanswered(value)) return question.required ? 'required' : undefined
  if (isDeclined(value)) return question.mayDecline ? undefined : 'required'
  const wrong = wrongShape(question, value!, form)
  if (wrong !== undefined) return wrong
  if (question.list !== null && !areIn(value!, choices)) return 'not_in_list'
  if (question.constraint === null || holds(question.constraint, { ...around, self: asValue(value!) })) return undefined
  return 'constraint'
}

/** Why a value cannot be an answer to a question of this type at all. */
export function wrongShape(question: Question, value: AnswerValue, form: CompiledForm): FieldGap | undefined {
  if (value === null || isDeclined(value)) return undefined
  switch (question.type) {
    case 'integer': return typeof value !== 'number' ? 'not_a_number' : wholeness(value)
    case 'decimal': return typeof value === 'number' && Number.isFinite(value) ? undefined : 'not_a_number'
    case 'range': return typeof value === 'number' ? onScale(question, value) : 'not_a_number'
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

function onScale({ scale }: Question, value: number): FieldGap | undefined {
  return scale === null || scale === undefined || (value >= scale.start && value <= scale.end) ? undefined : 'constraint'
}

/** Whether what was chosen, one or several, is among some choices. */
export function areIn(value: AnswerValue, choices: readonly Choice[]): boolean {
  return [value].flat().every((each) => choices.some((choice) => choice.name === each))
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
