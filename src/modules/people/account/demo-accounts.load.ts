import { readFileSync } from 'node:fs'
import type pg from 'pg'
import { z } from 'zod'
import { areaIdOf } from '#modules/people/area/area.rules.ts'
import type { Regency } from '#modules/people/regency/regency.contract.ts'
import { findOffice } from '#modules/people/regency/regency.rules.ts'
import type { Scope } from '#modules/people/session/session.rules.ts'
import { newId } from '#platform/id.ts'
import { hashPassword } from '#platform/secrets/password.ts'
import { checkScope } from './account.rules.ts'

const ScopeByCode = z.object({ role: z.string(), area: z.string(), office: z.string().nullable() })
const DemoAccount = ScopeByCode.extend({
  username: z.string(),
  password: z.string(),
  name: z.string(),
  describes: z.string(),
  describesEn: z.string(),
  try: z.object({ id: z.string(), en: z.string() }),
  alsoAs: z.array(ScopeByCode).default([]),
})
type DemoAccount = z.infer<typeof DemoAccount>

const demoFile = new URL('../../../../demo/accounts.json', import.meta.url)

/** The published sign-ins of the demo regency, as `demo/accounts.json` has them. */
export function readDemoAccounts(): readonly DemoAccount[] {
  return z.object({ accounts: z.array(DemoAccount) }).parse(JSON.parse(readFileSync(demoFile, 'utf8'))).accounts
}

/**
 * Makes the published sign-ins, with the owner's login, in one transaction. Only for a demo: anybody can read the passwords.
 * Doing it again changes nothing, not even a password that somebody changed meanwhile.
 */
export async function loadDemoAccounts(owner: pg.ClientBase, regency: Regency): Promise<void> {
  await asManager(owner, regency, async () => {
    const hashes = new Map<string, Promise<string>>()
    for (const account of readDemoAccounts()) {
      const hash = hashes.get(account.password) ?? hashPassword(account.password)
      hashes.set(account.password, hash)
      await insertAccount(owner, regency, { account, hash: await hash })
    }
  })
}

/** Makes an account's holder a person of the registry, by name too, so that they may see who looked at their data. With the owner's login. */
export async function linkAccountToPerson(
  owner: pg.ClientBase, regency: Regency, link: { username: string; personId: string; name: string },
): Promise<void> {
  await asManager(owner, regency, async () => {
    await owner.query('update people.account set person_id = $3, name = $4 where regency_id = $1 and username = $2',
      [regency.regencyId, link.username, link.personId, link.name])
  })
}

/** One transaction under the context of account management: an owner who is subject to row security may do this too. */
async function asManager(owner: pg.ClientBase, regency: Regency, work: () => Promise<void>): Promise<void> {
  await owner.query('begin')
  try {
    await owner.query(`select set_config('app.regency', $1, true), set_config('app.grants', '{people.account.manage}', true)`, [String(regency.regencyId)])
    await work()
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

async function insertAccount(owner: pg.ClientBase, regency: Regency, made: { account: DemoAccount; hash: string }): Promise<void> {
  const { account, hash } = made
  const inserted = await owner.query<{ account_id: string }>(`
    insert into people.account (regency_id, account_id, username, name, must_change_password, created_at) values ($1, $2, $3, $4, false, now())
    on conflict (regency_id, username) do nothing returning account_id`, [regency.regencyId, newId(), account.username, account.name])
  const accountId = inserted.rows[0]?.account_id
  if (accountId === undefined) return
  await owner.query('insert into people.credential (regency_id, account_id, password_hash, changed_at) values ($1, $2, $3, now())',
    [regency.regencyId, accountId, hash])
  for (const scope of [account, ...account.alsoAs]) {
    const { role, areaId, officeId } = scopeOf(scope, regency)
    await owner.query(`insert into people.scope (regency_id, scope_id, account_id, role, area_id, office_id, granted_at)
      values ($1, $2, $3, $4, $5, $6, clock_timestamp())`, [regency.regencyId, newId(), accountId, role, areaId, officeId])
  }
}

function scopeOf(given: z.infer<typeof ScopeByCode>, regency: Regency): Scope {
  const officeId = given.office === null ? null : (findOffice(regency, given.office)?.officeId ?? -1)
  const checked = checkScope({ role: given.role, areaId: areaIdOf(given.area), officeId }, regency)
  if (!checked.ok) throw new Error(`demo/accounts.json: ${given.role} in ${given.area} for ${given.office ?? 'no office'}: ${checked.error.kind}`)
  return checked.value
}
