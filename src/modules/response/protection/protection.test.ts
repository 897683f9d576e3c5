import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import type { InboxPage } from '#modules/response/case/inbox.contract.ts'
import type { Actor } from '#platform/db/actor.ts'
import { concerns, liveChannel, type LiveEvent } from '#platform/live/live.ts'
import { readDemoAccounts } from '#modules/people/index.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { listOperations } from '../../../../test/make/operations.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'

let world: World
let owner: pg.Client

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

interface Row {
  readonly case_id: string
  readonly case_number: string
  readonly version: number
  readonly lead_office_id: number
  readonly office_ids: number[]
  readonly restricted: boolean
}

async function report(story: string, change: object = {}): Promise<Row & { readonly code: string }> {
  const sent = await world.nobody().send('POST', '/api/response/reports', {
    story, category: 'KPA', subject: 'other', subjectName: 'Sarmi', areaId: kemiren, contact: 'anonymous', ...change,
  })
  expect(sent.statusCode, sent.body).toBe(201)
  const { reportId, receiptCode } = sent.json<{ reportId: string; receiptCode: string }>()
  return { ...(await rowOf('case_id = (select case_id from response.report where report_id = $1)', reportId)), code: receiptCode }
}

async function rowOf(where: string, id: string): Promise<Row> {
  const { rows } = await owner.query<Row>(`select case_id, case_number, version, lead_office_id, office_ids, restricted from response.case_file where ${where}`, [id])
  return rows[0]!
}

async function seen(username: string, caseId: string): Promise<{ detail: number; listed: boolean }> {
  const client = await world.as(username)
  const inbox = await client.get('/api/response/cases?tab=all')
  const listed = inbox.statusCode === 200 && inbox.json<InboxPage>().items.some((row) => row.caseId === caseId)
  return { detail: (await client.get(`/api/response/cases/${caseId}`)).statusCode, listed }
}

const hidden = { detail: 404, listed: false }
const visible = { detail: 200, listed: true }
const office = (key: string): number => world.deps.regency.offices.find((each) => each.key === key)!.officeId

async function act(client: Client, caseId: string, path: string, body: object) {
  const { version } = await rowOf('case_id = $1', caseId)
  return client.send('POST', `/api/response/cases/${caseId}/${path}`, { seenVersion: version, ...body })
}

async function accountOf(username: string): Promise<string> {
  const { rows } = await owner.query<{ account_id: string }>('select account_id from people.account where username = $1', [username])
  return rows[0]!.account_id
}

/** The actor of a demo account that reaches the village and these offices. */
async function actorOf(username: string, officeIds: readonly number[]): Promise<Actor> {
  const account = readDemoAccounts().find((each) => each.username === username)!
  const role = world.deps.regency.roles.find((each) => each.key === account.role)!
  const ownOffice = world.deps.regency.offices.find((each) => each.key === account.office)?.officeId ?? null
  return {
    regencyId: 3510, accountId: await accountOf(username), name: '', role: role.key, areaIds: [kemiren], officeIds: [...officeIds], ownOfficeId: ownOffice,
    homeAreaId: 0, grants: new Set(role.grants), caseIds: [],
  }
}

describe('a protected case', () => {
  let made: Awaited<ReturnType<typeof report>>
  beforeAll(async () => {
    made = await report('istri tetangga dipukuli suaminya tiap malam')
  })

  test('goes where protected cases belong, and to no neighbour', () => {
    expect(made.restricted).toBe(true)
    expect(made.lead_office_id).toBe(office('dinsos-ppkb'))
    expect(made.office_ids).not.toContain(office('satgas-35.10.15.2004'))
    expect(made.office_ids).not.toContain(office('upt-35.10.15'))
  })

  test.each([
    ['the head who hands it out', 'kepala.dinsos', visible],
    ['an officer of the same office who does not handle it', 'dinsos', hidden],
    ['another office on the case', 'dinkes', hidden],
    ['the village', 'operator.kemiren', hidden],
    ['the village head', 'kades.kemiren', hidden],
    ['the district', 'upt.glagah', hidden],
    ['another district', 'upt.muncar', hidden],
    ['the secretariat, which has no part in it', 'kesra', hidden],
    ['the inspector of everything', 'inspektorat', hidden],
  ])('%s', async (_, username, wanted) => {
    expect(await seen(username, made.case_id)).toEqual(wanted)
  })

  test('is nowhere on the board by area and on the map, and counts for its office', async () => {
    const board = await (await world.as('kesra')).get('/api/response/board')
    const { districts, offices } = board.json<{ districts: { areaId: number; open: number }[]; offices: { officeId: number; open: number }[] }>()
    expect(districts.find((area) => area.areaId === 15)?.open ?? 0).toBe(0)
    expect(offices.find((each) => each.officeId === office('dinsos-ppkb'))?.open).toBe(1)
  })

  test('is seen by an officer once named, and no longer when the name is taken back', async () => {
    const head = await world.as('kepala.dinsos')
    const handlerId = await accountOf('dinsos')
    expect((await act(head, made.case_id, 'handlers', { handlerId, handles: true })).statusCode).toBe(201)
    expect(await seen('dinsos', made.case_id)).toEqual(visible)
    const detail = (await head.get(`/api/response/cases/${made.case_id}`)).json<CaseDetail>()
    expect(detail.handlers).toEqual([{ accountId: handlerId, name: 'Endang Pratiwi' }])
    expect((await act(head, made.case_id, 'handlers', { handlerId, handles: false })).statusCode).toBe(201)
    expect(await seen('dinsos', made.case_id)).toEqual(hidden)
  })

  test('cannot be referred to a neighbour', async () => {
    const refused = await act(await world.as('kepala.dinsos'), made.case_id, 'referrals', { officeId: office('upt-35.10.15'), reason: 'Tolong dibantu' })
    expect([refused.statusCode, refused.json<{ kind: string }>().kind]).toEqual([409, 'office_cannot_protect'])
  })

  test('still answers its reporter', async () => {
    const head = await world.as('kepala.dinsos')
    expect((await act(head, made.case_id, 'handlers', { handlerId: await accountOf('dinsos'), handles: true })).statusCode).toBe(201)
    expect((await act(await world.as('dinsos'), made.case_id, 'answers', { words: 'Pendamping kami menghubungi Anda.' })).statusCode).toBe(201)
    const page = await world.nobody().get(`/lacak/${made.code}`)
    expect(page.body).toContain('Pendamping kami menghubungi Anda.')
  })

  test('is told to those who hear of it only', async () => {
    const event = {
      topic: 'case', kind: 'answered', subjectId: made.case_id, regencyId: 3510, areaId: kemiren, officeIds: made.office_ids,
      only: { accountIds: [], grant: 'response.case.protect' },
    }
    const hears = async (username: string): Promise<boolean> => concerns(event, await actorOf(username, made.office_ids))
    expect(await hears('kepala.dinsos')).toBe(true)
    expect(await hears('dinsos')).toBe(false)
    expect(await hears('kesra')).toBe(false)
  })
})

describe('words that protect', () => {
  test('protect a case whatever kind its reporter chose, and leave the kind as it is', async () => {
    const made = await report('tolong pak bojone ngantemi terus', { category: 'LNY' })
    expect(made.restricted).toBe(true)
    expect(await seen('upt.glagah', made.case_id)).toEqual(hidden)
    const detail = (await (await world.as('kepala.dinsos')).get(`/api/response/cases/${made.case_id}`)).json<CaseDetail>()
    expect(detail).toMatchObject({ category: 'LNY', restricted: true, urgency: 'danger' })
  })

  test('are lifted by whoever hands cases out, with a reason, and a case is protected by hand', async () => {
    const made = await report('anak sapi diikat di depan rumah', { category: 'LNY' })
    expect(made.restricted).toBe(true)
    const head = await world.as('kepala.dinsos')
    expect((await act(head, made.case_id, 'protection-lift', { reason: 'Ini tentang hewan' })).statusCode).toBe(201)
    expect((await seen('inspektorat', made.case_id)).detail).toBe(200)
    expect((await act(head, made.case_id, 'protection', { reason: 'Ternyata ada anak' })).statusCode).toBe(201)
    expect((await seen('inspektorat', made.case_id)).detail).toBe(404)
  })
})

describe('a case about somebody in office', () => {
  test('goes around the office that is named, and is invisible to its people', async () => {
    const made = await report('bantuan saya dipotong 50 ribu', { category: 'BNS', accused: 'kepala desa / kades Kemiren' })
    expect(made.office_ids).not.toContain(office('satgas-35.10.15.2004'))
    expect(await seen('kades.kemiren', made.case_id)).toEqual(hidden)
    expect(await seen('operator.kemiren', made.case_id)).toEqual(hidden)
    expect(await seen('upt.glagah', made.case_id)).toEqual(visible)
  })

  test('is recognised from the story alone', async () => {
    const made = await report('pak kades minta uang buat tanda tangan', { category: 'BNS' })
    expect(await seen('kades.kemiren', made.case_id)).toEqual(hidden)
  })

  test('hides from an officer named by their full name, and the secretariat leads where the lead is named', async () => {
    const made = await report('dipersulit terus', { category: 'BNS', accused: 'UPT kecamatan, Hariyono dan Endang Pratiwi' })
    expect(made.lead_office_id).toBe(office('bagian-kesra'))
    expect(await seen('upt.glagah', made.case_id)).toEqual(hidden)
    expect(await seen('dinsos', made.case_id)).toEqual(hidden)
    expect(await seen('kesra', made.case_id)).toEqual(visible)
  })

  test('is bound by a person later; nobody names themselves', async () => {
    const made = await report('bantuan tidak sampai', { category: 'BNS' })
    const unit = await world.as('upt.glagah')
    expect((await act(unit, made.case_id, 'accused', { accused: 'tidak jelas siapa', reason: 'Dari telepon' })).json<{ kind: string }>().kind).toBe('accused_unknown')
    expect((await act(unit, made.case_id, 'accused', { accused: 'Hariyono', reason: 'Dari telepon' })).json<{ kind: string }>().kind).toBe('accused_is_oneself')
    expect((await act(unit, made.case_id, 'accused', { accused: 'Lilik Sundari', reason: 'Dari telepon' })).statusCode).toBe(201)
    expect(await seen('satgas.kemiren', made.case_id)).toEqual(hidden)
    expect((await seen('operator.kemiren', made.case_id)).detail).toBe(200)
  })
})

describe('breaking the glass', () => {
  test('opens a protected case for a day, for a reason, and is told to the head and the data protection officer', async () => {
    const made = await report('anak dipukul bapaknya sampai pingsan')
    const inspector = await world.as('inspektorat')
    const reason = 'Yang menangani tidak dapat dihubungi dan nyawa anak terancam'
    const ask = (client: Client, caseNumber: string) => client.send('POST', '/api/response/glass-breaks', { caseNumber, reason })
    expect((await ask(inspector, 'K-2026-999999')).statusCode).toBe(404)
    expect((await ask(await world.as('upt.muncar'), made.case_number)).statusCode).toBe(404)
    const opened = await ask(inspector, made.case_number)
    expect(opened.statusCode, opened.body).toBe(201)
    expect((await inspector.get(`/api/response/cases/${made.case_id}`)).statusCode).toBe(200)
    for (const reader of ['dpo', 'kepala.dinsos']) {
      const { items } = (await (await world.as(reader)).get('/api/response/glass-breaks')).json<{ items: object[] }>()
      expect(items, reader).toMatchObject([{ caseNumber: made.case_number, accountName: 'Slamet Riyadi', reason }])
    }
    expect((await (await world.as('kesra')).get('/api/response/glass-breaks')).json<{ items: object[] }>().items).toEqual([])
    const { rows } = await owner.query<{ purpose: string; area_id: number | null }>(
      "select purpose, area_id from audit.entry where action = 'getCase' and subject_id = $1 and account_id = $2", [made.case_id, await accountOf('inspektorat')])
    expect(rows).toEqual([{ purpose: reason, area_id: kemiren }])
    world.clock.advance(25 * 3_600_000)
    expect((await (await world.as('inspektorat')).get(`/api/response/cases/${made.case_id}`)).statusCode).toBe(404)
    world.clock.advance(-25 * 3_600_000)
  })
})

describe('the family of a protected case', () => {
  test('opens by the glass to an officer of an office that works on it, under the reason given, and for a day', async () => {
    const nik = '3510154101800021'
    const { personIds } = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Rukmini', nik, birthOn: '1980-01-01' }, { name: 'Tegar', birthOn: '2016-05-05' }] })
    const made = await report('anak dipukul bapaknya sampai memar', { subjectNik: nik })
    const ask = async (username: string) => (await world.as(username)).get(`/api/response/cases/${made.case_id}/family`)
    expect((await ask('dinsos')).statusCode).toBe(404)
    const reason = 'Pemegang kasus sakit dan anak harus dijemput malam ini'
    expect((await (await world.as('dinsos')).send('POST', '/api/response/glass-breaks', { caseNumber: made.case_number, reason })).statusCode).toBe(201)
    const opened = await ask('dinsos')
    expect(opened.json<{ members: { name: string }[] }>().members.map((member) => member.name)).toEqual(['Rukmini', 'Tegar'])
    const { rows } = await owner.query<{ subject_id: string; purpose: string; area_id: number }>(
      "select subject_id, purpose, area_id from audit.entry where action = 'getCaseFamily' and subject_id = any($1)", [personIds])
    expect(rows.map((row) => [row.purpose, row.area_id])).toEqual(personIds.map(() => [reason, kemiren]))
    world.clock.advance(25 * 3_600_000)
    expect((await ask('dinsos')).statusCode).toBe(404)
    world.clock.advance(-25 * 3_600_000)
  })
})

describe('who reported somebody in office', () => {
  test('is in no answer that the reported officer gets, whatever they ask for', async () => {
    const canaries = { reporterName: 'Zulaikhah Canaria', phone: '081399887766', email: 'zulaikhah@contoh.id', story: 'MERPATIHITAM dipersulit terus' }
    const made = await report(canaries.story, { ...canaries, category: 'BNS', accused: 'Hariyono dan Endang Pratiwi', contact: 'phone' })
    const { rows: [reported] } = await owner.query<{ report_id: string }>('select report_id from response.report where case_id = $1', [made.case_id])
    const reads = [...listOperations(world).values()].filter((operation) => operation.method === 'GET')
    const ids: Readonly<Record<string, string>> = { caseId: made.case_id, reportId: reported!.report_id }
    for (const username of ['upt.glagah', 'dinsos']) {
      const officer = await world.as(username)
      let answered = 0
      for (const { path } of reads) {
        const answer = await officer.get(path.replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? randomUUID()))
        if (answer.statusCode === 200) answered += 1
        expect(`${path} ${answer.body}`).not.toMatch(/Zulaikhah|99887766|MERPATIHITAM/i)
        expect(answer.body, path).not.toContain(made.case_number)
      }
      expect(answered).toBeGreaterThan(15)
      const reveal = await officer.send('POST', `/api/response/cases/${made.case_id}/reports/${reported!.report_id}/reporter-reveal`, { reason: 'ingin tahu siapa' })
      expect([403, 404]).toContain(reveal.statusCode)
    }
    expect((await (await world.as('kesra')).get(`/api/response/cases/${made.case_id}`)).body).toContain('MERPATIHITAM')
  })
})

describe('what happens on a case about somebody in office', () => {
  test('is heard by those who work on it, and never by whom it is about', async () => {
    const made = await report('dipersulit terus di loket', { category: 'BNS', accused: 'UPT kecamatan, Hariyono dan Endang Pratiwi' })
    const heard: LiveEvent[] = []
    owner.on('notification', ({ channel, payload }) => {
      if (channel === liveChannel) heard.push(JSON.parse(payload ?? '') as LiveEvent)
    })
    await owner.query(`listen ${liveChannel}`)
    const noted = await (await world.as('kesra')).send('POST', `/api/response/cases/${made.case_id}/notes`, { words: 'Diperiksa dulu' })
    expect(noted.statusCode, noted.body).toBe(201)
    await expect.poll(() => heard.filter(({ subjectId }) => subjectId === made.case_id).length).toBeGreaterThan(0)
    await owner.query(`unlisten ${liveChannel}`)
    for (const event of heard.filter(({ subjectId }) => subjectId === made.case_id)) {
      const hears = async (username: string) => concerns(event, await actorOf(username, made.office_ids))
      expect([await hears('kesra'), await hears('upt.glagah'), await hears('dinsos')]).toEqual([true, false, false])
    }
  })
})

describe('a conflict of interest', () => {
  test('of somebody of the same family is refused, as is that of the person in need', async () => {
    const nik = '3510154101790022'
    const { personIds } = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Marsiyem', nik, birthOn: '1979-01-01' }, { name: 'Wahyu', birthOn: '1999-05-05' }] })
    const made = await report('butuh beras', { category: 'PGN', subjectName: 'Marsiyem', subjectNik: nik })
    for (const personId of personIds) {
      await owner.query('update people.account set person_id = $1 where username = $2', [personId, 'satgas.kemiren'])
      const refused = await (await world.as('satgas.kemiren')).send('POST', `/api/response/cases/${made.case_id}/notes`, { words: 'Saya urus sendiri' })
      expect([refused.statusCode, refused.json<{ kind: string }>().kind]).toEqual([403, 'conflict_of_interest'])
    }
    await owner.query('update people.account set person_id = null where username = $1', ['satgas.kemiren'])
    const noted = await (await world.as('satgas.kemiren')).send('POST', `/api/response/cases/${made.case_id}/notes`, { words: 'Sudah didatangi' })
    expect(noted.statusCode, noted.body).toBe(201)
  })

  test('of somebody with the name of the one in need, in the same village, is refused until another person allows it', async () => {
    const made = await report('butuh beras', { category: 'PGN', subjectName: 'Lilik Sundari' })
    const member = await world.as('satgas.kemiren')
    const refused = await member.send('POST', `/api/response/cases/${made.case_id}/notes`, { words: 'Saya urus sendiri' })
    expect([refused.statusCode, refused.json<{ kind: string }>().kind]).toEqual([403, 'conflict_of_interest'])
    const head = await world.as('kesra')
    const foreign = await head.send('POST', `/api/response/cases/${made.case_id}/conflict-overrides`, { officerId: await accountOf('satgas.kemiren'), reason: 'Namanya sama' })
    expect(foreign.json<{ kind: string }>().kind).toBe('officer_unknown')
    await owner.query(
      `insert into response.conflict_override (regency_id, case_id, account_id, allowed_by, allowed_name, reason, allowed_at)
       values (3510, $1, $2, $3, 'Atasan', 'Bukan orang yang sama', now())`, [made.case_id, await accountOf('satgas.kemiren'), randomUUID()])
    expect((await member.send('POST', `/api/response/cases/${made.case_id}/notes`, { words: 'Sudah dikunjungi' })).statusCode).toBe(201)
  })
})
