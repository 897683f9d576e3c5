import type { Deps } from '#deps.ts'
import { findAccountId } from '#modules/people/index.ts'
import { act, type Command, type CommandReused } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Language } from '#platform/http/texts.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { writeXlsxTable } from '#platform/sheets/write-xlsx.ts'
import { messages } from '#web/i18n/index.ts'
import type { Breach, TouchedPerson } from './breach.contract.ts'
import { wordsOfFields } from './breach.rules.ts'
import { insertBreach, listBreachRows, listTouchedRows, saveNotice, type BreachRow, type TouchedRow } from './breach.store.ts'

export type BreachDeps = Pick<Deps, 'db' | 'jobs' | 'regency'>

interface Doing {
  readonly actor: Actor
  readonly command: Command
}

export interface BreachFacts {
  readonly discoveredAt: string
  readonly whatHappened: string
  /** Whose account; null: any. */
  readonly username: string | null
  readonly fromAt: string
  readonly toAt: string
}

type BreachRefused = { readonly kind: 'span_wrong' | 'moment_in_future' | 'account_unknown' }

/** Writes down an incident; the persons and the authority must be told within the span of the law, counted from its discovery. */
export async function recordBreach(
  deps: BreachDeps, doing: Doing, facts: BreachFacts,
): Promise<Result<{ breachId: string; noticeDueAt: string }, CommandReused | BreachRefused>> {
  return act<{ breachId: string; noticeDueAt: string }, BreachRefused>(deps, { ...doing, action: 'recordBreach' }, async (tx) => {
    const [discoveredAt, fromAt, toAt] = [new Date(facts.discoveredAt), new Date(facts.fromAt), new Date(facts.toAt)]
    if (discoveredAt > tx.now) return err({ kind: 'moment_in_future' })
    if (fromAt >= toAt) return err({ kind: 'span_wrong' })
    const accountId = facts.username === null || facts.username === '' ? null : await findAccountId(tx, facts.username)
    if (accountId === undefined) return err({ kind: 'account_unknown' })
    const breachId = newId()
    const noticeDueAt = new Date(discoveredAt.getTime() + deps.regency.privacy.breachNotice.within.hours * 3_600_000)
    await insertBreach(tx, { breachId, discoveredAt, noticeDueAt, whatHappened: facts.whatHappened, accountId, fromAt, toAt })
    tx.audit({ subjectKind: 'breach', subjectId: breachId })
    return ok({ breachId, noticeDueAt: noticeDueAt.toISOString() })
  })
}

/** Incidents, newest first. */
export async function listBreaches(deps: BreachDeps, actor: Actor): Promise<{ items: Breach[] }> {
  return deps.db.asActor(actor, async (tx) => ({ items: (await listBreachRows(tx)).map((breach) => viewOf(breach, tx.now)) }))
}

function viewOf(breach: BreachRow, now: Date): Breach {
  const isLate = breach.noticeDueAt < now
  return {
    ...breach, discoveredAt: breach.discoveredAt.toISOString(), noticeDueAt: breach.noticeDueAt.toISOString(), fromAt: breach.fromAt.toISOString(),
    toAt: breach.toAt.toISOString(), notifiedAt: breach.notifiedAt?.toISOString() ?? null,
    state: breach.notifiedAt !== null ? 'notified' : (isLate && 'late') || 'open',
  }
}

/** One page of the persons whose data was seen; the reading is noted. */
export async function listTouchedPersons(
  deps: BreachDeps, actor: Actor, asked: { breachId: string; after?: string | undefined; limit: number },
): Promise<Result<{ items: TouchedPerson[]; next: string | null }, { readonly kind: 'not_found' }>> {
  return deps.db.asActor(actor, async (tx) => {
    const found = await findTouched(tx, asked.breachId, { after: asked.after ?? null, limit: asked.limit + 1 })
    if (found === undefined) return err({ kind: 'not_found' as const })
    const page = found.slice(0, asked.limit)
    return ok({ items: page.map((row) => touchedView(deps, row)), next: found.length > asked.limit ? `${page.at(-1)?.personId}.${page.at(-1)?.standing}` : null })
  })
}

async function findTouched(tx: Tx, breachId: string, page: { after: string | null; limit: number }): Promise<readonly TouchedRow[] | undefined> {
  const [breach] = await listBreachRows(tx, breachId)
  if (breach === undefined) return undefined
  await auditRead(tx, { action: 'listTouchedPersons', subjectKind: 'breach', subjectId: breachId, purpose: 'breach', fields: ['name', 'area'] })
  return listTouchedRows(tx, { ...breach, ...page })
}

function touchedView(deps: BreachDeps, row: TouchedRow): TouchedPerson {
  const { areaId, firstAt, lastAt, fields, ...shown } = row
  return {
    ...shown, fields: [...fields], areaName: deps.regency.areas.byId.get(areaId)?.name ?? '', firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString(),
  }
}

const mostInOneFile = 10_000

/** The persons as a table, at most ten thousand. */
export async function downloadTouchedPersons(
  deps: BreachDeps, actor: Actor, asked: { breachId: string; language: Language },
): Promise<Result<{ bytes: Buffer; mediaType: string; fileName: string }, { readonly kind: 'not_found' }>> {
  const rows = await deps.db.asActor(actor, (tx) => findTouched(tx, asked.breachId, { after: null, limit: mostInOneFile }))
  if (rows === undefined) return err({ kind: 'not_found' })
  const catalogues = messages(asked.language)
  const m = catalogues.privacy
  const headers = [m.touchedName, m.touchedStanding, m.touchedArea, m.touchedLooks, m.touchedFirst, m.touchedLast, m.touchedFields]
  const bytes = await writeXlsxTable({
    name: m.touchedTitle,
    columns: headers.map((header, at) => ({ header, kind: at === 3 ? 'number' : 'text', width: at === 6 ? 50 : 22 })),
    rows: rows.map((row) => [
      row.name, m.standings[row.standing], deps.regency.areas.byId.get(row.areaId)?.name ?? '', row.looks, row.firstAt.toISOString(), row.lastAt.toISOString(), wordsOfFields(row.fields, catalogues),
    ]),
  })
  return ok({ bytes, mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', fileName: `${m.touchedFile}.xlsx` })
}

/** The persons and the authority were told. */
export async function closeBreach(
  deps: BreachDeps, doing: Doing, notice: { breachId: string; handling: string; notifiedAt: string },
): Promise<Result<{ breachId: string }, CommandReused | { readonly kind: 'not_found' | 'breach_notified' | 'moment_in_future' }>> {
  type Refused = { readonly kind: 'not_found' | 'breach_notified' | 'moment_in_future' }
  return act<{ breachId: string }, Refused>(deps, { ...doing, action: 'closeBreach' }, async (tx) => {
    const notifiedAt = new Date(notice.notifiedAt)
    if (notifiedAt > tx.now) return err({ kind: 'moment_in_future' })
    const [breach] = await listBreachRows(tx, notice.breachId)
    if (breach === undefined) return err({ kind: 'not_found' })
    if (!(await saveNotice(tx, { ...notice, notifiedAt }))) return err({ kind: 'breach_notified' })
    tx.audit({ subjectKind: 'breach', subjectId: notice.breachId })
    return ok({ breachId: notice.breachId })
  })
}
