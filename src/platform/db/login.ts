import pg from 'pg'

/** The server's login on a database. Logins belong to the whole PostgreSQL server, so each database's has a name and password of its own. */
function appLoginOf(ownerUrl: string): string {
  const database = decodeURIComponent(new URL(ownerUrl).pathname.slice(1))
  return `${database === 'postgres' ? 'kentongan' : database}_web`
}

/**
 * Makes the server's login with the owner's rights: it owns nothing, inherits nothing, and can do nothing until it becomes `app_user`
 * or `app_regency` inside a transaction of the door. Gives the connection string.
 */
export async function createAppLogin(ownerUrl: string, password: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock(7310002)')
    const name = appLoginOf(ownerUrl)
    const login = client.escapeIdentifier(name)
    const { rows } = await client.query<{ there: boolean }>('select exists (select from pg_roles where rolname = $1) as there', [name])
    // Only a superuser may even mention these attributes of a login that is there; `checkLogin` refuses one that has them.
    const fresh = `create role ${login} login noinherit nosuperuser nobypassrls nocreatedb nocreaterole`
    await client.query(`${rows[0]?.there === true ? `alter role ${login}` : fresh} password ${client.escapeLiteral(password)}`)
    await client.query(`grant app_user, app_regency to ${login}`)
    await client.query(`grant usage on schema pgboss to ${login}, app_user`)
    await client.query(`grant all on all tables in schema pgboss to ${login}, app_user`)
    await client.query(`grant execute on all functions in schema pgboss to ${login}, app_user`)
    await client.query('commit')
  } finally {
    await client.end()
  }
  return appLoginUrl(ownerUrl, password)
}

/** The connection string of the server's login on the same database. */
export function appLoginUrl(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = encodeURIComponent(appLoginOf(ownerUrl))
  url.password = encodeURIComponent(password)
  return url.href
}

/**
 * Lets an owner that is no superuser do its work. Row security is forced on every table, so it binds such an owner too: migrations, backups and
 * the narrow functions, which run with its rights, would see nothing. The server never speaks as the owner.
 */
export async function letOwnerPass(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`do $$ declare each record; begin
      if (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) then return; end if;
      for each in
        select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and c.relrowsecurity and pg_get_userbyid(c.relowner) = current_user and n.nspname <> 'pgboss'
          and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'owner_passes')
      loop
        execute format('create policy owner_passes on %s to %I using (true) with check (true)', each.name, current_user);
      end loop;
    end $$`)
  } finally {
    await client.end()
  }
}

/** Refuses a login for which row security would be an ornament or that cannot go through the door, and tables that lack it. Gives the reasons; empty is good. */
export async function checkLogin(appUrl: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: appUrl })
  await client.connect()
  try {
    const login = await client.query<{ powerful: boolean; strange: string[] }>(`
      select rolsuper or rolbypassrls as powerful,
        array(select role from unnest(array['app_user', 'app_regency']) as role where not pg_has_role(current_user, role, 'member')) as strange
      from pg_roles where rolname = current_user`)
    const open = await client.query<{ name: string }>(`
      select format('%s.%s', n.nspname, c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and has_table_privilege('app_user', c.oid, 'select')
        and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss')
        and not (c.relrowsecurity and c.relforcerowsecurity)`)
    return [
      ...login.rows.filter((row) => row.powerful).map(() => 'the database login may pass by row security (superuser or BYPASSRLS)'),
      ...login.rows.flatMap((row) => row.strange).map((role) => `the database login is no member of ${role}`),
      ...open.rows.map((row) => `table ${row.name} has no forced row security`),
    ]
  } finally {
    await client.end()
  }
}
