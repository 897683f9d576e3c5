import { appendFileSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type pg from 'pg'
import { asOwner } from '#install.ts'
import { keepErasures } from '#modules/privacy/index.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import { appendErasures, erasureRecordPath, readErasures } from './erasure-record.load.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

async function rows<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(world.ownerUrl, async (owner) => (await owner.query<Row>(text, values)).rows)
}

test('a backup of yesterday does not bring back whom today removed', async () => {
  const { familyId, personIds: [personId] } = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Dilupakan Rekaan', nik: '3510151203900091' }] })
  const operator = await world.as('operator.kemiren')
  const body = { kind: 'erasure', words: 'Hapus data saya', recognisedBy: 'KTP' }
  const asked = await operator.send('POST', `/api/privacy/persons/${personId}/requests`, body)
  const { requestId } = asked.json<{ requestId: string }>()
  await (await world.as('dpo')).send('POST', `/api/privacy/requests/${requestId}/decision`, { decision: 'granted', reason: 'Sesuai undang-undang' })
  const path = erasureRecordPath(world.deps.config.keyFile)
  expect(await readErasures(path)).toContainEqual({ personId, requestId, familyIds: [familyId] })

  // What a restore of yesterday's backup does: the person is there again, and the removal was never asked for.
  await rows('delete from privacy.erasure')
  await rows('delete from privacy.request')
  await rows(`update registry.person set name = 'Dilupakan Rekaan', name_key = 'DILUPAKAN' where person_id = $1`, [personId])
  expect(await keepErasures(world.deps)).toBe(1)
  expect(await rows('select name from registry.person where person_id = $1', [personId])).toEqual([{ name: '–' }])
  expect(await keepErasures(world.deps)).toBe(0)
})

test('a line that a crash cut short is left out, and the next one stands', async () => {
  const path = `${erasureRecordPath(world.deps.config.keyFile)}.cut`
  const one = { personId: '0193a1b2-0000-7000-8000-000000000001', requestId: '0193a1b2-0000-7000-8000-000000000002', familyIds: [] }
  await appendErasures(path, [one])
  appendFileSync(path, '\n{"personId":"0193a1b2-0000')
  const other = { ...one, personId: '0193a1b2-0000-7000-8000-000000000003' }
  await appendErasures(path, [other])
  expect(await readErasures(path)).toEqual([one, other])
  rmSync(path)
})
