import { findDistrictOf, getArea, isUrbanVillage, type Regency } from '#modules/people/index.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { signedCopyName, signedCopyOf } from '#modules/registry/signed-copy/signed-copy.rules.ts'
import { quorumOn, type DeliberationDeps, type NotFound } from './deliberation.actions.ts'
import type { AgendaCandidate, DeliberationDetail, DeliberationRow, DeliberationState } from './deliberation.contract.ts'
import { countQuorum, missingForClosing } from './deliberation.rules.ts'
import {
  findDeliberation, listAttendees, listCandidates, listDeliberationRecords, listItems, type DeliberationRecord,
} from './deliberation.store.ts'

const pageLength = 30
const notFound = { kind: 'not_found' } as const

/** Meetings of the actor's reach, the latest first; no family is named in the list. */
export async function listDeliberations(
  deps: DeliberationDeps, actor: Actor, query: { state?: DeliberationState | undefined; after?: string | undefined },
): Promise<Result<{ items: DeliberationRow[]; next: string | null }, { readonly kind: 'cursor_unknown' }>> {
  const after = query.after === undefined ? null : placeOfCursor(query.after)
  if (after === undefined) return err({ kind: 'cursor_unknown' })
  const found = await deps.db.asActor(actor, (tx) => listDeliberationRecords(tx, { state: query.state, after, limit: pageLength + 1 }))
  const shown = found.slice(0, pageLength)
  const last = found.length > pageLength ? shown.at(-1)! : undefined
  return ok({
    items: shown.map((record) => rowOf(deps.regency, record)),
    next: last === undefined ? null : cursorOf({ at: new Date(`${last.heldOn}T00:00:00.000Z`), id: last.deliberationId }),
  })
}

function rowOf(regency: Regency, record: DeliberationRecord & { readonly itemCount: number }): DeliberationRow {
  const { deliberationId, state, areaId, heldOn, startsAt, place, number, itemCount } = record
  const village = getArea(regency.areas, areaId)
  const district = findDistrictOf(regency.areas, areaId)
  return {
    deliberationId, state, areaId, heldOn, startsAt, place, number, itemCount,
    villageName: district === undefined ? village.name : `${village.name}, ${district.name}`,
  }
}

/** One meeting; its agenda names families, so the look is noted. */
export async function getDeliberation(deps: DeliberationDeps, actor: Actor, deliberationId: string): Promise<Result<DeliberationDetail, NotFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const record = await findDeliberation(tx, deliberationId)
    if (record === undefined) return err(notFound)
    const attendees = await listAttendees(tx, deliberationId)
    const items = await listItems(tx, deliberationId)
    await auditRead(tx, {
      action: 'getDeliberation', subjectKind: 'deliberation', subjectId: deliberationId, areaId: record.areaId, purpose: 'proposal',
      fields: ['attendees', 'agenda', ...items.map((item) => item.proposalId ?? item.objectionId ?? '')],
    })
    const rule = quorumOn(deps, record.heldOn)
    const quorum = countQuorum(attendees, rule)
    return ok({
      ...rowOf(deps.regency, { ...record, itemCount: items.length }), version: record.version, isUrban: isUrbanVillage(record.areaId),
      chairName: record.chairName, secretaryName: record.secretaryName, attendees, items, quorum: { ...quorum, source: rule.source.cites },
      missing: missingForClosing({ ...record, items, quorum }), closedAt: record.closedAt?.toISOString() ?? null, closedByName: record.closedByName,
      minutesSha256: record.minutesSha256, signedCopy: signedCopyOf(record), endedReason: record.endedReason,
    })
  })
}

/** What is ready for an agenda; names are shown, so the look is noted. */
export async function listAgendaCandidates(
  deps: DeliberationDeps, actor: Actor, deliberationId: string,
): Promise<Result<{ items: AgendaCandidate[] }, NotFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const record = await findDeliberation(tx, deliberationId)
    if (record === undefined) return err(notFound)
    const items = await listCandidates(tx, record)
    await auditRead(tx, {
      action: 'listAgendaCandidates', subjectKind: 'deliberation', subjectId: deliberationId, areaId: record.areaId, purpose: 'proposal',
      fields: ['name', ...items.map((item) => item.proposalId ?? item.objectionId ?? '')],
    })
    return ok({ items })
  })
}

/** The minutes, or their signed copy; the look is noted. */
export async function openPaper(
  deps: DeliberationDeps, actor: Actor, asked: { deliberationId: string; paper: 'minutes' | 'scan' },
): Promise<Result<{ bytes: Buffer; mediaType: string; fileName: string }, NotFound>> {
  const found = await deps.db.asActor(actor, async (tx) => {
    const record = await findDeliberation(tx, asked.deliberationId)
    const sha256 = asked.paper === 'minutes' ? record?.minutesSha256 : record?.scanSha256
    if (record === undefined || sha256 === null || sha256 === undefined) return undefined
    await auditRead(tx, {
      action: asked.paper === 'minutes' ? 'readMinutes' : 'readScan', subjectKind: 'deliberation', subjectId: asked.deliberationId, areaId: record.areaId,
      purpose: 'proposal', fields: [asked.paper],
    })
    const mediaType = asked.paper === 'minutes' ? 'application/pdf' : (record.scanMediaType ?? 'application/pdf')
    const name = (record.number ?? '').replaceAll('/', '-')
    return { sha256, mediaType, fileName: asked.paper === 'scan' ? signedCopyName(name, mediaType) : `${name}.pdf` }
  })
  const bytes = found && (await deps.files.read(found.sha256))
  return bytes === undefined ? err(notFound) : ok({ bytes, mediaType: found!.mediaType, fileName: found!.fileName })
}
