import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { projectFolder } from '#config.ts'
import type { Deps } from '#deps.ts'
import { asOwner } from '#install.ts'
import { areaIdOf, linkAccountToPerson, loadDemoAccounts, readDemoAccounts } from '#modules/people/index.ts'
import { loadTwin } from '#modules/registry/index.ts'
import { systemActor } from '#platform/db/actor.ts'

export interface DemoAccount {
  readonly username: string
  readonly password: string
  readonly describes: string
}

/** The published sign-ins of the demo regency. */
export function demoAccounts(): readonly DemoAccount[] {
  const file = JSON.parse(readFileSync(join(projectFolder, 'demo', 'accounts.json'), 'utf8')) as { accounts: DemoAccount[] }
  return file.accounts
}

export interface DemoOptions {
  readonly ownerUrl: string
  readonly demo: { readonly families: number; readonly seed: number }
  readonly say: (line: string) => void
  /** Lets the demo's past happen. */
  readonly playReports: () => Promise<void>
}

/** Loads the synthetic regency and the published sign-ins once; a database that holds anything of its own is never touched. */
export async function ensureDemo(deps: Deps, options: DemoOptions): Promise<void> {
  const keeper = systemActor(deps.regency.regencyId, { areaIds: [], officeIds: [], grants: ['platform.fact.write'] })
  if (await deps.db.asActor(keeper, isLoaded)) return
  options.say(`Demo: ${options.demo.families} keluarga sintetis / synthetic families …`)
  await loadTwin(deps, { ...options.demo, ownerUrl: options.ownerUrl, onProgress: progressTo(options) })
  await asOwner(options.ownerUrl, (client) => loadDemoAccounts(client, deps.regency))
  await linkResidents(deps, options.ownerUrl)
  options.say('Demo: laporan dua bulan terakhir / reports of the last two months …')
  await options.playReports()
  await deps.db.asActor(keeper, async (tx) => {
    await sql`insert into platform.installation_fact (regency_id, key, value, recorded_at)
      values (${tx.regencyId}, 'demo', ${JSON.stringify(options.demo)}::jsonb, ${tx.now})`.execute(tx.db)
  })
}

/** A resident of the demo is one of the synthetic people of the village, so that they can see who looked at their data. */
async function linkResidents(deps: Deps, ownerUrl: string): Promise<void> {
  const { regencyId } = deps.regency
  for (const { username, area } of readDemoAccounts().filter((account) => account.role === 'resident')) {
    const reader = systemActor(regencyId, { areaIds: [areaIdOf(area)], officeIds: [], grants: ['registry.person.read'] })
    const { rows } = await deps.db.asActor(reader, (tx) => sql<{ personId: string; name: string }>`
      select p.person_id as "personId", initcap(p.name) as name from registry.person p
      join registry.family_member m on m.regency_id = p.regency_id and m.person_id = p.person_id and m.valid_to is null
      where p.regency_id = ${regencyId} and p.ended_on is null and m.relation = 'wife' order by p.birth_on, p.person_id limit 1`.execute(tx.db))
    const person = rows[0]
    if (person !== undefined) await asOwner(ownerUrl, (client) => linkAccountToPerson(client, deps.regency, { username, ...person }))
  }
}

async function isLoaded(tx: Parameters<Parameters<Deps['db']['asActor']>[1]>[0]): Promise<boolean> {
  const { rows } = await sql`select from platform.installation_fact where regency_id = ${tx.regencyId} and key = 'demo'`.execute(tx.db)
  return rows.length > 0
}

/** A line each tenth, not one a family. */
function progressTo(options: DemoOptions): (done: number) => void {
  let shown = 0
  return (done) => {
    const tenth = Math.floor((done / options.demo.families) * 10)
    if (tenth > shown) options.say(`  ${done} / ${options.demo.families}`)
    shown = Math.max(shown, tenth)
  }
}
