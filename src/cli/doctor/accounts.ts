import type { Regency } from '#modules/people/index.ts'
import { asOwner } from '#install.ts'
import { findings, type Examined, type Finding } from './finding.ts'

const fewestApprovers = 2

interface Counted {
  readonly approvers: number
  readonly waiting: number
}

/** Whether a role that takes two people can be given at all, and how many wait for the second one. */
export async function examineAccounts(ownerUrl: string, regency: Regency, { text, lang }: Examined): Promise<Finding> {
  const is = findings('accounts')
  const approving = regency.roles.filter((role) => role.grants.includes('people.scope.approve')).map((role) => role.key)
  const { approvers, waiting } = await asOwner(ownerUrl, async (client) => {
    await client.query("select set_config('app.regency', $1, false)", [String(regency.regencyId)])
    const { rows } = await client.query<Counted>(`
      select (select count(distinct c.account_id)::int from people.scope c
          join people.account a on a.regency_id = c.regency_id and a.account_id = c.account_id and a.disabled_at is null
        where c.regency_id = $1 and c.withdrawn_at is null and c.role = any($2)) as approvers,
        (select count(*)::int from people.asked_scope s where s.regency_id = $1 and s.decided_at is null) as waiting`, [regency.regencyId, approving])
    return rows[0]!
  })
  const number = new Intl.NumberFormat(lang)
  if (approvers < fewestApprovers) return is.warning(text.accountsAlone(number.format(approvers)))
  return is.good(text.accountsGood(number.format(approvers), number.format(waiting)))
}
