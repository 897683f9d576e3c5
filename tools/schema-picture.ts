import pg from 'pg'

interface TableRow {
  readonly name: string
  readonly columns: readonly string[]
  readonly constraints: readonly string[]
  readonly indexes: readonly string[]
  readonly policies: readonly string[]
  readonly grants: readonly string[]
}

/** A readable picture of each table in the database, by file name: columns, keys, indexes, policies and what the server's role may do. */
export async function drawSchema(ownerUrl: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<TableRow>(pictureSql)
    return new Map(rows.map((row) => [`${row.name}.txt`, draw(row)]))
  } finally {
    await client.end()
  }
}

function draw(table: TableRow): string {
  const parts = [['columns', table.columns], ['constraints', table.constraints], ['indexes', table.indexes], ['policies', table.policies], ['app_user may', table.grants]] as const
  const body = parts.filter(([, lines]) => lines.length > 0).map(([title, lines]) => `${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`)
  return `${table.name}\n\n${body.join('\n')}`
}

const pictureSql = `
select n.nspname || '.' || c.relname as name,
  array(select a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
      || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
  array(select k.conname || ': ' || pg_get_constraintdef(k.oid) from pg_constraint k
    where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c', 'x') order by k.contype, k.conname) as constraints,
  array(select i.relname || ': ' || substring(pg_get_indexdef(x.indexrelid) from ' USING .*$') from pg_index x join pg_class i on i.oid = x.indexrelid
    where x.indrelid = c.oid and not x.indisprimary order by i.relname) as indexes,
  array(select p.polname || ' (' || case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end || ')'
      || coalesce(' using ' || pg_get_expr(p.polqual, p.polrelid), '') || coalesce(' check ' || pg_get_expr(p.polwithcheck, p.polrelid), '')
    from pg_policy p where p.polrelid = c.oid order by p.polname) as policies,
  array(select lower(privilege) || coalesce(' (' || columns || ')', '') from (
      select g.privilege_type as privilege, null as columns from information_schema.table_privileges g
        where g.grantee = 'app_user' and g.table_schema = n.nspname and g.table_name = c.relname
      union all
      select g.privilege_type, string_agg(g.column_name, ', ' order by g.column_name) from information_schema.column_privileges g
        where g.grantee = 'app_user' and g.table_schema = n.nspname and g.table_name = c.relname
          and not exists (select from information_schema.table_privileges w where w.grantee = 'app_user' and w.table_schema = n.nspname
            and w.table_name = c.relname and w.privilege_type = g.privilege_type)
        group by g.privilege_type) as granted order by 1) as grants
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and not c.relispartition
  and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public') and n.nspname not like 'pg_toast%'
order by 1`
