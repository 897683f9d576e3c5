import { fieldIdOf, fillForm, isUnanswered, textIn, wrongShape, type Answers, type AskedField, type FieldGap, type FilledForm } from '#modules/registry/form/answer.rules.ts'
import { memberRepeat, type CompiledForm, type Group, type Item, type Words } from '#modules/registry/form/form.contract.ts'
import type { KnownAnswer, VisitBundle } from './survey.contract.ts'

/** One screen of the form: a group, or one instance of a repeat. */
export interface FormSection {
  /** `house`, `member/<person>` */
  readonly id: string
  readonly group: Group
  readonly instance: string | null
  readonly label: Words
  /** Of whom it is asked. */
  readonly name: string | null
  readonly fields: readonly AskedField[]
}

export type SectionState = 'done' | 'seen' | 'new'

/** A form at a door: what is asked, section by section, and what is known from before. */
export interface VisitForm {
  readonly filled: FilledForm
  readonly sections: readonly FormSection[]
  readonly known: ReadonlyMap<string, KnownAnswer>
}

export interface VisitAnswers {
  readonly answers: Answers
  readonly instances: Readonly<Record<string, readonly string[]>>
  readonly opened: readonly string[]
}

/** Works a visit out: earlier answers decide what is asked until this visit answers otherwise. */
export function workOut(form: CompiledForm, bundle: VisitBundle, visit: VisitAnswers): VisitForm {
  const known = new Map(bundle.known.map((answer) => [answer.field, answer]))
  const earlier = Object.fromEntries([...known].filter(([, answer]) => !answer.isHidden).map(([field, answer]) => [field, answer.value]))
  const ages = Object.fromEntries(bundle.members.flatMap(({ personId, ageInYears }) => (ageInYears === null ? [] : [[fieldIdOf('age', memberRepeat, personId), ageInYears]])))
  const instances = { ...visit.instances, [memberRepeat]: bundle.members.map((member) => member.personId) }
  const filled = fillForm(form, { answers: { ...ages, ...earlier, ...visit.answers }, instances, today: bundle.preparedAt.slice(0, 10) })
  const sections = form.items.flatMap((group) => sectionsOf(group, { form, filled, instances, bundle }))
  return { filled, sections: sections.filter((section) => section.fields.length > 0), known }
}

interface Around {
  readonly form: CompiledForm
  readonly filled: FilledForm
  readonly instances: Readonly<Record<string, readonly string[]>>
  readonly bundle: VisitBundle
}

function sectionsOf(group: Group, { form, filled, instances, bundle }: Around): FormSection[] {
  const names = new Set(namesIn(group))
  if (group.kind === 'group') {
    const fields = filled.fields.filter((field) => names.has(field.question.name) && field.question.type !== 'calculate')
    return [{ id: group.name, group, instance: null, label: textIn(form, group.label, { ...filled, repeat: null, instance: null }), name: null, fields }]
  }
  return (instances[group.name] ?? []).map((instance, index): FormSection => ({
    id: `${group.name}/${instance}`, group, instance, label: textIn(form, group.label, { ...filled, repeat: group.name, instance }),
    name: bundle.members.find((member) => member.personId === instance)?.name ?? String(index + 1),
    fields: filled.fields.filter((field) => field.instance === instance && field.repeat === group.name && field.question.type !== 'calculate'),
  }))
}

function namesIn(item: Item): readonly string[] {
  return item.kind === 'question' ? [item.name] : item.items.flatMap(namesIn)
}

/** Fields that this visit has not answered though the form wants it, or answered in a way that cannot be. */
export function gapsOf(visitForm: VisitForm, visit: VisitAnswers): ReadonlyMap<string, FieldGap> {
  const gaps = new Map(visitForm.filled.gaps)
  for (const { id, question } of visitForm.filled.fields) {
    if (question.required && question.type !== 'calculate' && isUnanswered(visit.answers[id]) && !gaps.has(id)) gaps.set(id, 'required')
  }
  return gaps
}

/** Whether a section is answered as far as it must be, was opened, or waits. */
export function stateOf(section: FormSection, visit: VisitAnswers, gaps: ReadonlyMap<string, FieldGap>): SectionState {
  const isAnswered = section.fields.some((field) => !isUnanswered(visit.answers[field.id]))
  if (isAnswered && !section.fields.some((field) => gaps.has(field.id))) return 'done'
  return isAnswered || visit.opened.includes(section.id) ? 'seen' : 'new'
}

/** The answers that are sent: of questions that are asked, given in this visit or computed from what was. */
export function answersToSend(form: CompiledForm, visitForm: VisitForm, visit: VisitAnswers): Answers {
  const kept = visitForm.filled.fields.flatMap(({ id, question }): [string, Answers[string]][] => {
    const value = question.type === 'calculate' ? visitForm.filled.values[id] : visit.answers[id]
    const isUnfit = question.type === 'note' || visitForm.filled.gaps.get(id) === 'not_in_list'
    return value === undefined || isUnfit || wrongShape(question, value, form) !== undefined ? [] : [[id, value]]
  })
  return Object.fromEntries(kept)
}
