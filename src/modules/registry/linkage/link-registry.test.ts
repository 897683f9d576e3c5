import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { systemActor } from '#platform/db/actor.ts'
import { regencyReach } from '#modules/people/index.ts'
import { makeFamily, type MemberTraits } from '../../../../test/make/family.ts'
import { kemiren, tembokrejo } from '../../../../test/make/cases.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import { calibrateModel, reportLinkage } from './calibrate-model.actions.ts'
import { linkRegistry, matchSnapshot } from './link-registry.actions.ts'
import { findModel, findNewestModel } from './linkage.store.ts'
import type { LinkExplanation } from './linkage.contract.ts'
import { shippedModel } from './shipped-model.rules.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const slamet: MemberTraits = { name: 'MUHAMMAD SUTRISNO', sex: 'male', birthOn: '1979-05-12', values: { motherName: 'SUMIATI' } }
const home = { hamlet: 'Krajan', rw: 2, rt: 3 }
const options = { threads: 1, seed: 1, learns: false, asks: true }

interface Question {
  readonly band: string
  readonly needs_two: boolean
  readonly area_id: number
  readonly rules: readonly string[]
  readonly explanation: LinkExplanation
}

async function ask<T extends object>(query: string, values: readonly unknown[] = []): Promise<readonly T[]> {
  return asOwner(world.ownerUrl, async (client) => (await client.query<T>(query, [...values])).rows)
}

async function questionsAbout(...personIds: readonly string[]): Promise<readonly Question[]> {
  return ask<Question>('select band, needs_two, area_id, rules, explanation from registry.review where left_id = any($1) and right_id = any($1)', [personIds])
}

describe('comparing everybody with everybody', () => {
  let pairs: Record<'misspelt' | 'numbers' | 'strangers', readonly string[]>

  beforeAll(async () => {
    const person = async (areaId: number, member: MemberTraits) => (await makeFamily(world, { areaId, ...home, members: [member] })).personIds[0]!
    pairs = {
      misspelt: [await person(kemiren, { ...slamet, nik: '3510151205790002' }), await person(kemiren, { ...slamet, name: 'MOH. SOETRISNO' })],
      numbers: [
        await person(tembokrejo, { ...slamet, name: 'KETUT ARDIKA WIJAYA', nik: '3510051205790007' }),
        await person(tembokrejo, { ...slamet, name: 'KETUT ARDIKA WIJAYA', nik: '3510051205790019' }),
      ],
      strangers: [await person(kemiren, { name: 'WAGINEM', sex: 'female', birthOn: '1950-07-01' }), await person(tembokrejo, { name: 'PONIRAH', sex: 'female', birthOn: '1951-07-01' })],
    }
  })

  test('a dry run counts and asks nothing', async () => {
    const linked = await linkRegistry(world.deps, { ...options, asks: false })
    expect(linked).toMatchObject({ asked: 0, modelVersion: shippedModel.version })
    expect(linked.likely).toBeGreaterThan(0)
    expect(await questionsAbout(...pairs.misspelt)).toEqual([])
  })

  test('the same person under a misspelt name becomes a question, explained bar by bar, and nobody is merged', async () => {
    const linked = await linkRegistry(world.deps, options)
    expect(linked.asked).toBeGreaterThan(0)
    const [question, ...more] = await questionsAbout(...pairs.misspelt)
    expect(more).toEqual([])
    expect(question).toMatchObject({ band: 'link', needs_two: false, area_id: kemiren, rules: ['model'] })
    const { explanation } = question!
    expect(explanation.parts.reduce((sum, part) => sum + part.weight, explanation.prior)).toBeCloseTo(explanation.total, 3)
    expect(explanation.parts).toContainEqual(expect.objectContaining({ field: 'birth', level: 'birth_same' }))
    expect(await ask('select person_id from registry.person where merged_into is not null')).toEqual([])
  })

  test('two valid numbers need two people', async () => {
    const [question] = await questionsAbout(...pairs.numbers)
    expect(question).toMatchObject({ band: 'review', needs_two: true, explanation: { guards: ['two_niks'] } })
  })

  test('strangers are not asked about', async () => {
    expect(await questionsAbout(...pairs.strangers)).toEqual([])
  })

  test('doing it again asks nothing twice', async () => {
    expect((await linkRegistry(world.deps, options)).asked).toBe(0)
  })

  test('what was learned is kept, found again by its version, and used from then on', async () => {
    const linked = await linkRegistry(world.deps, { ...options, learns: true, asks: false })
    const actor = systemActor(world.deps.regency.regencyId, { ...regencyReach(world.deps.regency), grants: ['registry.list.import'] })
    await world.deps.db.asActor(actor, async (tx) => {
      expect(await findModel(tx, linked.modelVersion)).toEqual(await findNewestModel(tx, linked.persons))
      expect(await findModel(tx, 'never')).toBeUndefined()
      expect(await findNewestModel(tx, linked.persons + 1), 'a registry of more than twice as many').toBeUndefined()
      expect(await findNewestModel(tx, undefined), 'a registry of too many to compare everybody').toBeUndefined()
    })
    expect((await linkRegistry(world.deps, { ...options, asks: false })).modelVersion).toBe(linked.modelVersion)
  })
})

async function snapshotOf(personId: string): Promise<string> {
  const [row] = await ask<{ snapshot_id: string }>(`
    select r.snapshot_id from registry.person p
    join registry.source_record r using (regency_id, source_record_id) where p.person_id = $1`, [personId])
  return row!.snapshot_id
}

test('whom a list made is compared with those who were known in the district', async () => {
  const known = await makeFamily(world, { areaId: kemiren, ...home, members: [{ ...slamet, name: 'I MADE SUARDANA', nik: '3510151205790044' }] })
  const made = await makeFamily(world, { areaId: kemiren, ...home, members: [{ ...slamet, name: 'MADE SUWARDANA' }] })
  const snapshotId = await snapshotOf(made.personIds[0]!)
  expect(await matchSnapshot(world.deps, snapshotId)).toBeGreaterThan(0)
  expect(await questionsAbout(known.personIds[0]!, made.personIds[0]!)).toMatchObject([{ rules: ['model'] }])
  expect(await matchSnapshot(world.deps, snapshotId)).toBe(0)
})

test('the number of somebody who was known is opened where it can decide', async () => {
  const known = await makeFamily(world, { areaId: kemiren, ...home, members: [{ ...slamet, name: 'KADEK RAI SUDIARTA', nik: '3510151205790061' }] })
  const made = await makeFamily(world, { areaId: kemiren, ...home, members: [{ ...slamet, name: 'KADEK RAI SUDIARTA', nik: '3510151205790079' }] })
  await matchSnapshot(world.deps, await snapshotOf(made.personIds[0]!))
  const questions = await questionsAbout(known.personIds[0]!, made.personIds[0]!)
  expect(questions).toMatchObject([{ needs_two: true, explanation: { guards: expect.arrayContaining(['two_niks']) } }])
})

describe('what people decided', () => {
  /** Decided questions of the engine's: so many of a probability, of which a share was found to be one person. */
  async function decideMany(count: number, share: number): Promise<void> {
    const [some] = await ask<{ explanation: LinkExplanation }>("select explanation from registry.review where explanation is not null and not explanation -> 'guards' ? 'two_niks' limit 1")
    await ask(`with made as (
        insert into registry.review (regency_id, review_id, subject_kind, left_id, right_id, area_id, band, rules, score, explanation, needs_two, state, verdict, found_at, changed_at)
        select $4::int, gen_random_uuid(), 'person', least(one, other), greatest(one, other), 0, 'review', '{model}', 0.8, $1::jsonb, false, 'decided',
          case when at <= $2::int * $3::real then 'same' else 'different' end, now(), now()
        from (select at, gen_random_uuid() as one, gen_random_uuid() as other from generate_series(1, $2::int) at) pairs returning review_id, verdict)
      insert into registry.review_step (regency_id, review_id, step_no, area_id, kind, verdict, said_by_name, said_at)
      select $4::int, review_id, 1, 0, 'decided', verdict, 'Petugas', now() from made`, [JSON.stringify({ ...some!.explanation, guards: [] }), count, share, world.deps.regency.regencyId])
  }

  test('is too little at first, and the report says how much it takes', async () => {
    expect(await calibrateModel(world.deps)).toEqual({ ok: false, error: { kind: 'too_few_decisions' } })
    expect(await reportLinkage(world.deps)).toMatchObject({ calibratedBy: null, decisions: { areEnough: false, needed: { pairs: 300, ofEach: 40 } } })
  })

  test('puts the probabilities right as a new version, which is used from then on, and changes nothing that was decided', async () => {
    await decideMany(400, 0.5)
    const before = await ask('select * from registry.review order by review_id')
    const report = await reportLinkage(world.deps)
    expect(report.decisions).toMatchObject({ same: 200, different: 200, areEnough: true })
    expect(report.bands).toMatchObject([{ true: 0.5, pairs: 400 }])
    world.clock.advance(60_000)
    const made = await calibrateModel(world.deps)
    const after = await reportLinkage(world.deps)
    expect(made).toEqual({ ok: true, value: { modelVersion: after.modelVersion, pairs: 400 } })
    expect(after.calibratedBy).toEqual({ pairs: 400, same: 200 })
    expect(Math.abs(after.bands[0]!.shown - 0.5)).toBeLessThan(Math.abs(report.bands[0]!.shown - 0.5))
    expect(await ask('select * from registry.review order by review_id')).toEqual(before)
    expect((await linkRegistry(world.deps, { ...options, asks: false })).modelVersion).toBe(after.modelVersion)
  })
})
