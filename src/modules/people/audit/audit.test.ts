import { globSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditRead } from '#platform/audit/read.ts'
import { messages } from '#web/i18n/index.ts'
import { startWorld, type World } from '../../../../test/world.ts'

interface Page {
  readonly items: readonly {
    readonly entryId: number; readonly action: string; readonly accountName: string | null; readonly subjectId: string; readonly subjectName: string | null; readonly areaName: string | null; readonly purpose: string | null
    readonly officeName: { readonly id: string } | null
  }[]
  readonly next: string | null
}

const personId = '0197d3f0-0000-7000-8000-0000000000aa'
let world: World
let owner: pg.Client

/** An officer looks at a person's identity number, as the registry does it. */
async function look(username: string, purpose: string, subject = { action: 'revealIdentity', subjectKind: 'person', subjectId: personId }): Promise<void> {
  const { rows } = await owner.query<{ account_id: string; office_id: number }>(
    'select a.account_id, s.office_id from people.account a join people.scope s using (regency_id, account_id) where username = $1', [username])
  const { account_id: accountId, office_id: ownOfficeId } = rows[0]!
  const { publicActor } = await import('#platform/db/actor.ts')
  const actor = { ...publicActor(3510), accountId, role: 'agency_officer', ownOfficeId }
  await world.deps.db.asActor(actor, (tx) => auditRead(tx, {
    ...subject, areaId: 152_004, purpose, fields: ['nik'],
  }))
}

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  await look('dinsos', 'mencocokkan bantuan')
  world.clock.advance(24 * 60 * 60_000)
  await look('dinkes', 'rujukan puskesmas')
})

afterAll(async () => {
  await owner.end()
  await world.close()
})

describe('the trail', () => {
  test('is for those who oversee: data protection officer, inspector, administrator; others are told no', async () => {
    for (const username of ['dpo', 'inspektorat', 'admin']) {
      expect((await (await world.as(username)).get('/api/people/audit-entries')).statusCode, username).toBe(200)
    }
    for (const username of ['warga', 'operator.kemiren', 'dinsos', 'kepala.dinsos', 'kesra', 'bupati', 'bappeda', 'asn']) {
      expect((await (await world.as(username)).get('/api/people/audit-entries')).statusCode, username).toBe(403)
    }
    expect((await world.nobody().get('/api/people/audit-entries')).statusCode).toBe(401)
  })

  test('tells who looked at one person, as whom and what for, and the question is written down too', async () => {
    const dpo = await world.as('dpo')
    const ask = async () => (await dpo.get(`/api/people/audit-entries?subjectKind=person&subjectId=${personId}`)).json<Page>()
    const first = await ask()
    expect(first.items.map((item) => [item.accountName, item.officeName?.id.slice(0, 12), item.purpose])).toEqual([
      ['dr. Ratna Kusuma', 'Dinas Keseha', 'rujukan puskesmas'], ['Endang Pratiwi', 'Dinas Sosial', 'mencocokkan bantuan'],
    ])
    expect((await ask()).items[0]).toMatchObject({ action: 'listAuditEntries', accountName: 'Kartika Puspita', purpose: 'oversight' })
  })

  test('names an area that was looked through, as the subject and as the place', async () => {
    await look('dinsos', 'verification', { action: 'listVerifications', subjectKind: 'area', subjectId: '152004' })
    const { items } = (await (await world.as('dpo')).get('/api/people/audit-entries?subjectKind=area')).json<Page>()
    expect(items.map(({ subjectId, subjectName, areaName }) => [subjectId, subjectName, areaName])).toEqual([['152004', 'Kemiren', 'Kemiren']])
  })

  test.each([
    ['account=dinsos&subjectKind=person', 1],
    ['account=tidak.ada', 0],
    ['action=revealIdentity', 2],
    ['action=reveal', 0],
    ['readsOnly=true&action=revealIdentity', 2],
    ['from=2026-11-26&to=2026-11-26&action=revealIdentity', 1],
    ['from=2026-11-25&to=2026-11-25&action=revealIdentity', 1],
    ['to=2026-11-24&action=revealIdentity', 0],
  ])('asked by %s gives %i', async (query, count) => {
    const dpo = await world.as('dpo')
    expect((await dpo.get(`/api/people/audit-entries?${query}`)).json<Page>().items).toHaveLength(count)
  })

  test.each(['from=2026-02-31', 'limit=1000', 'after=-1', "action=x'--"])('%s is refused with the field named', async (query) => {
    const answer = await (await world.as('dpo')).get(`/api/people/audit-entries?${query}`)
    expect(answer.statusCode).toBe(422)
    expect(answer.json<{ errors: unknown[] }>().errors).toHaveLength(1)
  })

  test('pages backwards without gap or repetition', async () => {
    const inspector = await world.as('inspektorat')
    const seen: number[] = []
    for (let after = '', pages = 0; pages < 100; pages += 1) {
      const page = (await inspector.get(`/api/people/audit-entries?limit=3${after}`)).json<Page>()
      seen.push(...page.items.map((item) => item.entryId))
      if (page.next === null) break
      after = `&after=${page.next}`
    }
    const { rows } = await owner.query<{ entry_id: string }>('select entry_id from audit.entry order by entry_id desc')
    expect(seen.length).toBeGreaterThan(5)
    expect(seen).toEqual(rows.map((row) => Number(row.entry_id)))
  })
})

describe('a resident', () => {
  test('who is no known person is told so', async () => {
    expect((await (await world.as('warga')).get('/api/people/audit-entries/mine')).json()).toEqual({ isKnownPerson: false, items: [], next: null })
  })

  test('sees which office looked at which data for what, without the officer\'s name, and nothing about others', async () => {
    await owner.query("update people.account set person_id = $1 where username = 'warga'", [personId])
    const answer = await (await world.as('warga')).get('/api/people/audit-entries/mine?limit=50')
    const { items } = answer.json<{ items: { action: string; fields: string[]; purpose: string; officeName: { id: string } }[] }>()
    const looks = items.filter((item) => item.action === 'revealIdentity')
    expect(looks.map((item) => [item.purpose, item.fields])).toEqual([['rujukan puskesmas', ['nik']], ['mencocokkan bantuan', ['nik']]])
    expect(answer.body).not.toContain('Endang')
    expect(answer.body).not.toContain('accountId')
    expect((await (await world.as('asn')).get('/api/people/audit-entries/mine')).json()).toMatchObject({ isKnownPerson: false })
    expect((await world.nobody().get('/api/people/audit-entries/mine')).statusCode).toBe(401)
  })
})

const writingFiles = globSync('src/modules/**/*.{actions,jobs,loop}.ts')

function writtenWords(pattern: RegExp): readonly string[] {
  return [...new Set(writingFiles.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(pattern)].map((found) => found[1]!)))]
}

test('every kind of subject that the code writes has its words', () => {
  const kinds = writtenWords(/\bsubjectKind: '([a-z_]+)'/g)
  expect(kinds.length).toBeGreaterThan(20)
  const worded = Object.keys(messages('id').audit.subjects)
  expect(kinds.filter((kind) => !worded.includes(kind))).toEqual([])
})

test('every action that the code writes has its words', () => {
  const actions = writtenWords(/\baction: '([A-Za-z_.]+)'/g)
  expect(actions.length).toBeGreaterThan(20)
  const worded = Object.keys(messages('id').audit.actions)
  expect(actions.filter((action) => !worded.includes(action))).toEqual([])
})

test('every purpose of reading that the code writes has its words', () => {
  const purposes = writtenWords(/\b(?:action|subjectKind): .*\bpurpose: '([a-z_]+)'/g)
  expect(purposes.length).toBeGreaterThan(10)
  const worded = Object.keys(messages('id').audit.purposes)
  expect(purposes.filter((purpose) => !worded.includes(purpose))).toEqual([])
})
