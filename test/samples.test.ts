import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportDetail } from '#modules/registry/import/import.contract.ts'
import { makeSamples, samplesFolder, samplesSeed } from '../tools/make-samples.ts'
import type { Expectation } from '../tools/samples/sheet.ts'
import { regencyDir } from './template.ts'
import { until } from './until.ts'
import { startWorld, type Client, type World } from './world.ts'

const expected = JSON.parse(readFileSync(join(samplesFolder, 'expected.json'), 'utf8')) as Record<string, Expectation>

let world: World
beforeAll(async () => {
  world = await startWorld({ works: true })
})
afterAll(() => world.close())

function listUntil(client: Client, importId: string, states: readonly string[]): Promise<ImportDetail> {
  return until(async () => (await client.get(`/api/registry/imports/${importId}`)).json<ImportDetail>(), ({ state }) => states.includes(state))
}

test('the samples are what the generator writes, byte for byte', async () => {
  const { files } = await makeSamples(regencyDir, samplesSeed)
  expect(files.length).toBeGreaterThan(5)
  expect(readdirSync(samplesFolder).toSorted()).toEqual(files.map((file) => file.name).toSorted())
  for (const file of files) expect(readFileSync(join(samplesFolder, file.name)).equals(file.bytes), file.name).toBe(true)
})

test('another seed gives other people with the same mistakes', async () => {
  const { files, expected: others } = await makeSamples(regencyDir, samplesSeed + 1)
  expect(files[0]?.bytes.equals(readFileSync(join(samplesFolder, files[0].name)))).toBe(false)
  expect(Object.keys(others)).toEqual(Object.keys(expected))
})

describe.concurrent('a sample, uploaded', () => {
  test.each(Object.entries(expected))('%s gives exactly what is expected of it', async (name, wanted) => {
    const client = await world.as(wanted.username)
    const query = new URLSearchParams({ fileName: name, source: wanted.source, asOfOn: wanted.asOfOn })
    const uploaded = await client.send('POST', `/api/registry/imports?${query}`, readFileSync(join(samplesFolder, name)), { contentType: 'application/octet-stream' })
    const { importId } = uploaded.json<{ importId: string }>()
    const mapped = await listUntil(client, importId, ['mapped', 'failed'])
    expect(mapped.columns.map((column) => column.field)).toEqual(wanted.fields)
    expect(mapped).toMatchObject({ headerFrom: wanted.headerFrom, headerTo: wanted.headerTo, rowsTotal: wanted.rows, profile: { key: wanted.profile } })
    const columns = { fields: wanted.fields, relationCodes: mapped.relationCodes }
    const settled = await client.send('PUT', `/api/registry/imports/${importId}/columns`, columns)
    if (!wanted.fields.includes('name') && !wanted.fields.includes('headName')) {
      expect(settled.json()).toMatchObject({ kind: 'name_column_missing' })
      return
    }
    const { counts } = await listUntil(client, importId, ['checked'])
    expect(counts?.kinds).toEqual(wanted.kinds)
    expect(counts).toMatchObject({ good: wanted.good, warned: wanted.warned, bad: wanted.bad })
    expect(wanted.good + wanted.warned + wanted.bad).toBe(wanted.rows)
  })
})
