import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Operation } from '#platform/http/contract.ts'
import { addressOf, requestsFor } from './make/inputs.ts'
import { listOperations } from './make/operations.ts'
import { scanOf } from './make/pdf.ts'
import { stranger, type Sent, type Stranger } from './make/stranger.ts'
import { arrange, bordersOf, checkList, idsOf, type Arranged } from './permissions/arrange.ts'

/** What holds for every write, whatever it writes: it comes from our own pages, it carries the id of its command, and that id is one act's only. */

const seed = 20_261_125

let arranged: Arranged
let writes: readonly (readonly [name: string, operation: Operation])[]
let somebody: Stranger

beforeAll(async () => {
  arranged = await arrange({ places: ['kemiren'], works: true })
  await checkList(await arranged.world.as('operator.kemiren'), arranged.places.kemiren.importId!)
  writes = [...listOperations(arranged.world)].filter(([, operation]) => operation.method !== 'GET')
  somebody = stranger(arranged.world)
})
afterAll(() => arranged.close())

/** Inputs that pass not only their contract but every check that comes before the command is looked at. */
interface WellMeant {
  readonly body?: unknown
  readonly query?: Readonly<Record<string, string>>
  readonly raw?: Buffer
}
const wellMeant: Readonly<Record<string, WellMeant>> = {
  createReport: { body: { category: 'PGN', story: 'Belum makan', areaId: 152_004, contact: 'anonymous' } },
  createAssistedReport: { body: { channel: 'counter', category: 'PGN', story: 'Belum makan', areaId: 152_004, contact: 'anonymous' } },
  planDeliberation: { body: { areaId: 152_004, heldOn: '2026-11-26', startsAt: '09:00', place: 'Balai desa', chairName: 'Misnadi', secretaryName: 'Sri' } },
  decideItem: { body: { seenVersion: 1, decision: 'agreed', ballot: 'consensus', reason: 'Sesuai pemeriksaan' } },
  attachScan: { raw: scanOf() },
  attachDecree: { raw: scanOf() },
  createObjection: { body: { claim: 'should_be_out', subjectName: 'Sumi', areaId: 152_004, words: 'Punya toko' } },
  createProposal: { body: { kind: 'in', subjectName: 'Sumi', areaId: 152_004, criteria: ['no_dwelling'], reason: 'Menumpang' } },
  checkProposal: { body: { seenVersion: 1, findings: 'Benar begitu' } },
  createAccount: { body: { username: 'orang.baru', name: 'Orang Baru', scopes: [{ role: 'planner', areaId: 0, officeId: null }] } },
  grantScope: { body: { role: 'planner', areaId: 0, officeId: null } },
  uploadList: { query: { fileName: 'a.csv', source: 'village_list', asOfOn: '2026-11-01' }, raw: Buffer.from('Nama\r\nSumi') },
  correctImportCell: { body: { column: 0, value: 'Kasiyati', applyToSame: false } },
  answerImportPlace: { body: { placeKey: 'kemiren', areaId: 152_004 } },
  changePassword: { body: { currentPassword: 'padi-subuh-lumbung', newPassword: 'kelapa-angin-senja' } },
  beginTotp: { body: { password: 'padi-subuh-lumbung' } },
  renewRecoveryCodes: { body: { password: 'padi-subuh-lumbung' } },
  removeTotp: { body: { password: 'padi-subuh-lumbung' } },
}

function sentOf([name, operation]: readonly [string, Operation]): Sent {
  const sample = fc.sample(requestsFor(operation), { seed, numRuns: 1 })[0]!
  const { body = sample.body, query = sample.query, raw = bordersOf(arranged) } = wellMeant[name] ?? {}
  const real = idsOf(arranged.places.kemiren, operation)
  const params = Object.fromEntries(Object.entries(sample.params).map(([param, value]) => [param, real[param] ?? value]))
  return {
    method: operation.method, url: addressOf(operation, { params, query }),
    ...(operation.raw === undefined ? { payload: JSON.stringify(body) ?? '{}' } : { payload: raw, headers: bytes }),
  }
}

const bytes = { 'content-type': 'application/octet-stream' } as const

async function kindOf(sent: Sent, cookie?: string): Promise<string> {
  const answer = await somebody.send(sent, cookie)
  return answer.statusCode < 400 ? String(answer.statusCode) : `${answer.statusCode} ${answer.json<{ kind: string }>().kind}`
}

describe('a write', () => {
  test('that another site sends is refused, signed in or not', async () => {
    expect(writes.length).toBeGreaterThan(35)
    const crossings = [
      { origin: 'https://jahat.example' }, { origin: 'null' }, { origin: 'http://localhost.jahat.example' }, { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    const letThrough: string[] = []
    for (const write of writes) {
      for (const crossing of crossings) {
        const sent = sentOf(write)
        const kind = await kindOf({ ...sent, headers: { host: 'localhost', ...sent.headers, ...crossing } }, await somebody.cookieFor(write[1]))
        if (kind !== '403 cross_site') letThrough.push(`${write[0]} ${JSON.stringify(crossing)}: ${kind}`)
      }
    }
    expect(letThrough).toEqual([])
  })

  test.each(['/lapor', '/en/lapor', '/lacak/BWI-2222-2222-2222'])('of the form %s that another site sends is refused', async (url) => {
    const headers = { host: 'localhost', origin: 'https://jahat.example', 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await somebody.send({ method: 'POST', url, payload: 'story=x', headers })
    expect(answer.statusCode).toBe(403)
  })

  test('is never opened to another site by a header', async () => {
    for (const url of ['/api/people/session', '/api/people/areas', '/openapi.json', '/lapor']) {
      const answer = await somebody.send({ method: 'GET', url, headers: { origin: 'https://jahat.example' } })
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
  })

  test('without a command\'s id, or with what is none, is refused', async () => {
    const ids = [undefined, '', 'x', '1', '00000000000000000000000000000000', `${randomUUID()}x`, `{${randomUUID()}}`]
    const accepted: string[] = []
    for (const write of writes) {
      const sent = sentOf(write)
      const cookie = await somebody.cookieFor(write[1])
      for (const id of ids) {
        const kind = await kindOf({ ...sent, headers: { ...sent.headers, 'command-id': id ?? '' } }, cookie)
        if (kind !== '400 command_id_missing') accepted.push(`${write[0]} ${String(id)}: ${kind}`)
      }
    }
    expect(accepted).toEqual([])
  })
})

describe('the id of a command', () => {
  /** Acts that are not done once and repeated from memory, each for its reason. */
  const otherwise: Readonly<Record<string, string>> = {
    signIn: 'answers with a secret, which is never stored: sent twice it opens two sessions',
    enterSignInCode: 'each code works once',
    replaceFirstPassword: 'moves a sign-in on, once',
    beginNeededTotp: 'shows its secret to a sign-in under way only',
    confirmNeededTotp: 'moves a sign-in on, once',
    signOut: 'has nothing to do for whoever is not signed in',
    addReportPhoto: 'the same photo is the same file',
    addProposalPhoto: 'the same photo is the same file',
    revealSubmitter: 'a look: each is written down anew',
    addFieldPhoto: 'the same photo is the same file',
    addSurveyPhoto: 'the same photo is the same file',
    addEventDocument: 'the same picture is the same file',
    uploadForm: 'a file that is no form is refused before anything is done',
    revealObjector: 'a look: each is written down anew',
    revealReporter: 'a look: each is written down anew',
    searchPersons: 'a look: each is written down anew',
    traceExport: 'a look: each is written down anew',
    replayMonth: 'a look: nothing is stored',
    readBatchResult: 'a file that holds no answers is refused before anything is done',
    handOverCall: 'asks for the key of the call centre first',
  }

  test('that was another act\'s is refused for every write', async () => {
    const taken: string[] = []
    for (const write of writes) {
      const cookie = await somebody.cookieFor(write[1])
      const commandId = randomUUID()
      await remember(commandId, cookie)
      const sent = sentOf(write)
      const kind = await kindOf({ ...sent, headers: { ...sent.headers, 'command-id': commandId } }, cookie)
      if (kind !== '409 command_reused') taken.push(write[0])
    }
    expect(taken.sort()).toEqual(Object.keys(otherwise).sort())
  })

  /** A command of the same account that was done before: the same act, but about something else. */
  async function remember(commandId: string, cookie: string | undefined): Promise<void> {
    const session = await somebody.send({ method: 'GET', url: '/api/people/session' }, cookie)
    const { accountId } = session.json<{ accountId?: string }>()
    await arranged.owner.query(
      `insert into platform.command (regency_id, command_id, account_id, action, body_sha256, received_at, result)
       values ($1, $2, $3, 'anything', $4, now(), '{"value": {}}')`,
      [arranged.world.deps.regency.regencyId, commandId, accountId ?? null, Buffer.alloc(32, 7)])
  }

  test('of somebody else gives nothing of what they got', async () => {
    const [first, second] = [await arranged.world.as('operator.kemiren'), await arranged.world.as('kesra')]
    const report = { channel: 'counter', category: 'LNY', story: 'Datang ke kantor', areaId: 152_004, contact: 'anonymous' }
    const commandId = randomUUID()
    const mine = await first.send('POST', '/api/response/assisted-reports', report, { commandId })
    expect(mine.statusCode).toBe(201)
    expect((await first.send('POST', '/api/response/assisted-reports', report, { commandId })).json()).toEqual(mine.json())
    for (const client of [second, arranged.world.nobody()]) {
      const theirs = await client.send('POST', '/api/response/assisted-reports', report, { commandId })
      expect(theirs.body).not.toContain(mine.json<{ receiptCode: string }>().receiptCode)
      expect([401, 409]).toContain(theirs.statusCode)
    }
  })
})
