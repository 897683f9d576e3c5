import { availableParallelism } from 'node:os'
import type { Deps } from '#deps.ts'
import { asOwner } from '#install.ts'
import { loadTwin } from '#modules/registry/index.ts'
import { createEncoder } from '#modules/registry/linkage/encode.rules.ts'
import { linker, linkRegistry, matchSnapshot } from '#modules/registry/linkage/link-registry.actions.ts'
import { linkRows } from '#modules/registry/linkage/link-rows.load.ts'
import { streamKnown, type KnownRecord } from '#modules/registry/linkage/linkage.store.ts'
import { shippedModel } from '#modules/registry/linkage/shipped-model.rules.ts'
import { newId } from '#platform/id.ts'
import { withServer, type Bench, type BenchContext, type BenchServer } from './bench.ts'
import { collectGarbage, costOf, type Cost } from './process-cost.ts'

const fullFamilies = 600_000
const fullList = 20_000
const goalSeconds = 120

/**
 * P5 as it is used: everybody in the registry compared with everybody, from the database, with each NIK opened under its person's own key, until
 * the questions are asked; then a new list against those who were known. Against the engine alone, which is given the same rows in memory.
 */
export const bench: Bench = {
  name: 'linkage-product',
  describes: 'P5 as it is used: the registry read, its numbers opened, linked and asked about, against the engine alone on the same rows',
  run: (context) => withServer((server) => measure(server, context)),
}

async function measure(server: BenchServer, context: BenchContext): ReturnType<Bench['run']> {
  const [families, rows] = [Math.round(fullFamilies * context.size), Math.round(fullList * context.size)]
  context.say(`loading ${families} families, and ${rows} of their people once more on a second list`)
  await loadTwin(server.deps, { families, seed: context.seed, ownerUrl: server.ownerUrl })
  const ofRegency = await addList(server, { key: 'bench_regency', rows, districtId: null, seed: context.seed })
  const district = await largestDistrict(server)
  const ofDistrict = await addList(server, { key: 'bench_district', rows: Math.round(rows / 10), districtId: district, seed: context.seed })
  const engine = await engineAlone(server.deps)
  const opening = await openingAlone(server.deps)
  const inDistrict = await measured(() => matchSnapshot(server.deps, ofDistrict))
  const inRegency = await measured(() => matchSnapshot(server.deps, ofRegency))
  const asked = await questionsAbout(server, ofRegency)
  const whole = await measured(() => linkRegistry(server.deps, { threads: availableParallelism(), seed: context.seed, learns: false, asks: true }))
  context.say(`${whole.value.persons} persons, ${whole.value.likely} likely and ${whole.value.doubtful} doubtful pairs`)
  context.say(`everybody: ${show(whole.cost)}; the engine alone: ${show(engine)}; opening ${opening.opened} numbers alone: ${show(opening.cost)}`)
  context.say(`a list of ${rows} rows from all over: ${show(inRegency.cost)}, ${inRegency.value} questions; of ${Math.round(rows / 10)} from one district: ${show(inDistrict.cost)}, ${inDistrict.value} questions`)
  const complete = asked / await questionsAbout(server, ofRegency)
  const costs = { engine, opening: opening.cost, whole: whole.cost, inRegency: inRegency.cost, inDistrict: inDistrict.cost }
  return [...figuresOf(costs, context.size), ...listFigures(costs, { rows, complete })]
}

type Figures = Awaited<ReturnType<Bench['run']>>
type Costs = Readonly<Record<'engine' | 'opening' | 'whole' | 'inRegency' | 'inDistrict', Cost>>

function figuresOf({ engine, opening, whole }: Costs, size: number): Figures {
  const alone = 'the engine alone on the same rows'
  const share = opening.cpuSeconds / whole.cpuSeconds
  const within = (limit: number, unit: string) => `≤ ${limit} ${unit} at full size`
  return [
    { value: whole.seconds, unit: 's for everybody', baseline: alone, ratio: whole.seconds / engine.seconds, goal: within(goalSeconds, 's'), pass: whole.seconds <= goalSeconds * size },
    {
      value: whole.cpuSeconds, unit: 'CPU-s for everybody', baseline: alone, ratio: whole.cpuSeconds / engine.cpuSeconds, goal: within(goalSeconds, 'CPU-s'),
      pass: whole.cpuSeconds <= goalSeconds * size,
    },
    { value: whole.megabytes, unit: 'MB', baseline: alone, ratio: whole.megabytes / engine.megabytes, goal: '≤ 2000 MB', pass: whole.megabytes <= 2_000 },
    { value: opening.cpuSeconds, unit: 'CPU-s to open numbers', baseline: 'the whole run', ratio: share, goal: '≤ 0.7', pass: share <= 0.7 },
  ]
}

/** What a list costs of what everybody does, and whether it asks what everybody would ask about its persons. */
function listFigures({ whole, inRegency, inDistrict }: Costs, { rows, complete }: { rows: number; complete: number }): Figures {
  const [shareOfProcessor, shareOfClock] = [inRegency.cpuSeconds / whole.cpuSeconds, inRegency.seconds / whole.seconds]
  const [shareOfMemory, inDistrictShare] = [inRegency.megabytes / whole.megabytes, inDistrict.seconds / whole.seconds]
  const baseline = 'everybody'
  return [
    {
      value: inRegency.cpuSeconds, unit: 'CPU-s for a list from all over', baseline, ratio: shareOfProcessor, goal: '≤ 0.4 ×',
      pass: shareOfProcessor <= 0.4,
    },
    {
      value: rows / inRegency.seconds, unit: 'rows of a list from all over/s', baseline, ratio: shareOfClock, goal: '≤ 0.6 × its time',
      pass: shareOfClock <= 0.6,
    },
    {
      value: inRegency.megabytes, unit: 'MB for a list from all over', baseline, ratio: shareOfMemory, goal: '≤ 1.1 ×', pass: shareOfMemory <= 1.1,
    },
    { value: complete, unit: 'of the questions about a list were asked by it', baseline, ratio: complete, goal: '≥ 0.99', pass: complete >= 0.99 },
    {
      value: inDistrict.seconds, unit: 's for a list of one district', baseline, ratio: inDistrictShare, goal: '≤ 0.2 ×',
      pass: inDistrictShare <= 0.2,
    },
  ]
}

/** How many questions there are about one whom a list made and one whom it did not. */
async function questionsAbout({ ownerUrl }: BenchServer, snapshotId: string): Promise<number> {
  return asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ count: string }>(`
      with made as (
        select p.person_id from registry.person p join registry.source_record r using (regency_id, source_record_id) where r.snapshot_id = $1)
      select count(*) from registry.review where left_id in (select person_id from made) <> (right_id in (select person_id from made))`, [snapshotId])
    return Number(rows[0]!.count)
  })
}

function show({ seconds, cpuSeconds, megabytes }: Cost): string {
  return `${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} CPU-s, ${megabytes.toFixed(0)} MB`
}

async function measured<T>(work: () => Promise<T>): Promise<{ value: T; cost: Cost }> {
  collectGarbage()
  return costOf(work)
}

interface List {
  readonly key: string
  readonly rows: number
  /** Null: from all over the regency. */
  readonly districtId: number | null
  readonly seed: number
}

/** A list that names people whom the twin knows, without their numbers: as many persons who are there twice. Gives its snapshot. */
async function addList(server: BenchServer, { key, rows, districtId, seed }: List): Promise<string> {
  const { regencyId } = server.deps.regency
  const [sourceId, snapshotId] = [newId(), newId()]
  await asOwner(server.ownerUrl, async (client) => {
    await client.query("insert into registry.source (regency_id, source_id, key, name, kind, strength, is_synthetic) values ($1, $2, $3, $3, 'synthetic', 1, true)", [regencyId, sourceId, key])
    await client.query(`
      insert into registry.snapshot (regency_id, snapshot_id, source_id, area_id, as_of_on, row_count, loaded_at) values ($1, $2, $3, 0, current_date, $4, now())`,
      [regencyId, snapshotId, sourceId, rows])
    await client.query(`
      create temp table twice as
      select p.*, gen_random_uuid() as own_id, gen_random_uuid() as own_record_id, row_number() over () as row_number
      from (select * from registry.person where regency_id = $1 and ended_on is null and source_record_id is not null and ($4::int is null or district_id = $4)
        order by md5(person_id::text || $2) limit $3) p`, [regencyId, `${seed} ${key}`, rows, districtId])
    await client.query(`
      insert into registry.source_record (regency_id, source_record_id, snapshot_id, area_id, row_number, raw)
      select regency_id, own_record_id, $1, area_id, row_number, '{}' from twice`, [snapshotId])
    await client.query(`
      insert into registry.person (regency_id, person_id, area_id, district_id, status, name, name_key, sex, birth_on, birth_on_is_default, source_record_id, recorded_at)
      select regency_id, own_id, area_id, district_id, status, name, name_key, sex, birth_on, birth_on_is_default, own_record_id, now() from twice`)
    await client.query('analyze registry.person, registry.source_record, registry.snapshot')
  })
  return snapshotId
}

async function largestDistrict({ ownerUrl }: BenchServer): Promise<number> {
  return asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ district_id: number }>('select district_id from registry.person group by district_id order by count(*) desc, district_id limit 1')
    return rows[0]!.district_id
  })
}

/** What the engine takes when the rows are in memory and their numbers open; its memory without the rows' own. */
async function engineAlone({ db, keys, regency, clock }: Deps): Promise<Cost> {
  const records: KnownRecord[] = []
  await db.asActor(linker({ regency }), async (tx) => {
    for await (const some of streamKnown(tx, keys)) records.push(...some)
  })
  const { cost } = await measured(async () => {
    const encoder = createEncoder(clock.now().getUTCFullYear())
    for (const record of records) encoder.add(record)
    return linkRows(encoder.finish(), { threads: availableParallelism(), seed: 1, learns: false, model: shippedModel })
  })
  return cost
}

/** What opening the number of everybody takes, and nothing else: in the run it stands between reading and comparing, where no clock tells it apart. */
async function openingAlone({ db, keys, regency }: Deps): Promise<{ cost: Cost; opened: number }> {
  const sealed: Buffer[] = []
  const openKept = (number: Buffer): null => {
    sealed.push(number)
    return null
  }
  await db.asActor(linker({ regency }), async (tx) => {
    for await (const some of streamKnown(tx, { openKept })) void some
  })
  const { cost } = await measured(async () => {
    for (const number of sealed) keys.openKept(number)
  })
  return { cost, opened: sealed.length }
}
