import type pg from 'pg'
import type { Regency } from './regency.contract.ts'

/**
 * Writes a regency's configuration into its tables, in one transaction of the owner's login: new things appear, changed ones change,
 * what is gone ends today. Doing it again changes nothing.
 */
export async function applyRegency(owner: pg.ClientBase, regency: Regency): Promise<void> {
  await owner.query('begin')
  try {
    await owner.query(`select set_config('app.regency', $1, true), set_config('app.grants', '{people.regency.apply}', true)`, [String(regency.regencyId)])
    await owner.query(`select pg_advisory_xact_lock(7310002, $1)`, [regency.regencyId])
    for (const { sql, rows } of [areaStatement(regency), officeStatement(regency), roleStatement(regency)]) {
      await owner.query(sql, [regency.regencyId, JSON.stringify(rows), regency.timeZone])
    }
    await writeGrants(owner, regency)
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

interface Statement {
  readonly sql: string
  readonly rows: readonly object[]
}

function areaStatement(regency: Regency): Statement {
  const rows = [...regency.areas.byId.values()].map((area) => ({
    area_id: area.areaId, code: area.code, kind: area.kind, name: area.name, parent_id: area.parentId,
    centroid_lat: area.centroid?.lat ?? null, centroid_lng: area.centroid?.lng ?? null, valid_from: regency.areasValidFrom,
  }))
  const sql = `
    with wanted as (
      select * from jsonb_to_recordset($2::jsonb) as w (area_id int, code text, kind text, name text, parent_id int,
        centroid_lat double precision, centroid_lng double precision, valid_from date)
    ), ended as (
      update people.area a set valid_to = greatest((now() at time zone $3)::date, a.valid_from)
      where a.regency_id = $1 and a.valid_to is null and not exists (select from wanted w where w.area_id = a.area_id)
    )
    insert into people.area (regency_id, area_id, code, kind, name, parent_id, centroid_lat, centroid_lng, valid_from)
    select $1, area_id, code, kind, name, parent_id, centroid_lat, centroid_lng, valid_from from wanted
    on conflict (regency_id, area_id) do update set code = excluded.code, kind = excluded.kind, name = excluded.name,
      parent_id = excluded.parent_id, centroid_lat = excluded.centroid_lat, centroid_lng = excluded.centroid_lng,
      valid_from = excluded.valid_from, valid_to = null
    where (area.code, area.kind, area.name, area.parent_id, area.centroid_lat, area.centroid_lng, area.valid_from, area.valid_to)
      is distinct from (excluded.code, excluded.kind, excluded.name, excluded.parent_id, excluded.centroid_lat, excluded.centroid_lng,
        excluded.valid_from, null)`
  return { sql, rows }
}

function officeStatement(regency: Regency): Statement {
  const rows = regency.offices.map((office) => ({
    office_id: office.officeId, key: office.key, kind: office.kind, rung: office.rung, area_id: office.areaId,
    name_id: office.name.id, name_en: office.name.en, short: office.short,
  }))
  const sql = `
    with wanted as (
      select * from jsonb_to_recordset($2::jsonb)
        as w (office_id int, key text, kind text, rung text, area_id int, name_id text, name_en text, short text)
    ), ended as (
      update people.office o set valid_to = (now() at time zone $3)::date
      where o.regency_id = $1 and o.valid_to is null and not exists (select from wanted w where w.office_id = o.office_id)
    )
    insert into people.office (regency_id, office_id, key, kind, rung, area_id, name_id, name_en, short, valid_from)
    select $1, office_id, key, kind, rung, area_id, name_id, name_en, short, (now() at time zone $3)::date from wanted
    on conflict (regency_id, office_id) do update set key = excluded.key, kind = excluded.kind, rung = excluded.rung,
      area_id = excluded.area_id, name_id = excluded.name_id, name_en = excluded.name_en, short = excluded.short, valid_to = null
    where (office.key, office.kind, office.rung, office.area_id, office.name_id, office.name_en, office.short, office.valid_to)
      is distinct from (excluded.key, excluded.kind, excluded.rung, excluded.area_id, excluded.name_id, excluded.name_en, excluded.short, null)`
  return { sql, rows }
}

function roleStatement(regency: Regency): Statement {
  const rows = regency.roles.map((role) => ({
    key: role.key, name_id: role.name.id, name_en: role.name.en, area_reach: role.reach.area, office_reach: role.reach.office,
  }))
  const sql = `
    with wanted as (
      select * from jsonb_to_recordset($2::jsonb) as w (key text, name_id text, name_en text, area_reach text, office_reach text)
    ), ended as (
      update people.role r set valid_to = (now() at time zone $3)::date
      where r.regency_id = $1 and r.valid_to is null and not exists (select from wanted w where w.key = r.key)
    )
    insert into people.role (regency_id, key, name_id, name_en, area_reach, office_reach, valid_from)
    select $1, key, name_id, name_en, area_reach, office_reach, (now() at time zone $3)::date from wanted
    on conflict (regency_id, key) do update set name_id = excluded.name_id, name_en = excluded.name_en,
      area_reach = excluded.area_reach, office_reach = excluded.office_reach, valid_to = null
    where (role.name_id, role.name_en, role.area_reach, role.office_reach, role.valid_to)
      is distinct from (excluded.name_id, excluded.name_en, excluded.area_reach, excluded.office_reach, null)`
  return { sql, rows }
}

async function writeGrants(owner: pg.ClientBase, regency: Regency): Promise<void> {
  const rows = regency.roles.flatMap((role) => role.grants.map((grant) => ({ role_key: role.key, grant_key: grant })))
  await owner.query(`
    with wanted as (
      select * from jsonb_to_recordset($2::jsonb) as w (role_key text, grant_key text)
    ), withdrawn as (
      delete from people.role_grant g
      where g.regency_id = $1 and not exists (select from wanted w where w.role_key = g.role_key and w.grant_key = g.grant_key)
    )
    insert into people.role_grant (regency_id, role_key, grant_key)
    select $1, role_key, grant_key from wanted on conflict do nothing`, [regency.regencyId, JSON.stringify(rows)])
}
