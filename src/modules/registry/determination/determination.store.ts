import { sql } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { Tx } from '#platform/db/db.ts'
import type { JsonObject } from '#platform/json.ts'
import type { ListPlace } from '#platform/list-place.ts'
import type { Decree, DeterminationState } from './determination.contract.ts'
import type { ItemRecord } from './item.rules.ts'

export interface DeterminationRecord {
  readonly determinationId: string
  readonly areaId: number
  readonly officeId: number
  readonly state: DeterminationState
  readonly version: number
  readonly correctsId: string | null
  readonly reason: string | null
  readonly preparedBy: string | null
  readonly preparedByName: string
  readonly preparedAt: Date
  readonly decreeNumber: string | null
  readonly decreeOn: string | null
  readonly signerName: string | null
  readonly signerTitle: string | null
  readonly month: string | null
  readonly determinedByName: string | null
  readonly determinedAt: Date | null
  readonly documentSha256: string | null
  readonly scanSha256: string | null
  readonly scanMediaType: string | null
  readonly scannedByName: string | null
  readonly scannedAt: Date | null
  readonly discardedByName: string | null
  readonly discardReason: string | null
}

const columns = sql`determination_id as "determinationId", area_id as "areaId", office_id as "officeId", state, version, corrects_id as "correctsId", reason,
  prepared_by as "preparedBy", prepared_by_name as "preparedByName", prepared_at as "preparedAt", decree_number as "decreeNumber", decree_on as "decreeOn",
  signer_name as "signerName", signer_title as "signerTitle", month, determined_by_name as "determinedByName", determined_at as "determinedAt",
  document_sha256 as "documentSha256", scan_sha256 as "scanSha256", scan_media_type as "scanMediaType", scanned_by_name as "scannedByName",
  scanned_at as "scannedAt", discarded_by_name as "discardedByName", discard_reason as "discardReason"`

export interface NewDetermination {
  readonly determinationId: string
  readonly officeId: number
  readonly correction: { readonly correctsId: string; readonly reason: string } | null
  readonly items: readonly { readonly proposalId: string; readonly areaId: number; readonly officeId: number }[]
}

/** Keeps a draft with its items in their order. It is the whole regency's. */
export async function insertDetermination(tx: Tx, draft: NewDetermination): Promise<void> {
  await sql`
    insert into registry.determination (regency_id, determination_id, area_id, office_id, state, version, corrects_id, reason, prepared_by, prepared_by_name,
      prepared_at)
    values (${tx.regencyId}, ${draft.determinationId}, 0, ${draft.officeId}, 'draft', 1, ${draft.correction?.correctsId ?? null},
      ${draft.correction?.reason ?? null}, ${tx.actor.accountId}, ${tx.actor.name}, ${tx.now})`.execute(tx.db)
  const rows = draft.items.map((item, at) => ({ no: at + 1, area: item.areaId, office: item.officeId, proposal: item.proposalId }))
  await sql`
    insert into registry.determination_item (regency_id, determination_id, item_no, area_id, office_id, proposal_id)
    select ${tx.regencyId}, ${draft.determinationId}, v.no, v.area, v.office, v.proposal
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v (no int, area int, office int, proposal uuid)`.execute(tx.db)
}

/** A determination of the actor's reach; `isLocked` holds it until the transaction ends. */
export async function findDetermination(tx: Tx, determinationId: string, isLocked = false): Promise<DeterminationRecord | undefined> {
  const { rows } = await sql<DeterminationRecord>`
    select ${columns} from registry.determination where regency_id = ${tx.regencyId} and determination_id = ${determinationId}::uuid
    ${isLocked ? sql`for update` : sql``}`.execute(tx.db)
  return rows[0]
}

/** Those that correct one, the first first. */
export async function listCorrections(tx: Tx, determinationId: string): Promise<readonly DeterminationRecord[]> {
  const { rows } = await sql<DeterminationRecord>`
    select ${columns} from registry.determination where regency_id = ${tx.regencyId} and corrects_id = ${determinationId}::uuid
    order by prepared_at, determination_id limit 100`.execute(tx.db)
  return rows
}

/** Determinations of the actor's reach with the length of their lists, the latest first. */
export async function listDeterminationRecords(
  tx: Tx, question: { after: ListPlace | null; limit: number },
): Promise<readonly (DeterminationRecord & { readonly itemCount: number })[]> {
  const { after, limit } = question
  const older = after === null ? sql`true` : sql`(prepared_at, determination_id) < (${after.at}, ${after.id}::uuid)`
  const { rows } = await sql<DeterminationRecord & { itemCount: number }>`
    select ${columns}, (select count(*)::int from registry.determination_item i
      where i.regency_id = d.regency_id and i.determination_id = d.determination_id) as "itemCount"
    from registry.determination d where regency_id = ${tx.regencyId} and ${older}
    order by prepared_at desc, determination_id desc limit ${limit}`.execute(tx.db)
  return rows
}

const itemColumns = sql`p.proposal_id as "proposalId", p.kind, p.state, p.subject_name as "subjectName", p.area_id as "areaId", n.nik_prefix as "nikPrefix",
  n.nik_last4 as "nikLast4", (select s.detail ->> 'minutes' from registry.proposal_step s where s.regency_id = p.regency_id
    and s.proposal_id = p.proposal_id and s.act = 'agree' order by s.step_no desc limit 1) as minutes`

/** The families of a determination, in the order of its list. */
export async function listItems(tx: Tx, determinationId: string): Promise<readonly ItemRecord[]> {
  const { rows } = await sql<ItemRecord>`
    select ${itemColumns} from registry.determination_item i
    join registry.proposal p on p.regency_id = i.regency_id and p.proposal_id = i.proposal_id
    left join registry.proposal_identity n on n.regency_id = p.regency_id and n.proposal_id = p.proposal_id
    where i.regency_id = ${tx.regencyId} and i.determination_id = ${determinationId}::uuid order by i.item_no`.execute(tx.db)
  return rows
}

/** Confirmed proposals that no open draft holds, by place and name. */
export async function listCandidates(tx: Tx, limit: number): Promise<readonly ItemRecord[]> {
  const { rows } = await sql<ItemRecord>`
    select ${itemColumns} from registry.proposal p
    left join registry.proposal_identity n on n.regency_id = p.regency_id and n.proposal_id = p.proposal_id
    where p.regency_id = ${tx.regencyId} and p.state = 'confirmed' and not ${isDrafted}
    order by p.area_id, p.subject_name, p.proposal_id limit ${limit}`.execute(tx.db)
  return rows
}

const isDrafted = sql`exists (select from registry.determination_item i
  join registry.determination d on d.regency_id = i.regency_id and d.determination_id = i.determination_id
  where i.regency_id = p.regency_id and i.proposal_id = p.proposal_id and d.state = 'draft')`

/** Which of some proposals an open draft holds. */
export async function listDrafted(tx: Tx, proposalIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select p.proposal_id as id from registry.proposal p
    where p.regency_id = ${tx.regencyId} and p.proposal_id = any(${[...proposalIds]}::uuid[]) and ${isDrafted}`.execute(tx.db)
  return new Set(rows.map((row) => row.id))
}

/** Whether a decree of that number was entered before. */
export async function hasDecree(tx: Tx, decreeNumber: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from registry.determination where regency_id = ${tx.regencyId} and decree_number = ${decreeNumber}`.execute(tx.db)
  return rows.length > 0
}

/** The frozen list of a decree: what it says, its file, and the keyed hash of the code on it. */
export interface DecreeList {
  readonly document: JsonObject
  readonly sha256: string
  readonly codeMac: Buffer
}

/** Enters the decree of a locked draft, with its frozen list. Gives the new version. */
export async function writeDecree(
  tx: Tx, draft: DeterminationRecord, decree: Decree & { readonly month: string } & DecreeList,
): Promise<number> {
  const version = draft.version + 1
  await sql`
    update registry.determination set state = 'determined', version = ${version}, decree_number = ${decree.decreeNumber}, decree_on = ${decree.decreeOn},
      signer_name = ${decree.signerName}, signer_title = ${decree.signerTitle}, month = ${decree.month}, determined_by = ${tx.actor.accountId},
      determined_by_name = ${tx.actor.name}, determined_at = ${tx.now}, document = ${JSON.stringify(decree.document)}::jsonb,
      document_sha256 = ${decree.sha256}, code_mac = ${decree.codeMac}
    where regency_id = ${tx.regencyId} and determination_id = ${draft.determinationId}`.execute(tx.db)
  return version
}

/** Keeps the signed paper beside the list of a locked determination; an earlier one is replaced. Gives the new version. */
export async function writeScan(tx: Tx, determined: DeterminationRecord, scan: { readonly sha256: string; readonly mediaType: string }): Promise<number> {
  const version = determined.version + 1
  await sql`
    update registry.determination set version = ${version}, scan_sha256 = ${scan.sha256}, scan_media_type = ${scan.mediaType}, scanned_at = ${tx.now},
      scanned_by_name = ${tx.actor.name}
    where regency_id = ${tx.regencyId} and determination_id = ${determined.determinationId}`.execute(tx.db)
  return version
}

export interface OpenedDecree {
  readonly number: string
  readonly decreeOn: string
  readonly signerTitle: string
  readonly month: string
  readonly itemCount: number
  /** The decree that it corrects, and those by which it was corrected itself. */
  readonly corrects: string | null
  readonly correctedBy: readonly string[]
  readonly documentSha256: string
  readonly scanSha256: string | null
}

/** What a code on the printed list of a decree opens, by its keyed hash. */
export async function findDecreeByCode(tx: Tx, codeMac: Buffer): Promise<OpenedDecree | undefined> {
  const { rows } = await sql<OpenedDecree>`
    select decree_number as number, decree_on as "decreeOn", signer_title as "signerTitle", month, item_count as "itemCount", corrects,
      corrected_by as "correctedBy", document_sha256 as "documentSha256", scan_sha256 as "scanSha256"
    from registry.open_decree(${tx.regencyId}, ${codeMac})`.execute(tx.db)
  return rows[0]
}

/** Gives a locked draft up. Gives the new version. */
export async function discardDraft(tx: Tx, draft: DeterminationRecord, reason: string): Promise<number> {
  const version = draft.version + 1
  await sql`
    update registry.determination set state = 'discarded', version = ${version}, discarded_by_name = ${tx.actor.name}, discarded_at = ${tx.now},
      discard_reason = ${reason}
    where regency_id = ${tx.regencyId} and determination_id = ${draft.determinationId}`.execute(tx.db)
  return version
}

/** Lists that wait for the regent's decree; who prepared one does not decide it. */
export const decreePile: Pile = {
  key: 'decreesToSign', grants: ['registry.proposal.determine'],
  rows: (tx) => sql`select from registry.determination where regency_id = ${tx.regencyId} and state = 'draft' and prepared_by is distinct from ${tx.actor.accountId}::uuid`,
}
