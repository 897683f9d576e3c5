import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'

let client: pg.Client

beforeAll(async () => {
  client = new pg.Client({ connectionString: inject('ownerUrl') })
  await client.connect()
})
afterAll(() => client.end())

const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public', 'auth') and n.nspname not like 'pg_toast%' and n.nspname not like 'pg_temp%'`
const tables = `from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${ours}`

async function names(sql: string): Promise<string[]> {
  return (await client.query<{ name: string }>(sql)).rows.map((row) => row.name)
}

test('there are tables to check', async () => {
  expect((await names(`select c.relname as name ${tables}`)).length).toBeGreaterThan(25)
})

test('every table is behind forced row security with at least one policy', async () => {
  expect(await names(`select n.nspname || '.' || c.relname as name ${tables}
    and not c.relispartition and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`)).toEqual([])
})

test('a partition is reachable only through its table', async () => {
  expect(await names(`select n.nspname || '.' || c.relname as name ${tables} and c.relispartition
    and not (c.relrowsecurity and c.relforcerowsecurity)
    and (has_table_privilege('app_user', c.oid, 'select') or has_table_privilege('app_user', c.oid, 'insert'))`)).toEqual([])
})

test('every table belongs to a regency', async () => {
  expect(await names(`select n.nspname || '.' || c.relname as name ${tables}
    and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'regency_id' and a.attnotnull and not a.attisdropped)`)).toEqual([])
})

test('every unique key and exclusion holds the regency', async () => {
  expect(await names(`select i.relname as name from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
    join pg_namespace n on n.oid = c.relnamespace
    where (x.indisunique or x.indisexclusion) and ${ours}
      and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'regency_id' and a.attnum = any(x.indkey[0:x.indnkeyatts - 1]))`)).toEqual([])
})

test('every foreign key pairs the regency with the regency and never nulls it', async () => {
  expect(await names(`select k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and ${ours} and (k.confdeltype in ('n', 'd') or not exists (
      select from unnest(k.conkey, k.confkey) u (here, there)
        join pg_attribute l on l.attrelid = k.conrelid and l.attnum = u.here
        join pg_attribute f on f.attrelid = k.confrelid and f.attnum = u.there
      where l.attname = 'regency_id' and f.attname = 'regency_id'))`)).toEqual([])
})

test('policies have no subquery, tables no trigger of ours, identities are bigint: the schema can be distributed as it is', async () => {
  expect(await names(`select c.relname || '.' || p.polname as name from pg_policy p join pg_class c on c.oid = p.polrelid
    where p.polqual::text like '%SUBLINK%' or p.polwithcheck::text like '%SUBLINK%'`)).toEqual([])
  expect(await names(`select t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and ${ours}`)).toEqual([])
  expect(await names(`select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where a.attidentity <> '' and a.atttypid <> 20 and ${ours}`)).toEqual([])
})

test('a function that runs with its owner\'s rights fixes its search path and is not for everybody', async () => {
  expect(await names(`select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and ${ours}
    and (p.proconfig is null or not exists (select from unnest(p.proconfig) setting where setting like 'search_path=%')
      or exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g where g.grantee = 0))`)).toEqual([])
})

test('the server\'s login may do nothing of itself', async () => {
  const { rows } = await client.query<{ rolsuper: boolean; rolbypassrls: boolean; rolinherit: boolean }>(
    "select rolsuper, rolbypassrls, rolinherit from pg_roles where rolname = 'kentongan_template_web'")
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolinherit: false }])
  const outside = new pg.Client({ connectionString: inject('appUrl') })
  await outside.connect()
  await expect(outside.query('select * from audit.entry')).rejects.toMatchObject({ code: '42501' })
  await outside.end()
})

test('a source record can be marked as withdrawn and changed in nothing else', async () => {
  const { rows } = await client.query<{ name: string }>(`select a.attname as name from pg_attribute a
    where a.attrelid = 'registry.source_record'::regclass and a.attnum > 0 and has_column_privilege('app_user', a.attrelid, a.attnum, 'update')`)
  expect(rows).toEqual([{ name: 'withdrawn_at' }])
  const { rows: [table] } = await client.query<{ may: boolean }>(`select has_table_privilege('app_user', 'registry.source_record', 'delete') as may`)
  expect(table).toEqual({ may: false })
})

test('append-only tables give no right to change or remove a row', async () => {
  const kept = ['audit.entry', 'audit.seal', 'audit.seal_entry', 'response.report', 'response.case_event', 'response.escalation']
  const { rows } = await client.query<{ name: string; may: boolean }>(`select t as name,
    has_table_privilege('app_user', t, 'delete') or has_any_column_privilege('app_user', t, 'update') as may from unnest($1::text[]) t`, [kept])
  expect(rows).toEqual(kept.map((name) => ({ name, may: false })))
})
