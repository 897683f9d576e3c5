import type { Deps } from '#deps.ts'
import { findDistrictOf, getArea, listDistricts, listVillagesOf, type Regency } from '#modules/people/index.ts'
import { maskCard } from '#modules/registry/family/card.rules.ts'
import { maskNik } from '#modules/registry/person/nik.rules.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { codeOf } from '#platform/http/held-code.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import type { OwnProposal, ProposalChoices, ProposalDetail, ProposalFilter, ProposalRow, ProposalStep } from './proposal.contract.ts'
import { offeredActs } from './proposal.rules.ts'
import {
  findNumberEnds, findOwnFamilies, findProposal, findSubmitter, listOwnRecords, listPhotos, listProposalRecords, listSteps, type PhotoRecord,
  type ProposalRecord, type StepRecord,
} from './proposal.store.ts'

export type ReadDeps = Pick<Deps, 'db' | 'regency' | 'keys' | 'files' | 'clock'>

const pageLength = 50
const notFound = { kind: 'not_found' } as const

/** One page of the list. Names are shown in it, so that it was read is noted. */
export async function listProposals(
  deps: ReadDeps, actor: Actor, query: ProposalFilter & { after?: string | undefined },
): Promise<Result<{ items: ProposalRow[]; next: string | null }, { readonly kind: 'cursor_unknown' }>> {
  const { after: cursor, ...filter } = query
  const after = cursor === undefined ? null : placeOfCursor(cursor)
  if (after === undefined) return err({ kind: 'cursor_unknown' })
  return deps.db.asActor(actor, async (tx) => {
    const found = await listProposalRecords(tx, { filter, after, limit: pageLength + 1 })
    const shown = found.slice(0, pageLength)
    if (shown.length > 0) {
      await auditRead(tx, {
        action: 'listProposals', subjectKind: 'proposal_list', subjectId: `${shown[0]!.proposalId} … ${shown.at(-1)!.proposalId}`,
        purpose: 'proposal', fields: ['name', ...shown.map((row) => row.proposalId)],
      })
    }
    const last = found.length > pageLength ? shown.at(-1)! : undefined
    return ok({
      items: shown.map((record) => rowOf(deps.regency, record)),
      next: last === undefined ? null : cursorOf({ at: last.submittedAt, id: last.proposalId }),
    })
  })
}

/** A proposal as one line of a list. */
function rowOf(regency: Regency, record: ProposalRecord): ProposalRow {
  const { proposalId, kind, state, subjectName, areaId, month } = record
  return {
    proposalId, kind, state, subjectName, areaId, month, villageName: getArea(regency.areas, areaId).name,
    districtName: findDistrictOf(regency.areas, areaId)?.name ?? null, submittedAt: record.submittedAt.toISOString(),
    changedAt: record.changedAt.toISOString(), isFromResident: record.channel === 'web',
  }
}

/** One proposal with its steps; the look is noted. */
export async function getProposal(deps: ReadDeps, actor: Actor, proposalId: string): Promise<Result<ProposalDetail, typeof notFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const record = await findProposal(tx, proposalId)
    if (record === undefined) return err(notFound)
    await auditRead(tx, {
      action: 'getProposal', subjectKind: 'proposal', subjectId: proposalId, areaId: record.areaId, purpose: 'proposal',
      fields: ['name', 'address', 'reason', 'criteria', 'nik_last4', 'steps'],
    })
    if (record.personId !== null) {
      await auditRead(tx, {
        action: 'getProposal', subjectKind: 'person', subjectId: record.personId, areaId: record.areaId, purpose: 'proposal', fields: ['name', 'proposal'],
      })
    }
    return ok(await detailOf(tx, deps, record))
  })
}

async function detailOf(tx: Tx, deps: ReadDeps, record: ProposalRecord): Promise<ProposalDetail> {
  const { proposalId, version, familyId, personId, againOf, subjectAddress, peopleCount, reason } = record
  const steps = await listSteps(tx, [proposalId])
  const photos = await listPhotos(tx, proposalId)
  const ends = await findNumberEnds(tx, proposalId)
  const doer = { accountId: tx.actor.accountId, ownFamilyIds: await findOwnFamilies(tx), grants: tx.actor.grants }
  return {
    ...rowOf(deps.regency, record), version, familyId, personId, againOf, subjectAddress, peopleCount, reason,
    nikMasked: ends.nik === null ? null : maskNik(ends.nik), cardMasked: ends.cardLast4 === null ? null : maskCard(ends.cardLast4),
    criteria: record.criteria.flatMap((key) => deps.regency.proposals.criteria.filter((each) => each.key === key)).map(({ key, name }) => ({ key, name: { ...name } })),
    steps: steps.map((step) => stepView(step, photos)),
    acts: offeredActs({ ...record, steps }, doer).map((offered) => ({ ...offered })), hasSubmitter: record.channel === 'web',
  }
}

function stepView(step: StepRecord, photos: readonly PhotoRecord[]): ProposalStep {
  const { stepNo, act, actorName, role, words, detail } = step
  return {
    stepNo, act, actorName, role, words, detail: { ...detail }, at: step.at.toISOString(),
    photos: photos.filter((photo) => photo.stepNo === stepNo).map(({ photoId, width, height }) => ({ photoId, stepNo, width, height })),
  }
}

/** A photo of a proposal; the look is noted. */
export async function openProposalPhoto(
  deps: ReadDeps, actor: Actor, asked: { proposalId: string; photoId: string },
): Promise<Result<{ bytes: Buffer; mediaType: string }, typeof notFound>> {
  const photo = await deps.db.asActor(actor, async (tx) => {
    const record = await findProposal(tx, asked.proposalId)
    const found = record && (await listPhotos(tx, asked.proposalId)).find((each) => each.photoId === asked.photoId)
    if (record === undefined || found === undefined) return undefined
    await auditRead(tx, {
      action: 'readProposalPhoto', subjectKind: 'proposal', subjectId: asked.proposalId, areaId: record.areaId, purpose: 'proposal', fields: ['photo'],
    })
    return found
  })
  const bytes = photo && (await deps.files.read(photo.sha256))
  return bytes === undefined ? err(notFound) : ok({ bytes, mediaType: 'image/jpeg' })
}

/** Who proposed, for a reason; the look is noted before it is given. */
export async function revealSubmitter(
  deps: ReadDeps, actor: Actor, asked: { proposalId: string; reason: string },
): Promise<Result<{ name: string | null; phone: string | null }, { readonly kind: 'not_found' | 'submitter_unknown' }>> {
  return deps.db.asActor(actor, async (tx) => {
    const record = await findProposal(tx, asked.proposalId)
    if (record === undefined) return err(notFound)
    const submitter = await findSubmitter(tx, asked.proposalId)
    if (submitter === undefined) return err({ kind: 'submitter_unknown' as const })
    await auditRead(tx, {
      action: 'revealSubmitter', subjectKind: 'proposal', subjectId: asked.proposalId, areaId: record.areaId, purpose: asked.reason,
      fields: ['name', 'phone'],
    })
    return ok({ name: submitter.name, phone: submitter.phoneSealed === null ? null : deps.keys.open(submitter.phoneSealed) })
  })
}

const ownPageLength = 20

/** The proposals that a signed-in person sent, newest first. */
export async function listOwnProposals(
  deps: ReadDeps, actor: Actor, query: { after?: string | undefined },
): Promise<{ items: OwnProposal[]; next: string | null }> {
  const before = query.after === undefined ? new Date(deps.clock.now().getTime() + 1) : new Date(query.after)
  const found = await deps.db.asActor(actor, (tx) => listOwnRecords(tx, before, ownPageLength + 1))
  const shown = found.slice(0, ownPageLength)
  return {
    items: shown.map(({ commandId, areaId, submittedAt, ...own }) => ({
      ...own, code: codeOf(deps, 'registry.proposal', commandId).code, submittedAt: submittedAt.toISOString(), villageName: getArea(deps.regency.areas, areaId).name,
    })),
    next: found.length > ownPageLength ? shown.at(-1)!.submittedAt.toISOString() : null,
  }
}

/** What an officer chooses from: reasons and villages. */
export function proposalChoices(regency: Regency, actor: Actor): ProposalChoices {
  return {
    criteria: regency.proposals.criteria.map(({ key, kinds, name }) => ({ key, kinds: [...kinds], name: { ...name } })),
    districts: listDistricts(regency.areas).map((district) => ({
      areaId: district.areaId, name: district.name, villages: listVillagesOf(regency.areas, district.areaId).map(({ areaId, name }) => ({ areaId, name })),
    })),
    homeAreaId: actor.homeAreaId ?? 0,
  }
}
