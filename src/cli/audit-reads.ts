import { userInfo } from 'node:os'
import { listAuditEntries, type AuditEntry } from '#modules/people/index.ts'
import { auditRead } from '#platform/audit/read.ts'
import { systemActor } from '#platform/db/actor.ts'
import { columns } from './columns.ts'
import { UsageError, type CliCall } from './command.ts'
import { withDeps } from './database.ts'
import { exitCode, type ExitCode } from './exit-code.ts'

/** More than anybody reads; a whole year is for `audit export`. */
const mostEntries = 100_000

/**
 * `audit reads`: who looked at whose data between two days, by one account or at one subject; the first list of an incident. The question
 * itself is written down with its reason.
 */
export async function auditReads(call: CliCall): Promise<ExitCode> {
  const [from, to] = [dayOf(call, 'from'), dayOf(call, 'to')]
  return withDeps(call, async (deps) => {
    const actor = systemActor(deps.regency.regencyId, { areaIds: [], officeIds: [], grants: ['people.audit.read'] })
    const purpose = `${call.required('reason')} (${userInfo().username})`
    const about = call.option('account') ?? call.option('subject') ?? 'all'
    await deps.db.asActor(actor, (tx) => auditRead(tx, {
      action: 'listAuditReads', subjectKind: 'audit', subjectId: about, purpose, fields: ['entry'],
    }))
    const entries: AuditEntry[] = []
    for (let after: number | undefined; entries.length < mostEntries;) {
      const filter = { account: call.option('account'), subjectId: call.option('subject'), from, to, readsOnly: true }
      const page = await listAuditEntries(deps, actor, { ...filter, after, limit: 100 })
      entries.push(...page.items)
      if (page.next === null) break
      after = Number(page.next)
    }
    call.answer({ lines: linesOf(call, entries), json: { entries } })
    return exitCode.good
  })
}

function dayOf(call: CliCall, name: string): string | undefined {
  const day = call.option(name)
  const isDay = day === undefined || (/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)))
  if (!isDay) throw new UsageError(call.text.usageErrors.notADay(`--${name}`))
  return day
}

function linesOf({ text, lang }: CliCall, entries: readonly AuditEntry[]): string[] {
  if (entries.length === 0) return [text.done.noReads]
  const subjects = new Set(entries.map((entry) => `${entry.subjectKind} ${entry.subjectId}`)).size
  const number = new Intl.NumberFormat(lang)
  const rows = entries.map((entry) => [
    entry.at, entry.accountName ?? '–', entry.role, entry.action, `${entry.subjectKind} ${entry.subjectId}`, entry.purpose ?? '',
  ])
  return [...columns(rows), text.done.reads(number.format(entries.length), number.format(subjects))]
}
