import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import type { AreaTree } from '#modules/people/index.ts'
import { soundCuts } from '#modules/registry/name/name.rules.ts'
import type { Clock } from '#platform/clock.ts'
import { newId } from '#platform/id.ts'
import type { IdentityKeys } from '#modules/registry/person/identity.rules.ts'
import { copyAll, suspendChecks, takeRows } from './bulk.load.ts'
import { loadTwinConfig, twinRegency } from './twin-file.load.ts'
import { addFamily, twinTables, type RowContext, type TwinTables } from './twin-rows.load.ts'
import { twinFamilies, type TwinFamily } from './twin.rules.ts'

/** What the load needs of the server's parts. */
export interface TwinDeps {
  readonly clock: Clock
  readonly keys: IdentityKeys
  readonly config: { readonly regencyDir: string }
  readonly regency: { readonly regencyId: number; readonly areas: AreaTree }
}

export interface TwinOptions {
  readonly families: number
  readonly seed: number
  /** The owner's login: the load goes past row security, by COPY. */
  readonly ownerUrl: string
  /** Called now and then with the number of families done. */
  readonly onProgress?: (families: number) => void
}

export interface TwinLoaded {
  readonly families: number
  readonly persons: number
}

/** The registry holds families already; a twin is only loaded into an empty one, so that nobody mistakes synthetic people for real ones. */
export class RegistryNotEmpty extends Error {}

const familiesPerCopy = 2_000
const synthetic = { key: 'twin', strength: 0 }

/** Fills an empty registry with the synthetic regency, all or nothing. */
export async function loadTwin(deps: TwinDeps, options: TwinOptions): Promise<TwinLoaded> {
  const config = await loadTwinConfig(deps.config.regencyDir)
  const client = new pg.Client({ connectionString: options.ownerUrl })
  await client.connect()
  try {
    await client.query("begin; set local maintenance_work_mem = '256MB'")
    const tables = twinTables()
    const names = [...Object.values(tables).map((table) => table.name), 'registry.source', 'registry.snapshot', 'registry.name_sound']
    const restore = await suspendChecks(client, names)
    const context = await openSnapshot(client, deps, { name: config.twin.name, asOfOn: config.twin.asOfOn, families: options.families })
    const families = twinFamilies(config, twinRegency(deps.regency.areas), options)
    const persons = await copyFamilies(client, { families, tables, context }, options.onProgress ?? (() => undefined))
    await storeSoundCounts(client, context)
    for (const statement of restore) await client.query(statement)
    await client.query('commit')
    // The names of one area lie side by side, as searches read them.
    await client.query('cluster registry.name_place using name_place_pkey')
    await client.query(`vacuum (analyze) ${names.join(', ')}`)
    return { families: options.families, persons }
  } finally {
    await client.end()
  }
}

async function openSnapshot(
  client: pg.Client, deps: TwinDeps, twin: { name: string; asOfOn: string; families: number },
): Promise<RowContext> {
  const { regencyId } = deps.regency
  const { rows } = await client.query('select from registry.family where regency_id = $1 limit 1', [regencyId])
  if (rows.length > 0) throw new RegistryNotEmpty('The registry is not empty: a twin is only loaded into an empty one.')
  const recordedAt = deps.clock.now().toISOString()
  const source = await client.query<{ source_id: string }>(`
    insert into registry.source (regency_id, source_id, key, name, kind, strength, is_synthetic) values ($1, $2, $3, $4, 'synthetic', $5, true)
    on conflict (regency_id, key) do update set is_synthetic = true returning source_id`,
    [regencyId, newId(), synthetic.key, twin.name, synthetic.strength])
  const snapshotId = newId()
  await client.query(`
    insert into registry.snapshot (regency_id, snapshot_id, source_id, area_id, as_of_on, row_count, loaded_at) values ($1, $2, $3, 0, $4, $5, $6)`,
    [regencyId, snapshotId, source.rows[0]!.source_id, twin.asOfOn, twin.families, recordedAt])
  return { regencyId, snapshotId, asOfOn: twin.asOfOn, recordedAt, keys: deps.keys, soundCounts: new Map(), namesIn: new Map() }
}

interface Load {
  readonly families: Iterable<TwinFamily>
  readonly tables: TwinTables
  readonly context: RowContext
}

/** Makes the next families while the database takes in the last. Gives the number of persons. */
async function copyFamilies(client: pg.Client, { families, tables, context }: Load, onProgress: (families: number) => void): Promise<number> {
  const all = Object.values(tables)
  let travelling: Promise<void> = Promise.resolve()
  let made = 0
  let persons = 0
  async function send(): Promise<void> {
    await travelling
    onProgress(made)
    travelling = copyAll(client, takeRows(all))
    travelling.catch(() => undefined)
  }
  for (const family of families) {
    addFamily(tables, family, context)
    made += 1
    persons += family.members.length
    if (made % 25 === 0) await setImmediate()
    if (made % familiesPerCopy === 0) await send()
  }
  await send()
  await travelling
  return persons
}

async function storeSoundCounts(client: pg.Client, { regencyId, soundCounts }: RowContext): Promise<void> {
  const sounds = [...soundCounts].map(([sound, count]) => ({ sound, count, cuts: soundCuts(sound) }))
  await client.query(`
    insert into registry.name_sound (regency_id, sound, cuts, person_count)
    select $1, s.sound, s.cuts, s.count from jsonb_to_recordset($2) as s (sound text, cuts text[], count int)
    on conflict (regency_id, sound) do update set person_count = name_sound.person_count + excluded.person_count`, [regencyId, JSON.stringify(sounds)])
}
