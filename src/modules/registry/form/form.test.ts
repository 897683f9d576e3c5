import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectFolder } from '#config.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { CompiledForm, FormVersion } from './form.contract.ts'

let world: World
let admin: Client

beforeAll(async () => {
  world = await startWorld()
  admin = await world.as('admin')
})
afterAll(() => world.close())

const shipped = readFileSync(join(projectFolder, 'regencies/banyuwangi/forms/profil-keluarga.xlsx'))

/** A form with one question in a group, and what a test adds to it. */
async function workbook(question: Readonly<Record<string, string>>, more: { readonly without?: string } = {}): Promise<Buffer> {
  const headings = ['type', 'name', 'label::Indonesia', 'relevant']
  const survey = [headings, ['begin group', 'house', 'Rumah', null], headings.map((heading) => question[heading] ?? null), ['end group', null, null, null]]
  const sheets = [
    { name: 'survey', rows: survey }, { name: 'choices', rows: [['list_name', 'name', 'label'], ['yes_no', 'yes', 'Ya']] },
    { name: 'settings', rows: [['form_id', 'form_title'], ['family_profile', 'Profil keluarga']] },
  ]
  return Buffer.from(await writeXlsx({ sheets: sheets.filter((sheet) => sheet.name !== more.without) }))
}

async function upload(client: Client, bytes: Buffer, validFrom = '2026-11-25') {
  return client.send('POST', `/api/registry/forms?fileName=formulir.xlsx&validFrom=${validFrom}`, bytes, { contentType: 'application/octet-stream' })
}

describe('the family form', () => {
  test('comes with the regency as its first version, ready to be asked', async () => {
    const { items } = (await admin.get('/api/registry/forms')).json<{ items: FormVersion[] }>()
    expect(items.at(-1)).toMatchObject({ number: 1, key: 'family_profile', title: { id: 'Profil keluarga', en: 'Family profile' }, uploadedByName: null })
    const form = (await (await world.as('satgas.kemiren')).get(`/api/registry/forms/${items.at(-1)!.formVersionId}`)).json<CompiledForm>()
    expect(form.items.map((group) => group.name)).toEqual(['visit', 'house', 'water_and_light', 'belongings', 'livelihood', 'member', 'photos'])
    expect(form.choices['floor']).toContainEqual({ name: 'earth', label: { id: 'Tanah', en: 'Earth' } })
  })

  test('is given back as the workbook that was uploaded', async () => {
    const { items } = (await admin.get('/api/registry/forms')).json<{ items: FormVersion[] }>()
    const file = await admin.get(`/api/registry/forms/${items.at(-1)!.formVersionId}/file`)
    expect(file.rawPayload.equals(shipped)).toBe(true)
  })

  test('that was changed in Excel becomes the next version; the earlier one stays as it is', async () => {
    const before = (await admin.get('/api/registry/forms')).json<{ items: FormVersion[] }>().items[0]!
    const answer = await upload(admin, await workbook({ type: 'text', name: 'remark', 'label::Indonesia': 'Catatan' }))
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ number: before.number + 1, questions: 1, isCurrent: true })
    expect((await (await world.as('satgas.kemiren')).get(`/api/registry/forms/${before.formVersionId}`)).json<CompiledForm>().key).toBe('family_profile')
  })

  test('that starts later is not asked before its day', async () => {
    const answer = await upload(admin, await workbook({ type: 'text', name: 'later', 'label::Indonesia': 'Nanti' }), '2027-01-01')
    expect(answer.json()).toMatchObject({ isCurrent: false, validFrom: '2027-01-01' })
  })

  test('that is wrong is refused at its sheet, row and column, in the language of whoever asks', async () => {
    const bytes = await workbook({ type: 'text', name: 'remark', 'label::Indonesia': 'Catatan', relevant: '${tak} = 1' })
    const answer = await upload(admin, bytes)
    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({ kind: 'form_invalid', problems: [{ sheet: 'survey', row: 3, column: 'relevant', message: 'Pertanyaan ${tak} tidak ada dalam formulir ini. Periksa ejaannya.' }] })
    const english = await admin.send('POST', '/api/registry/forms?fileName=a.xlsx&validFrom=2026-11-25', bytes, {
      contentType: 'application/octet-stream', headers: { 'accept-language': 'en' },
    })
    expect(english.json<{ problems: { message: string }[] }>().problems[0]?.message).toBe('There is no question ${tak} in this form. Check its spelling.')
  })

  test.each<[string, () => Promise<Buffer>, object]>([
    ['without its choices', () => workbook({ type: 'text', name: 'x', 'label::Indonesia': 'X' }, { without: 'choices' }), { kind: 'form_sheet_missing', status: 422 }],
    ['that is no workbook', async () => Buffer.from('%PDF-1.4'), { status: 422 }],
  ])('%s is refused', async (_what, bytes, refusal) => {
    expect((await upload(admin, await bytes())).json()).toMatchObject(refusal)
  })

  test('that is the same as the last one is refused, and so is a day that has passed', async () => {
    const bytes = await workbook({ type: 'text', name: 'same', 'label::Indonesia': 'Sama' })
    expect((await upload(admin, bytes)).statusCode).toBe(201)
    expect((await upload(admin, bytes)).json()).toMatchObject({ kind: 'form_unchanged', status: 409 })
    expect((await upload(admin, bytes, '2026-11-24')).json()).toMatchObject({ kind: 'form_date_past', status: 422 })
  })

  test.each(['operator.kemiren', 'upt.glagah', 'bupati', 'warga'])('is not changed by %s', async (username) => {
    expect((await upload(await world.as(username), shipped)).statusCode).toBe(403)
  })
})
