import { parseExpression, type ExpressionProblem } from './expression.rules.ts'
import {
  formLimits, memberRepeat, questionClasses, questionTypes, type Choice, type CompiledForm, type Expression, type Group, type Item, type Question,
  type QuestionClass, type QuestionType, type Words,
} from './form.contract.ts'
import { findAttribute } from './vocabulary.rules.ts'

/** A row of a sheet by the headings of its columns, with the number that the spreadsheet shows beside it. */
export interface FormRow {
  readonly number: number
  readonly cells: Readonly<Record<string, string>>
}

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
  private readonly choices: Readonly<Record<string, readonly Choice[]>>
  private readonly open: OpenGroup[] = []
  private readonly items: Group[] = []

  constructor(sheets: FormSheets) {
    this.sheets = sheets
    this.names = new Set(sheets.survey.flatMap((row) => (row.cells['name'] === undefined ? [] : [row.cells['name']])))
    this.choices = this.readChoices()
  }

  compile(): CompiledForm {
    if (this.sheets.survey.length > formLimits.questions) this.wrong('survey', { number: formLimits.questions + 2, column: 'type', kind: 'too_many_questions' })
    for (const row of this.sheets.survey) this.take(row)
    for (const { row } of this.open) this.wrongIn(row, 'type', { kind: 'group_not_closed' })
    if (this.problems.length === 0 && this.items.length === 0) this.wrong('survey', { number: 2, column: 'type', kind: 'no_questions' })
    return { ...this.settings(), items: this.items, choices: this.choices }
  }

  private settings(): Pick<CompiledForm, 'key' | 'title'> {
    const row = this.sheets.settings[0]
    const key = row?.cells['form_id'] ?? ''
    const title = row === undefined ? undefined : wordsOf(row, 'form_title')
    if (!namePattern.test(key)) this.wrong('settings', { number: row?.number ?? 2, column: 'form_id', kind: 'form_id_unusable', detail: { name: key } })
    if (title === undefined) this.wrong('settings', { number: row?.number ?? 2, column: 'form_title', kind: 'label_missing' })
    return { key, title: title ?? { id: '', en: '' } }
  }

  private readChoices(): Readonly<Record<string, readonly Choice[]>> {
    const lists = new Map<string, Choice[]>()
    const rows = this.sheets.choices.slice(0, formLimits.choices)
    for (const row of rows) {
      const { list_name: listName = '', name = '' } = row.cells
      const label = wordsOf(row, 'label')
      const list = lists.get(listName) ?? []
      if (listName === '') this.wrong('choices', { number: row.number, column: 'list_name', kind: 'list_name_missing' })
      if (!/^[a-z0-9][a-z0-9_]{0,59}$/.test(name)) this.wrong('choices', { number: row.number, column: 'name', kind: 'name_unusable', detail: { name } })
      if (list.some((choice) => choice.name === name)) this.wrong('choices', { number: row.number, column: 'name', kind: 'choice_twice', detail: { name, list: listName } })
      if (label === undefined) this.wrong('choices', { number: row.number, column: 'label', kind: 'label_missing' })
      lists.set(listName, [...list, { name, label: label ?? { id: name, en: name } }])
    }
    return Object.fromEntries(lists)
  }

  private take(row: FormRow): void {
    const type = (row.cells['type'] ?? '').trim().replace(/\s+/g, ' ')
    const structure = /^(?<edge>begin|end)[ _](?<kind>group|repeat)$/.exec(type)?.groups
    if (type === '') return this.wrongIn(row, 'type', { kind: 'type_missing' })
    if (structure?.['edge'] === 'begin') return this.begin(row, structure['kind'] as OpenGroup['kind'])
    if (structure?.['edge'] === 'end') return this.end(row, structure['kind'] as OpenGroup['kind'])
    const question = this.question(row, type)
    if (question === undefined) return undefined
    const inside = this.open.at(-1)
    if (inside === undefined) return this.wrongIn(row, 'type', { kind: 'question_outside' })
    inside.items.push(question)
    return undefined
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
    const [typeWord = '', list] = written.split(' ')
    const type = questionTypes.find((known) => known === typeWord)
    if (type === undefined) {
      this.wrongIn(row, 'type', { kind: 'type_unknown', detail: { name: typeWord, known: questionTypes.join(', ') } })
      return undefined
    }
    const name = this.name(row)
    this.checkList(row, type, list)
    this.checkVocabulary(row, { name, type, list })
    if (type === 'calculate' && row.cells['calculation'] === undefined) this.wrongIn(row, 'calculation', { kind: 'calculation_missing' })
    const questionClass = this.classOf(row, name)
    return {
      kind: 'question', name, type, label: type === 'calculate' ? wordsOf(row, 'label') ?? { id: name, en: name } : this.label(row),
      hint: wordsOf(row, 'hint') ?? null, required: isYes(row.cells['required']), relevant: this.expression(row, 'relevant'),
      constraint: this.expression(row, 'constraint'), constraintMessage: wordsOf(row, 'constraint_message') ?? null,
      calculation: this.expression(row, 'calculation'), list: list ?? null, class: questionClass,
      mayDecline: questionClass !== null || isYes(row.cells['may_decline']),
    }
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
    const label = wordsOf(row, 'label')
    if (label === undefined) this.wrongIn(row, 'label', { kind: 'label_missing' })
    return label ?? { id: '', en: '' }
  }

  private classOf(row: FormRow, name: string): QuestionClass | null {
    const known = findAttribute(name, this.subject())
    const written = row.cells['sensitive'] ?? ''
    const found = questionClasses.find((each) => each === written) ?? null
    if (written !== '' && found === null) this.wrongIn(row, 'sensitive', { kind: 'class_unknown', detail: { name: written, known: questionClasses.join(', ') } })
    return known?.class ?? found
  }

  private checkList(row: FormRow, type: QuestionType, list: string | undefined): void {
    const isChoice = type === 'select_one' || type === 'select_multiple'
    if (!isChoice && list !== undefined) this.wrongIn(row, 'type', { kind: 'type_unknown', detail: { name: `${type} ${list}`, known: questionTypes.join(', ') } })
    if (isChoice && this.choices[list ?? ''] === undefined) this.wrongIn(row, 'type', { kind: 'list_unknown', detail: { name: list ?? '', known: Object.keys(this.choices).join(', ') } })
  }

  /** A question that is named like a word of the registry must be able to give one. */
  private checkVocabulary(row: FormRow, question: { readonly name: string; readonly type: QuestionType; readonly list: string | undefined }): void {
    const known = findAttribute(question.name, this.subject())
    if (known?.words === null && ['select_one', 'select_multiple'].includes(question.type)) this.wrongIn(row, 'name', { kind: 'name_means_no_choice', detail: { name: question.name } })
    if (known === undefined || known.words === null) return
    const strange = (this.choices[question.list ?? ''] ?? []).filter((choice) => !known.words!.includes(choice.name)).map((choice) => choice.name)
    if (!question.type.startsWith('select_')) this.wrongIn(row, 'type', { kind: 'name_means_choice', detail: { name: question.name, known: known.words.join(', ') } })
    if (strange.length > 0) this.wrongIn(row, 'type', { kind: 'choice_not_known', detail: { name: strange.join(', '), question: question.name, known: known.words.join(', ') } })
  }

  private subject(): 'family' | 'person' {
    return this.open.some((outer) => outer.kind === 'repeat' && outer.head.name === memberRepeat) ? 'person' : 'family'
  }

  private expression(row: FormRow, column: 'relevant' | 'constraint' | 'calculation'): Expression | null {
    const source = row.cells[column]
    if (source === undefined) return null
    const read = parseExpression(source, this.names)
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

/** `label`, `label::Indonesia`, `label::Bahasa (id)`, `label::English (en)`; what is not translated stands in Bahasa Indonesia. */
function wordsOf(row: FormRow, column: string): Words | undefined {
  let [id, en, plain]: (string | undefined)[] = []
  for (const [heading, text] of Object.entries(row.cells)) {
    if (heading === column) plain = text
    else if (heading.startsWith(`${column}::`) && /english|\(en\)/i.test(heading)) en = text
    else if (heading.startsWith(`${column}::`)) id = text
  }
  const first = id ?? plain ?? en
  return first === undefined ? undefined : { id: first, en: en ?? first }
}

function isYes(text: string | undefined): boolean {
  return /^(yes|ya|true|1)$/i.test(text?.trim() ?? '')
}
