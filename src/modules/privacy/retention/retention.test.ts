import { afterAll, beforeAll, expect, test } from 'vitest'
import type pg from 'pg'
import { asOwner } from '#install.ts'
import { removeWhatIsOld } from '#modules/privacy/index.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { startWorld, type World } from '../../../../test/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

async function rows<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(world.ownerUrl, async (owner) => (await owner.query<Row>(text, values)).rows)
}

const dayMs = 86_400_000

/** A report with a contact; gives its case. */
async function reported(phone: string): Promise<string> {
  const sent = await world.nobody().send('POST', '/api/response/reports', {
    category: 'PGN', story: 'Tidak ada beras', subject: 'self', areaId: kemiren, contact: 'phone', phone, photos: [],
  })
  const [report] = await rows<{ case_id: string }>('select case_id from response.report where report_id = $1', [sent.json<{ reportId: string }>().reportId])
  return report!.case_id
}

test('what was kept long enough goes, what was not stays, and the record says how much', async () => {
  const [caseId, openCaseId] = [await reported('081234567890'), await reported('081234567891')]
  await rows(`update response.case_file set status = 'closed', resolved_at = now(), closed_at = '2026-11-25T02:00:00Z', verdict = 'helped' where case_id = $1`, [caseId])
  const commandsBefore = (await rows('select 1 from platform.command')).length
  expect(commandsBefore).toBeGreaterThan(0)
  expect(await removeWhatIsOld(world.deps)).toBe(0)

  world.clock.set(new Date(world.clock.now().getTime() + 100 * dayMs))
  expect(await removeWhatIsOld(world.deps)).toBeGreaterThanOrEqual(commandsBefore)
  expect(await rows('select 1 from platform.command')).toEqual([])
  expect(await rows('select 1 from response.reporter where case_id = $1', [caseId])).toHaveLength(1)

  world.clock.set(new Date(world.clock.now().getTime() + 650 * dayMs))
  await removeWhatIsOld(world.deps)
  expect(await rows('select 1 from response.reporter where case_id = $1', [caseId])).toEqual([])
  expect(await rows('select 1 from response.report where case_id = $1', [caseId])).toHaveLength(1)
  expect(await rows('select 1 from response.reporter where case_id = $1', [openCaseId])).toHaveLength(1)
  expect(await removeWhatIsOld(world.deps)).toBe(0)

  const record = (await (await world.as('dpo')).get('/api/privacy/processing-record')).json<{ retention: { what: string; removedInAll: number }[] }>()
  expect(record.retention.find((rule) => rule.what === 'reporter_contacts')?.removedInAll).toBe(1)
  expect(record.retention.find((rule) => rule.what === 'command_results')?.removedInAll).toBeGreaterThanOrEqual(commandsBefore)
})

test('a rule that finds nothing is on record once a day, so that the officer sees it at work', async () => {
  const rule = async () => (await (await world.as('dpo')).get('/api/privacy/processing-record'))
    .json<{ retention: { what: string; lastRun: { at: string; removedCount: number } | null; removedAt: string | null; removedInAll: number }[] }>()
    .retention.find(({ what }) => what === 'copies_of_data')
  world.clock.set(new Date(world.clock.now().getTime() + 2 * dayMs))
  const first = world.clock.now().toISOString()
  await removeWhatIsOld(world.deps)
  expect(await rule()).toMatchObject({ lastRun: { at: first, removedCount: 0 }, removedAt: null, removedInAll: 0 })
  world.clock.set(new Date(world.clock.now().getTime() + 3_600_000))
  await removeWhatIsOld(world.deps)
  expect((await rule())?.lastRun?.at).toBe(first)
})
