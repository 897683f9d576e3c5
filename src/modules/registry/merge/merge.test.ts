import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isRecordConfirmed } from '#modules/registry/index.ts'
import type { PersonProfile } from '#modules/registry/person/person.contract.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { makeListedPerson, type ListedPerson } from '../../../../test/make/listed-person.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import { actorOf } from '../../../../test/permissions/arrange.ts'
import type { PersonHistory } from './merge.contract.ts'

let world: World
let owner: pg.Client
let kesra: Client
let people: readonly ListedPerson[]

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  kesra = await world.as('kesra')
  const names = ['SUTARMIN', 'PONIRAN HADI', 'MISNATUN', 'WAGIYEM', 'TUKINAH']
  people = await Promise.all(names.map((name, at) => makeListedPerson(world, {
    areaId: kemiren, name, sex: 'female', birthOn: `19${50 + at}-03-1${at}`, furtherNames: [`${name} SARI`, `${name} DEWI`],
    ...(at % 2 === 0 && { nik: `351015520360000${at + 1}`, card: `351015120314000${at + 1}` }),
  })))
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

const reason = 'Sudah dicek di rumahnya'

/** Asks for a review of two and says that they are one; contradicting numbers take a second person. Gives the merge's id, or why it was refused. */
async function merge(one: string, other: string): Promise<string> {
  const opened = await kesra.send('POST', '/api/registry/reviews', { personId: one, otherPersonId: other, words: reason })
  if (opened.statusCode !== 201) return opened.json<{ kind: string }>().kind
  const { reviewId } = opened.json<{ reviewId: string }>()
  const path = `/api/registry/reviews/${reviewId}/decisions`
  const said = await kesra.send('POST', path, { verdict: 'same', words: reason })
  expect(said.statusCode, said.body).toBe(201)
  if (said.json<{ state: string }>().state === 'proposed') {
    const confirmed = await (await world.as('upt.glagah')).send('POST', path, { verdict: 'same', words: null })
    expect(confirmed.json()).toMatchObject({ state: 'decided' })
  }
  const { rows } = await owner.query<{ merge_id: string }>('select merge_id from registry.merge where review_id = $1 order by merged_at desc, merge_id desc', [reviewId])
  return rows[0]!.merge_id
}

async function undoMerge(mergeId: string): Promise<number> {
  return (await kesra.send('POST', `/api/registry/merges/${mergeId}/undoing`, { reason })).statusCode
}

const tables = ['person', 'person_identity', 'person_search', 'family', 'family_member', 'attribute_set', 'sensitive_set', 'link', 'source_record']

/** Every row of the registry's tables; what was made by splits that were taken back is left over and stands for nobody, and is not compared. */
async function everything(): Promise<Record<string, string[]>> {
  const made = new Set((await owner.query<{ id: string }>('select to_person_id as id from registry.split where made_person')).rows.map((row) => row.id))
  const found: Record<string, string[]> = {}
  for (const table of tables) {
    const { rows } = await owner.query<{ row: string; id: string | null }>(
      `select t::text as row, to_jsonb(t) ->> 'person_id' as id from registry.${table} t order by 1`)
    const left = rows.filter((row) => made.has(row.id ?? ''))
    expect(table === 'person' ? [] : left, `${table} of persons made by a split`).toEqual([])
    found[table] = rows.filter((row) => !made.has(row.id ?? '')).map((row) => row.row)
  }
  return found
}

/** Every value that reading all persons shows, each person once. */
async function readAll(): Promise<string[]> {
  const { rows } = await owner.query<{ person_id: string }>('select person_id from registry.person where area_id = $1', [kemiren])
  const profiles = new Map<string, PersonProfile>()
  for (const { person_id: personId } of rows) {
    const profile = (await kesra.get(`/api/registry/persons/${personId}`)).json<PersonProfile>()
    profiles.set(profile.personId, profile)
  }
  return [...profiles.values()].flatMap((profile) => profile.values.map((value) => `${value.attribute} ${JSON.stringify(value.value)} ${value.rowNumber}`)).sort()
}

type Step = { readonly kind: 'merge' | 'split' | 'undo'; readonly one: number; readonly other: number; readonly record: number; readonly isNew: boolean }

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('merge', 'split', 'undo'), one: fc.nat(4), other: fc.nat(4), record: fc.nat(2), isNew: fc.boolean(),
})

describe('merges, splits and their undoing in random order', () => {
  test('come back to exactly the same rows, and reading never loses or doubles a value', async () => {
    const before = await everything()
    const valuesBefore = await readAll()
    expect(valuesBefore.length).toBeGreaterThan(20)
    const seen = { merge: 0, split: 0, undo: 0 }
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
      const done: { kind: 'merge' | 'split'; id: string }[] = []
      for (const each of steps) {
        if (await take(each, done)) seen[each.kind] += 1
      }
      expect(await readAll()).toEqual(valuesBefore)
      await undoAll(done)
      expect(await everything()).toEqual(before)
    }), { numRuns: 12 })
    expect(seen.merge).toBeGreaterThan(3)
    expect(seen.split).toBeGreaterThan(3)
    expect(seen.undo).toBeGreaterThan(0)
  }, 300_000)
})

/** Does one step where it is legal. */
async function take(each: Step, done: { kind: 'merge' | 'split'; id: string }[]): Promise<boolean> {
  const [one, other] = [people[each.one]!, people[each.other]!]
  if (each.kind === 'merge') {
    const id = await merge(one.personId, other.personId)
    if (!id.includes('-')) return false
    done.push({ kind: 'merge', id })
    return true
  }
  if (each.kind === 'split') {
    const answer = await kesra.send('POST', `/api/registry/persons/${one.personId}/splits`, {
      sourceRecordIds: [one.sourceRecordIds[each.record]], toPersonId: each.isNew ? null : other.personId, takesNik: each.record === 0, reason,
    })
    expect(answer.statusCode, answer.body).toBeLessThan(500)
    if (answer.statusCode === 201) done.push({ kind: 'split', id: answer.json<{ splitId: string }>().splitId })
    return answer.statusCode === 201
  }
  const at = done.length === 0 ? -1 : each.one % done.length
  const chosen = done[at]
  if (chosen === undefined || !(await undo(chosen))) return false
  done.splice(at, 1)
  return true
}

async function undo(what: { kind: 'merge' | 'split'; id: string }): Promise<boolean> {
  const answer = await kesra.send('POST', `/api/registry/${what.kind}s/${what.id}/undoing`, { reason })
  if (answer.statusCode !== 201) expect(answer.json()).toMatchObject({ kind: 'undo_later_first' })
  return answer.statusCode === 201
}

/** Takes everything back, in whatever order is allowed. */
async function undoAll(done: { kind: 'merge' | 'split'; id: string }[]): Promise<void> {
  for (let left = [...done]; left.length > 0;) {
    const still: typeof left = []
    for (const each of left) if (!(await undo(each))) still.push(each)
    expect(still.length).toBeLessThan(left.length)
    left = still
  }
}

describe('two who became one', () => {
  let kept: ListedPerson
  let absorbed: ListedPerson
  let mergeId: string
  beforeAll(async () => {
    kept = await makeListedPerson(world, { areaId: kemiren, name: 'KASTIYAH', nik: '3510155203600051', birthOn: '1960-03-12', card: '3510151203140051' })
    absorbed = await makeListedPerson(world, { areaId: kemiren, name: 'BU KASTIAH', birthOn: '1960-03-12' })
    mergeId = await merge(kept.personId, absorbed.personId)
  })

  test('are read as one under either id, with the values of both', async () => {
    const profile = (await kesra.get(`/api/registry/persons/${absorbed.personId}`)).json<PersonProfile>()
    expect(profile).toMatchObject({ personId: kept.personId, name: 'KASTIYAH', nikMasked: '3510••••••••0051' })
    expect(profile.values.filter((value) => value.attribute === 'name').map((value) => value.value).sort()).toEqual(['BU KASTIAH', 'KASTIYAH'])
  })

  test('are found under the one who stands for both, once', async () => {
    const found = await kesra.send('POST', '/api/registry/person-searches', { q: 'KASTIAH' })
    expect(found.json<{ items: { personId: string; name: string }[] }>().items.filter((item) => item.name.includes('KASTI')).map((item) => item.personId)).toEqual([kept.personId])
  })

  test('appear once however small the pages are', async () => {
    await Promise.all([0, 1, 2].map((at) => makeListedPerson(world, { areaId: kemiren, name: 'KASTIYAH', birthOn: `197${at}-01-02` })))
    const seen: string[] = []
    for (let after: string | null | undefined; after !== null;) {
      const page = await kesra.send('POST', '/api/registry/person-searches', { q: 'KASTIYAH', limit: 1, ...(after !== undefined && { after }) })
      const { items, next } = page.json<{ items: { personId: string }[]; next: string | null }>()
      seen.push(...items.map((item) => item.personId))
      after = next
    }
    expect(seen).toContain(kept.personId)
    expect(seen.length).toBeGreaterThan(3)
    expect(new Set(seen).size).toBe(seen.length)
  })

  test('show their history to whoever reads them, and are parted by whoever decides', async () => {
    const history = (await kesra.get(`/api/registry/persons/${kept.personId}/history`)).json<PersonHistory>()
    expect(history.merges).toMatchObject([{ keptName: 'KASTIYAH', absorbedName: 'BU KASTIAH', reason, undone: null }])
    expect(history.records.map((record) => record.decidedBy)).toEqual(['new', 'new'])
    expect((await (await world.as('inspektorat')).send('POST', `/api/registry/merges/${mergeId}/undoing`, { reason })).statusCode).toBe(403)
    expect((await (await world.as('operator.tembokrejo')).send('POST', `/api/registry/merges/${mergeId}/undoing`, { reason })).statusCode).toBe(404)
    expect(await undoMerge(mergeId)).toBe(201)
    expect(await undoMerge(mergeId)).toBe(409)
    expect((await kesra.get(`/api/registry/persons/${absorbed.personId}`)).json()).toMatchObject({ personId: absorbed.personId, name: 'BU KASTIAH' })
  })
})

test('a record that a machine linked is not confirmed until somebody looked', async () => {
  const person = await makeListedPerson(world, { areaId: kemiren, name: 'SARIYEM', furtherNames: ['SARIEM', 'SRIYEM'] })
  const actor = await actorOf(world, 'kesra')
  const confirmed = (personId: string) => world.deps.db.asActor(actor, (tx) => (
    Promise.all(person.sourceRecordIds.map((sourceRecordId) => isRecordConfirmed(tx, { sourceRecordId, personId })))))
  expect(await confirmed(person.personId)).toEqual([true, false, false])
  const split = await kesra.send('POST', `/api/registry/persons/${person.personId}/splits`, {
    sourceRecordIds: [person.sourceRecordIds[1]], toPersonId: null, takesNik: false, reason,
  })
  expect(await confirmed(split.json<{ toPersonId: string }>().toPersonId)).toEqual([false, true, false])
})

test.each([
  ['every record', (person: ListedPerson) => ({ sourceRecordIds: person.sourceRecordIds, toPersonId: null }), 'split_takes_all'],
  ['a record of somebody else', () => ({ sourceRecordIds: [people[0]!.sourceRecordIds[0]], toPersonId: null }), 'record_unknown'],
  ['a record to the same person', (person: ListedPerson) => ({ sourceRecordIds: [person.sourceRecordIds[0]], toPersonId: person.personId }), 'split_target_same'],
] as const)('%s cannot be split off', async (_fact, body, kind) => {
  const person = await makeListedPerson(world, { areaId: kemiren, name: 'PAINEM', furtherNames: ['PAINEM DUA'] })
  const answer = await kesra.send('POST', `/api/registry/persons/${person.personId}/splits`, { ...body(person), takesNik: false, reason })
  expect(answer.json()).toMatchObject({ kind })
})
