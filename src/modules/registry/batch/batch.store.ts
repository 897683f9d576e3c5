import { sql } from 'kysely'
import type { ProposalKind } from '#modules/registry/proposal/proposal.contract.ts'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import type { ListPlace } from '#platform/list-place.ts'
import type { BatchFormat, Outcome } from './batch.contract.ts'

export interface BatchRecord {
  readonly batchId: string
  readonly areaId: number
  readonly officeId: number
  readonly month: string
  readonly seriesNo: number
  readonly number: string
  readonly layoutKey: string
  readonly rowCount: number
  readonly madeByName: string
  readonly madeAt: Date
  readonly accepted: number
  readonly rejected: number
}

const columns = sql`b.batch_id as "batchId", b.area_id as "areaId", b.office_id as "officeId", b.month, b.series_no as "seriesNo", b.number,
  b.layout_key as "layoutKey", b.row_count as "rowCount", b.made_by_name as "madeByName", b.made_at as "madeAt",
  (select count(*)::int from registry.batch_row r where r.regency_id = b.regency_id and r.batch_id = b.batch_id and r.outcome = 'accepted') as accepted,
  (select count(*)::int from registry.batch_row r where r.regency_id = b.regency_id and r.batch_id = b.batch_id and r.outcome = 'rejected') as rejected`

/** The next number of a month's batches, held until the transaction ends. */
export async function takeBatchNo(tx: Tx, month: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(7310047, hashtext(${`${tx.regencyId} ${month}`}))`.execute(tx.db)
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(series_no), 0) + 1 as next from registry.batch where regency_id = ${tx.regencyId} and month = ${month}`.execute(tx.db)
  return rows[0]?.next ?? 1
}

/** Keeps a batch, which is the whole regency's. */
export async function insertBatch(
  tx: Tx,
  batch: Pick<BatchRecord, 'batchId' | 'officeId' | 'month' | 'seriesNo' | 'number' | 'layoutKey' | 'rowCount'> & { readonly tableSealed: Buffer },
): Promise<void> {
  await sql`
    insert into registry.batch (regency_id, batch_id, area_id, office_id, month, series_no, number, layout_key, row_count, made_by, made_by_name, made_at,
      table_sealed)
    values (${tx.regencyId}, ${batch.batchId}, 0, ${batch.officeId}, ${batch.month}, ${batch.seriesNo}, ${batch.number}, ${batch.layoutKey},
      ${batch.rowCount}, ${tx.actor.accountId}, ${tx.actor.name}, ${tx.now}, ${batch.tableSealed})`.execute(tx.db)
}

/** The frozen table of a batch, closed; null of one that was made before tables were kept. */
export async function readTable(tx: Tx, batchId: string): Promise<Buffer | null> {
  const { rows } = await sql<{ sealed: Buffer | null }>`
    select table_sealed as sealed from registry.batch where regency_id = ${tx.regencyId} and batch_id = ${batchId}::uuid`.execute(tx.db)
  return rows[0]?.sealed ?? null
}

export interface NewBatchRow {
  readonly rowNo: number
  readonly areaId: number
  readonly officeId: number
  readonly proposalId: string
  readonly familyId: string | null
  readonly nikMac: Buffer | null
}

/** Keeps the rows of a batch. */
export async function insertBatchRows(tx: Tx, batchId: string, rows: readonly NewBatchRow[]): Promise<void> {
  await inSlices(rows, (slice) => sql`
    insert into registry.batch_row (regency_id, batch_id, row_no, area_id, office_id, proposal_id, family_id, nik_mac)
    values ${sql.join(slice.map((row) => sql`(${tx.regencyId}, ${batchId}, ${row.rowNo}, ${row.areaId}, ${row.officeId}, ${row.proposalId}::uuid,
      ${row.familyId}::uuid, ${row.nikMac})`))}`.execute(tx.db))
}

/** Keeps a closed file of a batch. */
export async function insertBatchFile(
  tx: Tx, batch: { batchId: string; officeId: number }, file: { format: BatchFormat; sealed: Buffer; sizeBytes: number; sha256: string },
): Promise<void> {
  await sql`
    insert into registry.batch_file (regency_id, batch_id, format, area_id, office_id, content_sealed, size_bytes, sha256)
    values (${tx.regencyId}, ${batch.batchId}, ${file.format}, 0, ${batch.officeId}, ${file.sealed}, ${file.sizeBytes}, ${file.sha256})`.execute(tx.db)
}

/** A batch of the actor's reach. */
export async function findBatch(tx: Tx, batchId: string): Promise<BatchRecord | undefined> {
  const { rows } = await sql<BatchRecord>`
    select ${columns} from registry.batch b where b.regency_id = ${tx.regencyId} and b.batch_id = ${batchId}::uuid`.execute(tx.db)
  return rows[0]
}

/** Batches of the actor's reach, the latest first. */
export async function listBatchRecords(tx: Tx, question: { after: ListPlace | null; limit: number }): Promise<readonly BatchRecord[]> {
  const { after, limit } = question
  const older = after === null ? sql`true` : sql`(b.made_at, b.batch_id) < (${after.at}, ${after.id}::uuid)`
  const { rows } = await sql<BatchRecord>`
    select ${columns} from registry.batch b where b.regency_id = ${tx.regencyId} and ${older}
    order by b.made_at desc, b.batch_id desc limit ${limit}`.execute(tx.db)
  return rows
}

/** A determined proposal that waits to be sent, with its decree. */
export interface WaitingProposal {
  readonly proposalId: string
  readonly version: number
  readonly areaId: number
  readonly officeId: number
  readonly kind: ProposalKind
  readonly familyId: string | null
  readonly personId: string | null
  readonly subjectName: string
  readonly subjectAddress: string | null
  readonly peopleCount: number | null
  readonly criteria: readonly string[]
  readonly reason: string
  readonly month: string
  readonly decree: string | null
  readonly decreeOn: string | null
  readonly nikSealed: Buffer | null
  readonly cardSealed: Buffer | null
}

/** Determined proposals of a month and those before it, by place and name. */
export async function listWaiting(tx: Tx, question: { month: string; limit: number }): Promise<readonly WaitingProposal[]> {
  const { rows } = await sql<WaitingProposal>`
    select p.proposal_id as "proposalId", p.version, p.area_id as "areaId", p.office_id as "officeId", p.kind, p.family_id as "familyId",
      p.person_id as "personId", p.subject_name as "subjectName", p.subject_address as "subjectAddress", p.people_count as "peopleCount", p.criteria,
      p.reason, p.month, s.detail ->> 'decree' as decree, s.detail ->> 'decreeOn' as "decreeOn", n.nik_sealed as "nikSealed", n.card_sealed as "cardSealed"
    from registry.proposal p
    join lateral (select detail from registry.proposal_step s where s.regency_id = p.regency_id and s.proposal_id = p.proposal_id and s.act = 'determine'
      order by step_no desc limit 1) s on true
    left join registry.proposal_identity n on n.regency_id = p.regency_id and n.proposal_id = p.proposal_id
    where p.regency_id = ${tx.regencyId} and p.state = 'determined' and p.month <= ${question.month}
    order by p.area_id, p.subject_name, p.proposal_id limit ${question.limit}`.execute(tx.db)
  return rows
}

export interface Home {
  readonly familyId: string
  readonly hamlet: string | null
  readonly rt: number | null
  readonly rw: number | null
  readonly addressText: string | null
}

/** Where families live, as far as the village. */
export async function listHomes(tx: Tx, familyIds: readonly string[]): Promise<readonly Home[]> {
  const { rows } = await sql<Home>`
    select family_id as "familyId", hamlet, rt, rw, address_text as "addressText" from registry.family
    where regency_id = ${tx.regencyId} and family_id = any(${[...familyIds]}::uuid[])`.execute(tx.db)
  return rows
}

/** How many determined proposals belong to a later month. */
export async function countLater(tx: Tx, month: string): Promise<number> {
  const { rows } = await sql<{ later: number }>`
    select count(*)::int as later from registry.proposal where regency_id = ${tx.regencyId} and state = 'determined' and month > ${month}`.execute(tx.db)
  return rows[0]?.later ?? 0
}

export interface FileRecord {
  readonly format: BatchFormat
  readonly sizeBytes: number
  readonly sha256: string
}

/** The files of a batch, without what is in them. */
export async function listFiles(tx: Tx, batchId: string): Promise<readonly FileRecord[]> {
  const { rows } = await sql<FileRecord>`
    select format, size_bytes as "sizeBytes", sha256 from registry.batch_file
    where regency_id = ${tx.regencyId} and batch_id = ${batchId}::uuid order by format desc`.execute(tx.db)
  return rows
}

/** What is in a file, closed. */
export async function readFileContent(tx: Tx, file: { batchId: string; format: BatchFormat }): Promise<Buffer | undefined> {
  const { rows } = await sql<{ content: Buffer }>`
    select content_sealed as content from registry.batch_file where regency_id = ${tx.regencyId} and batch_id = ${file.batchId}::uuid and format = ${file.format}`.execute(tx.db)
  return rows[0]?.content
}

/** Writes down that somebody asks for a file. */
export async function insertDownload(tx: Tx, of: { downloadId: string; batch: BatchRecord; format: BatchFormat; sha256: string | null }): Promise<void> {
  await sql`
    insert into registry.batch_download (regency_id, download_id, batch_id, area_id, office_id, format, account_id, account_name, asked_at, sha256)
    values (${tx.regencyId}, ${of.downloadId}, ${of.batch.batchId}, ${of.batch.areaId}, ${of.batch.officeId}, ${of.format}, ${tx.actor.accountId},
      ${tx.actor.name}, ${tx.now}, ${of.sha256})`.execute(tx.db)
}

/** Which file the actor asked for; undefined when it was somebody else. */
export async function findDownload(tx: Tx, of: { batchId: string; downloadId: string }): Promise<BatchFormat | undefined> {
  const { rows } = await sql<{ format: BatchFormat }>`
    select format from registry.batch_download where regency_id = ${tx.regencyId} and batch_id = ${of.batchId}::uuid
      and download_id = ${of.downloadId}::uuid and account_id = ${tx.actor.accountId}`.execute(tx.db)
  return rows[0]?.format
}

export interface DownloadRecord {
  readonly format: BatchFormat
  readonly name: string
  readonly at: Date
  /** Fingerprint of that copy; null of one from before copies had marks of their own. */
  readonly sha256: string | null
}

/** Who asked for which file, the latest first. */
export async function listDownloads(tx: Tx, batchId: string): Promise<readonly DownloadRecord[]> {
  const { rows } = await sql<DownloadRecord>`
    select format, account_name as name, asked_at as at, sha256 from registry.batch_download
    where regency_id = ${tx.regencyId} and batch_id = ${batchId}::uuid order by asked_at desc, download_id desc limit 100`.execute(tx.db)
  return rows
}

export interface SentRow {
  readonly rowNo: number
  readonly proposalId: string
  readonly familyId: string | null
  readonly areaId: number
  readonly subjectName: string
  readonly nikMac: Buffer | null
  readonly outcome: Outcome | null
  readonly reason: string | null
  readonly decile: number | null
}

/** The rows of a batch with what was answered. */
export async function listRows(tx: Tx, batchId: string): Promise<readonly SentRow[]> {
  const { rows } = await sql<SentRow>`
    select r.row_no as "rowNo", r.proposal_id as "proposalId", r.family_id as "familyId", r.area_id as "areaId", p.subject_name as "subjectName",
      r.nik_mac as "nikMac", r.outcome, r.outcome_reason as reason, r.outcome_decile as decile
    from registry.batch_row r join registry.proposal p on p.regency_id = r.regency_id and p.proposal_id = r.proposal_id
    where r.regency_id = ${tx.regencyId} and r.batch_id = ${batchId}::uuid order by r.row_no`.execute(tx.db)
  return rows
}
