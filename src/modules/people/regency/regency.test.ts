import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicActor, systemActor } from '#platform/db/actor.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import { applyRegency } from './regency.store.ts'

let world: World
let owner: pg.Client

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})

afterAll(async () => {
  await owner.end()
  await world.close()
})

async function rowsOf<T extends pg.QueryResultRow>(statement: string): Promise<readonly T[]> {
  return (await owner.query<T>(statement)).rows
}

test('the configuration stands in the tables', async () => {
  const { areas, offices, roles, regencyId } = world.deps.regency
  expect(await rowsOf(`select (select count(*)::int from people.area) as areas, (select count(*)::int from people.office) as offices,
    (select count(*)::int from people.role) as roles, (select count(*)::int from people.role_grant) as grants,
    (select min(regency_id) from people.area) as regency`)).toEqual([{
    areas: areas.byId.size, offices: offices.length, roles: roles.length, grants: roles.flatMap((role) => role.grants).length, regency: regencyId,
  }])
})

test('applied again it writes nothing', async () => {
  const versions = `select string_agg(xmin::text, ',' order by 1) as rows from (select xmin from people.area union all select xmin from people.office
    union all select xmin from people.role union all select xmin from people.role_grant) every`
  const before = await rowsOf(versions)
  await applyRegency(owner, world.deps.regency)
  expect(await rowsOf(versions)).toEqual(before)
})

test('what is gone ends and comes back, a role that is gone loses its grants', async () => {
  const { regency } = world.deps
  const office = regency.offices.at(-1)!
  const role = regency.roles.at(-1)!
  const ended = `select 'office ' || key as ended from people.office where valid_to is not null
    union all select 'role ' || key from people.role where valid_to is not null order by 1`
  await applyRegency(owner, { ...regency, offices: regency.offices.slice(0, -1), roles: regency.roles.slice(0, -1) })
  expect(await rowsOf(ended)).toEqual([{ ended: `office ${office.key}` }, { ended: `role ${role.key}` }])
  expect(await rowsOf(`select from people.role_grant where role_key = '${role.key}'`)).toEqual([])
  await applyRegency(owner, regency)
  expect(await rowsOf(ended)).toEqual([])
  expect((await rowsOf(`select from people.role_grant where role_key = '${role.key}'`)).length).toBe(role.grants.length)
})

test('a change that cannot be written changes nothing', async () => {
  const { regency } = world.deps
  const [first, second] = regency.offices
  const impossible = { ...regency, roles: [], offices: [{ ...first!, areaId: 999_999 }, second!] }
  await expect(applyRegency(owner, impossible)).rejects.toMatchObject({ code: '23503' })
  expect((await rowsOf('select from people.role where valid_to is null')).length).toBe(regency.roles.length)
})

test('everybody of the regency reads it, nobody of another, and nobody behind the door writes it', async () => {
  const { regencyId, areas } = world.deps.regency
  const count = (id: number): Promise<number> => world.deps.db.asActor(publicActor(id), async (tx) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from people.area`.execute(tx.db)
    return rows[0]!.n
  })
  expect(await count(regencyId)).toBe(areas.byId.size)
  expect(await count(regencyId + 1)).toBe(0)
  const almighty = systemActor(regencyId, { areaIds: [0], officeIds: [1], grants: ['people.regency.apply', 'people.account.manage'] })
  for (const table of ['area', 'office', 'role', 'role_grant']) {
    await expect(world.deps.db.asActor(almighty, (tx) => sql`delete from ${sql.table(`people.${table}`)}`.execute(tx.db)), table).rejects.toMatchObject({ code: '42501' })
  }
})
