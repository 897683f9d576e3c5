import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kemiren, makeCases } from '../../../../test/make/cases.ts'
import { copyCases } from '../../../../test/make/copied-cases.ts'
import { demoPassword, startWorld, type World } from '../../../../test/world.ts'

let world: World
let owner: pg.Client
let key: string

beforeAll(async () => {
  world = await startWorld({ environment: { PUBLIC_URL: 'https://lapor.contoh.id' } })
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  const made = await (await world.as('admin')).send('POST', '/api/exchange/api-keys', { purpose: 'open311', name: 'Aplikasi warga', perMinute: 500 })
  expect(made.statusCode, made.body).toBe(201)
  key = made.json<{ key: string }>().key
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

const root = '/open311/v2'

/** Another program: no cookies, no origin, forms as the protocol has them. */
async function get(path: string) {
  return world.app.inject({ method: 'GET', url: path })
}

async function post(fields: Readonly<Record<string, string>>, options: { format?: string; headers?: Record<string, string> } = {}) {
  return world.app.inject({
    method: 'POST', url: `${root}/requests.${options.format ?? 'json'}`, payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...options.headers },
  })
}

const complete = (): Record<string, string> => ({ api_key: key, service_code: 'PDK', address_id: '35.10.15.2004', description: 'RAHASIA Sumarni putus sekolah', phone: '081234567890' })

interface Listed {
  service_request_id: string
  status: string
  service_code: string
  description: null
  requested_datetime: string
  expected_datetime: string
  address: string
  notes?: { type: string }[]
}

/** What XML says, in the shape of the JSON, as far as our answers need it. */
function readXml(xml: string): unknown {
  const tokens = xml.replace(/^<\?xml[^>]*\?>\s*/, '').trim().match(/<[^>]+>|[^<]+/g)!
  let at = 0
  const plain = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&')
  const lists = new Set(['services', 'service_requests', 'errors', 'attributes', 'values', 'notes', 'endpoints', 'formats'])
  function node(): [string, unknown] {
    const open = tokens[at]!
    at += 1
    if (open.endsWith('/>')) return [open.slice(1, -2), null]
    const name = open.slice(1, -1)
    const children: [string, unknown][] = []
    let text = ''
    while (tokens[at] !== `</${name}>`) {
      if (tokens[at]!.startsWith('<')) children.push(node())
      else text += plain(tokens[at++]!)
    }
    at += 1
    if (lists.has(name)) return [name, children.map(([, value]) => value)]
    return [name, children.length > 0 ? Object.fromEntries(children) : text]
  }
  return node()[1]
}

function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText)
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asText(member)]))
  return value === null ? null : String(value)
}

describe('what is offered', () => {
  test('is found by discovery', async () => {
    const found = (await get('/open311/discovery.json')).json<{ endpoints: { specification: string; url: string; formats: string[]; type: string }[] }>()
    expect(found.endpoints[0]).toMatchObject({ specification: 'http://wiki.open311.org/GeoReport_v2', url: 'https://lapor.contoh.id/open311/v2', formats: ['text/xml', 'application/json'] })
  })

  test('services, and the definition of each', async () => {
    const services = (await get(`${root}/services.json`)).json<{ service_code: string; metadata: boolean }[]>()
    expect(services.map((service) => service.service_code)).toContain('PDK')
    for (const { service_code: code } of services) {
      const definition = (await get(`${root}/services/${code}.json`)).json<{ service_code: string; attributes: { order: number; code: string }[] }>()
      expect(definition.service_code).toBe(code)
      expect(definition.attributes.map((attribute) => attribute.order)).toEqual(definition.attributes.map((_, position) => position + 1))
    }
  })

  test.each(['/open311/discovery', `${root}/services`, `${root}/services/PGN`, `${root}/requests`, `${root}/requests/tidak-ada`])('%s says the same in XML and JSON', async (path) => {
    const [xml, json] = [await get(`${path}.xml`), await get(`${path}.json`)]
    expect(xml.headers['content-type']).toBe('text/xml; charset=utf-8')
    expect(json.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(xml.statusCode).toBe(json.statusCode)
    expect(readXml(xml.body)).toEqual(asText(json.json()))
  })
})

describe('a request', () => {
  test('becomes a report and is followed by its number, without story, name or village', async () => {
    const sent = await post({ ...complete(), 'attribute[SUBJECT]': 'other', 'attribute[SUBJECT_NAME]': 'SUMARNI', 'attribute[PEOPLE_COUNT]': '4', first_name: 'WAGIRAH', email: 'w@contoh.id' })
    expect(sent.statusCode, sent.body).toBe(201)
    const [taken] = sent.json<{ service_request_id: string; service_notice: string }[] | { service_request_id: string; service_notice: string }[]>()
    expect(taken!.service_notice).toMatch(/BWI-\w{4}-\w{4}-\w{4}.*https:\/\/lapor\.contoh\.id\/lacak\//)
    const one = await get(`${root}/requests/${taken!.service_request_id}.json?extensions=true`)
    const [request] = one.json<Listed[]>()
    expect(request).toMatchObject({ service_request_id: taken!.service_request_id, status: 'open', service_code: 'PDK', description: null, address: 'Kecamatan Glagah' })
    expect(new Date(request!.expected_datetime) > new Date(request!.requested_datetime)).toBe(true)
    expect(request!.notes?.map((note) => note.type)).toEqual(['opened'])
    expect(one.body).not.toMatch(/SUMARNI|WAGIRAH|RAHASIA|Kemiren|contoh\.id"/)
    const { rows } = await owner.query('select channel, area_id, people_count, story from response.report where channel = $1', ['open311'])
    expect(rows).toMatchObject([{ area_id: kemiren, people_count: 4, story: 'RAHASIA Sumarni putus sekolah' }])
  })

  test('is one, however often it is sent with the same Idempotency-Key, and not another with other words', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const [first, second] = [await post(complete(), { headers }), await post(complete(), { headers, format: 'xml' })]
    const { service_request_id: number } = first.json<{ service_request_id: string }[]>()[0]!
    expect(second.body).toContain(`<service_request_id>${number}</service_request_id>`)
    expect((await post({ ...complete(), description: 'Lain lagi' }, { headers })).statusCode).toBe(400)
  })

  test('without number or address is anonymous, with a point or a place in words', async () => {
    const sent = await post({ api_key: key, service_code: 'LNY', lat: '-8.21', long: '114.36', description: 'Jembatan putus' })
    expect(sent.statusCode, sent.body).toBe(201)
    expect((await post({ api_key: key, service_code: 'LNY', address_string: 'dekat pasar', description: 'Pohon tumbang' })).statusCode).toBe(201)
  })

  test('without a word of its own is like every other such request, and none of them is taken for a flood', async () => {
    const apart = async () => (await owner.query('select 1 from response.set_apart')).rowCount
    const before = await apart()
    for (let sent = 0; sent < 6; sent += 1) expect((await post({ ...complete(), description: '' })).statusCode).toBe(201)
    expect(await apart()).toBe(before)
    for (let sent = 0; sent < 6; sent += 1) expect((await post({ ...complete(), description: 'Mana bantuan saya dari aplikasi' })).statusCode).toBe(201)
    expect(await apart()).toBeGreaterThan(before!)
  })

  test.each<[string, (fields: Record<string, string>) => Record<string, string>, number, string]>([
    ['without key', (fields) => ({ ...fields, api_key: '' }), 403, '403.api_key'],
    ['with a key that is none', (fields) => ({ ...fields, api_key: 'ABCDE' }), 403, '403.api_key'],
    ['without service', (fields) => ({ ...fields, service_code: '' }), 400, '400.service_code'],
    ['for a service that is none', (fields) => ({ ...fields, service_code: 'XXX' }), 404, '404.service_code'],
    ['for another body', (fields) => ({ ...fields, jurisdiction_id: 'jember.go.id' }), 404, '404.jurisdiction_id'],
    ['without place', (fields) => ({ ...fields, address_id: '' }), 400, '400.address'],
    ['with half a point', (fields) => ({ ...fields, address_id: '', lat: '-8.2' }), 400, '400.lat'],
    ['from an area elsewhere', (fields) => ({ ...fields, address_id: '11.01.01.2001' }), 404, '404.address_id'],
    ['with a number that is none', (fields) => ({ ...fields, phone: '12' }), 400, '400.phone'],
    ['with a choice that is none', (fields) => ({ ...fields, 'attribute[SUBJECT]': 'kucing' }), 400, '400.attribute[SUBJECT]'],
  ])('%s is refused', async (_what, change, status, code) => {
    const sent = await post(change(complete()))
    expect([sent.statusCode, sent.json<{ code: string }[]>()[0]?.code]).toEqual([status, code])
  })

  test('in another form than the protocol\'s is refused', async () => {
    expect((await world.app.inject({ method: 'POST', url: `${root}/requests.json`, payload: complete() })).statusCode).toBe(400)
  })
})

describe('the list', () => {
  test('tells ninety days at most, and asks for moments with their zone', async () => {
    const errorOf = async (query: string) => (await get(`${root}/requests.json?${query}`)).json<{ code: string }[]>()[0]?.code
    expect(await errorOf('start_date=2026-01-01T00:00:00Z&end_date=2026-11-01T00:00:00Z')).toBe('400.end_date')
    expect(await errorOf('start_date=2026-11-01')).toBe('400.start_date')
    expect(await errorOf('status=setengah')).toBe('400.status')
    expect(await errorOf('service_code=XXX')).toBe('404.service_code')
    expect(await errorOf('jurisdiction_id=jember')).toBe('404.jurisdiction_id')
    expect((await get(`${root}/requests.json?start_date=2026-11-25T00:00:00%2B07:00&jurisdiction_id=banyuwangi`)).statusCode).toBe(200)
    expect((await get(`${root}/requests.json?start_date=2026-06-01T00:00:00Z&end_date=2026-07-01T00:00:00Z`)).json()).toEqual([])
  })

  test('filters by kind and state, names ids before all else, and pages', async () => {
    const all = (await get(`${root}/requests.json`)).json<Listed[]>()
    expect(all.length).toBeGreaterThan(2)
    expect((await get(`${root}/requests.json?service_code=PDK&status=open`)).json<Listed[]>().every((request) => request.service_code === 'PDK')).toBe(true)
    expect((await get(`${root}/requests.json?status=closed`)).json()).toEqual([])
    const ids = all.slice(0, 2).map((request) => request.service_request_id)
    const named = (await get(`${root}/requests.json?service_request_id=${ids.join(',')}&status=closed`)).json<Listed[]>()
    expect(named.map((request) => request.service_request_id).toSorted()).toEqual(ids.toSorted())
    const page = (await get(`${root}/requests.json?extensions=true&page=2&page_size=1`)).json<Listed[]>()
    expect(page.map((request) => request.service_request_id)).toEqual([all[1]!.service_request_id])
  })

  test('gives a thousand and no more', async () => {
    const templates = (await makeCases(world, 5)).map(({ caseId }) => caseId)
    await copyCases(owner, { templates, count: 1_000, dueFrom: world.clock.now(), dueOverSeconds: 3_600, salt: 'open311' })
    expect((await get(`${root}/requests.json`)).json<Listed[]>()).toHaveLength(1_000)
  })

  test('says of one that was joined to another under which number it goes on', async () => {
    const upt = await world.as('upt.glagah')
    const taken = async () => (await post(complete())).json<Listed[]>()[0]!.service_request_id
    const [first, second] = [await taken(), await taken()]
    const { rows } = await owner.query<{ case_id: string }>('select case_id from response.case_file where case_number = any($1) order by opened_at, case_number', [[first, second]])
    const [into, own] = rows.map((row) => row.case_id)
    const joined = await upt.send('POST', `/api/response/cases/${own!}/join`, { seenVersion: 1, intoCaseId: into!, reason: 'Orang yang sama' })
    expect(joined.statusCode, joined.body).toBe(201)
    const [request] = (await get(`${root}/requests/${second}.json`)).json<(Listed & { status_notes: string })[]>()
    expect([request!.status, request!.status_notes]).toEqual(['closed', `Digabung dengan laporan ${first} tentang hal yang sama; ikuti nomor itu`])
    await owner.query('update response.case_file set restricted = true where case_number = $1', [first])
    expect((await get(`${root}/requests/${second}.json`)).body).not.toContain(first)
    await owner.query('update response.case_file set restricted = false where case_number = $1', [first])
  })

  test('leaves out a case that is restricted, whoever knows its number or token', async () => {
    const [shown] = (await get(`${root}/requests.json?extensions=true&page_size=1`)).json<Listed[]>()
    const number = shown!.service_request_id
    const { rows } = await owner.query<{ case_id: string }>('update response.case_file set restricted = true where case_number = $1 returning case_id', [number])
    expect((await get(`${root}/requests/${number}.json`)).statusCode).toBe(404)
    expect((await get(`${root}/requests.json?extensions=true&page_size=1`)).json<Listed[]>()[0]!.service_request_id).not.toBe(number)
    expect((await get(`${root}/tokens/${rows[0]!.case_id}.json`)).json<{ service_request_id: null }[]>()[0]!.service_request_id).toBeNull()
  })

  test('shows no kind that is to be protected, and tells nobody that it is there', async () => {
    const restricted = world.deps.regency.categories.filter((category) => category.restricted === true)
    const services = (await get(`${root}/services.json`)).json<{ service_code: string }[]>()
    expect(services.filter((service) => restricted.some((category) => category.code === service.service_code))).toEqual([])
    for (const { code } of restricted) expect((await get(`${root}/services/${code}.json`)).statusCode).toBe(404)
  })
})

test('a token tells the number, and nothing to whoever guesses', async () => {
  const { rows } = await owner.query<{ case_id: string; case_number: string }>('select case_id, case_number from response.case_file limit 1')
  expect((await get(`${root}/tokens/${rows[0]!.case_id}.json`)).json()).toEqual([{ service_request_id: rows[0]!.case_number, token: rows[0]!.case_id }])
  expect((await get(`${root}/tokens/${randomUUID()}.json`)).statusCode).toBe(404)
  expect((await get(`${root}/tokens/satu.xml`)).statusCode).toBe(404)
})

describe('a key', () => {
  test('ends when it is revoked, and takes no more than agreed', async () => {
    const admin = await world.as('admin')
    const made = await admin.send('POST', '/api/exchange/api-keys', { purpose: 'open311', name: 'Uji batas', perMinute: 1 })
    const { key: narrow, keyId } = made.json<{ key: string; keyId: string }>()
    const answers = [await post({ ...complete(), api_key: narrow }), await post({ ...complete(), api_key: narrow })]
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 429])
    expect((await admin.send('POST', `/api/exchange/api-keys/${keyId}/revocation`)).statusCode).toBe(204)
    expect((await post({ ...complete(), api_key: narrow })).statusCode).toBe(403)
    expect((await admin.send('POST', `/api/exchange/api-keys/${keyId}/revocation`)).statusCode).toBe(409)
    const listed = (await admin.get('/api/exchange/api-keys')).json<{ items: { name: string; last4: string }[] }>()
    expect(listed.items.map((item) => item.name)).toContain('Uji batas')
    expect(JSON.stringify(listed)).not.toContain(narrow)
  })

  test('for calls does not open Open311', async () => {
    const made = await (await world.as('admin')).send('POST', '/api/exchange/api-keys', { purpose: 'call_center', name: 'Call Center', perMinute: 10 })
    expect((await post({ ...complete(), api_key: made.json<{ key: string }>().key })).statusCode).toBe(403)
  })
})

describe('a page of another site', () => {
  const foreign = { origin: 'https://warga.example', 'sec-fetch-site': 'cross-site' }
  const corsOf = (headers: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-')))

  test.each(['/open311/discovery.json', `${root}/services.xml`, `${root}/services/PDK.json`, `${root}/requests.json`, `${root}/requests/tidak-ada.xml`, `${root}/tokens/satu.json`])(
    'reads %s, its refusals too, and never with anybody\'s cookies', async (url) => {
      const answer = await world.app.inject({ method: 'GET', url, headers: foreign })
      expect(corsOf(answer.headers)).toEqual({ 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' })
      expect(answer.headers['set-cookie']).toBeUndefined()
    })

  test('reports with its key, and reads why it may not', async () => {
    const [taken, refused] = [await post(complete(), { headers: foreign }), await post({ ...complete(), api_key: '' }, { headers: foreign })]
    expect([taken.statusCode, refused.statusCode], taken.body).toEqual([201, 403])
    const tooLong = await post({ ...complete(), description: 'a'.repeat(100_001) }, { headers: foreign })
    expect(tooLong.statusCode).toBe(413)
    for (const answer of [taken, refused, tooLong]) expect(answer.headers['access-control-allow-origin']).toBe('*')
  })

  test.each([[`${root}/requests.json`, 'GET, POST'], [`${root}/requests.xml`, 'GET, POST'], [`${root}/services.json`, 'GET'], [`${root}/requests/2026-1.json`, 'GET']])(
    'asks beforehand what it may send to %s', async (url, methods) => {
      const answer = await world.app.inject({
        method: 'OPTIONS', url, headers: { ...foreign, 'access-control-request-method': 'POST', 'access-control-request-headers': 'idempotency-key' },
      })
      expect(answer.statusCode).toBe(204)
      expect(corsOf(answer.headers)).toEqual({
        'access-control-allow-origin': '*', 'access-control-allow-methods': methods, 'access-control-allow-headers': 'content-type, idempotency-key',
        'access-control-max-age': '86400', 'access-control-expose-headers': 'retry-after',
      })
    })

  test('acts for nobody who is signed in here', async () => {
    const signedIn = await world.nobody().send('POST', '/api/people/session', { username: 'admin', password: demoPassword('admin') })
    const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const sent = (fields: Record<string, string>) => post(fields, { headers: { ...foreign, cookie } })
    expect((await sent({ ...complete(), api_key: '' })).statusCode).toBe(403)
    const { rows: [before] } = await owner.query<{ last: string }>('select max(entry_id)::text as last from audit.entry')
    expect((await sent(complete())).statusCode).toBe(201)
    const { rows } = await owner.query('select account_id from audit.entry where entry_id > $1 and action = $2', [before!.last, 'createReport'])
    expect(new Set(rows.map((row) => row.account_id))).toEqual(new Set([null]))
  })

  test('may do nothing elsewhere', async () => {
    for (const url of ['/api/response/reports', '/lapor', '/hook/whatsapp', '/api/exchange/calls']) {
      const answer = await world.app.inject({ method: 'OPTIONS', url, headers: { ...foreign, 'access-control-request-method': 'POST' } })
      expect([answer.statusCode, corsOf(answer.headers)]).toEqual([404, {}])
    }
    expect((await world.app.inject({ method: 'POST', url: '/lapor', payload: 'a=b', headers: { ...foreign, 'content-type': 'application/x-www-form-urlencoded' } })).statusCode).toBe(403)
  })
})
