import { monthToDetermine } from '#modules/registry/month/month.actions.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { signedCopyName, signedCopyOf } from '#modules/registry/signed-copy/signed-copy.rules.ts'
import type { DeterminationDeps } from './determination.actions.ts'
import { determinationLimits, type DeterminationDetail, type DeterminationItem, type DeterminationRow } from './determination.contract.ts'
import {
  findDetermination, listCandidates, listCorrections, listDeterminationRecords, listItems, type DeterminationRecord,
} from './determination.store.ts'
import { itemView, type ItemRecord } from './item.rules.ts'

const pageLength = 30
const notFound = { kind: 'not_found' } as const

function rowOf(record: DeterminationRecord, itemCount: number): DeterminationRow {
  const { determinationId, state, preparedByName, decreeNumber, decreeOn, month } = record
  return {
    determinationId, state, isCorrection: record.correctsId !== null, itemCount, preparedByName, preparedAt: record.preparedAt.toISOString(), decreeNumber,
    decreeOn, month,
  }
}

/** One page of determinations; no family is named in the list. */
export async function listDeterminations(
  deps: DeterminationDeps, actor: Actor, query: { after?: string | undefined },
): Promise<Result<{ items: DeterminationRow[]; next: string | null }, { readonly kind: 'cursor_unknown' }>> {
  const after = query.after === undefined ? null : placeOfCursor(query.after)
  if (after === undefined) return err({ kind: 'cursor_unknown' })
  const found = await deps.db.asActor(actor, (tx) => listDeterminationRecords(tx, { after, limit: pageLength + 1 }))
  const shown = found.slice(0, pageLength)
  const last = found.length > pageLength ? shown.at(-1)! : undefined
  return ok({
    items: shown.map((record) => rowOf(record, record.itemCount)),
    next: last === undefined ? null : cursorOf({ at: last.preparedAt, id: last.determinationId }),
  })
}

/** What is ready for a decree; names are shown, so the look is noted. */
export async function listDeterminationCandidates(deps: DeterminationDeps, actor: Actor): Promise<{ items: DeterminationItem[] }> {
  return deps.db.asActor(actor, async (tx) => {
    const found = await listCandidates(tx, determinationLimits.items)
    if (found.length > 0) await auditItems(tx, { action: 'listDeterminationCandidates', subjectId: 'candidates', items: found })
    return { items: found.map((item) => itemView(deps.regency, item)) }
  })
}

/** One determination; its list names families, so the look is noted. */
export async function getDetermination(deps: DeterminationDeps, actor: Actor, determinationId: string): Promise<Result<DeterminationDetail, typeof notFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const record = await findDetermination(tx, determinationId)
    if (record === undefined) return err(notFound)
    const items = await listItems(tx, determinationId)
    await auditItems(tx, { action: 'getDetermination', subjectId: determinationId, items })
    const corrected = record.correctsId === null ? undefined : await findDetermination(tx, record.correctsId)
    const corrections = await listCorrections(tx, determinationId)
    const { version, reason, signerName, signerTitle, determinedByName, documentSha256, discardedByName, discardReason } = record
    return ok({
      ...rowOf(record, items.length), version, reason, signerName, signerTitle, determinedByName, documentSha256, discardedByName, discardReason,
      determinedAt: record.determinedAt?.toISOString() ?? null, signedCopy: signedCopyOf(record), isOwn: record.preparedBy === tx.actor.accountId,
      corrects: corrected === undefined ? null : { determinationId: corrected.determinationId, decreeNumber: corrected.decreeNumber ?? '' },
      correctedBy: corrections.map((each) => ({ determinationId: each.determinationId, decreeNumber: each.decreeNumber, state: each.state })),
      items: items.map((item) => ({ ...itemView(deps.regency, item), isStillDetermined: item.state === 'determined' })),
      monthToday: monthToDetermine(deps, dayOf(tx.now, deps.regency.timeZone)),
    })
  })
}

async function auditItems(tx: Tx, look: { action: string; subjectId: string; items: readonly ItemRecord[] }): Promise<void> {
  await auditRead(tx, {
    action: look.action, subjectKind: 'determination', subjectId: look.subjectId, areaId: 0, purpose: 'proposal',
    fields: ['name', 'nik_last4', ...look.items.map((item) => item.proposalId)],
  })
}

/** The frozen list of a determination, or the signed decree; the look is noted. */
export async function openDocument(
  deps: DeterminationDeps, actor: Actor, asked: { determinationId: string; paper: 'document' | 'scan' },
): Promise<Result<{ bytes: Buffer; mediaType: string; fileName: string }, typeof notFound>> {
  const { determinationId, paper } = asked
  const found = await deps.db.asActor(actor, async (tx) => {
    const record = await findDetermination(tx, determinationId)
    const sha256 = paper === 'document' ? record?.documentSha256 : record?.scanSha256
    if (record === undefined || sha256 == null) return undefined
    await auditRead(tx, {
      action: paper === 'document' ? 'readDeterminationDocument' : 'readSignedDecree', subjectKind: 'determination', subjectId: determinationId, areaId: 0,
      purpose: 'proposal', fields: [paper],
    })
    return { sha256, ...nameOf(record, paper) }
  })
  const bytes = found && (await deps.files.read(found.sha256))
  return bytes === undefined ? err(notFound) : ok({ bytes, mediaType: found!.mediaType, fileName: found!.fileName })
}

function nameOf({ decreeNumber, scanMediaType }: DeterminationRecord, paper: 'document' | 'scan'): { mediaType: string; fileName: string } {
  const number = (decreeNumber ?? '').replaceAll(/[^\dA-Za-z.-]+/g, '-')
  const mediaType = paper === 'document' ? 'application/pdf' : (scanMediaType ?? 'application/pdf')
  return { mediaType, fileName: paper === 'document' ? `lampiran-${number}.pdf` : signedCopyName(`keputusan-${number}`, mediaType) }
}
