import { messages } from '#web/i18n/index.ts'
import { ChoiceLists, otherChoice } from './choice-list.rules.ts'
import { parseExpression, type ExpressionProblem } from './expression.rules.ts'
import {
  formLimits, memberRepeat, questionClasses, questionTypes, type CompiledForm, type Expression, type Group, type Item, type Question, type QuestionClass,
  type QuestionType, type Scale, type Words,
} from './form.contract.ts'
import { namesInText } from './label.rules.ts'
import { wordsOf, type FormRow } from './form-row.rules.ts'
import { findAttribute } from './vocabulary.rules.ts'

/** The sheets of an XLSForm as they were read. */
export interface FormSheets {
  readonly survey: readonly FormRow[]
  readonly choices: readonly FormRow[]
  readonly settings: readonly FormRow[]
}

/** What is wrong, and where. Its words are in the catalogue, by kind. */
export interface CompileProblem {
  readonly sheet: 'survey' | 'choices' | 'settings'
  readonly row: number
  readonly column: string
  readonly kind: string
  readonly detail: Readonly<Record<string, string>>
}

type Compiled = { readonly ok: true; readonly value: CompiledForm } | { readonly ok: false; readonly error: readonly CompileProblem[] }

const namePattern = /^[a-z][a-z0-9_]{0,59}$/
const mostProblems = 100
const orOther = / or_other$/
/** What other tools write down about the device; a visit knows who made it, when and where without them. */
const deviceTypes: ReadonlySet<string> = new Set([
  'start', 'end', 'today', 'deviceid', 'phonenumber', 'username', 'email', 'audit', 'simserial', 'subscriberid', 'start-geopoint',
])
/** Columns that would change what a form does and that we do not do; an answer that nobody gave (`default`) is none. */
const unsupportedColumns = ['default', 'repeat_count', 'trigger'] as const

/** Compiles an XLSForm. All that is wrong is said at once. */
export function compileForm(sheets: FormSheets): Compiled {
  const work = new Compilation(sheets)
  const form = work.compile()
  return work.problems.length === 0 ? { ok: true, value: form } : { ok: false, error: work.problems.slice(0, mostProblems) }
}

interface OpenGroup {
  readonly kind: 'group' | 'repeat'
  readonly row: FormRow
  readonly head: Omit<Group, 'items'>
  readonly items: Item[]
}

/** One run over the sheets; what is wrong is gathered on the way. */
class Compilation {
  readonly problems: CompileProblem[] = []
  private readonly sheets: FormSheets
  private readonly names: ReadonlySet<string>
  private readonly seen = new Map<string, number>()
  private readonly lists: ChoiceLists
  private readonly open: OpenGroup[] = []
  private readonly items: Group[] = []

  constructor(sheets: FormSheets) {
    this.sheets = sheets
    this.names = new Set(sheets.survey.flatMap(namesOfRow))
    this.lists = new ChoiceLists(sheets.choices)
    this.problems.push(...this.lists.problems)
  }

  compile(): CompiledForm {
    if (this.sheets.survey.length > formLimits.questions) this.wrong('survey', { number: formLimits.questions + 2, column: 'type', kind: 'too_many_questions' })
    for (const row of this.sheets.survey) this.take(row)
    for (const { row } of this.open) this.wrongIn(row, 'type', { kind: 'group_not_closed' })
    if (this.problems.length === 0 && this.items.length === 0) this.wrong('survey', { number: 2, column: 'type', kind: 'no_questions' })
    return { ...this.settings(), items: this.items, choices: this.lists.all() }
  }

  private settings(): Pick<CompiledForm, 'key' | 'title'> {
    const row = this.sheets.settings[0]
    const key = row?.cells['form_id'] ?? ''
    const title = row === undefined ? undefined : wordsOf(row, 'form_title')
    if (!namePattern.test(key)) this.wrong('settings', { number: row?.number ?? 2, column: 'form_id', kind: 'form_id_unusable', detail: { name: key } })
    if (title === undefined) this.wrong('settings', { number: row?.number ?? 2, column: 'form_title', kind: 'label_missing' })
    return { key, title: title ?? { id: '', en: '' } }
  }

  private take(row: FormRow): void {
    const type = (row.cells['type'] ?? '').trim().replace(/\s+/g, ' ')
    const structure = /^(?<edge>begin|end)[ _](?<kind>group|repeat)$/.exec(type)?.groups
    if (deviceTypes.has(type)) return undefined
    this.refuseColumns(row)
    if (type === '') return this.wrongIn(row, 'type', { kind: 'type_missing' })
    if (structure?.['edge'] === 'begin') return this.begin(row, structure['kind'] as OpenGroup['kind'])
    if (structure?.['edge'] === 'end') return this.end(row, structure['kind'] as OpenGroup['kind'])
    const question = this.question(row, type)
    if (question === undefined) return undefined
    const inside = this.open.at(-1)
    if (inside === undefined) return this.wrongIn(row, 'type', { kind: 'question_outside' })
    inside.items.push(question, ...(isOrOther(type) ? [otherOf(question)] : []))
    return undefined
  }

  /** What a cell asks for is done or refused, never passed over. */
  private refuseColumns(row: FormRow): void {
    for (const column of unsupportedColumns) if (row.cells[column] !== undefined) this.wrongIn(row, column, { kind: 'column_not_supported', detail: { name: column } })
  }

  private begin(row: FormRow, kind: OpenGroup['kind']): void {
    if (this.open.some((outer) => outer.kind === 'repeat') && kind === 'repeat') this.wrongIn(row, 'type', { kind: 'repeat_in_repeat' })
    const head = { kind, name: this.name(row), label: this.label(row), relevant: this.expression(row, 'relevant') }
    this.open.push({ kind, row, head, items: [] })
  }

  private end(row: FormRow, kind: OpenGroup['kind']): void {
    const closed = this.open.pop()
    if (closed === undefined || closed.kind !== kind) return this.wrongIn(row, 'type', { kind: 'end_without_begin' })
    const group: Group = { ...closed.head, items: closed.items }
    const outer = this.open.at(-1)
    if (outer === undefined) this.items.push(group)
    else outer.items.push(group)
    return undefined
  }

  private question(row: FormRow, written: string): Question | undefined {
    const [typeWord = '', list] = written.replace(orOther, '').split(' ', 3)
    const type = questionTypes.find((known) => known === typeWord)
    if (type === undefined) {
      this.wrongIn(row, 'type', { kind: 'type_unknown', detail: { name: typeWord, known: questionTypes.join(', ') } })
      return undefined
    }
    const name = this.name(row)
    this.checkList(row, type, written)
    const asked = list === undefined || !isOrOther(written) ? list ?? null : this.lists.withOther(list)
    this.checkVocabulary(row, { name, type, list: asked ?? undefined })
    if (type === 'calculate' && row.cells['calculation'] === undefined) this.wrongIn(row, 'calculation', { kind: 'calculation_missing' })
    const questionClass = this.classOf(row, name)
    return {
      kind: 'question', name, type, label: type === 'calculate' ? wordsOf(row, 'label') ?? { id: name, en: name } : this.label(row),
      hint: this.words(row, 'hint'), required: isYes(row.cells['required']), relevant: this.expression(row, 'relevant'),
      constraint: this.expression(row, 'constraint'), constraintMessage: this.words(row, 'constraint_message'),
      calculation: this.expression(row, 'calculation'), list: asked, choiceFilter: this.choiceFilter(row, list), scale: type === 'range' ? this.scale(row) : null,
      class: questionClass, mayDecline: questionClass !== null || isYes(row.cells['may_decline']),
    }
  }

  /** Which choices are offered; `or_other` would offer one that no filter knows. */
  private choiceFilter(row: FormRow, list: string | undefined): Expression | null {
    if (row.cells['choice_filter'] === undefined) return null
    if (list === undefined) this.wrongIn(row, 'choice_filter', { kind: 'filter_without_list' })
    if (isOrOther(row.cells['type'] ?? '')) this.wrongIn(row, 'choice_filter', { kind: 'filter_with_other' })
    return list === undefined ? null : this.expression(row, 'choice_filter', this.lists.traitsOf(list))
  }

  private scale(row: FormRow): Scale {
    const written = Object.fromEntries([...(row.cells['parameters'] ?? '').matchAll(/(start|end|step)\s*=\s*(-?\d+(?:\.\d+)?)/g)].map(([, key, value]) => [key, Number(value)]))
    const { start = 0, end = 10, step = 1 } = written as Partial<Scale>
    if (step <= 0 || end <= start || (end - start) / step > 1_000) this.wrongIn(row, 'parameters', { kind: 'scale_unusable' })
    return { start, end, step }
  }

  private name(row: FormRow): string {
    const name = row.cells['name'] ?? ''
    if (!namePattern.test(name)) this.wrongIn(row, 'name', { kind: 'name_unusable', detail: { name } })
    const earlier = this.seen.get(name)
    if (earlier !== undefined) this.wrongIn(row, 'name', { kind: 'name_twice', detail: { name, row: String(earlier) } })
    this.seen.set(name, row.number)
    return name
  }

  private label(row: FormRow): Words {
    const label = this.words(row, 'label')
    if (label === null) this.wrongIn(row, 'label', { kind: 'label_missing' })
    return label ?? { id: '', en: '' }
  }

  /** A text; the questions whose answers it shows must be there. */
  private words(row: FormRow, column: string): Words | null {
    const words = wordsOf(row, column)
    const strange = words === undefined ? undefined : namesInText(words).find((name) => !this.names.has(name))
    if (strange !== undefined) this.wrongIn(row, column, { kind: 'expression_question_unknown', detail: { name: strange } })
    return words ?? null
  }

  private classOf(row: FormRow, name: string): QuestionClass | null {
    const known = findAttribute(name, this.subject())
    const written = row.cells['sensitive'] ?? ''
    const found = questionClasses.find((each) => each === written) ?? null
    if (written !== '' && found === null) this.wrongIn(row, 'sensitive', { kind: 'class_unknown', detail: { name: written, known: questionClasses.join(', ') } })
    return known?.class ?? found
  }

  private checkList(row: FormRow, type: QuestionType, written: string): void {
    const isChoice = type === 'select_one' || type === 'select_multiple'
    const [, list, more] = written.replace(orOther, '').split(' ', 3)
    const isStrange = more !== undefined || (!isChoice && (list !== undefined || isOrOther(written)))
    if (isStrange) this.wrongIn(row, 'type', { kind: 'type_unknown', detail: { name: written, known: questionTypes.join(', ') } })
    if (isChoice && !this.lists.has(list ?? '')) this.wrongIn(row, 'type', { kind: 'list_unknown', detail: { name: list ?? '', known: this.lists.names().join(', ') } })
  }

  /** A question that is named like a word of the registry must be able to give one. */
  private checkVocabulary(row: FormRow, question: { readonly name: string; readonly type: QuestionType; readonly list: string | undefined }): void {
    const known = findAttribute(question.name, this.subject())
    if (known?.words === null && ['select_one', 'select_multiple'].includes(question.type)) this.wrongIn(row, 'name', { kind: 'name_means_no_choice', detail: { name: question.name } })
    if (known === undefined || known.words === null) return
    const strange = this.lists.of(question.list ?? '').filter((choice) => !known.words!.includes(choice.name)).map((choice) => choice.name)
    if (!question.type.startsWith('select_')) this.wrongIn(row, 'type', { kind: 'name_means_choice', detail: { name: question.name, known: known.words.join(', ') } })
    if (strange.length > 0) this.wrongIn(row, 'type', { kind: 'choice_not_known', detail: { name: strange.join(', '), question: question.name, known: known.words.join(', ') } })
  }

  private subject(): 'family' | 'person' {
    return this.open.some((outer) => outer.kind === 'repeat' && outer.head.name === memberRepeat) ? 'person' : 'family'
  }

  private expression(row: FormRow, column: 'relevant' | 'constraint' | 'calculation' | 'choice_filter', traits?: ReadonlySet<string>): Expression | null {
    const source = row.cells[column]
    if (source === undefined) return null
    const read = parseExpression(source, { questions: this.names, ...(traits !== undefined && { traits }) })
    if (read.ok) return read.value
    this.wrongIn(row, column, { kind: `expression_${read.error.kind}`, detail: detailOf(read.error) })
    return null
  }

  private wrongIn(row: FormRow, column: string, { kind, detail = {} }: { readonly kind: string; readonly detail?: CompileProblem['detail'] }): void {
    this.problems.push({ sheet: 'survey', row: row.number, column, kind, detail })
  }

  private wrong(
    sheet: CompileProblem['sheet'], at: { readonly number: number; readonly column: string; readonly kind: string; readonly detail?: CompileProblem['detail'] },
  ): void {
    this.problems.push({ sheet, row: at.number, column: at.column, kind: at.kind, detail: at.detail ?? {} })
  }
}

function detailOf(problem: ExpressionProblem): Record<string, string> {
  const { kind: _kind, ...detail } = problem
  return Object.fromEntries(Object.entries(detail).map(([key, value]) => [key, Array.isArray(value) ? value.join(', ') : String(value)]))
}

function namesOfRow({ cells: { type = '', name } }: FormRow): readonly string[] {
  if (name === undefined || deviceTypes.has(type.trim())) return []
  return isOrOther(type) ? [name, `${name}_other`] : [name]
}

function isOrOther(type: string): boolean {
  return orOther.test(type.trim().replace(/\s+/g, ' '))
}

/** What `or_other` asks for besides: which other. */
function otherOf(question: Question): Question {
  const label = { id: messages('id').survey.whichOther, en: messages('en').survey.whichOther }
  const relevant: Expression = { kind: 'call', name: 'selected', arguments: [{ kind: 'question', name: question.name }, { kind: 'value', value: otherChoice }] }
  return {
    ...question, name: `${question.name}_other`, type: 'text', label, hint: null, relevant, constraint: null, constraintMessage: null, calculation: null, list: null,
    choiceFilter: null, mayDecline: question.class !== null,
  }
}

function isYes(text: string | undefined): boolean {
  return /^(yes|ya|true|1)$/i.test(text?.trim() ?? '')
}
