// Writes the family form that comes with every regency: tools/forms/family-profile.ts as an XLSForm workbook, into regencies/*/forms/.
// The same source gives the same bytes. With --check it only says whether the workbooks are what it would write.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeXlsx, type WriteSheet } from 'hucre/xlsx'
import { projectFolder } from '#config.ts'
import { messages } from '#web/i18n/index.ts'
import { ownLists, registryLists, survey, type SurveyRow } from './forms/family-profile.ts'

const fileName = 'profil-keluarga.xlsx'
const surveyHeadings = [
  'type', 'name', 'label::Indonesia', 'label::English', 'hint::Indonesia', 'hint::English', 'required', 'relevant', 'constraint',
  'constraint_message::Indonesia', 'constraint_message::English', 'calculation', 'sensitive', 'may_decline',
]

/** The workbook, as bytes. */
export async function makeForm(): Promise<Buffer> {
  const sheets = [
    sheetOf('survey', [surveyHeadings, ...survey.map(cellsOf)]),
    sheetOf('choices', [['list_name', 'name', 'label::Indonesia', 'label::English'], ...choiceRows()]),
    sheetOf('settings', [['form_id', 'form_title::Indonesia', 'form_title::English'], ['family_profile', 'Profil keluarga', 'Family profile']]),
  ]
  const unchanging = new Date('2026-01-01T00:00:00Z')
  return Buffer.from(await writeXlsx({ sheets, properties: { created: unchanging, modified: unchanging } }))
}

function cellsOf(row: SurveyRow): string[] {
  const both = (words: readonly [string, string] | undefined): string[] => [...(words ?? ['', ''])]
  return [
    row.type, row.name ?? '', ...both(row.label), ...both(row.hint), row.required ?? '', row.relevant ?? '', row.constraint ?? '', ...both(row.constraintMessage),
    row.calculation ?? '', row.sensitive ?? '', row.mayDecline ?? '',
  ]
}

function choiceRows(): string[][] {
  const own = Object.entries(ownLists).flatMap(([list, choices]) => Object.entries(choices).map(([name, [id, en]]) => [list, name, id, en]))
  const [id, en] = [messages('id').registry.words, messages('en').registry.words]
  const known = Object.entries(registryLists).flatMap(([list, attribute]) => {
    const english: Readonly<Record<string, string>> = en[attribute]
    return Object.entries(id[attribute]).map(([name, text]) => [list, name, text, english[name] ?? text])
  })
  return [...own, ...known]
}

function sheetOf(name: string, rows: readonly (readonly string[])[]): WriteSheet {
  return {
    name, rows: rows.map((row) => row.map((cell) => (cell === '' ? null : cell))), freezePane: { rows: 1 },
    columns: (rows[0] ?? []).map((heading) => ({ width: /label|hint|message|relevant/.test(heading) ? 44 : 20, style: { numFmt: '@' } })),
    cells: new Map((rows[0] ?? []).map((value, column) => [`0,${column}`, { value, style: { font: { bold: true }, numFmt: '@' } }])),
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
  const bytes = await makeForm()
  for (const regency of readdirSync(join(projectFolder, 'regencies'))) {
    const folder = join(projectFolder, 'regencies', regency, 'forms')
    if (values.check && !readFileSync(join(folder, fileName)).equals(bytes)) {
      console.error(`regencies/${regency}/forms/${fileName} is not what tools/make-form.ts writes`)
      process.exitCode = 1
    }
    if (values.check) continue
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, fileName), bytes)
  }
}
