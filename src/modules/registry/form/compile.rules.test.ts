import { describe, expect, test } from 'vitest'
import { fillForm, questionsOf, type Answers } from './answer.rules.ts'
import { compileForm, type FormSheets } from './compile.rules.ts'
import type { CompiledForm } from './form.contract.ts'
import type { FormRow } from './form-row.rules.ts'

type Cells = Readonly<Record<string, string>>

function rows(cells: readonly Cells[]): FormRow[] {
  return cells.map((each, index) => ({ number: index + 2, cells: each }))
}

const settings = rows([{ form_id: 'family_profile', form_title: 'Profil' }])
const choices = rows([
  { list_name: 'yes_no', name: 'yes', label: 'Ya', 'label::English': 'Yes' }, { list_name: 'yes_no', name: 'no', label: 'Tidak' },
  { list_name: 'floor', name: 'earth', label: 'Tanah' }, { list_name: 'floor', name: 'cement', label: 'Semen' },
])

function sheets(survey: readonly Cells[], more: Partial<FormSheets> = {}): FormSheets {
  return { survey: rows(survey), choices, settings, ...more }
}

/** Questions in a group of their own. */
function grouped(...survey: readonly Cells[]): FormSheets {
  return sheets([{ type: 'begin group', name: 'house', label: 'Rumah' }, ...survey, { type: 'end group' }])
}

function compiled(form: FormSheets): CompiledForm {
  const result = compileForm(form)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

describe('a form', () => {
  test('is compiled to groups of questions in both languages', () => {
    const form = compiled(grouped({ type: 'select_one floor', name: 'floor', 'label::Bahasa (id)': 'Lantai', 'label::English (en)': 'Floor', required: 'ya' }))
    expect(form).toMatchObject({ key: 'family_profile', title: { id: 'Profil', en: 'Profil' } })
    expect(form.items[0]).toMatchObject({ kind: 'group', name: 'house', items: [{ name: 'floor', label: { id: 'Lantai', en: 'Floor' }, required: true, list: 'floor' }] })
    expect(form.choices['yes_no']).toEqual([{ name: 'yes', label: { id: 'Ya', en: 'Yes' } }, { name: 'no', label: { id: 'Tidak', en: 'Tidak' } }])
  })

  test.each<[string, FormSheets, object]>([
    ['an expression about an unknown question', grouped({ type: 'text', name: 'x', label: 'X', relevant: '${tak} = 1' }),
      { sheet: 'survey', row: 3, column: 'relevant', kind: 'expression_question_unknown', detail: { name: 'tak' } }],
    ['an unknown type', grouped({ type: 'audio', name: 'x', label: 'X' }), { row: 3, column: 'type', kind: 'type_unknown' }],
    ['a list that is not there', grouped({ type: 'select_one roofs', name: 'x', label: 'X' }), { row: 3, column: 'type', kind: 'list_unknown', detail: { name: 'roofs' } }],
    ['a question without a text', grouped({ type: 'text', name: 'x' }), { row: 3, column: 'label', kind: 'label_missing' }],
    ['a name twice', grouped({ type: 'text', name: 'x', label: 'X' }, { type: 'text', name: 'x', label: 'X' }), { row: 4, column: 'name', kind: 'name_twice', detail: { row: '3' } }],
    ['a name with a capital', grouped({ type: 'text', name: 'Nama', label: 'X' }), { row: 3, column: 'name', kind: 'name_unusable' }],
    ['a question outside of any group', sheets([{ type: 'text', name: 'x', label: 'X' }]), { row: 2, column: 'type', kind: 'question_outside' }],
    ['a group that stays open', sheets([{ type: 'begin group', name: 'g', label: 'G' }]), { row: 2, column: 'type', kind: 'group_not_closed' }],
    ['an end without a begin', sheets([{ type: 'end group' }]), { row: 2, column: 'type', kind: 'end_without_begin' }],
    ['a repeat in a repeat', sheets([
      { type: 'begin repeat', name: 'a', label: 'A' }, { type: 'begin_repeat', name: 'b', label: 'B' }, { type: 'end repeat' }, { type: 'end_repeat' },
    ]), { row: 3, kind: 'repeat_in_repeat' }],
    ['a word of the registry with a strange choice', grouped({ type: 'select_one yes_no', name: 'floor', label: 'Lantai' }),
      { row: 3, column: 'type', kind: 'choice_not_known', detail: { name: 'yes, no', question: 'floor' } }],
    ['a word of the registry asked as text', grouped({ type: 'text', name: 'floor', label: 'Lantai' }), { row: 3, column: 'type', kind: 'name_means_choice' }],
    ['a number of the registry asked as a choice', grouped({ type: 'select_one yes_no', name: 'cattle', label: 'Sapi' }), { row: 3, column: 'name', kind: 'name_means_no_choice' }],
    ['a class that the law does not know', grouped({ type: 'text', name: 'x', label: 'X', sensitive: 'secret' }), { row: 3, column: 'sensitive', kind: 'class_unknown' }],
    ['a formula that is missing', grouped({ type: 'calculate', name: 'x' }), { row: 3, column: 'calculation', kind: 'calculation_missing' }],
    ['a choice twice', { ...grouped({ type: 'text', name: 'x', label: 'X' }), choices: [...choices, ...rows([{ list_name: 'floor', name: 'earth', label: 'T' }])] },
      { sheet: 'choices', row: 2, column: 'name', kind: 'choice_twice' }],
    ['settings without an id', { ...grouped({ type: 'text', name: 'x', label: 'X' }), settings: [] }, { sheet: 'settings', row: 2, column: 'form_id', kind: 'form_id_unusable' }],
    ['a filter by a column that the list does not have', grouped({ type: 'select_one floor', name: 'x', label: 'X', choice_filter: "district = 'a'" }),
      { row: 3, column: 'choice_filter', kind: 'expression_trait_unknown', detail: { name: 'district', known: 'name' } }],
    ['a filter where nothing is chosen', grouped({ type: 'text', name: 'x', label: 'X', choice_filter: "name = 'a'" }), { row: 3, column: 'choice_filter', kind: 'filter_without_list' }],
    ['a filter beside or_other', grouped({ type: 'select_one floor or_other', name: 'x', label: 'X', choice_filter: "name = 'a'" }), { row: 3, column: 'choice_filter', kind: 'filter_with_other' }],
    ['a text that names an unknown question', grouped({ type: 'text', name: 'x', label: 'Siapa ${nama}?' }), { row: 3, column: 'label', kind: 'expression_question_unknown', detail: { name: 'nama' } }],
    ['a scale without length', grouped({ type: 'range', name: 'x', label: 'X', parameters: 'start=5 end=5' }), { row: 3, column: 'parameters', kind: 'scale_unusable' }],
    ['an answer that nobody gave', grouped({ type: 'text', name: 'x', label: 'X', default: 'ya' }), { row: 3, column: 'default', kind: 'column_not_supported' }],
    ['a word after its list', grouped({ type: 'select_one floor search', name: 'x', label: 'X' }), { row: 3, column: 'type', kind: 'type_unknown' }],
    ['or_other without a list', grouped({ type: 'text or_other', name: 'x', label: 'X' }), { row: 3, column: 'type', kind: 'type_unknown' }],
    ['no question', sheets([]), { kind: 'no_questions' }],
  ])('with %s is refused at its row and column', (_what, form, problem) => {
    const result = compileForm(form)
    expect(result.ok ? undefined : result.error[0]).toMatchObject(problem)
  })

  test('says everything that is wrong at once', () => {
    const result = compileForm(grouped({ type: 'audio', name: 'x', label: 'X' }, { type: 'text', name: 'Y', label: 'Y' }))
    expect(result.ok ? [] : result.error.map(({ row, kind }) => [row, kind])).toEqual([[3, 'type_unknown'], [4, 'name_unusable']])
  })

  test('keeps what is specific personal data in its class, whatever the sheet says', () => {
    const form = compiled(grouped({ type: 'integer', name: 'monthly_income_rupiah', label: 'Pendapatan' }, { type: 'text', name: 'own', label: 'X', sensitive: 'health' }))
    const questions = questionsOf(form)
    expect([questions.get('monthly_income_rupiah')?.question.class, questions.get('own')?.question.class]).toEqual(['income', 'health'])
    expect(questions.get('own')?.question.mayDecline).toBe(true)
  })
})

const form = compiled(sheets([
  { type: 'begin group', name: 'house', label: 'Rumah' },
  { type: 'select_one yes_no', name: 'has_house', label: 'Punya rumah?', required: 'yes' },
  { type: 'select_one floor', name: 'floor', label: 'Lantai', relevant: "${has_house} = 'yes'", required: 'yes' },
  { type: 'integer', name: 'people', label: 'Jiwa', constraint: '. > 0 and . <= 30', constraint_message: '1–30' },
  { type: 'integer', name: 'spending', label: 'Belanja', sensitive: 'income' },
  { type: 'calculate', name: 'each', calculation: 'round(${spending} div ${people}, 0)' },
  { type: 'note', name: 'poor', label: 'Di bawah garis', relevant: '${each} < 400000' },
  { type: 'end group' },
  { type: 'begin repeat', name: 'member', label: 'Anggota' },
  { type: 'integer', name: 'age', label: 'Umur', required: 'yes' },
  { type: 'select_one yes_no', name: 'worked', label: 'Bekerja?', relevant: '${age} >= 15' },
  { type: 'end repeat' },
  { type: 'begin group', name: 'end', label: 'Akhir' },
  { type: 'calculate', name: 'oldest', calculation: 'max(${age})' },
  { type: 'calculate', name: 'count', calculation: 'count(${member})' },
  { type: 'end group' },
]))

function filled(answers: Answers, member: readonly string[] = []) {
  return fillForm(form, { answers, instances: { member }, today: '2026-11-25' })
}

describe('a filled form', () => {
  test('computes, and asks what follows from the answers', () => {
    const { values, fields } = filled({ has_house: 'yes', floor: 'earth', people: 5, spending: 1_500_000 })
    expect(values).toMatchObject({ each: 300_000 })
    expect(fields.map((field) => field.id)).toContain('poor')
  })

  test('drops the answers of what is not asked', () => {
    expect(filled({ has_house: 'no', floor: 'earth' }).values).not.toHaveProperty('floor')
  })

  test('says what lacks and what is wrong', () => {
    expect([...filled({ people: 0, spending: 'banyak' }).gaps]).toEqual([['has_house', 'required'], ['people', 'constraint'], ['spending', 'not_a_number']])
  })

  test('takes that somebody does not want to say, where that may be', () => {
    expect([...filled({ has_house: 'no', spending: { declined: 'refused' } }).gaps]).toEqual([])
    expect([...filled({ has_house: { declined: 'unknown' } }).gaps]).toEqual([['has_house', 'required']])
  })

  test('asks each person of the family for themselves', () => {
    const { values, fields, gaps } = filled({ has_house: 'no', 'member/a/age': 40, 'member/a/worked': 'yes', 'member/b/age': 9, 'member/b/worked': 'yes' }, ['a', 'b', 'c'])
    expect(fields.filter((field) => field.repeat === 'member').map((field) => field.id)).toEqual(['member/a/age', 'member/a/worked', 'member/b/age', 'member/c/age'])
    expect(values).toMatchObject({ oldest: 40, count: 3, 'member/a/worked': 'yes' })
    expect(values).not.toHaveProperty('member/b/worked')
    expect([...gaps]).toEqual([['member/c/age', 'required']])
  })
})

describe('a form as other tools write it', () => {
  const places = rows([
    { list_name: 'district', name: 'glagah', label: 'Glagah' }, { list_name: 'district', name: 'muncar', label: 'Muncar' },
    { list_name: 'village', name: 'kemiren', label: 'Kemiren', district: 'glagah' }, { list_name: 'village', name: 'tembokrejo', label: 'Tembokrejo', district: 'muncar' },
    { 'list name': 'help', name: 'pkh', label: 'PKH' },
  ])
  const form = compiled({
    ...sheets([
      { type: 'start', name: 'start' }, { type: 'deviceid', name: 'deviceid' },
      { type: 'begin group', name: 'place', label: 'Tempat' },
      { type: 'select_one district', name: 'district', label: 'Kecamatan' },
      { type: 'select_one village', name: 'village', label: 'Desa', choice_filter: 'district = ${district}' },
      { type: 'select_multiple help or_other', name: 'help', label: 'Bantuan di ${village}', 'label::English (en)': 'Help in ${village}' },
      { type: 'range', name: 'content', label: 'Puas?', parameters: 'start=1 end=5 step=1' },
      { type: 'end group' },
    ]), choices: places,
  })
  const filledWith = (answers: Answers) => fillForm(form, { answers, instances: {}, today: '2026-11-25' })
  const offeredTo = (answers: Answers, name: string) => filledWith(answers).fields.find((field) => field.id === name)?.choices.map((choice) => choice.name)

  test('asks nothing about the device', () => {
    expect([...questionsOf(form).keys()]).toEqual(['district', 'village', 'help', 'help_other', 'content'])
  })

  test('offers the villages of the district that was chosen, and none before', () => {
    expect([offeredTo({}, 'village'), offeredTo({ district: 'glagah' }, 'village'), offeredTo({ district: 'muncar' }, 'village')]).toEqual([[], ['kemiren'], ['tembokrejo']])
    expect(filledWith({ district: 'muncar', village: 'kemiren' }).gaps.get('village')).toBe('not_in_list')
    expect(filledWith({ district: 'glagah', village: 'kemiren' }).gaps.size).toBe(0)
  })

  test('asks which other one only where other was chosen', () => {
    expect(offeredTo({}, 'help')).toEqual(['pkh', 'other'])
    expect(filledWith({ help: ['pkh'] }).fields.map((field) => field.id)).not.toContain('help_other')
    expect(filledWith({ help: ['pkh', 'other'] }).fields.map((field) => field.id)).toContain('help_other')
  })

  test('names answers in its questions, in the words of their choices', () => {
    const labelOf = (answers: Answers) => filledWith(answers).fields.find((field) => field.id === 'help')?.question.label
    expect(labelOf({ district: 'glagah', village: 'kemiren' })).toEqual({ id: 'Bantuan di Kemiren', en: 'Help in Kemiren' })
    expect(labelOf({})).toEqual({ id: 'Bantuan di …', en: 'Help in …' })
  })

  test('takes what stands on a scale', () => {
    expect([3, 6].map((content) => filledWith({ content }).gaps.get('content'))).toEqual([undefined, 'constraint'])
  })
})
