import { randomUUID } from 'node:crypto'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type Client, type FormFile, type World } from '../../../../test/world.ts'

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

const kemiren = '152004'

/** A form that is complete, with changes. */
function form(change: Record<string, string | FormFile> = {}): Record<string, string | FormFile> {
  return {
    commandId: randomUUID(), category: 'PGN', story: 'Bu Sumi belum makan sejak kemarin', subject: 'other', area: kemiren, contact: 'phone',
    phone: '0812 3456 7890', secret: 'yes', ...change,
  }
}

async function sent(fields: Record<string, string | FormFile>, client: Client = world.nobody()) {
  return client.submit('/lapor', fields)
}

function codeOf(location: unknown): string {
  const code = /^\/lapor\/terkirim\/(BWI-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4})$/.exec(String(location))?.[1]
  if (code === undefined) throw new Error(`no receipt code in ${String(location)}`)
  return code
}

async function rows<T extends pg.QueryResultRow>(sql: string, parameters: unknown[] = []): Promise<T[]> {
  return (await owner.query<T>(sql, parameters)).rows
}

async function photosOf(story: string): Promise<{ case_id: string; photo_id: string; sha256: string; width: number }[]> {
  return rows('select p.* from response.report_photo p join response.report r using (regency_id, report_id) where r.story = $1', [story])
}

async function photo(width = 800, height = 600): Promise<FormFile> {
  const picture = sharp({ create: { width, height, channels: 3, background: { r: width % 255, g: 90, b: 60 } } })
  const bytes = await picture.jpeg().withExif({ IFD0: { Make: 'HP' } }).toBuffer()
  return { fileName: 'rumah.jpg', mediaType: 'image/jpeg', bytes }
}

describe('the form', () => {
  test('is one page of at most 15 kB with at most one script and no inline style', async () => {
    const page = await world.nobody().get('/lapor', { 'accept-encoding': 'gzip' })
    expect(page.statusCode).toBe(200)
    expect(page.rawPayload.length).toBeLessThan(10_000)
    const plain = (await world.nobody().get('/lapor')).body
    expect(plain.match(/<script/g)).toHaveLength(1)
    expect(plain).not.toMatch(/ style=/)
    expect(plain).toContain('Telepon 112')
  })

  test('from a poster has the village chosen already, and says nothing of an unknown one', async () => {
    for (const desa of ['152004', '35.10.15.2004', '3510152004']) {
      expect((await world.nobody().get(`/lapor?desa=${desa}`)).body).toContain('<option value="152004" selected="">')
    }
    expect((await world.nobody().get('/lapor?desa=999999')).body).not.toContain('selected=""><')
    expect((await world.nobody().get('/en/lapor')).body).toContain('What happened?')
  })

  test('sent with little makes a report, a case with tasks and clocks, and no name for the reporter\'s officers to stumble on', async () => {
    const answer = await sent(form())
    expect(answer.statusCode).toBe(303)
    const code = codeOf(answer.headers.location)
    const [report] = await rows<{ report_id: string; case_id: string }>('select * from response.report order by report_id desc limit 1')
    expect(report).toMatchObject({ area_id: 152_004, secrecy: 'secret' })
    const tasks = await rows('select t.office_id from response.task t where t.case_id = $1', [report!.case_id])
    expect(tasks.length).toBeGreaterThanOrEqual(3)
    expect(await rows('select 1 from response.clock where case_id = $1', [report!.case_id])).not.toEqual([])
    const [reporter] = await rows<{ phone_sealed: Buffer }>('select * from response.reporter where report_id = $1', [report!.report_id])
    expect(reporter).toMatchObject({ name: null, phone_last4: '7890' })
    expect(reporter!.phone_sealed.toString('latin1')).not.toContain('81234567890')
    const receipt = await world.nobody().get(`/lapor/terkirim/${code}`)
    expect(receipt.body).toContain(code)
    expect(receipt.body).toMatch(/Dijawab paling lambat \d\d\.\d\d WIB/)
  })

  test('about somebody whom no list knows makes a provisional person', async () => {
    await sent(form({ subjectName: 'Sumi Wati Rekaan' }))
    const [report] = await rows<{ person_id: string }>('select * from response.report where subject_name = $1', ['Sumi Wati Rekaan'])
    const [person] = await rows('select status, area_id from registry.person where person_id = $1', [report!.person_id])
    expect(person).toMatchObject({ status: 'provisional', area_id: 152_004 })
  })

  test('asks the village\'s task force to verify somebody whom no list knows, and the holder of the code does not hear of it', async () => {
    const answer = await sent(form({ subjectName: 'Perlu Diperiksa', subjectNik: '3510154107600001', story: 'Belum terdaftar' }))
    const code = codeOf(answer.headers.location)
    const [event] = await rows<{ office: number }>(`select (e.detail->>'officeId')::int as office from response.case_event e
      join response.report r using (regency_id, case_id) where r.story = 'Belum terdaftar' and e.kind = 'verification_asked'`)
    expect(event).toEqual({ office: 152_004 })
    expect((await world.nobody().get(`/lacak/${code}`)).body).not.toContain('Perlu Diperiksa')
    // The number now belongs to somebody: the next report about it is about the same person, and nobody is asked twice.
    await sent(form({ subjectNik: '3510154107600001', story: 'Masih belum' }))
    const people = await rows(`select distinct person_id from response.report where story in ('Belum terdaftar', 'Masih belum')`)
    expect(people).toHaveLength(1)
    expect(await rows(`select 1 from response.case_event e join response.report r using (regency_id, case_id)
      where r.story = 'Masih belum' and e.kind = 'verification_asked'`)).toEqual([])
  })

  test('without a name keeps neither name nor number nor account', async () => {
    const nameless = form({ contact: 'anonymous', reporterName: 'Jangan Disimpan', story: 'Tanpa nama saja' })
    expect((await sent(nameless, await world.as('warga'))).statusCode).toBe(303)
    const [report] = await rows<{ report_id: string; command_id: string }>('select * from response.report where story = $1', ['Tanpa nama saja'])
    expect(report).toMatchObject({ secrecy: 'anonymous', taken_by: null })
    expect(await rows('select 1 from response.reporter where report_id = $1', [report!.report_id])).toEqual([])
    expect(await rows('select account_id from platform.command where command_id = $1', [report!.command_id])).toEqual([{ account_id: null }])
    expect(await rows('select account_id from audit.entry where subject_id = $1', [report!.report_id])).toEqual([{ account_id: null }])
  })
})

describe('what is wrong', () => {
  test('is listed and linked, the title says so, and everything typed stays', async () => {
    const wrong = { category: '', story: 'Cerita yang <b>tetap</b> ada', phone: '12', subjectNik: '3510AB', placeWords: 'dekat pasar' }
    const answer = await sent(form(wrong))
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toMatch(/<title>Kesalahan: /)
    for (const id of ['category', 'subjectNik', 'phone']) expect(answer.body).toContain(`href="#${id}"`)
    expect(answer.body).toContain('Cerita yang &lt;b&gt;tetap&lt;/b&gt; ada')
    expect(answer.body).toContain('value="3510AB"')
    expect(answer.body).toContain('value="dekat pasar"')
    expect(answer.body).toContain('<option value="152004" selected="">')
  })

  test('a story of 20,000 letters is named with its length, and kept', async () => {
    const answer = await sent(form({ story: 'kata '.repeat(4_000).trim() }))
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('Terlalu panjang: 19.999 huruf')
    expect(answer.body).toContain('kata kata kata')
  })

  test('a village name that exists twice is asked about, each with its district', async () => {
    const twice = [...world.deps.regency.areas.byId.values()].filter((area) => area.kind === 'village')
    const name = twice.find((area) => twice.some((other) => other !== area && other.name === area.name))?.name
    expect(name).toBeDefined()
    const words = form({ placeWords: `Dusun Krajan, desa ${name}` })
    delete words['area']
    const answer = await sent(words)
    expect(answer.statusCode).toBe(422)
    expect(answer.body.match(new RegExp(`${name} \\(Kec\\. [^)]+\\)</b>`, 'g'))?.length).toBeGreaterThanOrEqual(2)
    const settled = await sent({ ...words, areaChoice: 'none' })
    expect(settled.statusCode).toBe(303)
  })

  test('a PDF called .jpg and a picture of 60,000 pixels lose nothing else, not even the good photo', async () => {
    const liar: FormFile = { fileName: 'surat.jpg', mediaType: 'image/jpeg', bytes: Buffer.from('%PDF-1.4') }
    const answer = await world.app.inject(await multipart(form({ story: 'Foto yang baik tetap ada' }), [await photo(), liar]))
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('surat.jpg bukan foto yang bisa dibuka')
    expect(answer.body).toContain('Foto yang baik tetap ada')
    const kept = /name="keptPhoto" checked="" value="([^"]+)"|name="keptPhoto" value="([^"]+)" checked=""/.exec(answer.body)
    const token = kept?.[1] ?? kept?.[2] ?? ''
    expect(token).toMatch(/^[0-9a-f]{64}\.800\.600\./)
    const again = await sent(form({ keptPhoto: token, story: 'Foto yang baik ikut' }))
    expect(again.statusCode).toBe(303)
    const photos = await photosOf('Foto yang baik ikut')
    expect(photos).toMatchObject([{ width: 800 }])
    const stored = await world.deps.files.read(photos[0]!.sha256)
    expect((await sharp(stored).metadata()).exif).toBeUndefined()
  })

  test('a photo token of one\'s own making opens no file', async () => {
    const answer = await sent(form({ keptPhoto: `${'a'.repeat(64)}.10.10.10.${'b'.repeat(32)}` }))
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('Pilih fotonya sekali lagi')
  })
})

/** A form with several files of one field, which the world's client cannot make. */
async function multipart(fields: Record<string, string | FormFile>, photos: readonly FormFile[]) {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, String(value))
  for (const file of photos) data.append('photos', new File([new Uint8Array(file.bytes)], file.fileName, { type: file.mediaType }))
  const encoded = new Response(data)
  return {
    method: 'POST' as const, url: '/lapor', payload: Buffer.from(await encoded.arrayBuffer()),
    headers: { 'content-type': encoded.headers.get('content-type') ?? '', 'sec-fetch-site': 'same-origin' },
  }
}

describe('one report, whatever the network did', () => {
  test('twenty at once with the same form are one report with one receipt', async () => {
    const same = form({ story: 'Dua puluh kali sekaligus' })
    const answers = await Promise.all(Array.from({ length: 20 }, () => sent(same)))
    expect(new Set(answers.map((answer) => answer.headers.location)).size).toBe(1)
    codeOf(answers[0]!.headers.location)
    expect(await rows('select count(*)::int as n from response.report where story = $1', ['Dua puluh kali sekaligus'])).toEqual([{ n: 1 }])
  })

  test('two tabs of one browser have one id until the report is sent', async () => {
    const browser = world.nobody()
    const idOf = (body: string): string => /<input[^>]*name="commandId"[^>]*>/.exec(body)?.[0].match(/value="([^"]+)"/)?.[1] ?? ''
    const [first, second] = [idOf((await browser.get('/lapor')).body), idOf((await browser.get('/lapor')).body)]
    expect(first).not.toBe('')
    expect(second).toBe(first)
    await sent(form({ commandId: first }), browser)
    expect(idOf((await browser.get('/lapor')).body)).not.toBe(first)
  })

  test('going back and sending the same words again is the same report; other words are another', async () => {
    const browser = world.nobody()
    const words = { story: 'Kembali lalu kirim lagi' }
    const [first, again] = [await sent(form(words), browser), await sent(form(words), browser)]
    expect(again.headers.location).toBe(first.headers.location)
    expect(await rows('select count(*)::int as n from response.report where story = $1', [words.story])).toEqual([{ n: 1 }])
    const other = await sent(form({ story: 'Kembali lalu tulis yang lain' }), browser)
    expect(codeOf(other.headers.location)).not.toBe(codeOf(first.headers.location))
  })

  test('the same form with other words is shown again with what was typed, and goes as a new report when sent once more', async () => {
    const first = form({ story: 'Yang pertama' })
    const code = codeOf((await sent(first)).headers.location)
    const answer = await sent({ ...first, story: 'Yang kedua, lain' })
    expect(answer.statusCode).toBe(409)
    expect(answer.body).toContain(`/lacak/${code}`)
    expect(answer.body).toContain('Yang kedua, lain')
  })
})

describe('over the API', () => {
  const draft = { category: 'KES', story: 'Sakit, tidak bisa berobat', areaId: 152_004, contact: 'phone', phone: '081234567890' }

  test('the same rules hold, and each problem is named by its place in the body', async () => {
    const taken = await world.nobody().send('POST', '/api/response/reports', draft)
    expect(taken.statusCode).toBe(201)
    expect(taken.json().receiptCode).toMatch(/^BWI-/)
    const refused = await world.nobody().send('POST', '/api/response/reports', { story: '' })
    expect(refused.statusCode).toBe(422)
    expect(refused.json().errors.map((error: { pointer: string; kind: string }) => `${error.pointer} ${error.kind}`)).toEqual([
      '#/category category_missing', '#/story story_missing', '#/areaId place_missing', '#/contact contact_missing',
    ])
  })

  test('the same command gives the same receipt; with another body it is refused', async () => {
    const commandId = randomUUID()
    const first = await world.nobody().send('POST', '/api/response/reports', draft, { commandId })
    const second = await world.nobody().send('POST', '/api/response/reports', draft, { commandId })
    expect(second.json()).toEqual(first.json())
    const other = await world.nobody().send('POST', '/api/response/reports', { ...draft, story: 'Lain' }, { commandId })
    expect([other.statusCode, other.json().kind]).toEqual([409, 'command_reused'])
  })

  test('an officer writes a report down for somebody at the counter; a resident may not', async () => {
    const path = '/api/response/assisted-reports'
    const told = { ...draft, channel: 'counter', story: 'Datang ke loket' }
    expect((await (await world.as('operator.kemiren')).send('POST', path, told)).statusCode).toBe(201)
    const [report] = await rows<{ taken_by: string | null }>('select channel, taken_by from response.report where story = $1', [told.story])
    expect(report).toMatchObject({ channel: 'counter', taken_by: expect.any(String) })
    expect((await (await world.as('warga')).send('POST', path, told)).statusCode).toBe(403)
  })

  test('a call that 112 hands over by voice keeps its number and time, and a reporter whom nobody asked gets no message', async () => {
    const officer = await world.as('operator.kemiren')
    const write = (change: object) => officer.send('POST', '/api/response/assisted-reports', {
      ...draft, channel: 'call_center', contact: 'phone', phone: '081234567890', callNumber: '112-26-77', handedOverAt: '14:05', ...change,
    })
    expect((await write({ story: 'Lansia sendirian' })).statusCode).toBe(201)
    expect((await write({ story: 'Lansia sendirian, ditanya', tellBy: 'sms' })).statusCode).toBe(201)
    const found = await rows<{ story: string; channels: string[] }>(`
      select r.story, array_remove(array_agg(c.channel order by c.rank), null) as channels from response.report r
      left join response.contact c on c.report_id = r.report_id where r.channel = 'call_center' group by r.report_id, r.story order by r.story`)
    expect(found).toEqual([
      { story: 'Lansia sendirian\n\n(112: 112-26-77, 14:05)', channels: [] }, { story: 'Lansia sendirian, ditanya\n\n(112: 112-26-77, 14:05)', channels: ['sms', 'whatsapp'] },
    ])
  })

  test('the plain form asks how news comes: by e-mail it asks for the address, and keeps all that was typed', async () => {
    const without = await sent(form({ story: 'Kabar lewat surel', phone: '', tellBy: 'email' }))
    expect(without.statusCode).toBe(422)
    expect(without.body).toContain('Tulis alamat surel')
    expect(without.body).toMatch(/id="tellBy-email"[^>]*checked|checked[^>]*id="tellBy-email"/)
    expect((await sent(form({ story: 'Kabar lewat surel', phone: '', tellBy: 'email', email: 'siti@contoh.id' }))).statusCode).toBe(303)
    expect(await rows('select c.channel from response.contact c join response.report r using (regency_id, report_id) where r.story = $1', ['Kabar lewat surel']))
      .toEqual([{ channel: 'email' }])
  })

  test('who was signed in finds the report among their own, and nobody else does', async () => {
    const resident = await world.as('warga')
    const taken = await resident.send('POST', '/api/response/reports', { ...draft, story: 'Laporan saya sendiri' })
    const mine = await resident.get('/api/response/reports/mine')
    expect(mine.statusCode).toBe(200)
    expect(mine.json().items[0]).toMatchObject({ receiptCode: taken.json().receiptCode, category: 'KES', step: 'received', openQuestions: 0 })
    expect((await (await world.as('asn')).get('/api/response/reports/mine')).json()).toEqual({ items: [], next: null })
    expect((await world.nobody().get('/api/response/reports/mine')).statusCode).toBe(401)
    expect((await (await world.as('bupati')).get('/api/response/reports/mine')).statusCode).toBe(403)
  })
})

describe('what only officers of the case see', () => {
  test('a photo opens for the village\'s operator, is noted, and is absent for another district', async () => {
    await world.app.inject(await multipart(form({ story: 'Dengan foto untuk petugas' }), [await photo(640, 480)]))
    const [row] = await photosOf('Dengan foto untuk petugas')
    const path = `/api/response/cases/${row!.case_id}/report-photos/${row!.photo_id}`
    const seen = await (await world.as('operator.kemiren')).get(path)
    expect([seen.statusCode, seen.headers['content-type']]).toEqual([200, 'image/jpeg'])
    expect(await rows('select 1 from audit.entry where action = $1 and subject_id = $2', ['readReportPhoto', row!.case_id])).toHaveLength(1)
    expect((await (await world.as('upt.muncar')).get(path)).statusCode).toBe(404)
    expect((await (await world.as('dispendik')).get(path)).statusCode).toBe(404)
    expect((await world.nobody().get(path)).statusCode).toBe(401)
    expect((await (await world.as('warga')).get(path)).statusCode).toBe(403)
  })

  test('name and number open for a written reason, and the reason is noted', async () => {
    await sent(form({ story: 'Dengan nama pelapor', reporterName: 'Pelapor Rekaan' }))
    const [row] = await rows<{ case_id: string; report_id: string }>('select * from response.report where story = $1', ['Dengan nama pelapor'])
    const path = `/api/response/cases/${row!.case_id}/reports/${row!.report_id}/reporter-reveal`
    const officer = await world.as('dinsos')
    expect((await officer.send('POST', path, { reason: 'x' })).statusCode).toBe(422)
    const revealed = await officer.send('POST', path, { reason: 'Menelepon pelapor untuk bertanya alamat' })
    expect(revealed.json()).toEqual({ name: 'Pelapor Rekaan', phone: '+6281234567890', secrecy: 'secret' })
    expect(await rows('select purpose from audit.entry where action = $1 and subject_id = $2', ['revealReporter', row!.report_id]))
      .toEqual([{ purpose: 'Menelepon pelapor untuk bertanya alamat' }])
    expect((await (await world.as('dispendik')).send('POST', path, { reason: 'Ingin tahu saja' })).statusCode).toBe(404)
    expect((await (await world.as('satgas.kemiren')).send('POST', path, { reason: 'Ingin tahu saja' })).statusCode).toBe(403)
  })
})

test('one address that sends without end must wait, and what was typed stays', async () => {
  world.clock.advance(2 * 3_600_000)
  const sender = world.nobody()
  const statuses: number[] = []
  for (let sending = 0; sending <= 300; sending += 1) statuses.push((await sender.send('POST', '/api/response/reports', {})).statusCode)
  expect(new Set(statuses.slice(0, 300))).toEqual(new Set([422]))
  expect(statuses[300]).toBe(429)
  const answer = await sent(form({ story: 'Masih ada setelah menunggu' }))
  expect([answer.statusCode, Number(answer.headers['retry-after']) > 0]).toEqual([429, true])
  expect(answer.body).toContain('Masih ada setelah menunggu')
  expect(answer.body).toMatch(/telepon 112.*kantor desa/)
  world.clock.advance(3_600_000)
  expect((await sent(form())).statusCode).toBe(303)
})

describe('hostile input', () => {
  const texts = [
    'a\u0000b', '\u202Egnp.exe', '\uD800', '𝟘𝟙𝟚', '０１２', '9007199254740993', '-0', '0x10', '<script>alert(1)</script>', '${7*7}',
    "'; drop table x; --", 'A'.repeat(300_000), '\n'.repeat(5_000), '🥁'.repeat(3_000), '__proto__', '../../etc/passwd',
  ]

  const formFields = [
    'category', 'story', 'subject', 'subjectName', 'subjectNik', 'peopleCount', 'area', 'areaChoice', 'placeWords', 'lat', 'contact', 'phone',
    'commandId', 'keptPhoto',
  ]
  const members = [
    'category', 'story', 'subject', 'subjectNik', 'peopleCount', 'areaId', 'placeWords', 'point', 'photos', 'contact', 'phone', 'secret', 'extra',
  ]

  test('in any field of the form never breaks the server', async () => {
    for (const text of texts) {
      world.clock.advance(30 * 60_000)
      for (const field of formFields) {
        const answer = await sent(form({ [field]: text }))
        expect([303, 409, 422], `${field} = ${text.slice(0, 20)}`).toContain(answer.statusCode)
      }
    }
  }, 120_000)

  test('in any member of the API never breaks the server', async () => {
    const values: unknown[] = [...texts.slice(0, 12), 0, -0, 1e308, 2 ** 53, true, null, [], {}, [[[]]]]
    for (const value of values) {
      world.clock.advance(30 * 60_000)
      for (const member of members) {
        const draft = { category: 'PGN', story: 'x', areaId: 5, contact: 'anonymous', [member]: value }
        const answer = await world.nobody().send('POST', '/api/response/reports', draft)
        expect([201, 413, 422], `${member} = ${JSON.stringify(value)?.slice(0, 20)}`).toContain(answer.statusCode)
      }
    }
  }, 120_000)

  test('a body that is no form gets an answer, not a crash', async () => {
    const bodies = [
      ['text/plain', 'halo'], ['multipart/form-data', 'rusak'], ['multipart/form-data; boundary=x', '--x\r\nrusak'], ['application/json', '{'],
    ] as const
    for (const [contentType, payload] of bodies) {
      const headers = { 'content-type': contentType, 'sec-fetch-site': 'same-origin', accept: 'text/html' }
      const answer = await world.app.inject({ method: 'POST', url: '/lapor', payload, headers })
      expect(answer.statusCode).toBeGreaterThanOrEqual(400)
      expect(answer.statusCode).toBeLessThan(500)
    }
  })
})
