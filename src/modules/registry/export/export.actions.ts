import type { z } from 'zod'
import type { Deps } from '#deps.ts'
import { freezeRows, type NotFrozen } from '#modules/registry/bulk-act/freeze.actions.ts'
import { act, type Command } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import { closeInZip } from '#platform/files/closed-zip.ts'
import type { FileAnswer } from '#platform/http/call.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { inGroups, secretOfCommand } from '#platform/secrets/token.ts'
import { messages } from '#web/i18n/index.ts'
import { exportLimits, type Export, type ExportState, type exportOperations } from './export.contract.ts'
import { findExportRule, needsApproval } from './export.rules.ts'
import {
  changeExport, findOwnExport, insertExport, listExportRecords, lockExport, makeExportQueue, putExportFile, readExportFile, type ExportRecord,
} from './export.store.ts'

export type ExportDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'regency'>
interface Doing {
  readonly actor: Actor
  readonly command: Command
}
type Reused = { readonly kind: 'command_reused' }
type NotFound = { readonly kind: 'not_found' }
type NotYet = { readonly kind: 'export_not_ready' | 'export_gone' }
type NotAsked = NotFrozen | { readonly kind: 'full_numbers_not_permitted' }
type Asked = { exportId: string; needsApproval: boolean }

const atOnce = 30

/** Asks for a closed file of a list, exactly as the list is now. It is made at once, or after a second person approved. */
export async function requestExport(
  deps: ExportDeps, doing: Doing, body: z.output<typeof exportOperations.requestExport.body>,
): Promise<Result<Asked, NotAsked | Reused>> {
  return act<Asked, NotAsked>(deps, { ...doing, action: 'requestExport' }, async (tx) => {
    const { of, purpose, fields, fullNumbers } = body
    if (fullNumbers && !doing.actor.grants.has('registry.identity.reveal')) return err({ kind: 'full_numbers_not_permitted' })
    const rule = findExportRule(deps.regency, dayOf(tx.now, deps.regency.timeZone))
    const frozen = await freezeRows(tx, deps, {
      kind: 'export', of, reason: purpose, maximum: exportLimits.rows, needsApproval: (rowCount) => needsApproval(rule, { rowCount, fullNumbers }),
    })
    if (!frozen.ok) return frozen
    const { bulkActId, areaId, rowCount } = frozen.value
    const exportId = newId()
    const state = frozen.value.needsApproval ? 'waiting' : 'making'
    const asked = [...new Set(fields)]
    await insertExport(tx, { exportId, bulkActId, areaId, purpose, fields: asked, hasFullNumbers: fullNumbers, rowCount, state })
    if (state === 'making') await tx.enqueue(makeExportQueue, { exportId, areaId })
    tx.audit({ subjectKind: 'export', subjectId: exportId, areaId, purpose, detail: { fields: ['name', 'address', ...asked], rows: rowCount, fullNumbers } })
    return ok({ exportId, needsApproval: state === 'waiting' })
  })
}

/** One page of the actor's own exports, newest first. */
export async function listExports(deps: ExportDeps, actor: Actor, after: string | undefined): Promise<{ items: Export[]; next: string | null }> {
  return deps.db.asActor(actor, async (tx) => pageOf(deps, actor, await listExportRecords(tx, { whose: 'own', after: cursorOf(after), limit: atOnce + 1 })))
}

/** One page of everybody's exports, for oversight; the look is written down. */
export async function listExportTrail(deps: ExportDeps, actor: Actor, after: string | undefined): Promise<{ items: Export[]; next: string | null }> {
  return deps.db.asActor(actor, async (tx) => {
    await auditRead(tx, { action: 'listExportTrail', subjectKind: 'export', subjectId: 'all', purpose: 'oversight', fields: ['exports'] })
    return pageOf(deps, actor, await listExportRecords(tx, { whose: 'all', after: cursorOf(after), limit: atOnce + 1 }))
  })
}

function cursorOf(text: string | undefined): { at: Date; exportId: string } | undefined {
  const [at, exportId] = (text ?? '').split('~')
  if (at === undefined || exportId === undefined || Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(exportId)) return undefined
  return { at: new Date(at), exportId }
}

function pageOf(deps: ExportDeps, actor: Actor, records: readonly ExportRecord[]): { items: Export[]; next: string | null } {
  const page = records.slice(0, atOnce)
  const last = records.length > atOnce ? page.at(-1) : undefined
  return { items: page.map((record) => exportView(deps, record, actor)), next: last === undefined ? null : `${last.requestedAt.toISOString()}~${last.exportId}` }
}

/** An export as screens show it. */
export function exportView({ regency }: Pick<Deps, 'regency'>, record: ExportRecord, actor: Actor): Export {
  const { requestedBy, requestedAt, expiresAt, areaId, fields, ...shown } = record
  return {
    ...shown, fields: [...fields], isOwn: requestedBy === actor.accountId, areaName: regency.areas.byId.get(areaId)?.name ?? '',
    requestedAt: requestedAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null,
  }
}

/** One export of the actor's. */
export async function getExport(deps: ExportDeps, actor: Actor, exportId: string): Promise<Result<Export, NotFound>> {
  const record = await deps.db.asActor(actor, (tx) => findOwnExport(tx, exportId))
  return record === undefined ? err({ kind: 'not_found' }) : ok(exportView(deps, record, actor))
}

/**
 * Closes the file with a passphrase made from this command, and tells it this once: the command's stored result does not hold it, and no other
 * command makes the same.
 */
export async function openExport(
  deps: ExportDeps, doing: Doing, exportId: string,
): Promise<Result<{ passphrase: string }, NotFound | NotYet | { readonly kind: 'passphrase_was_shown' } | Reused>> {
  const passphrase = inGroups(secretOfCommand(deps.keys, doing.command, { purpose: 'export', letters: 25 }))
  const opened = await act<{ exportId: string }, NotFound | NotYet | { readonly kind: 'passphrase_was_shown' }>(
    deps, { ...doing, action: 'openExport' }, async (tx) => {
      const own = await findOwnExport(tx, exportId)
      const record = own && (await lockExport(tx, exportId))
      if (record === undefined) return err({ kind: 'not_found' })
      if (record.state === 'opened') return err({ kind: 'passphrase_was_shown' })
      const sealed = record.state === 'ready' && !isOver(record, tx.now) ? await readExportFile(tx, exportId) : undefined
      if (sealed === undefined) return err({ kind: whyNot(record, tx.now) })
      const name = `${fileName(exportId)}.xlsx`
      await putExportFile(tx, record, await closeInZip({ name, bytes: Buffer.from(deps.keys.open(sealed), 'base64') }, passphrase))
      await changeExport(tx, exportId, { state: 'opened', openedAt: tx.now })
      tx.audit({ subjectKind: 'export', subjectId: exportId, areaId: record.areaId, purpose: record.purpose })
      return ok({ exportId })
    })
  return opened.ok ? ok({ passphrase }) : opened
}

/** The encrypted zip; each download is written down. */
export async function downloadExport(deps: ExportDeps, actor: Actor, exportId: string): Promise<Result<FileAnswer, NotFound | NotYet>> {
  return deps.db.asActor(actor, async (tx) => {
    const record = await findOwnExport(tx, exportId)
    if (record === undefined) return err({ kind: 'not_found' as const })
    const bytes = record.state === 'opened' && !isOver(record, tx.now) ? await readExportFile(tx, exportId) : undefined
    if (bytes === undefined) return err({ kind: whyNot(record, tx.now) })
    await auditRead(tx, {
      action: 'downloadExport', subjectKind: 'export', subjectId: exportId, areaId: record.areaId, purpose: record.purpose,
      fields: ['name', 'address', ...record.fields],
    })
    return ok({ bytes, mediaType: 'application/zip', fileName: `${fileName(exportId)}.zip` })
  })
}

function fileName(exportId: string): string {
  return `${messages('id').exporting.file}-${exportId.slice(-8)}`
}

/** A file whose time is over counts as deleted, also before the sweep comes by. */
function isOver({ expiresAt }: ExportRecord, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now
}

const gone: readonly ExportState[] = ['deleted', 'refused', 'failed']

function whyNot(record: ExportRecord, now: Date): NotYet['kind'] {
  return gone.includes(record.state) || isOver(record, now) ? 'export_gone' : 'export_not_ready'
}
