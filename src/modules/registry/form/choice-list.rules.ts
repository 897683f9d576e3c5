import { messages } from '#web/i18n/index.ts'
import { formLimits, type Choice } from './form.contract.ts'
import { wordsOf, type FormRow } from './form-row.rules.ts'

/** What is wrong in the sheet of choices. */
export interface ChoiceProblem {
  readonly sheet: 'choices'
  readonly row: number
  readonly column: string
  readonly kind: string
  readonly detail: Readonly<Record<string, string>>
}

/** The answer of somebody for whom no choice of a list fits. */
export const otherChoice = 'other'
const otherEnding = '_or_other'

/** The lists of choices of a form. A further column of the sheet is a trait, by which a filter chooses (`district` of a list of villages). */
export class ChoiceLists {
  readonly problems: ChoiceProblem[] = []
  private readonly lists = new Map<string, Choice[]>()

  constructor(rows: readonly FormRow[]) {
    for (const row of rows.slice(0, formLimits.choices)) this.take(row)
    if (rows.length > formLimits.choices) this.wrong({ number: formLimits.choices + 2, cells: {} }, 'name', { kind: 'too_many_choices' })
  }

  has(list: string): boolean {
    return this.lists.has(list)
  }

  of(list: string): readonly Choice[] {
    return this.lists.get(list) ?? []
  }

  names(): readonly string[] {
    return [...this.lists.keys()].filter((name) => !name.endsWith(otherEnding))
  }

  all(): Readonly<Record<string, readonly Choice[]>> {
    return Object.fromEntries(this.lists)
  }

  /** The columns by which a filter may choose from a list. */
  traitsOf(list: string): ReadonlySet<string> {
    return new Set(['name', ...this.of(list).flatMap((choice) => Object.keys(choice.traits ?? {}))])
  }

  /** The name of the list that offers "other" too. */
  withOther(list: string): string {
    const choices = this.of(list)
    if (choices.length === 0 || choices.some((choice) => choice.name === otherChoice)) return list
    const label = { id: messages('id').survey.otherChoice, en: messages('en').survey.otherChoice }
    this.lists.set(`${list}${otherEnding}`, [...choices, { name: otherChoice, label }])
    return `${list}${otherEnding}`
  }

  private take(row: FormRow): void {
    const { list_name: listName = row.cells['list name'] ?? '', name = '' } = row.cells
    const label = wordsOf(row, 'label')
    const list = this.lists.get(listName) ?? []
    if (listName === '') this.wrong(row, 'list_name', { kind: 'list_name_missing' })
    if (!/^[a-z0-9][a-z0-9_]{0,59}$/.test(name)) this.wrong(row, 'name', { kind: 'name_unusable', detail: { name } })
    if (list.some((choice) => choice.name === name)) this.wrong(row, 'name', { kind: 'choice_twice', detail: { name, list: listName } })
    if (label === undefined) this.wrong(row, 'label', { kind: 'label_missing' })
    const traits = Object.fromEntries(Object.entries(row.cells).filter(([heading]) => isTrait(heading)))
    list.push({ name, label: label ?? { id: name, en: name }, ...(Object.keys(traits).length > 0 && { traits }) })
    this.lists.set(listName, list)
  }

  private wrong(row: FormRow, column: string, { kind, detail = {} }: { readonly kind: string; readonly detail?: ChoiceProblem['detail'] }): void {
    this.problems.push({ sheet: 'choices', row: row.number, column, kind, detail })
  }
}

function isTrait(heading: string): boolean {
  return /^[A-Za-z_]\w*$/.test(heading) && !['list_name', 'name', 'label', 'image', 'audio', 'video'].includes(heading)
}
