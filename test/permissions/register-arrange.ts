import { randomUUID } from 'node:crypto'
import type pg from 'pg'

/** A draft for a decree with one proposal in it, as the agency would have prepared it at the end of the proposal's way. */
export async function draftDetermination(owner: pg.Pool, proposalId: string): Promise<string> {
  const determinationId = randomUUID()
  await owner.query(
    `insert into registry.determination (regency_id, determination_id, area_id, office_id, state, version, prepared_by_name, prepared_at)
     select regency_id, $1, 0, office_id, 'draft', 1, 'Endang Pratiwi', submitted_at from registry.proposal where proposal_id = $2`, [determinationId, proposalId])
  await owner.query(
    `insert into registry.determination_item (regency_id, determination_id, item_no, area_id, office_id, proposal_id)
     select regency_id, $1, 1, area_id, office_id, proposal_id from registry.proposal where proposal_id = $2`, [determinationId, proposalId])
  return determinationId
}

/** A batch with one proposal in it, its file, and a file of answers of one line, as the agency would have made them at the end of the way. */
export async function sendBatch(owner: pg.Pool, proposalId: string): Promise<{ batchId: string; resultId: string }> {
  const [batchId, resultId] = [randomUUID(), randomUUID()]
  const of = 'from registry.proposal where proposal_id = $2'
  await owner.query(
    `insert into registry.batch (regency_id, batch_id, area_id, office_id, month, series_no, number, layout_key, row_count, made_by_name, made_at)
     select regency_id, $1::uuid, 0, office_id, '2026-12', n, 'BWI-2026-12-' || n, 'siks-ng', 1, 'Endang Pratiwi', submitted_at
     from registry.proposal, lateral (select count(*) + 1 as n from registry.batch) as b where proposal_id = $2`, [batchId, proposalId])
  await owner.query(
    `insert into registry.batch_row (regency_id, batch_id, row_no, area_id, office_id, proposal_id)
     select regency_id, $1, 1, area_id, office_id, proposal_id ${of}`, [batchId, proposalId])
  await owner.query(
    `insert into registry.batch_file (regency_id, batch_id, format, area_id, office_id, content_sealed, size_bytes, sha256)
     select regency_id, $1, 'csv', 0, office_id, 'closed', 6, repeat('0', 64) ${of}`, [batchId, proposalId])
  await owner.query(
    `insert into registry.batch_download (regency_id, download_id, batch_id, area_id, office_id, format, account_id, account_name, asked_at)
     select regency_id, gen_random_uuid(), $1, 0, office_id, 'csv', gen_random_uuid(), 'Endang Pratiwi', submitted_at ${of}`, [batchId, proposalId])
  await owner.query(
    `insert into registry.batch_result (regency_id, result_id, batch_id, area_id, office_id, state, version, file_name, file_sha256, as_of_on, read_by_name, read_at)
     select regency_id, $3, $1, 0, office_id, 'read', 1, 'jawaban.csv', sha256(''), '2026-11-20', 'Endang Pratiwi', submitted_at ${of}`, [batchId, proposalId, resultId])
  await owner.query(
    `insert into registry.batch_result_line (regency_id, result_id, line_no, area_id, office_id, outcome, problem)
     select regency_id, $1, 2, 0, office_id, 'accepted', 'row_unknown' ${of}`, [resultId, proposalId])
  return { batchId, resultId }
}
