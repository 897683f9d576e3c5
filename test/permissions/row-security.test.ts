import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDemoAccounts } from '#modules/people/index.ts'
import { publicActor, type Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { actorOf, arrange, placeNames, type Arranged } from './arrange.ts'
import { changed, everybody, shown } from './row-rules.ts'
import { doorsOfRegister } from './register-rows.ts'
import { reaches, reachesOffice, type Somebody } from './reach.ts'

/** What the database lets through when nothing above it checks anything: only its door, and raw selects behind it. */

const usernames = readDemoAccounts().map((account) => account.username)

let arranged: Arranged
let tables: readonly Table[]

interface Table {
  readonly name: string
  /** Columns that the server's role may select at all. */
  readonly columns: readonly string[]
  readonly changeable: readonly string[]
  readonly mayDelete: boolean
}

const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public') and n.nspname !~ '^pg_(toast|temp)'`

beforeAll(async () => {
  arranged = await arrange()
  const { rows } = await arranged.owner.query<Table>(`
    select n.nspname || '.' || c.relname as name, has_table_privilege('app_user', c.oid, 'delete') as "mayDelete",
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and has_column_privilege('app_user', c.oid, a.attnum, 'select') order by a.attnum) as columns,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and c.relkind <> 'v' and has_column_privilege('app_user', c.oid, a.attnum, 'update') order by a.attnum) as changeable
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v') and ${ours} order by 1`)
  tables = rows
})
afterAll(() => arranged.close())

async function select(tx: Tx, table: Table): Promise<string[]> {
  const columns = table.columns.map((column) => `coalesce(${column}::text, '-')`).join(', ')
  const { rows } = await sql.raw<{ row: string }>(`select concat_ws('|', ${columns}) as row from ${table.name}`).execute(tx.db)
  return rows.map(({ row }) => row).sort()
}

/** The same rows as the owner of the database finds them, who passes by every policy. */
async function selectAsOwner(table: Table, where: string, who: Reach): Promise<string[]> {
  const columns = table.columns.map((column) => `coalesce(${column}::text, '-')`).join(', ')
  const { rows } = await arranged.owner.query<{ row: string }>(
    `with who as (select $1::int[] as areas, $2::int[] as offices, $3::text[] as grants, $4::uuid as account, $5::uuid[] as cases, $6::int as office)
     select concat_ws('|', ${columns}) as row from ${table.name}, who where ${where}`, [who.areas, who.offices, who.grants, who.account, who.cases, who.office])
  return rows.map(({ row }) => row).sort()
}

/** How far somebody reaches, worked out from `roles.yaml` and the official codes; `cases` are those that the transaction has entered. */
interface Reach {
  readonly areas: readonly number[]
  readonly offices: readonly number[]
  /** The one in whose name they act. */
  readonly office: number | null
  readonly grants: readonly string[]
  readonly account: string | null
  readonly cases: readonly string[]
}

function somebody(username: string): Somebody {
  const { role, area, office } = readDemoAccounts().find((account) => account.username === username)!
  return { username, regency: arranged.world.deps.regency, role, area, office }
}

function reachOf(username: string, actor: Actor, cases: readonly string[] = []): Reach {
  const who = somebody(username)
  const { regency } = arranged.world.deps
  const role = regency.roles.find((each) => each.key === who.role)!
  return {
    areas: [...regency.areas.byId.keys()].filter((areaId) => reaches(who, { areaId })),
    offices: regency.offices.filter((office) => reachesOffice(who, role.reach.office, [office.officeId])).map((office) => office.officeId),
    office: regency.offices.find((office) => office.key === who.office)?.officeId ?? null, grants: role.grants, account: actor.accountId, cases,
  }
}

/** Tables that hold what concerns nobody: names of places and roles, which lists exist, hashed counters. */
const ofNobody = Object.keys(shown).filter((name) => shown[name] === everybody)

test('every table that the server may change is accounted for', () => {
  expect(tables.filter((table) => table.changeable.length > 0 || table.mayDelete).map((table) => table.name)).toEqual(Object.keys(changed).toSorted())
})

test('every table that the server may read is accounted for', () => {
  const readable = tables.filter((table) => table.columns.length > 0).map((table) => table.name)
  expect(readable.length).toBeGreaterThan(40)
  expect(readable.filter((name) => !(name in shown))).toEqual([])
  expect(Object.keys(shown).filter((name) => !readable.includes(name))).toEqual([])
})

function readable(): readonly Table[] {
  return tables.filter((table) => table.columns.length > 0)
}

async function compare(actor: Actor, who: Reach, enter: (tx: Tx) => Promise<unknown>): Promise<{ wrong: string[]; rows: number }> {
  const wrong: string[] = []
  let rows = 0
  // Rows that the look itself would make are made before: both sides then look at the same database.
  const seen = await arranged.world.deps.db.asActor(actor, async (tx) => {
    await enter(tx)
    const found = new Map<string, string[]>()
    for (const table of readable()) found.set(table.name, await select(tx, table))
    return found
  })
  for (const table of readable()) {
    const expected = await selectAsOwner(table, shown[table.name]!, who)
    const got = seen.get(table.name)!
    rows += got.length
    if (JSON.stringify(got) !== JSON.stringify(expected)) wrong.push(`${table.name}: ${got.length} rows instead of ${expected.length}`)
  }
  return { wrong, rows }
}

async function everyCaseId(): Promise<string[]> {
  const { rows } = await arranged.owner.query<{ case_id: string }>('select case_id from response.case_file order by 1')
  return rows.map((row) => row.case_id)
}

describe.each(usernames)('%s, asking the database itself,', (username) => {
  test('sees the rows of their scope on every table, and no other', async () => {
    const actor = await actorOf(arranged.world, username)
    const { wrong, rows } = await compare(actor, reachOf(username, actor), async () => undefined)
    expect(wrong).toEqual([])
    expect(rows).toBeGreaterThan(100)
  })

  test('enters the cases of their scope only, and sees what hangs on those', async () => {
    const actor = await actorOf(arranged.world, username)
    const all = await everyCaseId()
    const who = reachOf(username, actor)
    const { rows: inScope } = await arranged.owner.query<{ case_id: string }>(
      'select case_id from response.case_file where area_id = any($1) and office_ids && $2 and $3',
      [who.areas, who.offices, who.grants.includes('response.case.read')])
    const { wrong } = await compare(actor, { ...who, cases: inScope.map((row) => row.case_id) }, (tx) =>
      sql`select response.enter_cases(${tx.regencyId}, ${all}::uuid[])`.execute(tx.db))
    expect(wrong).toEqual([])
  })

  test('overwrites and removes nothing that is not theirs', async () => {
    const actor = await actorOf(arranged.world, username)
    const who = reachOf(username, actor)
    const wrong: string[] = []
    for (const table of tables.filter((each) => each.changeable.length > 0 || each.mayDelete)) {
      const mine = await selectAsOwner(table, changed[table.name]!, who)
      const column = table.changeable.at(-1)
      const update = column === undefined ? [] : [`update ${table.name} set ${column} = null`]
      const tried = [...update, ...(table.mayDelete ? [`delete from ${table.name}`] : [])]
      for (const statement of tried) if ((await touches(actor, statement)) && mine.length === 0) wrong.push(statement)
    }
    expect(wrong).toEqual([])
  })

  test('sees no more and no less through the application', async () => {
    const actor = await actorOf(arranged.world, username)
    const client = await arranged.world.as(username)
    const places = placeNames.map((name) => arranged.places[name])
    const raw = await arranged.world.deps.db.asActor(actor, async (tx) => ({
      cases: await idsOf(tx, 'case_id', 'response.case_file'), families: await idsOf(tx, 'family_id', 'registry.family'),
      imports: await idsOf(tx, 'import_id', 'registry.import'),
    }))
    const answers = async (paths: readonly (readonly [id: string | null, path: string])[]): Promise<string[]> => {
      const found = await Promise.all(paths.map(async ([id, path]) => ((await client.get(path)).statusCode === 200 ? [id!] : [])))
      return found.flat().sort()
    }
    const byCase = await answers(places.map((place) => [place.case.caseId, `/api/response/cases/${place.case.caseId}`]))
    const byFamily = await answers(places.map((place) => [place.family.familyId, `/api/registry/families/${place.family.familyId}`]))
    const uploaded = places.map((place) => place.importId).filter((importId) => importId !== null)
    const byImport = await answers(uploaded.map((importId) => [importId, `/api/registry/imports/${importId}`]))
    expect({ byCase, byImport }).toEqual({ byCase: raw.cases, byImport: raw.imports })
    // Who loads lists without reading the registry would see families in the database and not on a screen; no role does.
    expect(byFamily).toEqual(raw.families.filter((familyId) => places.some((place) => place.family.familyId === familyId)))
  })
})

const undone = new Error('undone')

/** Whether a statement reaches a row; it is taken back either way. A row that its policy reached and a constraint saved counts as reached. */
async function touches(actor: Actor, statement: string): Promise<boolean> {
  let rows = 0n
  try {
    await arranged.world.deps.db.asActor(actor, async (tx) => {
      rows = (await sql.raw(statement).execute(tx.db)).numAffectedRows ?? 0n
      throw undone
    })
  } catch (error) {
    if (error !== undone) return String((error as { code?: string }).code).startsWith('23')
  }
  return rows > 0n
}

async function idsOf(tx: Tx, column: string, table: string): Promise<string[]> {
  const { rows } = await sql.raw<{ id: string }>(`select ${column} as id from ${table} order by 1`).execute(tx.db)
  return rows.map((row) => row.id)
}

describe('without a context', () => {
  test('no table shows a row, and no door opens', async () => {
    const looks = [...readable().map((table) => table.name), ...doorCalls].map((source) => `select 1 from ${source} limit 1`)
    expect(await asRoleOnly(looks)).toEqual([])
  })

  test('nothing can be changed or removed, whether it is looked at or not', async () => {
    const updates = tables.filter((table) => table.changeable.length > 0).map(
      (table) => `update ${table.name} set ${table.changeable.at(-1)!} = null`
    )
    const removals = tables.filter((table) => table.mayDelete).map((table) => `delete from ${table.name}`)
    expect(updates.length).toBeGreaterThan(15)
    expect(await asRoleOnly([...updates, ...updates.map((update) => `${update} returning 1`), ...removals])).toEqual([])
  })
})

/** As the server's role, in a transaction that says nothing about who asks: the statements that find or touch a row. */
async function asRoleOnly(statements: readonly string[]): Promise<string[]> {
  const found: string[] = []
  const client = await arranged.owner.connect()
  await client.query('begin')
  try {
    await client.query('set local role app_user')
    for (const statement of statements) {
      const { rowCount } = await client.query(statement)
      if (rowCount !== 0) found.push(statement)
    }
    return found
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** Every function that works with its owner's rights, called for everything. */
const doorCalls = [
  ...doorsOfRegister,
  `people.looks_at_me(3510, null, 100)`,
  `people.office_colleagues(3510, 1)`,
  `people.session_actor(3510, (select sha256('')), now())`,
  `people.sign_in_secret(3510, 'admin')`,
  `privacy.own_person(3510)`,
  `privacy.touched_persons(3510, null, '2020-01-01', '2030-01-01', null, 10)`,
  `registry.search_persons(3510, 'PAIJAN', '[{"word": 0, "sound": "PAIJAN", "cuts": ["PAIJAN"]}]', 'PAIJAN', array[152004], array['@152004'],
    null, null, 10)`,
  `registry.snapshot_rows(3510, (select snapshot_id from registry.snapshot limit 1))`,
  `registry.remove_snapshot(3510, (select '00000000-0000-7000-8000-000000000000'::uuid))`,
  `response.board_areas(3510, now())`,
  `response.board_offices(3510, now())`,
  `response.find_protected(3510, 'K-2026-000001')`,
  `response.followers_of(3510, (select case_id from response.case_file limit 1), now() + interval '10 years')`,
  `response.list_own_reports(3510, now() + interval '10 years', 100)`,
  `response.performance(3510, '2020-01-01', '2040-01-01', now(), 'category')`,
  `response.performance_arrivals(3510, '2020-01-01', '2040-01-01')`,
  `response.performance_histories(3510, '2020-01-01', '2040-01-01')`,
  `response.performance_satisfaction(3510, '2020-01-01', '2040-01-01', 'category')`,
  `response.performance_staffing(3510, '2020-01-01', '2040-01-01', 'Asia/Jakarta')`,
  `response.referral_page(3510, 'to_sign', null, null, 100)`,
  `response.check_referral(3510, (select sha256('')))`,
  `response.triage_confusion(3510, '2020-01-01', '2040-01-01')`,
  `response.triage_corrections(3510, '2020-01-01', '2040-01-01', 'kind', null, null, null, null, 10)`,
  `response.unmet_needs(3510, '2020-01-01', '2040-01-01')`,
  `response.open_receipt(3510, (select sha256('')))`,
  `response.own_contacts(3510, (select sha256('')))`,
]
/** Doors that show no row to anybody: one line of zeros or a yes or no where there is nothing, or no line at all. */
const otherDoors = [
  'people.session_was_ended', 'platform.named_files', 'privacy.copy_of_listed_data', 'privacy.copy_of_person', 'privacy.erase_person', 'privacy.follow_consent', 'privacy.follow_move', 'privacy.remove_old', 'privacy.repeat_erasure', 'response.board_danger', 'response.board_responses', 'registry.close_withheld_photos', 'registry.count_sounds', 'registry.measure_quality', 'registry.pass_on_verification', 'registry.receive_relocation', 'registry.return_relocation',
  'registry.renew_statistics', 'response.change_own_contacts', 'response.lead_case', 'response.own_conflict', 'response.withhold_verification', 'registry.set_verified_nik', 'registry.seal_records_anew',
]

test('every function that works with its owner\'s rights is among those tried', async () => {
  const { rows } = await arranged.owner.query<{ name: string }>(
    `select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and ${ours} order by 1`)
  expect(rows.map((row) => row.name)).toEqual([...doorCalls.map((call) => call.slice(0, call.indexOf('('))), ...otherDoors].sort())
})

describe('with the context of another regency', () => {
  test('every right, area, office and case of it shows no row of this one', async () => {
    const { regency } = arranged.world.deps
    const everything: Actor = {
      ...publicActor(regency.regencyId), accountId: (await actorOf(arranged.world, 'admin')).accountId, areaIds: [...regency.areas.byId.keys()],
      officeIds: regency.offices.map((office) => office.officeId), caseIds: await everyCaseId(),
      grants: new Set([...regency.roles.flatMap((role) => role.grants), 'response.case.sweep', 'people.session.open', 'audit.seal']),
    }
    // The same context in its own regency sees nearly all there is: so it is the regency that hides it.
    expect((await findAnything(everything)).length).toBeGreaterThan(30)
    expect(await findAnything({ ...everything, regencyId: regency.regencyId + 1 })).toEqual([])
  })
})

/** Every table and door that gives somebody a row. */
async function findAnything(actor: Actor): Promise<string[]> {
  return arranged.world.deps.db.asActor(actor, async (tx) => {
    const found: string[] = []
    for (const table of readable()) if ((await select(tx, table)).length > 0) found.push(table.name)
    for (const call of doorCalls) {
      const { rows } = await sql.raw(`select 1 from ${call}`).execute(tx.db)
      if (rows.length > 0) found.push(call)
    }
    return found
  })
}

describe('nobody in particular', () => {
  test('sees what concerns nobody, and the commands that came without a name', async () => {
    const found = await findAnything(publicActor(arranged.world.deps.regency.regencyId))
    expect(found.filter((name) => !ofNobody.includes(name))).toEqual(['platform.command'])
  })

  test('sees with a receipt what is meant for the reporter: no story, no name, no note', async () => {
    const { kemiren } = arranged.places
    const holder = { ...publicActor(arranged.world.deps.regency.regencyId), caseIds: [kemiren.case.caseId] }
    const found = await arranged.world.deps.db.asActor(holder, async (tx) => ({
      stories: await idsOf(tx, 'report_id', 'response.report'), reporters: await idsOf(tx, 'report_id', 'response.reporter'),
      visits: await idsOf(tx, 'visit_id', 'response.visit'),
      cases: await idsOf(tx, 'case_id', 'response.case_file'),
      notes: (await sql.raw(`select 1 from response.case_event where not shown_to_reporter`).execute(tx.db)).rows.length,
    }))
    expect(found).toEqual({ stories: [], reporters: [], visits: [], cases: [kemiren.case.caseId], notes: 0 })
  })
})
