import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectFolder } from '#config.ts'
import { loadRegency } from '#modules/people/index.ts'
import { TestClock } from '#platform/clock.ts'
import * as en from '#web/i18n/en/sheet.ts'
import { guide as enGuide } from '#web/i18n/en/guide.ts'
import * as id from '#web/i18n/id/sheet.ts'
import { guide as idGuide } from '#web/i18n/id/guide.ts'
import { langs, messages, type Lang } from '#web/i18n/index.ts'
import { publicMessages } from '#web/public/texts.ts'
import { textOfPdf } from '../../../../test/make/pdf-text.ts'
import { startWorld, testStart, type World } from '../../../../test/world.ts'
import { drawSheet } from './sheet.actions.ts'
import { actsFor, troublesFor } from './sheet.rules.ts'

const regencies = ['banyuwangi', '_template'].map((name) => {
  const folder = join(projectFolder, 'regencies', name)
  return { name, folder, regency: loadRegency(folder) }
})
const everySheet = regencies.flatMap((each) => each.regency.roles.flatMap(({ key }) => (each.name === 'banyuwangi' ? langs : langs.slice(0, 1)).map((lang) => ({ ...each, role: key, lang }))))
const patience = { timeout: 60_000 }

interface Asked {
  readonly folder: string
  readonly regency: (typeof regencies)[number]['regency']
  readonly role: string
  readonly lang: Lang
  readonly at?: string
}

async function draw({ folder, regency, role, lang, at = testStart }: Asked): Promise<Buffer> {
  const deps = { regency, config: { regencyDir: folder, publicUrl: 'https://kentongan.contoh.id' }, clock: new TestClock(at) }
  const drawn = await drawSheet(deps, { role, lang, origin: 'http://127.0.0.1' })
  if (!drawn.ok) throw new Error(`${role} has no sheet`)
  return drawn.value.bytes
}

function wordsOf(bytes: Buffer): string {
  return textOfPdf(bytes).replaceAll(/\s+/g, '')
}

function pagesOf(bytes: Buffer): number {
  return [...bytes.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)].length
}

test('there are roles to write sheets for', () => {
  expect(everySheet.length).toBeGreaterThan(40)
})

test.each(everySheet)('$role of $name has one page in $lang, for everybody to read', patience, async (asked) => {
  const bytes = await draw(asked)
  const { regency, role, lang } = asked
  expect(pagesOf(bytes)).toBe(1)
  const file = bytes.toString('latin1')
  expect(file).toContain('<pdfuaid:part>1</pdfuaid:part>')
  expect(file).toContain(`/Lang (${lang})`)
  const words = wordsOf(bytes)
  const named = [regency.roles.find(({ key }) => key === role)!.name[lang], regency.emergencyNumber, regency.dataProtectionOfficer.email]
  expect(named.filter((name) => !words.replaceAll('-', '').includes(name.replaceAll(/[\s-]/g, '')))).toEqual([])
})

describe('what a sheet says', () => {
  const [demo] = regencies as [(typeof regencies)[number]]

  test('is five things that the role may do, and answers to what it meets', () => {
    const counts = demo.regency.roles.map(({ grants }) => [actsFor(grants).length, troublesFor(grants).length >= 4])
    expect(new Set(counts.map(String))).toEqual(new Set(['5,true']))
  })

  test.each([
    ['village_operator', ['importList', 'verifyPerson', 'review', 'lifeEvent', 'holdMeeting']],
    ['district_officer', ['take', 'answer', 'assign', 'refer', 'conclude']],
    ['regent', ['board', 'performance', 'needs', 'month', 'quality']],
    ['public', ['report', 'follow', 'propose', 'object', 'check']],
  ])('%s: %j', (role, acts) => {
    expect(actsFor(demo.regency.roles.find(({ key }) => key === role)!.grants)).toEqual(acts)
  })

  test('is the promise of its day', patience, async () => {
    const before = wordsOf(await draw({ ...demo, role: 'district_officer', lang: 'id', at: '2025-10-14T03:00:00Z' }))
    const after = wordsOf(await draw({ ...demo, role: 'district_officer', lang: 'id', at: '2025-10-15T03:00:00Z' }))
    expect(before).toContain('unitkecamatan4jam')
    expect(after).toContain('unitkecamatan2jam')
  })

  test('changes with the regency: its offices, their numbers, its emergency number', patience, async () => {
    const [first, ...others] = demo.regency.offices
    const regency = { ...demo.regency, emergencyNumber: '119', offices: [{ ...first!, phone: '0333 123456' }, ...others] }
    const words = wordsOf(await draw({ ...demo, regency, role: 'secretariat', lang: 'id' }))
    expect(words).toContain('0333123456')
    expect(words).toContain('Telepon119')
  })
})

describe.each([['id', id, idGuide], ['en', en, enGuide]] as const)('the texts in %s', (lang, sheet, guide) => {
  const known = new Set([...leaves(messages(lang)), ...leaves(publicMessages(lang))])
  const m = messages(lang)
  const sentences = [
    ...Object.values(guide(m)).flat(), ...Object.values(sheet.sheetActs(m, publicMessages(lang))).flat(),
    ...Object.values(sheet.sheetTroubles(m, publicMessages(lang))).flatMap((write) => write({ emergency: '112', undo: '24' })),
  ]

  test('name buttons and screens as they are', () => {
    const named = sentences.flatMap((sentence) => [...sentence.matchAll(/“([^”]+)”/g)].map(([, words]) => words!))
    expect(named.length).toBeGreaterThan(100)
    expect(named.filter((words) => !known.has(words) && !['?', 'Bu', 'Pak'].includes(words))).toEqual([])
  })

  test('explain each screen in sentences', () => {
    const wrong = Object.entries(guide(m)).filter(([, steps]) => steps.length === 0 || steps.some((step) => !/[.?]$/.test(step)))
    expect(wrong).toEqual([])
  })
})

function leaves(tree: object): string[] {
  return Object.values(tree).flatMap((value: unknown) => {
    if (typeof value === 'string') return [value]
    return typeof value === 'object' && value !== null ? leaves(value) : []
  })
}

describe('through the front door', () => {
  let world: World

  beforeAll(async () => {
    world = await startWorld()
  })
  afterAll(() => world.close())

  test('somebody who is signed in finds every role and takes a sheet', patience, async () => {
    const client = await world.as('operator.kemiren')
    const { sheets } = (await client.get('/api/people/sheets')).json<{ sheets: { role: string }[] }>()
    expect(sheets.map(({ role }) => role)).toEqual(world.deps.regency.roles.map(({ key }) => key))
    const answer = await client.get('/api/people/sheets/file?role=village_operator&lang=id')
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf'])
    expect(answer.headers['content-disposition']).toContain('lembar-village-operator-id.pdf')
  })

  test('a role that does not exist has none, and a stranger gets none', async () => {
    const client = await world.as('operator.kemiren')
    expect((await client.get('/api/people/sheets/file?role=king&lang=id')).statusCode).toBe(404)
    expect((await world.nobody().get('/api/people/sheets')).statusCode).toBe(401)
    expect((await world.nobody().get('/api/people/sheets/file?role=public&lang=id')).statusCode).toBe(401)
  })
})
