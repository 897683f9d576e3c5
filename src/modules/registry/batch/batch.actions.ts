import type { Deps } from '#deps.ts'
import { findLayout, type RegisterLayout } from '#modules/people/index.ts'
import { monthToDetermine } from '#modules/registry/month/month.actions.ts'
import { macOfNik } from '#modules/registry/person/identity.rules.ts'
import { registerOffice } from '#modules/registry/proposal/proposal.actions.ts'
import { noFamily, takeStep } from '#modules/registry/proposal/proposal.rules.ts'
import { lockProposals, writeStep } from '#modules/registry/proposal/proposal.store.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import { closeInZip } from '#platform/files/closed-zip.ts'
import type { FileAnswer } from '#platform/http/call.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { inGroups, secretOfCommand } from '#platform/secrets/token.ts'
import { formatters, messages } from '#web/i18n/index.ts'
import { batchLimits, type BatchFormat } from './batch.contract.ts'
import { batchNumber, rowReference } from './batch-number.rules.ts'
import { sealTable, writeBatchFile, writeMarkedCopy } from './batch-copy.actions.ts'
import type { FrozenTable } from './batch-mark.rules.ts'
import { batchTable, type SentFamily } from './batch-table.rules.ts'
import {
  findBatch, findDownload, insertBatch, insertBatchFile, insertBatchRows, insertDownload, listWaiting, readFileContent, readTable, takeBatchNo,
} from './batch.store.ts'
import { readSentFamilies } from './sent-family.actions.ts'

export type BatchDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'regency' | 'clock'>

export interface BatchCall {
  readonly actor: Actor
  readonly command: Command
}

type NotFound = { readonly kind: 'not_found' }
type Made = { readonly batchId: string; readonly number: string; readonly rowCount: number }
type NotMade = { readonly kind: 'nothing_to_send' | 'month_not_begun' | 'proposal_changed' }

/** The layout that holds on a day; before the first one, the first. */
export function layoutOn({ regency }: Pick<Deps, 'regency'>, day: string): RegisterLayout {
  return findLayout(regency, day) ?? regency.proposals.layouts[0]!
}

/** Freezes and numbers what is determined up to a month; what comes later waits for the next batch. */
export async function makeBatch(deps: BatchDeps, call: BatchCall, month: string): Promise<Result<Made, NotMade | CommandReused>> {
  const today = dayOf(deps.clock.now(), deps.regency.timeZone)
  const waiting = await deps.db.asActor(call.actor, (tx) => listWaiting(tx, { month, limit: batchLimits.rows }))
  const families = await readSentFamilies(deps, waiting)
  return act<Made, NotMade>(deps, { ...call, action: 'makeBatch' }, async (tx) => {
    if (month > monthToDetermine(deps, today)) return err({ kind: 'month_not_begun' })
    if (families.length === 0) return err({ kind: 'nothing_to_send' })
    const seriesNo = await takeBatchNo(tx, month)
    const layout = layoutOn(deps, today)
    const number = batchNumber(deps.regency.receiptPrefix, { month, seriesNo })
    const batch = { batchId: newId(), officeId: registerOffice(deps.regency), month, seriesNo, number, layoutKey: layout.key, rowCount: families.length }
    const frozen = freezeTable(deps, { ...batch, layout, madeBy: tx.actor.name, madeAt: tx.now, families: families.map((family, at) => ({ ...family, reference: rowReference(number, at + 1) })) })
    await insertBatch(tx, { ...batch, tableSealed: sealTable(deps.keys, frozen) })
    await insertBatchRows(tx, batch.batchId, families.map(({ proposal, nik }, at) => ({
      rowNo: at + 1, areaId: proposal.areaId, officeId: proposal.officeId, proposalId: proposal.proposalId, familyId: proposal.familyId,
      nikMac: nik === null ? null : macOfNik(deps.keys, nik),
    })))
    const sent = await sendProposals(tx, families.map((family) => family.proposal), number)
    if (!sent.ok) return sent
    const hashes = await keepFiles(tx, deps, { ...batch, table: frozen.table })
    tx.audit({ subjectKind: 'batch', subjectId: batch.batchId, areaId: 0, purpose: 'proposal', detail: { number, month, rows: families.length, ...hashes } })
    return ok({ batchId: batch.batchId, number, rowCount: families.length })
  })
}

/** Every proposal takes its step, as it was when it was read; otherwise nothing is sent. */
async function sendProposals(
  tx: ActTx, read: readonly { proposalId: string; version: number }[], number: string,
): Promise<Result<undefined, { readonly kind: 'proposal_changed' }>> {
  const seen = new Map(read.map((each) => [each.proposalId, each.version]))
  const proposals = await lockProposals(tx, [...seen.keys()])
  if (proposals.length < seen.size) return err({ kind: 'proposal_changed' })
  for (const proposal of proposals) {
    const taken = takeStep({ ...proposal, steps: [] }, 'export', { accountId: tx.actor.accountId, ownFamilyIds: noFamily, seenVersion: seen.get(proposal.proposalId) ?? 0 })
    if (!taken.ok) return err({ kind: 'proposal_changed' })
    await writeStep(tx, proposal, { act: 'export', to: taken.value, words: null, detail: { batch: number } })
  }
  return ok(undefined)
}

interface Frozen {
  readonly month: string
  readonly number: string
  readonly layout: RegisterLayout
  readonly madeBy: string
  readonly madeAt: Date
  readonly families: readonly SentFamily[]
}

/** What is sent, as a table in the order of the layout. */
function freezeTable({ regency }: Pick<Deps, 'regency'>, of: Frozen): FrozenTable {
  const { batch: m, proposal } = messages('id')
  const format = formatters('id', regency.timeZone)
  return {
    fields: of.layout.columns.map((column) => column.field),
    table: batchTable(of.layout, {
      families: of.families, name: of.number, kinds: proposal.kinds,
      notes: {
        name: m.notes.sheet,
        lines: [
          [m.notes.number, of.number], [m.notes.month, format.month(of.month)], [m.notes.rows, String(of.families.length)],
          [m.notes.madeBy, `${of.madeBy}, ${format.moment(of.madeAt)}`], [m.notes.duty, m.notes.dutyText],
        ],
      },
    }),
  }
}

/** Makes both files without marks, closes and keeps them; gives the hash of each as it is inside. */
async function keepFiles(
  tx: ActTx, deps: Pick<Deps, 'keys'>, of: { batchId: string; officeId: number; table: FrozenTable['table'] },
): Promise<Record<BatchFormat, string>> {
  const hashes: Record<BatchFormat, string> = { xlsx: '', csv: '' }
  for (const format of ['xlsx', 'csv'] as const) {
    const { bytes, sha256 } = await writeBatchFile(of.table, format)
    hashes[format] = sha256
    await insertBatchFile(tx, of, { format, sealed: deps.keys.seal(bytes.toString('base64')), sizeBytes: bytes.length, sha256 })
  }
  return hashes
}

/** Made from the id of what was asked, so that nothing of it is stored and the file opens with it again. */
function passphraseOf(deps: Pick<Deps, 'keys'>, downloadId: string): string {
  return inGroups(secretOfCommand(deps.keys, { id: downloadId, bodySha256: Buffer.alloc(0) }, { purpose: 'batch', letters: 25 }))
}

/** Writes down who asks for which file, and tells the passphrase by which it opens. */
export async function askForBatchFile(
  deps: BatchDeps, call: BatchCall, asked: { batchId: string; format: BatchFormat },
): Promise<Result<{ downloadId: string; passphrase: string }, NotFound | CommandReused>> {
  const written = await act<{ downloadId: string }, NotFound>(deps, { ...call, action: 'askForBatchFile' }, async (tx) => {
    const batch = await findBatch(tx, asked.batchId)
    if (batch === undefined) return err({ kind: 'not_found' })
    const downloadId = newId()
    const sealed = await readTable(tx, asked.batchId)
    const copy = sealed && (await writeMarkedCopy(deps.keys, sealed, { downloadId, format: asked.format }))
    await insertDownload(tx, { downloadId, batch, format: asked.format, sha256: copy?.sha256 ?? null })
    tx.audit({ subjectKind: 'batch', subjectId: asked.batchId, areaId: 0, purpose: 'proposal', detail: { number: batch.number, format: asked.format, downloadId } })
    return ok({ downloadId })
  })
  return written.ok ? ok({ ...written.value, passphrase: passphraseOf(deps, written.value.downloadId) }) : written
}

/** The copy that one asked for, in a zip that only its passphrase opens; each download is written down. */
export async function downloadBatchFile(deps: BatchDeps, actor: Actor, asked: { batchId: string; downloadId: string }): Promise<Result<FileAnswer, NotFound>> {
  const found = await deps.db.asActor(actor, async (tx) => {
    const batch = await findBatch(tx, asked.batchId)
    const format = batch && (await findDownload(tx, asked))
    if (batch === undefined || format === undefined) return undefined
    const table = await readTable(tx, asked.batchId)
    const content = table === null ? await readFileContent(tx, { batchId: asked.batchId, format }) : undefined
    await auditRead(tx, {
      action: 'downloadBatchFile', subjectKind: 'batch', subjectId: asked.batchId, areaId: 0, purpose: 'proposal', fields: ['name', 'address', 'nik', 'card', format],
    })
    return { number: batch.number, format, table, content }
  })
  if (found === undefined) return err({ kind: 'not_found' })
  const inside = await bytesOf(deps, { ...found, downloadId: asked.downloadId })
  if (inside === undefined) return err({ kind: 'not_found' })
  const bytes = await closeInZip({ name: `${found.number}.${found.format}`, bytes: inside }, passphraseOf(deps, asked.downloadId))
  return ok({ bytes, mediaType: 'application/zip', fileName: `${found.number}-${found.format}.zip` })
}

/** The marked copy; of a batch from before tables were kept, the file as it was made. */
async function bytesOf(
  deps: Pick<Deps, 'keys'>, of: { downloadId: string; format: BatchFormat; table: Buffer | null; content: Buffer | undefined },
): Promise<Buffer | undefined> {
  if (of.table !== null) return (await writeMarkedCopy(deps.keys, of.table, of)).bytes
  return of.content && Buffer.from(deps.keys.open(of.content), 'base64')
}
