import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadRegency } from '#modules/people/index.ts'
import { isDefaultBirth } from '#modules/registry/person/birth.rules.ts'
import { createRandom } from '#modules/registry/twin/random.rules.ts'
import { loadTwinConfig, twinRegency } from '#modules/registry/twin/twin-file.load.ts'
import { assessClusters, assessPairs, exactNikClusters, type Truth } from './assess.rules.ts'
import { createEncoder } from './encode.rules.ts'
import { linkRows, type LinkOptions, type LinkRun } from './link-rows.load.ts'
import type { LinkRecord, MatchCandidate } from './linkage.contract.ts'
import { createMatchIndex, indexKnown, type MatchIndex } from './match-index.rules.ts'
import type { LinkModel } from './model.contract.ts'
import { agreementIn, passes } from './pass.rules.ts'
import { plantedLists, type PlantedRow } from './planted-list.rules.ts'
import { readPattern } from './pattern.rules.ts'
import { flag, rowField, rowLength, type Rows } from './row.rules.ts'
import { weightAt } from './score.rules.ts'
import { shippedModel } from './shipped-model.rules.ts'

const seed = 31
const folder = fileURLToPath(new URL('../../../../regencies/banyuwangi', import.meta.url))
let planted: readonly PlantedRow[]

beforeAll(async () => {
  const source = { config: await loadTwinConfig(folder), regency: twinRegency(loadRegency(folder).areas) }
  planted = [...plantedLists(source.config, source.regency, { families: 1_000, seed, roughness: 1 })]
})

function encode(records: readonly LinkRecord[]): Rows {
  const encoder = createEncoder(2026)
  for (const record of records) encoder.add(record)
  return encoder.finish()
}

async function link(records: readonly LinkRecord[], options: Partial<LinkOptions> = {}): Promise<{ rows: Rows; run: LinkRun }> {
  const rows = encode(records)
  return { rows, run: await linkRows(rows, { threads: 1, model: shippedModel, learns: false, seed, ...options }) }
}

function truthOf(rows: readonly PlantedRow[]): Truth {
  return { person: Int32Array.from(rows, (row) => row.person), errors: Int32Array.from(rows, (row) => row.errors) }
}

const recordsOf = (rows: readonly PlantedRow[]): LinkRecord[] => rows.map((row) => row.record)

/** The persons that came out, as sorted lists of ids: comparable whatever the order of the rows. */
function personsOf(records: readonly LinkRecord[], run: LinkRun): string[] {
  return Map.groupBy(records.keys(), (row) => run.clusters.root[row]!).values()
    .map((rows) => rows.map((row) => records[row]!.id).toSorted().join(' ')).toArray().toSorted()
}

describe('planted lists', () => {
  test('the same seed plants the same rows, another seed others', async () => {
    const source = { config: await loadTwinConfig(folder), regency: twinRegency(loadRegency(folder).areas) }
    const again = [...plantedLists(source.config, source.regency, { families: 40, seed, roughness: 1 })]
    const other = [...plantedLists(source.config, source.regency, { families: 40, seed: seed + 1, roughness: 1 })]
    expect([...plantedLists(source.config, source.regency, { families: 40, seed, roughness: 1 })]).toEqual(again)
    expect(other).not.toEqual(again)
  })

  test('every error is planted, on every list', () => {
    expect(new Set(planted.map((row) => row.record.list)).size).toBe(5)
    const all = planted.reduce((kinds, row) => kinds | row.errors, 0)
    expect(all.toString(2).replaceAll('0', '').length).toBeGreaterThanOrEqual(26)
  })
})

describe('linking', () => {
  test('the shipped model finds the planted persons, and hardly ever makes one of two', async () => {
    const { rows, run } = await link(recordsOf(planted))
    const truth = truthOf(planted)
    const persons = assessClusters(run.clusters, truth)
    expect(assessPairs(run, truth, weightAt(shippedModel.calibration, shippedModel.thresholds.link)).f1, `seed ${seed}`).toBeGreaterThan(0.9)
    expect(persons.precision, `seed ${seed}`).toBeGreaterThan(0.99)
    expect(persons.recall, `seed ${seed}`).toBeGreaterThan(assessClusters(exactNikClusters(rows), truth).recall + 0.15)
  })

  test('learning from the lists themselves comes to a like result', async () => {
    const { run } = await link(recordsOf(planted), { learns: true, compares: 'passes' })
    expect(assessClusters(run.clusters, truthOf(planted))).toMatchObject({ precision: expect.toSatisfy((share: number) => share > 0.985), recall: expect.toSatisfy((share: number) => share > 0.8) })
    expect(run.model.trained.rows).toBe(planted.length)
  })

  test.each(['passes', 'everybody'] as const)('the number of threads changes nothing (%s)', async (compares) => {
    const records = compares === 'passes' ? recordsOf(planted) : recordsOf(planted).slice(0, 1_000)
    const [one, three] = [await link(records, { learns: true, compares }), await link(records, { threads: 3, learns: true, compares })]
    expect(one.run.pairs.left.length).toBeGreaterThan(300)
    expect(three.run.model).toEqual(one.run.model)
    expect(three.run.pairs).toEqual(one.run.pairs)
    expect(three.run.clusters).toEqual(one.run.clusters)
  })

  test.each([1, 2, 3])('the order of the rows changes nothing (shuffle %d)', async (shuffle) => {
    const records = recordsOf(planted).slice(0, 2_500)
    const random = createRandom(seed, shuffle)
    const shuffled = records.map((record) => ({ record, at: random.next() })).toSorted((left, right) => left.at - right.at).map(({ record }) => record)
    const [straight, mixed] = [await link(records), await link(shuffled)]
    expect(personsOf(shuffled, mixed.run)).toEqual(personsOf(records, straight.run))
    expect(straight.run.pairs.left.length).toBeGreaterThan(400)
  })

  test('no person comes out with two NIK that are both valid', async () => {
    const { rows, run } = await link(recordsOf(planted))
    const niks = new Map<number, string>()
    for (let row = 0; row < rows.count; row += 1) {
      const at = row * rowLength
      if ((rows.values[at + rowField.about]! & flag.confirmedNik) === 0) continue
      const nik = `${rows.values[at + rowField.nikHigh]} ${rows.values[at + rowField.nikLow]}`
      const root = run.clusters.root[row]!
      expect(niks.get(root) ?? nik).toBe(nik)
      niks.set(root, nik)
    }
    expect(niks.size).toBeGreaterThan(400)
    expect([...run.clusters.held.values()]).toContain('two_niks')
  })
})

const amin: LinkRecord = {
  id: 'known', list: 'register', name: 'MOHAMMAD SUTRISNO', alias: null, sex: 'male', birthOn: '1979-05-12', nik: '3510051205790002', card: '3510050101100001',
  motherName: 'SUMIATI', areaId: 52_003, hamlet: 'Krajan', rw: 2, rt: 3,
}

/** Whether two records meet in some pass. */
function meet(records: readonly LinkRecord[], one: string, other: string): boolean {
  const { values } = encode(records)
  const [left, right] = [one, other].map((id) => records.findIndex((record) => record.id === id)) as [number, number]
  return passes.some((pass) => agreementIn(values, pass)(left, right))
}

describe('a list of a few thousand rows', () => {
  // The rarest word misspelt, the year one off, no number: together too much for any pass.
  const spoilt: LinkRecord = { ...amin, id: 'spoilt', list: 'village', name: 'MOHAMMAD SUTRISMO', birthOn: '1978-05-12', nik: null, card: null }
  const few = () => [...recordsOf(planted).slice(0, 1_000), amin, spoilt]
  const isFound = ({ pairs }: LinkRun) => pairs.left.some((left, pair) => left === 1_000 && pairs.right[pair] === 1_001)

  test('is learned from all its pairs, so that two rows that meet in no pass are found', async () => {
    expect(meet(few(), 'known', 'spoilt')).toBe(false)
    expect(isFound((await link(few(), { learns: true, compares: 'passes' })).run)).toBe(false)
    const { run } = await link(few(), { learns: true })
    expect(isFound(run)).toBe(true)
    expect(run.clusters.root[1_001]).toBe(1_000)
    expect(run).toMatchObject({ compared: (1_002 * 1_001) / 2, model: { everybody: true } })
  })

  test('gives up no precision for what it finds more', async () => {
    const rows = planted.slice(0, 1_500)
    const [all, met] = [await link(recordsOf(rows), { learns: true }), await link(recordsOf(rows), { learns: true, compares: 'passes' })]
    const [persons, before] = [assessClusters(all.run.clusters, truthOf(rows)), assessClusters(met.run.clusters, truthOf(rows))]
    expect(persons.precision, `seed ${seed}`).toBeGreaterThan(0.99)
    expect(persons.recall, `seed ${seed}`).toBeGreaterThan(before.recall)
  })

  test('a new row is compared with everybody by a model of everybody, and by its passes by any other', async () => {
    const { run } = await link(few(), { learns: true })
    const known = few().filter(({ id }) => id !== 'spoilt')
    const finds = (model: LinkModel) => createMatchIndex(known, model, 2026).find([spoilt]).map(({ knownId }) => knownId)
    expect(finds(run.model)).toEqual(['known'])
    expect(finds(shippedModel)).toEqual([])
  })

  test('without learning, the shipped model judges whom the passes bring together', async () => {
    const { run } = await link(few())
    expect(run.compared).toBeLessThan(50_000)
    expect(run.model.everybody).toBeUndefined()
  })
})

describe('rows of a new list against those who are known', () => {
  function find(known: readonly LinkRecord[], ...news: readonly Partial<LinkRecord>[]) {
    const others = recordsOf(planted).filter((record) => record.list === 'dtsen')
    const index = createMatchIndex([...others, ...known], shippedModel, 2026)
    expect(index.size).toBe(others.length + known.length)
    return index.find(news.map((change, at) => ({ ...amin, id: `new ${at}`, list: 'new', ...change })))
  }

  test('a misspelt name without NIK is found', () => {
    expect(find([amin], { name: 'MOH. SOETRISNO', nik: null })).toMatchObject([{ row: 0, knownId: 'known', band: 'link', guards: [] }])
  })

  test('a stranger is nobody who is known', () => {
    expect(find([amin], { name: 'I WAYAN GEDE ARTANA', birthOn: '2001-11-30', nik: null, card: null, motherName: null, areaId: 162_001, sex: 'male' })
      .filter((candidate) => candidate.band === 'link')).toEqual([])
  })

  test('two valid NIK are looked at by a person', () => {
    const [found] = find([amin], { nik: '3510051205790031' })
    expect(found).toMatchObject({ band: 'review', guards: ['two_niks'] })
  })

  test('a NIK beside another name and sex is looked at by a person', () => {
    const [found] = find([amin], { name: 'WAGINEM', sex: 'female' })
    expect(found).toMatchObject({ guards: expect.arrayContaining(['nik_of_another']) })
    expect(found!.band).not.toBe('link')
  })

  test('two who fit alike are left to a person', () => {
    const found = find([amin, { ...amin, id: 'double' }], { name: 'MOH. SUTRISNO', nik: null })
    expect(found.map(({ knownId, band }) => ({ knownId, band }))).toEqual([{ knownId: 'double', band: 'review' }, { knownId: 'known', band: 'review' }])
    expect(found.every((candidate) => candidate.guards.includes('rival'))).toBe(true)
  })

  test('two rows of one list that claim one person are left to a person', () => {
    const found = find([amin], { name: 'MOH. SUTRISNO', nik: null }, { name: 'MOHAMAD SUTRISNO', nik: null })
    expect(found).toHaveLength(2)
    expect(found.every((candidate) => candidate.band === 'review' && candidate.guards.includes('twice_in_list'))).toBe(true)
  })

  test('asking changes nothing: the same question has the same answer', () => {
    const index = createMatchIndex([amin], shippedModel, 2026)
    const ask = () => index.find([{ ...amin, id: 'new', list: 'new', name: 'MOH SUTRISNO XYLOFON', nik: null }])
    const first = ask()
    expect(first).toHaveLength(1)
    expect(ask()).toEqual(first)
  })
})

describe('those who are known, with their NIK still closed', () => {
  /** Everybody of a list, of whom the NIK is closed that nothing asks for before rows are met. */
  function closedIndex(known: readonly LinkRecord[], news: readonly LinkRecord[]): MatchIndex {
    const asked = new Set(news.map((record) => record.nik))
    const encoder = createEncoder(2026)
    for (const record of known) {
      const isClosed = record.nik !== null && record.birthOn !== null && !isDefaultBirth(record.birthOn) && !asked.has(record.nik)
      encoder.add(isClosed ? { ...record, nik: null } : record, isClosed)
    }
    return indexKnown({ encoder, ids: known.map((record) => record.id) }, shippedModel)
  }

  const key = ({ row, knownId }: MatchCandidate): string => `${row} ${knownId}`

  // But for those whom only a date in a NIK brings together, where another is recorded beside it.
  test('a list finds alike whom it finds with all of them open, and few are opened', () => {
    const known = recordsOf(planted).filter((record) => record.list === 'dtsen')
    const news = recordsOf(planted).filter((record) => record.list !== 'dtsen')
    const nikOf = new Map(known.map((record) => [record.id, record.nik!]))
    const open = createMatchIndex(known, shippedModel, 2026).find(news)
    const met = closedIndex(known, news).meet(news)
    const settled = met.settle(new Map(met.closed.map((id) => [id, nikOf.get(id)!])))
    expect(open.length, `seed ${seed}`).toBeGreaterThan(1_000)
    expect(met.closed.length, `seed ${seed}`).toBeLessThan(known.length / 10)
    const found = new Set(settled.map(key))
    const missed = open.filter((each) => !found.has(key(each)))
    expect(settled, `seed ${seed}`).toEqual(open.filter((each) => found.has(key(each))))
    expect(missed.map(({ pattern }) => readPattern(pattern).birth), `seed ${seed}`).toEqual(missed.map(() => 'birth_in_nik'))
    expect(missed.length / open.length, `seed ${seed}`).toBeLessThan(0.003)
  })
  test('a NIK that cannot be opened is none: the row is compared by the rest', () => {
    const known = [{ ...amin, nik: '3510051205790031' }]
    const met = closedIndex(known, [amin]).meet([{ ...amin, id: 'new', list: 'new', nik: null }])
    const shut = met.settle(new Map())
    expect(shut.map(({ pattern }) => readPattern(pattern).nik)).toEqual(['nik_unknown'])
  })
})
