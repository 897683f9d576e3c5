import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Operation } from '#platform/http/contract.ts'
import { readDemoAccounts } from '#modules/people/index.ts'
import { addressOf, requestsFor, type Input } from '../make/inputs.ts'
import { listOperations } from '../make/operations.ts'
import { createClient, type Client } from '../world.ts'
import { arrange, idsOf as idsOfPlace, placeNames, type Arranged, type Place, type PlaceName } from './arrange.ts'
import { reaches, type Somebody } from './reach.ts'

/** Every operation × every demo account and nobody × every place, a wrong mixture of places, and what does not exist. */

const seed = Number(process.env['SEED'] ?? 20_261_125)
const sessionHolder = 'rangkap'
const accounts = new Map(readDemoAccounts().map((account) => [account.username, account]))
const usernames = [...accounts.keys()]

let arranged: Arranged
let operations: ReadonlyMap<string, Operation>
/** Of each role. */
let grants: ReadonlyMap<string, ReadonlySet<string>>
let victims: Readonly<Record<PlaceName, Victim>>

/** An account that is there to be managed, and a session of `rangkap` that is there to be ended. */
interface Victim {
  readonly accountId: string
  readonly askedScopeId: string
  readonly scopeId: string
  readonly sessionId: string
}

beforeAll(async () => {
  arranged = await arrange()
  operations = listOperations(arranged.world)
  grants = new Map(arranged.world.deps.regency.roles.map((role) => [role.key, new Set<string>(role.grants)]))
  const admin = await arranged.world.as('admin')
  const made = new Map<PlaceName, Victim>()
  for (const name of placeNames) made.set(name, await makeVictim(admin))
  victims = Object.fromEntries(made) as typeof victims
})
afterAll(() => arranged.close())

async function makeVictim(admin: Client): Promise<Victim> {
  const account = { username: `uji.${randomUUID().slice(0, 8)}`, name: 'Akun Uji', scopes: [{ role: 'planner', areaId: 0, officeId: null }] }
  const { accountId } = (await admin.send('POST', '/api/people/accounts', account)).json<{ accountId: string }>()
  const { scopes } = (await admin.get(`/api/people/accounts/${accountId}`)).json<{ scopes: { scopeId: string }[] }>()
  const password = 'padi-subuh-lumbung'
  const signedIn = await createClient(arranged.world.app).send('POST', '/api/people/session', { username: sessionHolder, password })
  const asked = await admin.send('POST', `/api/people/accounts/${accountId}/scopes`, { role: 'village_operator', areaId: 152_004, officeId: null })
  const { askedScopeId } = asked.json<{ askedScopeId: string }>()
  return { accountId, askedScopeId, scopeId: scopes[0]!.scopeId, sessionId: signedIn.json<{ sessionId: string }>().sessionId }
}

function idsOf(place: Place, operation: Operation): Readonly<Record<string, string>> {
  return { ...idsOfPlace(place, operation), ...victims[place.name] }
}

/** Parameters that choose among what everybody may know who may ask at all (a district to draw, a source and its snapshots), or within what another has chosen. */
const freeParams = ['districtId', 'rowNumber', 'sourceKey', 'snapshotId', 'task', 'formVersionId', 'itemNo', 'month', 'lineNo']
/** Parameters that choose among rows. */
const rowParams = [
  'caseId', 'reportId', 'taskId', 'photoId', 'familyId', 'personId', 'importId', 'listId', 'bulkActId', 'recheckId', 'exportId', 'requestId', 'consentId',
  'breachId', 'accountId', 'askedScopeId', 'scopeId', 'sessionId', 'proposalId', 'deliberationId', 'objectionId', 'determinationId', 'reviewId',
  'familyReviewId', 'mergeId', 'splitId', 'eventId', 'eventTaskId', 'documentId', 'referralId', 'stepId', 'entryId', 'relocationId', 'claimId', 'breakId',
  'keyId', 'messageId', 'conversationId', 'voiceNoteId',
  'batchId', 'resultId', 'downloadId',
]

function rowParamsOf(operation: Operation): readonly string[] {
  return Object.keys(operation.params?.shape ?? {}).filter((name) => rowParams.includes(name))
}

/** Whether the row that an operation is about is there for somebody who has the right to ask. */
function isShown(who: Somebody, operation: Operation, place: Place): boolean {
  const [first] = rowParamsOf(operation)
  if (first === 'sessionId') return who.username === sessionHolder
  if (first === 'listId' || first === 'exportId') return who.username === place.operator
  if (first === 'bulkActId') return isActShown(who, operation, place)
  if (first === 'recheckId') return place.recheckId !== null && reaches(who, { areaId: place.areaId })
  if (first === 'accountId' || first === 'askedScopeId' || first === 'breachId') return true
  // One line of each conversation has something to open, and a number by luck is not that line's; exchange-acts.ts opens it.
  if (operation.path.includes(':lineNo')) return false
  if (['accountId', 'breachId', 'keyId', 'messageId', 'conversationId'].includes(first!)) return true
  // Whoever decides sees every request; a copy is for who asked for one and was granted it, and nobody here did.
  if (first === 'requestId' && operation.path.endsWith('/copy')) return false
  if (first === 'requestId' && grantsOf(who.username).has('privacy.request.decide')) return true
  if (first === 'requestId') return grantsOf(who.username).has('privacy.request.take') && reaches(who, { areaId: place.areaId })
  // Minutes, and what belongs to them, come only when the meeting has closed; these have not.
  if (first === 'deliberationId' && /(minutes|scan|items\/:itemNo)$/.test(operation.path) && operation.method === 'GET') return false
  if (first === 'deliberationId') return place.deliberationId !== null && reaches(who, { areaId: place.areaId, officeIds: [registerOffice()] })
  // A file is for who asked for it; nobody has asked for one.
  if (operation.path.includes(':downloadId')) return false
  if (first === 'batchId') return place.batch !== null && reaches(who, { areaId: 0, officeIds: [registerOffice()] })
  // The list of a decree is frozen when the decree is entered; of these none was.
  if (first === 'determinationId' && /(document|scan)$/.test(operation.path) && operation.method === 'GET') return false
  if (first === 'determinationId') return place.determinationId !== null && reaches(who, { areaId: 0, officeIds: [registerOffice()] })
  if (first === 'objectionId') return place.objectionId !== null && reaches(who, { areaId: place.areaId, officeIds: [registerOffice()] })
  if (first === 'proposalId') return place.proposal !== null && reaches(who, { areaId: place.areaId, officeIds: [registerOffice()] })
  // A pair that nobody asked the village about is for those who decide.
  if (first === 'reviewId' || first === 'familyReviewId') return grantsOf(who.username).has('registry.review.decide') && reaches(who, { areaId: place.areaId })
  if (first === 'importId') return place.importId !== null && reaches(who, { areaId: place.areaId })
  // Nobody's roster is arranged, no family is on its way and no glass is broken; who sees such a one is tried where they are.
  if (first === 'entryId' || first === 'relocationId' || first === 'claimId' || first === 'breakId') return false
  if (first === 'caseId') return reaches(who, { areaId: place.areaId, officeIds: place.case.tasks.map((task) => task.officeId) })
  return reaches(who, { areaId: place.areaId })
}

/** An act is its proposer's, and of those who decide at least as far as the proposer's place; only the proposer takes it back. */
function isActShown(who: Somebody, operation: Operation, place: Place): boolean {
  if (place.operator === who.username) return true
  if (operation.path.endsWith('/withdrawal') || place.operator === null) return false
  return grantsOf(who.username).has('registry.bulk.approve') && reaches(who, { areaId: place.areaId })
}

/** The office that answers for the official register: with the area it bounds who sees a proposal. */
function registerOffice(): number {
  const { regency } = arranged.world.deps
  return regency.offices.find((office) => office.key === regency.proposals.office)!.officeId
}

async function ask(client: Client, operation: Operation, input: Input, options: { isCommand: boolean }): Promise<LightMyRequestResponse> {
  const address = addressOf(operation, input)
  if (operation.method === 'GET') return client.get(address)
  const body = operation.raw === undefined ? input.body : Buffer.from('Nama\r\nSumi')
  const commandId = options.isCommand ? {} : { commandId: '' }
  return client.send(operation.method, address, body, { ...commandId, ...(operation.raw !== undefined && { contentType: 'text/csv' }) })
}

function somebody(username: string): Somebody {
  const { role, area, office } = accounts.get(username)!
  return { username, regency: arranged.world.deps.regency, role, area, office }
}

function grantsOf(username: string): ReadonlySet<string> {
  return grants.get(accounts.get(username)!.role)!
}

interface Seen {
  readonly status: number
  readonly kind: string | undefined
  readonly body: string
}

function see(answer: LightMyRequestResponse): Seen {
  const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json')
  return { status: answer.statusCode, kind: isProblem ? answer.json<{ kind: string }>().kind : undefined, body: answer.body }
}

/** What access alone says: undefined lets the request in. */
function denied(operation: Operation, username: string | undefined): Pick<Seen, 'status' | 'kind'> | undefined {
  if (operation.access === 'public') return undefined
  if (username === undefined) return { status: 401, kind: 'sign_in_required' }
  if (operation.access === 'signed_in' || grantsOf(username).has(operation.access)) return undefined
  return { status: 403, kind: 'not_permitted' }
}

const sample = (operation: Operation): Input => fc.sample(requestsFor(operation), { seed, numRuns: 1 })[0]!

describe('every operation', () => {
  test('is read by a sample of its own contract', () => {
    expect(operations.size).toBeGreaterThan(60)
    for (const [name, operation] of operations) {
      const { params, query, body } = sample(operation)
      for (const [schema, value] of [[operation.params, params], [operation.query, query], [operation.body, body]] as const) {
        expect(schema?.safeParse(value).error?.issues, `${name} ${JSON.stringify(value)} (seed ${seed})`).toBeUndefined()
      }
    }
  })

  test('has no parameter in its address of which nobody has said whether it chooses among rows', () => {
    const known = new Set([...rowParams, ...freeParams])
    const asked = [...operations].flatMap(([name, { params }]) => Object.keys(params?.shape ?? {}).map((param) => ({ name, param })))
    expect(asked.filter(({ param }) => !known.has(param))).toEqual([])
  })

  test('names a grant that some role has, or none', () => {
    const known = new Set<string>(arranged.world.deps.regency.roles.flatMap((role) => role.grants))
    const asked = [...operations.values()].map((operation) => operation.access).filter((access) => access !== 'public' && access !== 'signed_in')
    expect(asked.filter((grant) => !known.has(grant))).toEqual([])
  })
})

/** Acts that change who sees a case; protection.test.ts and case-family.test.ts try them. */
const movesCase: ReadonlySet<string> = new Set(['protectCase', 'handOverTask', 'handBackTask'])

test.each([undefined, ...usernames])('for %s, the contract and the roles decide who may ask', async (username) => {
  const client = username === undefined ? arranged.world.nobody() : await arranged.world.as(username)
  const wrong: string[] = []
  const leaks: string[] = []
  for (const [name, operation] of operations) {
    // Without the id of a command, whoever is let in comes no further: nothing is changed by asking.
    const seen = see(await ask(client, operation, sample(operation), { isCommand: false }))
    const wanted = denied(operation, username)
    const isRight = wanted === undefined
      ? seen.kind !== 'sign_in_required' && seen.kind !== 'not_permitted' && (operation.method === 'GET' || seen.kind === 'command_id_missing')
      : seen.status === wanted.status && seen.kind === wanted.kind
    leaks.push(...leaksIn(seen, username).map((leak) => `${name}: ${leak}`))
    if (!isRight) wrong.push(`${name}: wanted ${wanted?.kind ?? 'to be let in'}, got ${seen.status} ${seen.kind}`)
  }
  expect({ wrong, leaks }).toEqual({ wrong: [], leaks: [] })
})

/** Words of places that somebody does not reach, found in what they got: the code of a report is its reporter's alone, a whole NIK is nobody's. */
function leaksIn({ body }: Seen, username: string | undefined): readonly string[] {
  return placeNames.map((name) => arranged.places[name]).flatMap((place) => {
    const isReached = username !== undefined && reaches(somebody(username), { areaId: place.areaId })
    const isCaseReached = isReached && reaches(somebody(username), { areaId: place.areaId, officeIds: place.case.tasks.map((task) => task.officeId) })
    // Whoever reads the trail reads ids: what they stand for, only who may look there.
    const readsTrail = username !== undefined && grantsOf(username).has('people.audit.read')
    const ofCase = isCaseReached || readsTrail ? [] : [place.case.caseId, place.case.reportId]
    const ofFamily = isReached || readsTrail ? [] : [place.family.familyId, place.family.personId]
    const names = isReached ? [] : [place.family.headName]
    return [...ofCase, ...ofFamily, ...names, place.case.receiptCode, place.family.nik].filter((word) => body.includes(word))
  })
}

describe('a row', () => {
  let tried = 0
  const outcomes = { denied: 0, shown: 0, hidden: 0 }

  test.each([undefined, ...usernames])('for %s is there in their own area and for their own office, and as if absent elsewhere', async (username) => {
    const client = username === undefined ? arranged.world.nobody() : await arranged.world.as(username)
    const wrong: string[] = []
    const leaks: string[] = []
    for (const [name, operation] of operations) {
      if (rowParamsOf(operation).length === 0) continue
      const input = sample(operation)
      const send = async (params: Input['params']): Promise<Seen> =>
        see(await ask(client, operation, { ...input, params: { ...input.params, ...params } }, { isCommand: true }))
      for (const { title, params, instead, isThere } of variants(operation, username)) {
        // Whoever protects a case or gives its task away takes it, or its family, out of others' sight, and what follows would ask for another case.
        if (movesCase.has(name) && isThere) continue
        const absent = await send(instead)
        const seen = await send(params)
        const wanted = denied(operation, username)
        tried += 1
        outcomes[wanted !== undefined ? 'denied' : isThere ? 'shown' : 'hidden'] += 1
        if (!['revealIdentity', 'revealCaseIdentity'].includes(name)) leaks.push(...leaksIn(seen, username).map((leak) => `${name}, ${title}: ${leak}`))
        if (isAsItShouldBe(seen, { wanted, absent, isThere })) continue
        wrong.push(`${name}, ${title}: ${isThere ? 'there' : 'hidden'}, got ${seen.status} ${seen.kind}`)
      }
    }
    expect({ wrong, leaks }).toEqual({ wrong: [], leaks: [] })
  })

  test('was tried in thousands of combinations, of each outcome many', () => {
    expect(tried).toBeGreaterThan(5_000)
    expect(outcomes.denied).toBeGreaterThan(1_000)
    expect(outcomes.shown).toBeGreaterThan(300)
    expect(outcomes.hidden).toBeGreaterThan(300)
  })
})

function isAsItShouldBe(seen: Seen, { wanted, absent, isThere }: { wanted: ReturnType<typeof denied>; absent: Seen; isThere: boolean }): boolean {
  if (wanted !== undefined) return seen.status === wanted.status && seen.kind === wanted.kind && seen.body === absent.body
  if (isThere) return seen.kind !== 'not_found' && seen.status < 500
  return seen.status >= 400 && seen.status < 500 && seen.body === absent.body
}

interface Variant {
  readonly title: string
  readonly params: Readonly<Record<string, string>>
  /** The same with what does not exist in place of what is asked for. */
  readonly instead: Readonly<Record<string, string>>
  readonly isThere: boolean
}

/** The ids of each place, and for operations with two ids those of one place with the second from another. */
function variants(operation: Operation, username: string | undefined): readonly Variant[] {
  const who = username === undefined ? undefined : somebody(username)
  const [first, second] = rowParamsOf(operation)
  const places = placeNames.map((name) => arranged.places[name])
  const straight = places.map((place): Variant => ({
    title: place.name, params: pick(idsOf(place, operation), rowParamsOf(operation)), instead: {},
    isThere: who !== undefined && isShown(who, operation, place),
  }))
  if (first === undefined || second === undefined) return straight
  const mixed = places.flatMap((place) => places.filter((other) => other !== place).map((other): Variant => ({
    title: `${second} of ${other.name} under ${place.name}`, isThere: false,
    params: { [first]: idsOf(place, operation)[first]!, [second]: idsOf(other, operation)[second]! },
    instead: { [first]: idsOf(place, operation)[first]! },
  })))
  return [...straight, ...mixed]
}

function pick(members: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, members[name]!]))
}
