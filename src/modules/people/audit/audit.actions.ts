import type { z } from 'zod'
import type { Regency } from '#modules/people/regency/regency.contract.ts'
import { findRole } from '#modules/people/regency/regency.rules.ts'
import type { SessionDeps } from '#modules/people/session/session-actor.actions.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import type { AuditEntry, auditOperations, LookAtMe } from './audit.contract.ts'
import { findAccountId, findOwnPersonId, listEntries, listLooks, type EntryFilter, type EntryRow } from './audit.store.ts'

type AuditQuery = z.output<typeof auditOperations.listAuditEntries.query>

/** One page of what was done and looked at. Whoever asks about one subject or one account leaves an entry too. */
export async function listAuditEntries(
  deps: SessionDeps, actor: Actor, query: AuditQuery,
): Promise<{ items: AuditEntry[]; next: string | null }> {
  const { account, limit, ...rest } = query
  return deps.db.asActor(actor, async (tx) => {
    const accountId = given(account) === undefined ? undefined : await findAccountId(tx, account!)
    if (given(account) !== undefined && accountId === undefined) return { items: [], next: null }
    const filter: EntryFilter = {
      accountId, action: given(rest.action), subjectKind: given(rest.subjectKind), subjectId: given(rest.subjectId), from: rest.from, to: rest.to,
      readsOnly: rest.readsOnly, before: rest.after, timeZone: deps.regency.timeZone, limit: limit + 1,
    }
    const rows = await listEntries(tx, filter)
    await noteQuestion(tx, filter)
    const page = rows.slice(0, limit)
    return { items: page.map((row) => entryView(row, deps.regency)), next: rows.length > limit ? nextOf(page) : null }
  })
}

/** A list of everything is about nobody; a question about somebody is itself a look at them. */
async function noteQuestion(tx: Tx, filter: EntryFilter): Promise<void> {
  if (filter.before !== undefined || (filter.subjectId === undefined && filter.accountId === undefined)) return
  const subject = filter.subjectId === undefined
    ? { subjectKind: 'account', subjectId: filter.accountId! }
    : { subjectKind: filter.subjectKind ?? 'unknown', subjectId: filter.subjectId }
  await auditRead(tx, { action: 'listAuditEntries', ...subject, purpose: 'oversight', fields: ['audit_entries'] })
}

/** Kinds of subjects that are places: their id is an area's. */
const areaKinds: ReadonlySet<string> = new Set(['area', 'absence'])

function entryView(row: EntryRow, regency: Regency): AuditEntry {
  return {
    ...row, at: row.at.toISOString(),
    subjectName: areaKinds.has(row.subjectKind) ? areaName(Number(row.subjectId), regency) : row.subjectName,
    areaName: row.areaId === null ? null : areaName(row.areaId, regency),
    officeName: officeName(row.officeId, regency), detail: { ...row.detail },
  }
}

/** An area by its name; one that the regency no longer has keeps its number. */
function areaName(areaId: number, regency: Regency): string {
  return regency.areas.byId.get(areaId)?.name ?? String(areaId)
}

/** Who dealt with the data about the signed-in person: office, role and purpose. */
export async function listLooksAtMe(
  deps: SessionDeps, actor: Actor, query: { after?: number | undefined; limit: number },
): Promise<{ isKnownPerson: boolean; items: LookAtMe[]; next: string | null }> {
  return deps.db.asActor(actor, async (tx) => {
    if ((await findOwnPersonId(tx)) === null) return { isKnownPerson: false, items: [], next: null }
    const rows = await listLooks(tx, { before: query.after, limit: query.limit + 1 })
    const page = rows.slice(0, query.limit)
    const items = page.map((row) => ({
      entryId: row.entryId, at: row.at.toISOString(), role: row.role, roleName: findRole(deps.regency, row.role)?.name ?? null, action: row.action,
      officeName: officeName(row.officeId, deps.regency), purpose: row.purpose, fields: [...row.fields],
    }))
    return { isKnownPerson: true, items, next: rows.length > query.limit ? nextOf(page) : null }
  })
}

function officeName(officeId: number | null, regency: Regency): AuditEntry['officeName'] {
  return regency.offices.find((office) => office.officeId === officeId)?.name ?? null
}

function nextOf(page: readonly { readonly entryId: number }[]): string | null {
  const last = page.at(-1)
  return last === undefined ? null : String(last.entryId)
}

/** An empty field of a form asks for nothing. */
function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
