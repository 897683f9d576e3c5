import type { Words } from './form.contract.ts'

/** A row of a sheet by the headings of its columns, with the number that the spreadsheet shows beside it. */
export interface FormRow {
  readonly number: number
  readonly cells: Readonly<Record<string, string>>
}

/** `label`, `label::Indonesia`, `label::Bahasa (id)`, `label::English (en)`; what is not translated stands in Bahasa Indonesia. */
export function wordsOf(row: FormRow, column: string): Words | undefined {
  let [id, en, plain]: (string | undefined)[] = []
  for (const [heading, text] of Object.entries(row.cells)) {
    if (heading === column) plain = text
    else if (heading.startsWith(`${column}::`) && /english|\(en\)/i.test(heading)) en = text
    else if (heading.startsWith(`${column}::`)) id = text
  }
  const first = id ?? plain ?? en
  return first === undefined ? undefined : { id: first, en: en ?? first }
}
