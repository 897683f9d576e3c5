import { randomUUID } from 'node:crypto'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

interface Sent {
  readonly code: string
  readonly caseId: string
  readonly path: string
}

async function report(story: string): Promise<Sent> {
  const taken = await world.nobody().send('POST', '/api/response/reports', {
    category: 'PGN', story, areaId: 152_004, contact: 'phone', phone: '081234567890', subject: 'other', subjectName: 'Nama Keluarga Rahasia',
  })
  const { receiptCode: code } = taken.json<{ receiptCode: string }>()
  const { rows } = await owner.query<{ case_id: string }>('select case_id from response.report where story = $1', [story])
  return { code, caseId: rows[0]!.case_id, path: `/lacak/${code}` }
}

/** What an officer of the district does, by the API. */
async function officerDoes(caseId: string, path: string, body: object = {}): Promise<void> {
  const officer = await world.as('upt.glagah')
  const detail = (await officer.get(`/api/response/cases/${caseId}`)).json<CaseDetail>()
  const task = detail.tasks.find((each) => each.officeId === 1015)
  const address = `/api/response/cases/${caseId}${path.replace(':taskId', task?.taskId ?? '')}`
  const answer = await officer.send('POST', address, { ...(path !== '/notes' && { seenVersion: detail.version }), ...body })
  if (answer.statusCode >= 300) throw new Error(answer.body)
}

interface CaseDetail {
  readonly version: number
  readonly tasks: readonly { readonly taskId: string; readonly officeId: number }[]
  readonly reports: readonly { readonly photos: readonly object[] }[]
}

/** The command id of the form that does something (`add`, `helped`, `not_helped`). */
function formIn(page: string, act: string): string {
  return new RegExp(`value="([0-9a-f-]{36})"[^>]*><input[^>]*value="${act}"`).exec(page)?.[1] ?? ''
}

async function wordsOf(sent: Sent, kind: string): Promise<(string | null)[]> {
  const { rows } = await owner.query<{ words: string | null }>(
    'select words from response.case_event where case_id = $1 and kind = $2 order by seq', [sent.caseId, kind],
  )
  return rows.map((row) => row.words)
}

async function add(client: Client, sent: Sent, fields: Record<string, string>): ReturnType<Client['submit']> {
  return client.submit(sent.path, { act: 'add', commandId: randomUUID(), words: '', ...fields })
}

describe('a report under its number', () => {
  test('shows four steps, the promise with the time left, and who has it; nothing of the family', async () => {
    const sent = await report('Langkah pertama saja')
    const page = await world.nobody().get(sent.path)
    expect(page.statusCode).toBe(200)
    expect(page.body.match(/<li class="(done|now|)[^"]*"|<li aria-current/g)?.length).toBeGreaterThanOrEqual(2)
    expect(page.body).toMatch(/Dijawab paling lambat \d\d\.\d\d WIB, \d jam( \d+ menit)? lagi/)
    expect(page.body).toContain('Kecamatan Glagah')
    for (const secret of ['Nama Keluarga Rahasia', 'Langkah pertama saja', '81234567890', '7890']) expect(page.body).not.toContain(secret)
    expect(page.headers['cache-control']).toBe('no-store')
    expect(page.body).toContain('noindex')
  })

  test('is found however its number is typed, in both languages', async () => {
    const sent = await report('Diketik dengan huruf kecil')
    const typed = sent.code.toLowerCase().replaceAll('-', ' ')
    const looked = await world.nobody().get(`/lacak?nomor=${encodeURIComponent(typed)}`)
    expect(looked.statusCode).toBe(303)
    expect((await world.nobody().get(String(looked.headers.location))).body).toContain(sent.code)
    expect((await world.nobody().get(`/en${sent.path}`)).body).toContain('Read by an officer')
  })

  test('says when it was read, answered, asked about and concluded, and lets the reporter speak', async () => {
    const sent = await report('Perjalanan lengkap')
    const reporter = world.nobody()
    await officerDoes(sent.caseId, '/tasks/:taskId/holder')
    expect((await reporter.get(sent.path)).body).toMatch(/Dibaca petugas<span class="unseen">, sudah/)
    await officerDoes(sent.caseId, '/answers', { words: 'Kami datang sore ini membawa beras.' })
    await officerDoes(sent.caseId, '/notes', { words: 'Catatan untuk petugas saja' })
    await officerDoes(sent.caseId, '/tasks/:taskId/questions', { words: 'Rumahnya sebelah mana?' })
    const asked = await reporter.get(sent.path)
    expect(asked.body).toContain('Kami datang sore ini membawa beras.')
    expect(asked.body).toContain('Petugas menunggu jawaban Anda')
    expect(asked.body).toContain('Rumahnya sebelah mana?')
    expect(asked.body).not.toContain('Catatan untuk petugas saja')
    expect(asked.body).not.toContain('Hariyono')

    const replied = await add(reporter, sent, { commandId: formIn(asked.body, 'add'), words: 'Cat hijau, sebelah musala' })
    expect([replied.statusCode, replied.headers.location]).toEqual([303, `${sent.path}?kabar=terkirim`])
    const after = await reporter.get(sent.path)
    expect(after.body).toContain('Cat hijau, sebelah musala')
    expect(after.body).not.toContain('Petugas menunggu jawaban Anda')

    await officerDoes(sent.caseId, '/verdict', { verdict: 'helped', words: 'Beras sudah diterima keluarga.', withdrawOpenTasks: true })
    const concluded = await reporter.get(sent.path)
    expect(concluded.body).toContain('Sudah terbantu?')
    expect(concluded.body).toContain('Beras sudah diterima keluarga.')
    const confirmed = await reporter.submit(sent.path, { act: 'helped', commandId: randomUUID() })
    expect(confirmed.statusCode).toBe(303)
    expect((await reporter.get(sent.path)).body).toContain('Anda menyatakan sudah terbantu')
  })

  test('is opened again by "not yet", with the reason, once however often it is sent', async () => {
    const sent = await report('Belum terbantu')
    await officerDoes(sent.caseId, '/verdict', { verdict: 'helped', words: 'Sudah dikunjungi.', withdrawOpenTasks: true })
    const reporter = world.nobody()
    const without = await reporter.submit(sent.path, { act: 'not_helped', commandId: randomUUID(), why: ' ' })
    expect(without.statusCode).toBe(422)
    expect(without.body).toMatch(/<title>Kesalahan: /)
    const fields = { act: 'not_helped', commandId: randomUUID(), why: 'Berasnya belum datang' }
    const answers = await Promise.all([1, 2, 3].map(() => reporter.submit(sent.path, fields)))
    expect(answers.map((answer) => answer.statusCode)).toEqual([303, 303, 303])
    expect(await wordsOf(sent, 'reopened')).toEqual(['Berasnya belum datang'])
    const page = await reporter.get(`${sent.path}?kabar=dibuka`)
    expect(page.body).toContain('Laporan dibuka lagi')
    expect(page.body).toMatch(/Dijawab paling lambat/)
  })

  test('takes words with a photo, which the officers see', async () => {
    const sent = await report('Foto menyusul')
    const bytes = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#357' } }).png().toBuffer()
    const photos = { fileName: 'a.png', mediaType: 'image/png', bytes }
    const answer = await world.nobody().submit(sent.path, { act: 'add', commandId: randomUUID(), words: '', photos })
    expect(answer.statusCode).toBe(303)
    expect((await world.nobody().get(sent.path)).body).toContain('1 foto ikut terkirim')
    const detail = (await (await world.as('upt.glagah')).get(`/api/response/cases/${sent.caseId}`)).json<CaseDetail>()
    expect(detail.reports[0]!.photos).toHaveLength(1)
  })

  test('keeps what was typed when nothing can be taken, and when the same form comes with other words', async () => {
    const sent = await report('Isian tetap')
    const reporter = world.nobody()
    expect((await add(reporter, sent, { words: '  ' })).statusCode).toBe(422)
    const long = await add(reporter, sent, { words: 'panjang '.repeat(2_500) })
    expect(long.statusCode).toBe(422)
    expect(long.body).toContain('panjang panjang')
    const commandId = randomUUID()
    expect((await add(reporter, sent, { commandId, words: 'satu' })).statusCode).toBe(303)
    expect((await add(reporter, sent, { commandId, words: 'satu' })).statusCode).toBe(303)
    const other = await add(reporter, sent, { commandId, words: 'dua, lain' })
    expect(other.statusCode).toBe(409)
    expect(other.body).toContain('dua, lain')
    expect(await wordsOf(sent, 'replied')).toEqual(['satu'])
  })
})

describe('a number that is guessed', () => {
  test('gets exactly the answer of one that cannot be a number, and of one that nobody has', async () => {
    const body = async (typed: string): Promise<[number, string]> => {
      const answer = await world.nobody().get(`/lacak/${encodeURIComponent(typed)}`)
      return [answer.statusCode, answer.body.replace(`value="${typed}"`, '')]
    }
    const absent = await body('BWI-2222-2222-2222')
    expect(absent[0]).toBe(404)
    for (const typed of ['x', 'BWI-2222-2222-2223', '0000']) expect(await body(typed)).toEqual(absent)
  })

  test('is allowed forty times in a quarter of an hour; then even a right one waits, and is free again after it', async () => {
    const sent = await report('Ditebak berkali-kali')
    world.clock.advance(16 * 60_000)
    const guess = async (): Promise<number> => (await world.nobody().get('/lacak/BWI-3333-3333-3333')).statusCode
    const statuses: number[] = []
    for (let guesses = 0; guesses < 42; guesses += 1) statuses.push(await guess())
    expect(statuses.slice(0, 41).every((status) => status === 404)).toBe(true)
    expect(statuses[41]).toBe(429)
    const right = await world.nobody().get(sent.path)
    expect([right.statusCode, Number(right.headers['retry-after']) > 0]).toEqual([429, true])
    world.clock.advance(16 * 60_000)
    expect((await world.nobody().get(sent.path)).statusCode).toBe(200)
  })

  test('leaves no address behind, only a keyed hash', async () => {
    const { rows } = await owner.query<{ address_mac: Buffer }>('select * from response.attempt')
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain('127.0.0.1')
  })
})

describe('row security alone', () => {
  test('shows the holder of a code nothing but the case: no report, no reporter, no photo, no note', async () => {
    const { sql } = await import('kysely')
    const { publicActor } = await import('#platform/db/actor.ts')
    const sent = await report('Kunci kedua')
    await officerDoes(sent.caseId, '/notes', { words: 'Catatan dalam' })
    const actor = { ...publicActor(world.deps.regency.regencyId), caseIds: [sent.caseId] }
    const seen = await world.deps.db.asActor(actor, async (tx) => ({
      cases: (await sql`select 1 from response.case_file`.execute(tx.db)).rows.length,
      reports: (await sql`select 1 from response.report`.execute(tx.db)).rows.length,
      reporters: (await sql`select 1 from response.reporter`.execute(tx.db)).rows.length,
      photos: (await sql`select 1 from response.report_photo`.execute(tx.db)).rows.length,
      notes: (await sql`select 1 from response.case_event where kind = 'noted'`.execute(tx.db)).rows.length,
    }))
    expect(seen).toEqual({ cases: 1, reports: 0, reporters: 0, photos: 0, notes: 0 })
  })
})
