import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { keepErasures } from '#modules/privacy/index.ts'
import { sealedSubjects } from '#modules/registry/index.ts'
import { keyFileLock } from '#platform/key-file.ts'
import { countLeft, rotateKeys } from '#platform/key-rotation.ts'
import { KeyDestroyed, loadKeys } from '#platform/keys.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { kentongan, startServer, type ServerProcess } from '../../../../test/process.ts'
import { demoPassword, startWorld, type World } from '../../../../test/world.ts'
import { erasureRecordPath } from './erasure-record.load.ts'

const folder = mkdtempSync(join(tmpdir(), 'kentongan-destruction-'))
const keyFile = join(folder, 'keys.json')

let world: World
beforeAll(async () => {
  world = await startWorld({ environment: { KEY_FILE: keyFile } })
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

async function rows<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(world.ownerUrl, async (owner) => (await owner.query<Row>(text, values)).rows)
}

let made = 0

interface Somebody {
  readonly personId: string
  readonly familyId: string
  readonly nik: string
  readonly card: string
}

/** Somebody with a NIK, alone in a family with a card unless somebody else is named. */
async function somebody(others: readonly string[] = []): Promise<Somebody> {
  made += 1
  const [nik, card] = [`35101512039001${made + 10}`, `35101512039002${made + 10}`]
  const members = [{ name: `Dilupakan Rekaan ${'IVXLCDM'[made]}`, nik }, ...others.map((name) => ({ name }))]
  const { familyId, personIds: [personId] } = await makeFamily(world, { areaId: kemiren, card, members })
  return { personId: personId!, familyId, nik, card }
}

async function nikOf({ personId }: Somebody): Promise<Buffer> {
  return (await rows<{ nik_sealed: Buffer }>('select nik_sealed from registry.person_identity where person_id = $1', [personId]))[0]!.nik_sealed
}

async function cardOf({ familyId }: Somebody): Promise<Buffer> {
  return (await rows<{ card_sealed: Buffer }>('select card_sealed from registry.family_identity where family_id = $1', [familyId]))[0]!.card_sealed
}

async function asksRemoval({ personId }: Pick<Somebody, 'personId'>): Promise<string> {
  const asked = await (await world.as('operator.kemiren')).send('POST', `/api/privacy/persons/${personId}/requests`, {
    kind: 'erasure', words: 'Hapus data saya', recognisedBy: 'KTP',
  })
  return asked.json<{ requestId: string }>().requestId
}

const granting = { decision: 'granted', reason: 'Sesuai undang-undang' }

async function remove(person: Pick<Somebody, 'personId'>): Promise<void> {
  const answer = await (await world.as('dpo')).send('POST', `/api/privacy/requests/${await asksRemoval(person)}/decision`, granting)
  expect(answer.json(), answer.body).toMatchObject({ removed: true })
}

async function reveal({ personId }: Somebody): Promise<{ status: number; body: unknown }> {
  const answer = await (await world.as('operator.kemiren')).send('POST', `/api/registry/persons/${personId}/identity-reveal`, { reason: 'mencocokkan dengan kartu' })
  return { status: answer.statusCode, body: answer.json() }
}

test('a removal destroys the key: no row of an older backup opens with the key file of now, and everybody else’s does', async () => {
  const [gone, stays, shared] = [await somebody(), await somebody(), await somebody(['Anak Rekaan'])]
  const before = { nik: await nikOf(gone), card: await cardOf(gone), others: [await nikOf(stays), await cardOf(stays)], shared: await nikOf(shared), sharedCard: await cardOf(shared) }
  const copy = join(folder, 'copy.json')
  copyFileSync(keyFile, copy)
  expect([loadKeys(keyFile).open(before.nik), loadKeys(keyFile).open(before.card)]).toEqual([gone.nik, gone.card])

  await remove(gone)
  await remove(shared)
  for (const keys of [world.deps.keys, loadKeys(keyFile)]) {
    for (const closed of [before.nik, before.card, before.shared]) expect(() => keys.open(closed)).toThrow(KeyDestroyed)
    expect(before.others.map((closed) => keys.open(closed))).toEqual([stays.nik, stays.card])
    // A card with which somebody else still lives is theirs too.
    expect(keys.open(before.sharedCard)).toBe(shared.card)
  }
  expect(await reveal(stays)).toEqual({ status: 200, body: { nik: stays.nik, card: stays.card } })
  expect(await rows('select from registry.family_identity where family_id = $1', [gone.familyId])).toEqual([])
  // What is destroyed is the key in this file: a copy that nobody renewed still has it, as the book on backups says.
  expect(loadKeys(copy).open(before.nik)).toBe(gone.nik)
})

test('an older backup with the key file of now, and without the record of removals, brings no number back', async () => {
  const gone = await somebody()
  const [person] = await rows('select * from registry.person where person_id = $1', [gone.personId])
  const [identity] = await rows('select * from registry.person_identity where person_id = $1', [gone.personId])
  const [card] = await rows('select * from registry.family_identity where family_id = $1', [gone.familyId])
  await remove(gone)
  // What the restore of a backup of yesterday does, where the record of removals was forgotten.
  rmSync(erasureRecordPath(keyFile))
  await rows('delete from privacy.erasure')
  await rows('delete from privacy.request')
  await rows('update registry.person set name = $2, name_key = $3 where person_id = $1', [gone.personId, person!['name'], person!['name_key']])
  await rows('insert into registry.person_identity select (jsonb_populate_record(null::registry.person_identity, $1)).*', [JSON.stringify(asJson(identity!))])
  await rows('insert into registry.family_identity select (jsonb_populate_record(null::registry.family_identity, $1)).*', [JSON.stringify(asJson(card!))])
  expect(await keepErasures(world.deps)).toBe(0)
  expect(await reveal(gone)).toMatchObject({ status: 410, body: { kind: 'identity_removed' } })

  // A new key for everything goes past it, and does not bring it back either.
  const rotated = { ownerUrl: world.ownerUrl, regencyId: world.deps.regency.regencyId, keyFile, subjects: sealedSubjects, now: world.clock.now(), by: 'test' }
  const { keyId } = await rotateKeys(rotated)
  expect(await asOwner(world.ownerUrl, (owner) => countLeft(owner, keyId, sealedSubjects))).toEqual(new Map())
  expect(await reveal(gone)).toMatchObject({ status: 410 })
  expect(() => loadKeys(keyFile).open(identity!['nik_sealed'] as Buffer)).toThrow(KeyDestroyed)
})

/** A row as PostgreSQL reads it again from JSON. */
function asJson(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value]))
}

test('what the regency’s key closed before is closed for its subject by a rotation, and goes with them', { timeout: 120_000 }, async () => {
  const person = await somebody()
  const earlier = loadKeys(keyFile).seal(person.nik)
  await rows('update registry.person_identity set nik_sealed = $2 where person_id = $1', [person.personId, earlier])
  expect(await reveal(person)).toMatchObject({ status: 200, body: { nik: person.nik } })
  const own = { DATABASE_URL: world.ownerUrl, DATA_DIR: world.deps.config.dataDir, KEY_FILE: keyFile, REGENCY: world.deps.config.regencyDir }
  expect(await asOwner(world.ownerUrl, (owner) => countLeft(owner, loadKeys(keyFile).currentId(), sealedSubjects))).toEqual(new Map([['registry.person_identity', 1]]))
  const waits = 'closed before each person had a key of their own: 1.'
  const told = await kentongan(['doctor', '--lang', 'en'], own)
  expect(told.out, told.err).toContain(waits)
  expect(told.out.split('\n').find((line) => line.includes(waits))).toContain('npx kentongan keys rotate')
  const rotated = await kentongan(['keys', 'rotate', '--json'], own)
  expect(JSON.parse(rotated.out), rotated.err).toMatchObject({ isNew: false, rows: 1 })
  expect((await kentongan(['doctor', '--lang', 'en'], own)).out).not.toContain(waits)
  const closed = await nikOf(person)
  expect(await reveal(person)).toMatchObject({ status: 200, body: { nik: person.nik } })
  await remove(person)
  expect(loadKeys(keyFile).openKept(closed)).toBeNull()
})

test('whoever was merged goes together', async () => {
  const [one, other] = [await somebody(), await somebody()]
  const before = [await nikOf(one), await nikOf(other)]
  await rows('update registry.person set merged_into = $2 where person_id = $1', [other.personId, one.personId])
  await remove(one)
  expect(before.map((closed) => loadKeys(keyFile).openKept(closed))).toEqual([null, null])
})

test('a number that a split gives to somebody else opens after the one it was closed for is removed', async () => {
  const [from, to] = [await somebody(), await makeFamily(world, { areaId: kemiren, members: [{ name: 'Tetap Rekaan' }] })]
  const heir = to.personIds[0]!
  const closed = loadKeys(keyFile).sealAnew(await nikOf(from), heir)
  await rows('update registry.person_identity set person_id = $2, nik_sealed = $3 where person_id = $1', [from.personId, heir, closed])
  await remove(from)
  expect(await reveal({ ...from, personId: heir })).toMatchObject({ status: 200, body: { nik: from.nik } })
})

/** Signs in over the network; gives how to send an act. */
async function signIn(server: ServerProcess, username: string): Promise<(path: string, body: unknown) => Promise<Response>> {
  const send = (path: string, body: unknown, cookie = ''): Promise<Response> => fetch(`${server.address}${path}`, {
    method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'command-id': crypto.randomUUID(), origin: server.address, cookie },
  })
  const answer = await send('/api/people/session', { username, password: demoPassword(username) })
  expect(answer.status).toBeLessThan(300)
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ')
  return (path, body) => send(path, body, cookie)
}

test('killed after the removal is committed and before the key is destroyed, the next start destroys it', { timeout: 120_000 }, async () => {
  const gone = await somebody()
  const closed = await nikOf(gone)
  const requestId = await asksRemoval(gone)
  // The published sign-ins are there already; nothing else of the demo is wanted.
  await rows(`insert into platform.installation_fact (regency_id, key, value, recorded_at) values ($1, 'demo', '{}', now())`, [world.deps.regency.regencyId])
  const own = { DATABASE_URL: world.ownerUrl, DATA_DIR: join(folder, 'data'), KEY_FILE: keyFile, REGENCY: world.deps.config.regencyDir, DEMO: 'on' }
  let server = await startServer(own)
  const lock = new pg.Client({ connectionString: world.ownerUrl })
  await lock.connect()
  try {
    // Whoever destroys waits for the file: there the server dies.
    await lock.query('select pg_advisory_lock($1)', [keyFileLock])
    const dpo = await signIn(server, 'dpo')
    const cut = dpo(`/api/privacy/requests/${requestId}/decision`, granting).catch(() => 'cut')
    while ((await rows('select from privacy.erasure where person_id = $1', [gone.personId])).length === 0) await sleep(50)
    await server.end('SIGKILL')
    expect(await cut).toBe('cut')
  } finally {
    await lock.end()
  }
  expect(loadKeys(keyFile).open(closed)).toBe(gone.nik)

  server = await startServer(own)
  try {
    while (!loadKeys(keyFile).isDestroyed(gone.personId)) await sleep(50)
  } finally {
    await server.end('SIGTERM')
  }
  for (const keys of [loadKeys(keyFile), world.deps.keys]) expect(keys.isDestroyed(gone.personId)).toBe(true)
  expect(loadKeys(keyFile).openKept(closed)).toBeNull()
})

test('removals and a new key at the same moment lose nothing of one another', async () => {
  const people = [await somebody(), await somebody(), await somebody()]
  const before = await Promise.all(people.map(nikOf))
  const rotation = { ownerUrl: world.ownerUrl, regencyId: world.deps.regency.regencyId, keyFile, subjects: sealedSubjects, now: world.clock.now(), by: 'test' }
  const had = loadKeys(keyFile).currentId()
  await Promise.all([rotateKeys(rotation), remove(people[0]!), remove(people[1]!)])
  const keys = loadKeys(keyFile)
  expect(keys.currentId()).not.toBe(had)
  expect(before.map((closed) => keys.openKept(closed))).toEqual([null, null, people[2]!.nik])
})
