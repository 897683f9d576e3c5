import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { glagah, kemiren, makeCases, tembokrejo } from '../../../../test/make/cases.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import type { FigureRow, Figures, PublicMonth, ReplayRow, WaitShare } from './performance.contract.ts'

let world: World
let owner: pg.Client
/** The month in which everything here happens; the clock stands in the next one. */
const month = '2027-02'
const span = 'from=2027-02-01&to=2027-02-28'

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  await arrange()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

/** Ten cases in Glagah, answered after half an hour each; nine in Muncar, of which nobody answers any. */
async function arrange(): Promise<void> {
  world.clock.set(new Date('2027-02-08T02:00:00Z'))
  const cases = await makeCases(world, 10, () => ({ areaId: kemiren }))
  await makeCases(world, 9, () => ({ areaId: tembokrejo, category: 'PDK', danger: false }))
  const officer = await world.as('upt.glagah')
  for (const { caseId } of cases) {
    world.clock.advance(3 * 60_000)
    await answer(officer, caseId)
  }
  world.clock.set(new Date('2027-03-02T02:00:00Z'))
}

async function answer(officer: Client, caseId: string): Promise<void> {
  const { version } = (await officer.get(`/api/response/cases/${caseId}`)).json<CaseDetail>()
  const sent = await officer.send('POST', `/api/response/cases/${caseId}/answers`, { seenVersion: version, words: 'Kami datang hari ini' })
  expect(sent.statusCode, sent.body).toBe(201)
}

async function read<T>(username: string, path: string): Promise<T> {
  const found = await (await world.as(username)).get(path)
  expect(found.statusCode, found.body).toBe(200)
  return found.json<T>()
}

describe('how a span went', () => {
  test('counts cases, promises kept, times and what still waits', async () => {
    const { whole, rows } = await read<{ whole: Figures; rows: FigureRow[] }>('kesra', `/api/response/performance?${span}&by=district`)
    expect(whole).toMatchObject({ cases: 19, due: 19, kept: 10, judged: 0, reopened: 0 })
    const byKey = new Map(rows.map((row) => [row.key, row.figures]))
    expect(byKey.get(String(glagah))).toMatchObject({ cases: 10, kept: 10, answer: { median: 16.5 } })
    // What nobody answered waits until today: three weeks, not nothing.
    expect(byKey.get('5')?.answer.median).toBe(22 * 1440)
  })

  test.each(['office', 'village', 'category', 'urgency'])('can be split by %s', async (by) => {
    const { rows } = await read<{ rows: FigureRow[] }>('bupati', `/api/response/performance?${span}&by=${by}`)
    expect(rows.length).toBeGreaterThan(1)
    if (by !== 'office') expect(rows.reduce((sum, row) => sum + row.figures.cases, 0)).toBe(19)
  })

  test('an officer of a district counts that district only', async () => {
    const { whole } = await read<{ whole: Figures }>('upt.glagah', `/api/response/performance?${span}`)
    expect(whole.cases).toBe(10)
  })

  test('says to whom the waiting belongs, to the last minute', async () => {
    const { cases, minutes, shares } = await read<{ cases: number; minutes: number; shares: WaitShare[] }>('kesra', `/api/response/performance/waiting?${span}`)
    expect(cases).toBe(19)
    expect(minutes).toBeCloseTo(19 * 22 * 1440, 6)
    expect(shares.reduce((sum, share) => sum + share.minutes, 0)).toBeCloseTo(minutes, 6)
    expect(shares.filter((share) => share.officeId === 1015).map((share) => share.kind).toSorted()).toEqual(['unread', 'working'])
  })

  test('cannot run backwards or over many years', async () => {
    const kesra = await world.as('kesra')
    for (const [asked, kind] of [['from=2027-02-02&to=2027-02-01', 'span_backwards'], ['from=2020-01-01&to=2027-02-01', 'span_too_long']] as const) {
      const refused = await kesra.get(`/api/response/performance?${asked}`)
      expect([refused.statusCode, refused.json<{ kind: string }>().kind]).toEqual([422, kind])
    }
  })
})

describe('a month replayed', () => {
  async function replay(change: object): Promise<ReplayRow[]> {
    const kesra = await world.as('kesra')
    const asked = { month, changes: [], promiseHours: null, loadPercent: 100, ...change }
    const found = await kesra.send('POST', '/api/response/performance/replay', asked)
    expect(found.statusCode, found.body).toBe(200)
    return found.json<{ rows: ReplayRow[] }>().rows
  }

  test('gives the same for the same question, and stands beside what was', async () => {
    const [first, again] = [await replay({}), await replay({})]
    expect(again).toEqual(first)
    expect(first.find((row) => row.officeId === 1015)).toMatchObject({ officers: 1, actual: { answers: 10, kept: 10 }, model: { answers: 10, kept: 10 } })
  })

  test('shows what fewer officers, more cases or a shorter promise would have done', async () => {
    const nobody = await replay({ changes: [{ officeId: 1015, officers: -1 }] })
    expect(nobody.find((row) => row.officeId === 1015)).toMatchObject({ supposedOfficers: 0, supposed: { answers: 0, unanswered: 10 } })
    const double = await replay({ loadPercent: 200, promiseHours: 0.25 })
    const unit = double.find((row) => row.officeId === 1015)!
    expect(unit.supposed.answers).toBe(20)
    expect(unit.supposed.kept).toBeLessThan(unit.model.kept)
  })

  test('is for months that are over', async () => {
    const kesra = await world.as('kesra')
    const refused = await kesra.send('POST', '/api/response/performance/replay', { month: '2027-03', changes: [], promiseHours: null, loadPercent: 100 })
    expect([refused.statusCode, refused.json<{ kind: string }>().kind]).toEqual([422, 'month_not_over'])
  })
})

describe('what is public', () => {
  test('is what was shown before it was published, and stays', async () => {
    const kesra = await world.as('kesra')
    const preview = await read<PublicMonth>('kesra', `/api/response/performance/publications/${month}`)
    expect(preview.districts.map((row) => row.cases)).toEqual([10, 10])
    expect(preview.whole.cases).toBe(20)
    expect((await world.nobody().get('/kinerja')).body).toContain('Belum ada bulan yang diterbitkan')
    const published = await kesra.send('POST', '/api/response/performance/publications', { month })
    expect(published.statusCode, published.body).toBe(201)
    const twice = await kesra.send('POST', '/api/response/performance/publications', { month })
    expect([twice.statusCode, twice.json<{ kind: string }>().kind]).toEqual([409, 'month_public_already'])
    const page = (await world.nobody().get('/kinerja')).body
    expect(page).toContain('Februari 2027')
    expect(page).toContain('sekitar 20')
    expect((await world.nobody().get('/en/kinerja?bulan=2027-02')).body).toContain('about 20')
    const listed = await read<{ items: { month: string }[]; waiting: string[] }>('bupati', '/api/response/performance/publications')
    expect(listed.items.map((item) => item.month)).toEqual([month])
    expect(listed.waiting).not.toContain(month)
  })

  test('is published by the secretariat only', async () => {
    for (const username of ['bupati', 'upt.glagah', 'warga']) {
      const refused = await (await world.as(username)).send('POST', '/api/response/performance/publications', { month: '2027-01' })
      expect(refused.statusCode).toBe(403)
    }
  })
})

describe('what reporters think', () => {
  const good = Object.fromEntries(
    ['requirements', 'procedure', 'time', 'cost', 'product', 'competence', 'behaviour', 'complaints', 'facilities'].map((element) => [element, '3']),
  )

  function sendMarks(code: string, marks: Readonly<Record<string, string>>) {
    return world.nobody().submit(`/lacak/${code}/penilaian`, { commandId: randomUUID(), ...marks })
  }

  async function readSatisfaction(): Promise<Figures['satisfaction']> {
    return (await read<{ whole: Figures }>('kesra', '/api/response/performance?from=2027-03-01&to=2027-03-31')).whole.satisfaction
  }

  async function reportAndConclude(): Promise<{ code: string; caseId: string }> {
    const story = `Tidak makan dua hari ${randomUUID()}`
    const taken = await world.nobody().send('POST', '/api/response/reports', { category: 'PGN', story, areaId: kemiren, contact: 'anonymous', subject: 'other' })
    expect(taken.statusCode, taken.body).toBe(201)
    const { receiptCode: code } = taken.json<{ receiptCode: string }>()
    const { rows } = await owner.query<{ case_id: string }>('select case_id from response.report where story = $1', [story])
    return { code, caseId: rows[0]!.case_id }
  }

  async function conclude(caseId: string): Promise<void> {
    const officer = await world.as('upt.glagah')
    const { version } = (await officer.get(`/api/response/cases/${caseId}`)).json<CaseDetail>()
    const done = await officer.send('POST', `/api/response/cases/${caseId}/verdict`, {
      seenVersion: version, verdict: 'helped', words: 'Sudah diantar beras', withdrawOpenTasks: true,
    })
    expect(done.statusCode, done.body).toBe(201)
  }

  test('is asked once there is a result, once, and every element of it', async () => {
    const { code, caseId } = await reportAndConclude()
    expect((await world.nobody().get(`/lacak/${code}/penilaian`)).body).toContain('masih ditangani')
    await conclude(caseId)
    const page = (await world.nobody().get(`/lacak/${code}/penilaian`)).body
    expect(page.match(/<fieldset/g)).toHaveLength(9)
    const missing = await sendMarks(code, { ...good, cost: '5', words: 'Terima kasih' })
    expect(missing.statusCode).toBe(422)
    expect(missing.body).toContain('Pilih satu jawaban: Apakah Anda dimintai biaya?')
    expect(missing.body).toContain('Terima kasih')
    const sent = await sendMarks(code, good)
    expect([sent.statusCode, sent.headers.location]).toEqual([303, `/lacak/${encodeURIComponent(code)}/penilaian`])
    expect((await sendMarks(code, { ...good, time: '1' })).statusCode).toBe(303)
    expect((await world.nobody().get(`/lacak/${code}/penilaian`)).body).toContain('sudah kami terima')
    expect(await readSatisfaction()).toEqual({ count: 1, index: null, grade: null, elements: null })
  })

  test('tells nobody the marks of a few: from eight on they are shown', async () => {
    for (let count = (await readSatisfaction()).count; count < 8; count += 1) {
      expect(await readSatisfaction()).toEqual({ count, index: null, grade: null, elements: null })
      const { code, caseId } = await reportAndConclude()
      await conclude(caseId)
      expect((await sendMarks(code, good)).statusCode).toBe(303)
    }
    expect(await readSatisfaction()).toMatchObject({ count: 8, index: 75, grade: 'C', elements: Array.from({ length: 9 }, () => 3) })
  })

  test('opens to a receipt code only', async () => {
    expect((await world.nobody().get('/lacak/BWI-AAAA-BBBB-CCCC/penilaian')).statusCode).toBe(404)
  })
})
