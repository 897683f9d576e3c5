import { sql, type RawBuilder } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ReceivedPhoto } from '#platform/files/photo-token.ts'
import type { SealedNumber } from '#modules/registry/person/identity.rules.ts'
import type { ProposalAct, ProposalFilter, ProposalKind, ProposalState } from './proposal.contract.ts'
import type { ListPlace } from '#platform/list-place.ts'
import { endStates } from './proposal.rules.ts'

/** Where a row belongs: the village, and the office that answers for the register. */
export interface Belonging {
  readonly areaId: number
  readonly officeId: number
}

export interface NewProposal extends Belonging {
  readonly proposalId: string
  readonly commandId: string
  readonly codeMac: Buffer
  readonly channel: 'web' | 'counter'
  readonly submittedBy: string | null
  readonly kind: ProposalKind
  readonly familyId: string | null
  readonly personId: string | null
  readonly againOf: string | null
  readonly subjectName: string
  readonly subjectAddress: string | null
  readonly peopleCount: number | null
  readonly criteria: readonly string[]
  readonly reason: string
}

/** Stores a proposal with its first step; what was proposed cannot be changed afterwards. */
export async function insertProposal(tx: Tx, proposal: NewProposal): Promise<void> {
  await sql`
    insert into registry.proposal (regency_id, proposal_id, area_id, office_id, kind, state, version, command_id, code_mac, channel, submitted_at,
      submitted_by, family_id, person_id, again_of, subject_name, subject_address, people_count, criteria, reason, changed_at)
    values (${tx.regencyId}, ${proposal.proposalId}, ${proposal.areaId}, ${proposal.officeId}, ${proposal.kind}, 'submitted', 1,
      ${proposal.commandId}, ${proposal.codeMac}, ${proposal.channel}, ${tx.now}, ${proposal.submittedBy}, ${proposal.familyId},
      ${proposal.personId}, ${proposal.againOf}, ${proposal.subjectName}, ${proposal.subjectAddress}, ${proposal.peopleCount}, ${[...proposal.criteria]},
      ${proposal.reason}, ${tx.now})`.execute(tx.db)
  await insertStep(tx, proposal, { stepNo: 1, act: 'submit', words: null, detail: {} })
}

/** Takes the numbers over that an earlier proposal named. */
export async function copyIdentity(tx: Tx, from: string, to: Belonging & { proposalId: string }): Promise<void> {
  await sql`
    insert into registry.proposal_identity (regency_id, proposal_id, area_id, office_id, nik_sealed, nik_prefix, nik_last4, card_sealed, card_last4)
    select regency_id, ${to.proposalId}::uuid, ${to.areaId}, ${to.officeId}, nik_sealed, nik_prefix, nik_last4, card_sealed, card_last4
    from registry.proposal_identity where regency_id = ${tx.regencyId} and proposal_id = ${from}::uuid`.execute(tx.db)
}

/** Keeps the numbers that the proposal named, closed for whom it is about. */
export async function insertIdentity(
  tx: Tx, proposal: Belonging & { proposalId: string; personId: string }, numbers: { nik: SealedNumber<Buffer> | null; card: SealedNumber<Buffer> | null },
): Promise<void> {
  const { nik, card } = numbers
  if (nik === null && card === null) return
  const sealed = (number: SealedNumber<Buffer> | null): Buffer | null => number && number.sealFor(proposal.personId)
  await sql`
    insert into registry.proposal_identity (regency_id, proposal_id, area_id, office_id, nik_sealed, nik_prefix, nik_last4, card_sealed, card_last4)
    values (${tx.regencyId}, ${proposal.proposalId}, ${proposal.areaId}, ${proposal.officeId}, ${sealed(nik)}, ${nik?.prefix ?? null},
      ${nik?.last4 ?? null}, ${sealed(card)}, ${card?.last4 ?? null})`.execute(tx.db)
}

export interface NewSubmitter {
  readonly name: string | null
  readonly phone: { readonly sealed: Buffer; readonly last4: string } | null
  readonly accountId: string | null
}

/** Keeps who proposed, apart from what was proposed. */
export async function insertSubmitter(tx: Tx, proposal: Belonging & { proposalId: string }, submitter: NewSubmitter): Promise<void> {
  await sql`
    insert into registry.proposal_submitter (regency_id, proposal_id, area_id, office_id, name, phone_sealed, phone_last4, account_id, submitted_at)
    values (${tx.regencyId}, ${proposal.proposalId}, ${proposal.areaId}, ${proposal.officeId}, ${submitter.name},
      ${submitter.phone?.sealed ?? null}, ${submitter.phone?.last4 ?? null}, ${submitter.accountId}, ${tx.now})`.execute(tx.db)
}

/** Notes which photos came with a step; the bytes lie with the files already. */
export async function insertProposalPhotos(
  tx: Tx, step: Belonging & { proposalId: string; stepNo: number }, photos: readonly (ReceivedPhoto & { readonly photoId: string })[],
): Promise<void> {
  if (photos.length === 0) return
  const rows = photos.map((photo, at) => sql`(${tx.regencyId}, ${photo.photoId}, ${step.proposalId}, ${step.areaId}, ${step.officeId}, ${step.stepNo},
    ${at + 1}, ${photo.sha256}, ${photo.sizeBytes}, ${photo.width}, ${photo.height})`)
  await sql`
    insert into registry.proposal_photo (regency_id, photo_id, proposal_id, area_id, office_id, step_no, photo_no, sha256, size_bytes, width, height)
    values ${sql.join(rows)}`.execute(tx.db)
}

export interface NewStep {
  readonly stepNo: number
  readonly act: ProposalAct
  readonly words: string | null
  readonly detail: Readonly<Record<string, string>>
}

async function insertStep(tx: Tx, proposal: Belonging & { proposalId: string }, step: NewStep): Promise<void> {
  const { accountId, name, role } = tx.actor
  await sql`
    insert into registry.proposal_step (regency_id, proposal_id, step_no, area_id, office_id, at, act, account_id, actor_name, role, words, detail)
    values (${tx.regencyId}, ${proposal.proposalId}, ${step.stepNo}, ${proposal.areaId}, ${proposal.officeId}, ${tx.now}, ${step.act},
      ${accountId}, ${name === '' ? null : name}, ${role}, ${step.words}, ${JSON.stringify(step.detail)}::jsonb)`.execute(tx.db)
}

export interface ProposalRecord extends Omit<NewProposal, 'commandId' | 'codeMac'> {
  readonly state: ProposalState
  readonly version: number
  readonly submittedAt: Date
  readonly changedAt: Date
  readonly month: string | null
}

const columns = sql`proposal_id as "proposalId", area_id as "areaId", office_id as "officeId", kind, state, version, channel,
  submitted_at as "submittedAt", submitted_by as "submittedBy", family_id as "familyId", person_id as "personId", again_of as "againOf", subject_name as "subjectName",
  subject_address as "subjectAddress", people_count as "peopleCount", criteria, reason, changed_at as "changedAt", month`

/** A proposal of the actor's reach. */
export async function findProposal(tx: Tx, proposalId: string): Promise<ProposalRecord | undefined> {
  const { rows } = await sql<ProposalRecord>`
    select ${columns} from registry.proposal where regency_id = ${tx.regencyId} and proposal_id = ${proposalId}::uuid`.execute(tx.db)
  return rows[0]
}

/** How far some proposals are, as far as the actor's reach shows them. */
export async function listProposalStates(tx: Tx, proposalIds: readonly string[]): Promise<ReadonlyMap<string, ProposalState>> {
  if (proposalIds.length === 0) return new Map()
  const { rows } = await sql<{ id: string; state: ProposalState }>`
    select proposal_id as id, state from registry.proposal
    where regency_id = ${tx.regencyId} and proposal_id = any(${proposalIds}::uuid[])`.execute(tx.db)
  return new Map(rows.map(({ id, state }) => [id, state]))
}

/** Proposals of the actor's reach, held until the transaction ends; in the order of their ids, so that two acts never wait for one another. */
export async function lockProposals(tx: Tx, proposalIds: readonly string[]): Promise<readonly ProposalRecord[]> {
  const { rows } = await sql<ProposalRecord>`
    select ${columns} from registry.proposal where regency_id = ${tx.regencyId} and proposal_id = any(${[...proposalIds]}::uuid[])
    order by proposal_id for update`.execute(tx.db)
  return rows
}

/** Takes a proposal, locked before, to its next state. */
export async function writeStep(
  tx: Tx, proposal: ProposalRecord, step: Omit<NewStep, 'stepNo'> & { readonly to: ProposalState; readonly month?: string },
): Promise<{ stepNo: number; version: number }> {
  const version = proposal.version + 1
  await sql`
    update registry.proposal set state = ${step.to}, version = ${version}, changed_at = ${tx.now}, month = ${step.month ?? proposal.month}
    where regency_id = ${tx.regencyId} and proposal_id = ${proposal.proposalId}`.execute(tx.db)
  await insertStep(tx, proposal, { ...step, stepNo: version })
  return { stepNo: version, version }
}

export interface StepRecord extends NewStep {
  readonly proposalId: string
  readonly at: Date
  readonly accountId: string | null
  readonly actorName: string | null
  readonly role: string
}

/** The steps of some proposals, in their order. */
export async function listSteps(tx: Tx, proposalIds: readonly string[]): Promise<readonly StepRecord[]> {
  const { rows } = await sql<StepRecord>`
    select proposal_id as "proposalId", step_no as "stepNo", at, act, account_id as "accountId", actor_name as "actorName", role, words, detail
    from registry.proposal_step where regency_id = ${tx.regencyId} and proposal_id = any(${[...proposalIds]}::uuid[])
    order by proposal_id, step_no`.execute(tx.db)
  return rows
}

export interface PhotoRecord {
  readonly photoId: string
  readonly stepNo: number
  readonly sha256: string
  readonly width: number
  readonly height: number
}

/** The photos of a proposal in their order. */
export async function listPhotos(tx: Tx, proposalId: string): Promise<readonly PhotoRecord[]> {
  const { rows } = await sql<PhotoRecord>`
    select photo_id as "photoId", step_no as "stepNo", sha256, width, height from registry.proposal_photo
    where regency_id = ${tx.regencyId} and proposal_id = ${proposalId}::uuid order by step_no, photo_no`.execute(tx.db)
  return rows
}

/** The ends of the numbers that a proposal named. */
export async function findNumberEnds(tx: Tx, proposalId: string): Promise<{ nik: { prefix: string; last4: string } | null; cardLast4: string | null }> {
  const { rows } = await sql<{ prefix: string | null; last4: string | null; card: string | null }>`
    select nik_prefix as prefix, nik_last4 as last4, card_last4 as card from registry.proposal_identity
    where regency_id = ${tx.regencyId} and proposal_id = ${proposalId}::uuid`.execute(tx.db)
  const [row] = rows
  return { nik: row?.prefix && row.last4 ? { prefix: row.prefix, last4: row.last4 } : null, cardLast4: row?.card ?? null }
}


/** Proposals of the actor's reach, the newest first. */
export async function listProposalRecords(
  tx: Tx, question: { filter: ProposalFilter; after: ListPlace | null; limit: number },
): Promise<readonly ProposalRecord[]> {
  const { filter, after } = question
  const wanted: RawBuilder<unknown>[] = [sql`regency_id = ${tx.regencyId}`]
  if (filter.state !== undefined) wanted.push(sql`state = ${filter.state}`)
  if (filter.kind !== undefined) wanted.push(sql`kind = ${filter.kind}`)
  if (filter.month !== undefined) wanted.push(sql`month = ${filter.month}`)
  if (filter.areaId !== undefined) wanted.push(sql`area_id = ${filter.areaId}`)
  if (filter.districtId !== undefined) wanted.push(sql`area_id / 10000 = ${filter.districtId}`)
  if (filter.familyId !== undefined) wanted.push(sql`family_id in ${familyCluster(tx, filter.familyId)}`)
  if (after !== null) wanted.push(sql`(submitted_at, proposal_id) < (${after.at}, ${after.id}::uuid)`)
  const { rows } = await sql<ProposalRecord>`
    select ${columns} from registry.proposal where ${sql.join(wanted, sql` and `)}
    order by submitted_at desc, proposal_id desc limit ${question.limit}`.execute(tx.db)
  return rows
}

/** A family and every one that became one with it, as far as the actor's areas go: what is said of one is said of all. */
export function familyCluster(tx: Tx, familyId: string): RawBuilder<unknown> {
  return sql`(select f.family_id from registry.family_cluster(${tx.regencyId}, ${familyId}::uuid) as f (family_id))`
}

/** Whether a family has a proposal of this kind that is still on its way. */
export async function hasOpenProposal(tx: Tx, about: { familyId: string; kind: ProposalKind }): Promise<boolean> {
  const { rows } = await sql`
    select 1 from registry.proposal where regency_id = ${tx.regencyId} and family_id in ${familyCluster(tx, about.familyId)} and kind = ${about.kind}
      and state <> all(${[...endStates]}::text[]) limit 1`.execute(tx.db)
  return rows.length > 0
}

/** The family in which the person of the actor's account lives, with every one that became one with it; none when the account knows no person. */
export async function findOwnFamilies(tx: Tx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ family: string }>`select family_id as family from registry.own_family(${tx.regencyId})`.execute(tx.db)
  return new Set(rows.map((row) => row.family))
}

/** Who proposed, where it was not an officer; undefined when there is nobody to reveal. */
export async function findSubmitter(tx: Tx, proposalId: string): Promise<{ name: string | null; phoneSealed: Buffer | null } | undefined> {
  const { rows } = await sql<{ name: string | null; phoneSealed: Buffer | null }>`
    select name, phone_sealed as "phoneSealed" from registry.proposal_submitter
    where regency_id = ${tx.regencyId} and proposal_id = ${proposalId}::uuid`.execute(tx.db)
  return rows[0]
}

export interface OpenedProposal {
  readonly proposalId: string
  readonly kind: ProposalKind
  readonly state: ProposalState
  readonly areaId: number
  readonly submittedAt: Date
  readonly month: string | null
  readonly steps: readonly { readonly act: ProposalAct; readonly at: string; readonly words: string | null }[]
}

/** What a code opens, by its keyed hash. */
export async function findByCode(tx: Tx, codeMac: Buffer): Promise<OpenedProposal | undefined> {
  const { rows } = await sql<OpenedProposal>`
    select proposal_id as "proposalId", kind, state, area_id as "areaId", submitted_at as "submittedAt", month, steps
    from registry.open_proposal(${tx.regencyId}, ${codeMac})`.execute(tx.db)
  return rows[0]
}

export interface OwnRecord {
  readonly proposalId: string
  readonly commandId: string
  readonly kind: ProposalKind
  readonly state: ProposalState
  readonly areaId: number
  readonly submittedAt: Date
  readonly subjectName: string
}

/** The proposals that the signed-in person sent before a moment, newest first. */
export async function listOwnRecords(tx: Tx, before: Date, limit: number): Promise<readonly OwnRecord[]> {
  const { rows } = await sql<OwnRecord>`
    select proposal_id as "proposalId", command_id as "commandId", kind, state, area_id as "areaId", submitted_at as "submittedAt",
      subject_name as "subjectName"
    from registry.list_own_proposals(${tx.regencyId}, ${before}, ${limit})`.execute(tx.db)
  return rows
}

/** Proposals by the step that comes next, for those who take it; one's own to check is for another. */
export const proposalPiles: readonly Pile[] = [
  {
    key: 'proposalsToCheck', grants: ['registry.proposal.check'],
    rows: (tx) => sql`${inState(tx, 'submitted')} and submitted_by is distinct from ${tx.actor.accountId}::uuid`,
  },
  { key: 'proposalsForMeeting', grants: ['registry.deliberation.hold'], rows: (tx) => inState(tx, 'checked') },
  { key: 'proposalsToVerify', grants: ['registry.proposal.verify'], rows: (tx) => inState(tx, 'agreed') },
  { key: 'proposalsToConfirm', grants: ['registry.proposal.confirm'], rows: (tx) => inState(tx, 'verified') },
]

function inState(tx: Tx, state: ProposalState): RawBuilder<unknown> {
  return sql`select from registry.proposal where regency_id = ${tx.regencyId} and area_id = any(${tx.actor.areaIds}::int[]) and state = ${state}`
}
