import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicActor, type Actor } from '#platform/db/actor.ts'
import { getOffice, regencyReach } from '#modules/people/index.ts'
import { receivePhoto } from '#platform/files/receive-photo.ts'
import { glagah, kemiren, makeCase, makeCases, someCommand, tembokrejo } from '../../../../test/make/cases.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import { confirmSettled, contradict, replyToCase } from './case.actions.ts'
import { enterCases, listCaseEvents } from './case.store.ts'
import type { CaseDetail } from './case.contract.ts'
import type { InboxPage } from './inbox.contract.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

async function read(client: Client, caseId: string): Promise<CaseDetail> {
  const answer = await client.get(`/api/response/cases/${caseId}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

function taskOf(detail: CaseDetail, kind: string): string {
  return detail.tasks.find((task) => getOffice(world.deps.regency, task.officeId).kind === kind)!.taskId
}

async function handOverPhoto(): Promise<string> {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#887766' } }).png().toBuffer()
  const received = await receivePhoto(world.deps, bytes)
  if (!received.ok) throw new Error(received.error.kind)
  return received.value.photo
}

function reporterOf(caseId: string) {
  return { actor: { ...publicActor(world.deps.regency.regencyId), caseIds: [caseId] }, command: someCommand(), caseId }
}

describe('who sees a case', () => {
  test.each(['upt.glagah', 'satgas.kemiren', 'operator.kemiren', 'kades.kemiren', 'dinkes', 'kesra', 'inspektorat'])('%s does', async (name) => {
    const { caseId } = await makeCase(world)
    const answer = await (await world.as(name)).get(`/api/response/cases/${caseId}`)
    expect(answer.statusCode).toBe(200)
  })

  test.each(['upt.muncar', 'operator.tembokrejo', 'dispendik', 'dinsos'])('%s gets the answer for what is absent', async (name) => {
    const { caseId } = await makeCase(world)
    const client = await world.as(name)
    const [forbidden, absent] = [await client.get(`/api/response/cases/${caseId}`), await client.get(`/api/response/cases/${randomUUID()}`)]
    expect(forbidden.statusCode).toBe(404)
    expect(forbidden.json()).toEqual(absent.json())
  })

  test.each(['warga', 'asn', 'bupati', 'bappeda', 'admin', 'dpo'])('%s has no such right', async (name) => {
    const { caseId } = await makeCase(world)
    expect((await (await world.as(name)).get(`/api/response/cases/${caseId}`)).statusCode).toBe(403)
  })

  test('nobody must sign in first', async () => {
    const { caseId } = await makeCase(world)
    expect((await world.nobody().get(`/api/response/cases/${caseId}`)).statusCode).toBe(401)
  })

  test('an office sees it from the moment when it is referred to it', async () => {
    const { caseId } = await makeCase(world)
    const [upt, dinsos] = [await world.as('upt.glagah'), await world.as('dinsos')]
    const { officeId } = world.deps.regency.offices.find((office) => office.key === 'dinsos-ppkb')!
    const referred = await upt.send('POST', `/api/response/cases/${caseId}/referrals`, { seenVersion: 1, officeId, reason: 'butuh bantuan pangan' })
    expect(referred.statusCode, referred.body).toBe(201)
    const seen = await read(dinsos, caseId)
    expect(seen.events.map((event) => event.kind)).toEqual(['opened', 'referred'])
  })
})

describe('the work of officers', () => {
  test('from the drum to the reporter\'s word: taken, asked, replied, visited, finished, concluded, confirmed', async () => {
    const { caseId, caseNumber } = await makeCase(world)
    expect(caseNumber).toMatch(/^K-2026-\d{6}$/)
    const [upt, dinkes, satgas] = [await world.as('upt.glagah'), await world.as('dinkes'), await world.as('satgas.kemiren')]
    const opened = await read(upt, caseId)
    const [own, health] = [taskOf(opened, 'district_unit'), taskOf(opened, 'agency')]
    const post = async (client: Client, path: string, body: object): Promise<number> => {
      const { version } = await read(client, caseId)
      const answer = await client.send('POST', `/api/response/cases/${caseId}/${path}`, { seenVersion: version, ...body })
      expect(answer.statusCode, answer.body).toBeLessThan(300)
      return (answer.json() as { version: number }).version
    }
    await post(upt, `tasks/${own}/holder`, {})
    await post(dinkes, `tasks/${health}/questions`, { words: 'Sakit apa, dan sudah berapa lama?' })
    expect((await read(upt, caseId)).clocks.find((clock) => clock.taskId === health && clock.measure === 'completion')?.state).toBe('paused')
    expect(await replyToCase(world.deps, reporterOf(caseId), { words: 'Demam, lima hari' })).toMatchObject({ ok: true })
    const photo = await handOverPhoto()
    const visited = await satgas.send('POST', `/api/response/cases/${caseId}/visits`, {
      visitedAt: world.clock.now().toISOString(), findings: 'Tinggal sendiri, lemah', photos: [photo],
      place: { lat: -8.2, lng: 114.3, accuracyMeters: 12 },
    })
    expect(visited.statusCode, visited.body).toBe(201)
    await post(dinkes, `tasks/${health}/result`, { result: 'served', words: 'Sudah diperiksa bidan desa' })
    const early = await upt.send('POST', `/api/response/cases/${caseId}/verdict`, {
      seenVersion: (await read(upt, caseId)).version, verdict: 'helped', words: 'Sudah dirawat', withdrawOpenTasks: false,
    })
    expect(early.json()).toMatchObject({ status: 409, kind: 'tasks_still_open', officeIds: [kemiren] })
    await post(upt, 'verdict', { verdict: 'helped', words: 'Sudah dirawat', withdrawOpenTasks: true })
    expect(await confirmSettled(world.deps, reporterOf(caseId))).toMatchObject({ ok: true, value: { status: 'closed' } })
    const closed = await read(upt, caseId)
    expect(closed.events.map((event) => event.kind)).toEqual([
      'opened', 'taken', 'asked', 'replied', 'visited', 'finished', 'withdrawn', 'concluded', 'confirmed',
    ])
    expect(closed.clocks.map((clock) => clock.state)).toEqual(closed.clocks.map(() => 'met'))
    expect(closed.visits).toMatchObject([{ findings: 'Tinggal sendiri, lemah', byName: 'Lilik Sundari', place: { lat: -8.2 } }])
    expect(closed.may).toEqual(['reopen'])
    const seen = await upt.get(`/api/response/cases/${caseId}/visit-photos/${closed.visits[0]!.photos[0]!.photoId}`)
    expect([seen.statusCode, seen.headers['content-type']]).toEqual([200, 'image/jpeg'])
    const stranger = await (await world.as('upt.muncar')).get(`/api/response/cases/${caseId}/visit-photos/${closed.visits[0]!.photos[0]!.photoId}`)
    expect(stranger.statusCode).toBe(404)
  })

  test('a case that the reporter contradicts is open again, its old clocks going on', async () => {
    const { caseId } = await makeCase(world)
    const upt = await world.as('upt.glagah')
    const verdict = { seenVersion: 1, verdict: 'helped', words: 'Sudah dirawat', withdrawOpenTasks: true }
    await upt.send('POST', `/api/response/cases/${caseId}/verdict`, verdict)
    world.clock.advance(60_000)
    const contradicted = await contradict(world.deps, reporterOf(caseId), { words: 'Belum ada yang datang' })
    expect(contradicted).toMatchObject({ ok: true, value: { status: 'open' } })
    const again = await read(upt, caseId)
    expect(again.clocks.filter((clock) => clock.taskId === null).map((clock) => [clock.measure, clock.stoppedAt === null])).toEqual([
      ['first_response', false], ['completion', true], ['completion', true], ['first_response', true],
    ])
  })

  test('an agency works on its own task only, a village head on none', async () => {
    const { caseId } = await makeCase(world)
    const dinkes = await world.as('dinkes')
    const notTheirs = taskOf(await read(dinkes, caseId), 'district_unit')
    const foreign = await dinkes.send('POST', `/api/response/cases/${caseId}/tasks/${notTheirs}/holder`, { seenVersion: 1 })
    expect(foreign.json()).toMatchObject({ status: 403, kind: 'task_of_other_office' })
    const head = await (await world.as('kades.kemiren')).send('POST', `/api/response/cases/${caseId}/answers`, { seenVersion: 1, words: 'baik' })
    expect(head.statusCode).toBe(403)
    const verdict = await dinkes.send('POST', `/api/response/cases/${caseId}/verdict`, {
      seenVersion: 1, verdict: 'helped', words: 'ya', withdrawOpenTasks: true,
    })
    expect(verdict.json()).toMatchObject({ status: 403, kind: 'not_lead_office' })
  })

  test('a task is given to a colleague, and to nobody of another office', async () => {
    const { caseId } = await makeCase(world, { category: 'PPKS' })
    const head = await world.as('kepala.dinsos')
    const officers = (await head.get(`/api/response/cases/${caseId}/officers`)).json() as { officers: { accountId: string; name: string }[] }
    expect(officers.officers.map((officer) => officer.name)).toContain('Endang Pratiwi')
    const detail = await read(head, caseId)
    const { officeId } = world.deps.regency.offices.find((office) => office.key === 'dinsos-ppkb')!
    const task = detail.tasks.find((each) => each.officeId === officeId)!
    const path = `/api/response/cases/${caseId}/tasks/${task.taskId}/assignment`
    const endang = officers.officers.find((officer) => officer.name === 'Endang Pratiwi')!
    const stranger = await head.send('POST', path, { seenVersion: 1, accountId: randomUUID() })
    expect(stranger.json()).toMatchObject({ status: 422, kind: 'officer_unknown' })
    expect((await head.send('POST', path, { seenVersion: 1, accountId: endang.accountId })).statusCode).toBe(200)
    const given = (await read(head, caseId)).tasks.find((each) => each.officeId === officeId)
    expect(given).toMatchObject({ status: 'taken', holderName: 'Endang Pratiwi' })
  })

  test('a place that becomes known gives the case to its district', async () => {
    const { caseId } = await makeCase(world, { areaId: 0 })
    const [kesra, muncar] = [await world.as('kesra'), await world.as('upt.muncar')]
    expect((await muncar.get(`/api/response/cases/${caseId}`)).statusCode).toBe(404)
    const placed = await kesra.send('POST', `/api/response/cases/${caseId}/place`, { seenVersion: 1, areaId: tembokrejo, reason: 'kata tetangga' })
    expect(placed.statusCode, placed.body).toBe(201)
    const seen = await read(muncar, caseId)
    expect(seen).toMatchObject({ districtName: 'Muncar', villageName: 'Tembokrejo' })
    expect(seen.may).toContain('conclude')
  })

  test('moving a case out of one\'s own district works, and it is gone from one\'s sight', async () => {
    const { caseId } = await makeCase(world)
    const upt = await world.as('upt.glagah')
    const moved = await upt.send('POST', `/api/response/cases/${caseId}/place`, { seenVersion: 1, areaId: tembokrejo, reason: 'salah desa' })
    expect(moved.statusCode, moved.body).toBe(201)
    expect((await upt.get(`/api/response/cases/${caseId}`)).statusCode).toBe(404)
    expect((await (await world.as('upt.muncar')).get(`/api/response/cases/${caseId}`)).statusCode).toBe(200)
  })
})

describe('two officers at once', () => {
  test('the second answer is refused with what happened meanwhile, and goes through once it was read', async () => {
    const { caseId } = await makeCase(world)
    const [upt, dinkes] = [await world.as('upt.glagah'), await world.as('dinkes')]
    const path = `/api/response/cases/${caseId}/answers`
    const [first, second] = await Promise.all([
      upt.send('POST', path, { seenVersion: 1, words: 'Kami datang hari ini' }),
      dinkes.send('POST', path, { seenVersion: 1, words: 'Bidan menuju rumah' }),
    ])
    expect([first.statusCode, second.statusCode].toSorted()).toEqual([201, 409])
    const refused = (first.statusCode === 409 ? first : second).json() as { kind: string; version: number; events: { kind: string; words: string }[] }
    expect(refused).toMatchObject({ kind: 'case_changed_meanwhile', version: 2, events: [{ kind: 'answered' }] })
    const loser = first.statusCode === 409 ? upt : dinkes
    expect((await loser.send('POST', path, { seenVersion: refused.version, words: 'Kami menyusul' })).statusCode).toBe(201)
  })

  test('a note or a neighbour\'s own task holds nobody up', async () => {
    const { caseId } = await makeCase(world)
    const [upt, dinkes] = [await world.as('upt.glagah'), await world.as('dinkes')]
    const own = taskOf(await read(dinkes, caseId), 'agency')
    expect((await dinkes.send('POST', `/api/response/cases/${caseId}/tasks/${own}/holder`, { seenVersion: 1 })).statusCode).toBe(200)
    expect((await dinkes.send('POST', `/api/response/cases/${caseId}/notes`, { words: 'tetangga menelepon' })).statusCode).toBe(201)
    expect((await upt.send('POST', `/api/response/cases/${caseId}/answers`, { seenVersion: 1, words: 'Kami datang' })).statusCode).toBe(201)
  })

  test('the same command twice is one event; the same id with other words is refused', async () => {
    const { caseId } = await makeCase(world)
    const upt = await world.as('upt.glagah')
    const commandId = randomUUID()
    const path = `/api/response/cases/${caseId}/notes`
    const once = await upt.send('POST', path, { words: 'satu' }, { commandId })
    const again = await upt.send('POST', path, { words: 'satu' }, { commandId })
    expect(again.json()).toEqual(once.json())
    expect((await upt.send('POST', path, { words: 'dua' }, { commandId })).statusCode).toBe(409)
    expect((await read(upt, caseId)).events.filter((event) => event.kind === 'noted')).toHaveLength(1)
  })
})

describe('the inbox', () => {
  async function list(client: Client, query: string): Promise<InboxPage> {
    const answer = await client.get(`/api/response/cases?${query}`)
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json()
  }

  test('is ordered by what is due, pages without gap or repeat, and shows one\'s scope only', async () => {
    const summary = `antre ${randomUUID()}`
    await makeCases(world, 60, (index) => ({ summary, category: index % 2 === 0 ? 'PDK' : 'ADM', areaId: index % 3 === 0 ? tembokrejo : glagah }))
    const upt = await world.as('upt.glagah')
    const first = await list(upt, 'tab=all')
    expect(first.items).toHaveLength(50)
    expect(first.next).not.toBeNull()
    const rows = [...first.items]
    for (let next = first.next; next !== null;) {
      const page = await list(upt, `tab=all&after=${encodeURIComponent(next)}`)
      rows.push(...page.items)
      next = page.next
    }
    expect(new Set(rows.map((row) => row.caseId)).size).toBe(rows.length)
    expect(rows.filter((row) => row.summary === summary)).toHaveLength(40)
    const dues = rows.map((row) => row.clock?.dueAt ?? '9999')
    expect(dues).toEqual(dues.toSorted())
  })

  test('tabs and filters narrow it: new until answered, mine when taken, late when due', async () => {
    const summary = `tab ${randomUUID()}`
    const { caseId } = await makeCase(world, { summary })
    const [upt, dinkes] = [await world.as('upt.glagah'), await world.as('dinkes')]
    const holds = async (client: Client, query: string): Promise<boolean> => (await list(client, query)).items.some((row) => row.caseId === caseId)
    expect(await holds(upt, `tab=new&areaId=${kemiren}&category=KES`)).toBe(true)
    expect(await holds(upt, 'tab=mine')).toBe(false)
    expect(await holds(dinkes, 'tab=new')).toBe(true)
    const detail = await read(upt, caseId)
    await upt.send('POST', `/api/response/cases/${caseId}/tasks/${taskOf(detail, 'district_unit')}/holder`, { seenVersion: 1 })
    expect(await holds(upt, 'tab=mine')).toBe(true)
    await upt.send('POST', `/api/response/cases/${caseId}/answers`, { seenVersion: 2, words: 'Kami datang' })
    expect(await holds(upt, `tab=new&areaId=${kemiren}`)).toBe(false)
    expect(await holds(dinkes, 'tab=new')).toBe(true)
    expect(await holds(await world.as('satgas.kemiren'), 'tab=new')).toBe(true)
    expect(await holds(upt, `tab=late&areaId=${kemiren}`)).toBe(false)
    expect(await holds(await world.as('upt.muncar'), `tab=all&areaId=${kemiren}`)).toBe(false)
    const beforeDue = world.clock.now()
    world.clock.advance(5 * 3_600_000)
    expect(await holds(await world.as('rangkap'), `tab=late&areaId=${kemiren}`)).toBe(true)
    world.clock.set(beforeDue)
  })

  test('a text that is no cursor is refused, and counts go up to a hundred', async () => {
    const kesra = await world.as('kesra')
    const key = randomUUID()
    const impossible = `2026-02-30T00:00:00.000000Z_${key}`
    for (const cursor of ['halo', impossible, `2026-13-45T25:00:00.000000Z_${key}`, `infinity_${'-'.repeat(36)}`, `${'1'.repeat(150)}`]) {
      expect((await kesra.get(`/api/response/cases?after=${cursor}`)).statusCode, cursor).toBe(422)
    }
    const counts = (await kesra.get('/api/response/case-counts')).json() as { new: number; mine: number; late: number }
    expect(counts.new).toBeGreaterThan(60)
    expect(counts.late).toBeLessThanOrEqual(100)
  })
})

test('every read of a case and every act on it stands in the audit', async () => {
  const { caseId } = await makeCase(world)
  const upt = await world.as('upt.glagah')
  await read(upt, caseId)
  await upt.send('POST', `/api/response/cases/${caseId}/answers`, { seenVersion: 1, words: 'Kami datang' })
  const { default: pg } = await import('pg')
  const owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  const { rows } = await owner.query<{ action: string; purpose: string | null }>(
    "select action, purpose from audit.entry where subject_kind = 'case' and subject_id = $1 order by entry_id", [caseId])
  await owner.end()
  expect(rows.map((row) => row.action)).toEqual(['test.openCase', 'getCase', 'answerCase'])
  expect(rows[1]?.purpose).toBe('case_work')
})

describe('the database alone', () => {
  const tables = ['case_file', 'task', 'clock', 'escalation', 'case_event', 'question', 'visit', 'visit_photo', 'report', 'reporter', 'report_photo']

  async function countAs(actor: Actor, caseId: string): Promise<Record<string, number>> {
    return world.deps.db.asActor(actor, async (tx) => {
      const counts: Record<string, number> = {}
      for (const table of tables) {
        const { rows } = await sql<{ n: number }>`
          select count(*)::int as n from ${sql.table(`response.${table}`)} where case_id = ${caseId}::uuid`.execute(tx.db)
        counts[table] = rows[0]?.n ?? -1
      }
      return counts
    })
  }

  test('shows nothing without a context, and nothing of a case to an actor who did not enter it', async () => {
    const { caseId } = await makeCase(world)
    const nothing = Object.fromEntries(tables.map((table) => [table, 0]))
    const { regencyId } = world.deps.regency
    expect(await countAs(publicActor(regencyId), caseId)).toEqual(nothing)
    const everywhere = { ...publicActor(regencyId), ...regencyReach(world.deps.regency) }
    expect(await countAs(everywhere, caseId), 'areas and offices without the grant').toEqual(nothing)
    const reader = { ...everywhere, grants: new Set(['response.case.read']) }
    expect(await countAs(reader, caseId)).toEqual({ ...nothing, case_file: 1, task: 3 })
    expect(await countAs({ ...reader, areaIds: [tembokrejo] }, caseId), 'the wrong area').toEqual(nothing)
    expect(await countAs({ ...reader, officeIds: [1] }, caseId), 'the wrong office').toEqual(nothing)
    expect(await countAs({ ...reader, regencyId: regencyId + 1 }, caseId), 'another regency').toEqual(nothing)
  })

  test('lets an actor enter only what their scope shows, whatever they ask for', async () => {
    const [own, foreign] = [await makeCase(world, { areaId: glagah }), await makeCase(world, { areaId: tembokrejo })]
    const actor = {
      ...publicActor(world.deps.regency.regencyId), ...regencyReach(world.deps.regency), areaIds: [glagah], grants: new Set(['response.case.read']),
    }
    const entered = await world.deps.db.asActor(actor, (tx) => enterCases(tx, [own.caseId, foreign.caseId]))
    expect(entered).toEqual([own.caseId])
  })

  test('shows the holder of a receipt what is meant for them, and not what officers say among themselves', async () => {
    const { caseId } = await makeCase(world)
    const upt = await world.as('upt.glagah')
    await upt.send('POST', `/api/response/cases/${caseId}/notes`, { words: 'mungkin laporan ganda' })
    await upt.send('POST', `/api/response/cases/${caseId}/answers`, { seenVersion: 1, words: 'Kami datang' })
    const seen = await world.deps.db.asActor(reporterOf(caseId).actor, (tx) => listCaseEvents(tx, caseId, 0))
    expect(seen.map((event) => event.kind)).toEqual(['opened', 'answered'])
  })

  test('refuses to change or remove what has happened', async () => {
    const { caseId } = await makeCase(world)
    const actor = reporterOf(caseId).actor
    const tried = [
      sql`update response.case_event set words = 'lain' where case_id = ${caseId}::uuid`, sql`delete from response.case_event`,
      sql`update response.escalation set rung = 'village'`, sql`update response.visit set findings = 'lain'`, sql`delete from response.case_file`,
    ]
    for (const statement of tried) {
      await expect(world.deps.db.asActor(actor, (tx) => statement.execute(tx.db))).rejects.toMatchObject({ code: '42501' })
    }
  })
})
