import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { CompiledForm, FormVersion, Words } from './form.contract.ts'

export interface NewFormVersion {
  readonly formVersionId: string
  readonly number: number
  readonly validFrom: string
  readonly form: CompiledForm
  readonly questions: number
  readonly fileName: string
  readonly file: Buffer
  readonly fileSha256: Buffer
}

export type FormVersionRow = Omit<FormVersion, 'isCurrent' | 'isLater'>

/** Waits until nobody else is adding a version of this form. */
export async function lockForm(tx: Tx, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`registry.form ${tx.regencyId} ${key}`}, 0))`.execute(tx.db)
}

/** Adds a version. */
export async function insertFormVersion(tx: Tx, version: NewFormVersion): Promise<void> {
  await tx.db.insertInto('registry.form_version').values({
    regency_id: tx.regencyId, form_version_id: version.formVersionId, form_key: version.form.key, number: version.number,
    title: JSON.stringify(version.form.title), valid_from: version.validFrom, compiled: JSON.stringify(version.form), question_count: version.questions,
    file_name: version.fileName, file: version.file, file_sha256: version.fileSha256, uploaded_by: tx.actor.accountId, uploaded_by_name: tx.actor.name,
    uploaded_at: tx.now,
  }).execute()
}

const columns = [
  'form_version_id', 'form_key', 'number', 'title', 'valid_from', 'question_count', 'file_name', 'uploaded_by_name', 'uploaded_at', 'file_sha256',
] as const

/** Versions below a number, the latest first, at most fifty and one more. */
export async function listFormVersions(tx: Tx, below: number | undefined): Promise<readonly FormVersionRow[]> {
  let query = tx.db.selectFrom('registry.form_version').select(columns).where('regency_id', '=', tx.regencyId)
  if (below !== undefined) query = query.where('number', '<', below)
  const rows = await query.orderBy('number', 'desc').limit(51).execute()
  return rows.map(toVersion)
}

/** The version that new visits ask by on a day: of those that hold by then, the latest. */
export async function findCurrentVersion(tx: Tx, on: string): Promise<FormVersionRow | undefined> {
  const row = await tx.db.selectFrom('registry.form_version').select(columns).where('regency_id', '=', tx.regencyId).where('valid_from', '<=', on)
    .orderBy('valid_from', 'desc').orderBy('number', 'desc').limit(1).executeTakeFirst()
  return row && toVersion(row)
}

/** The latest version of a form, with the hash of its file. */
export async function findLatestVersion(tx: Tx, key: string): Promise<{ readonly number: number; readonly fileSha256: Buffer } | undefined> {
  const row = await tx.db.selectFrom('registry.form_version').select(['number', 'file_sha256']).where('regency_id', '=', tx.regencyId)
    .where('form_key', '=', key).orderBy('number', 'desc').limit(1).executeTakeFirst()
  return row && { number: row.number, fileSha256: row.file_sha256 }
}

/** A version as it is asked. */
export async function findCompiledForm(tx: Tx, formVersionId: string): Promise<CompiledForm | undefined> {
  const row = await tx.db.selectFrom('registry.form_version').select('compiled').where('regency_id', '=', tx.regencyId)
    .where('form_version_id', '=', formVersionId).executeTakeFirst()
  return row && (row.compiled as unknown as CompiledForm)
}

/** The workbook of a version. */
export async function findFormFile(tx: Tx, formVersionId: string): Promise<{ readonly fileName: string; readonly bytes: Buffer } | undefined> {
  const row = await tx.db.selectFrom('registry.form_version').select(['file_name', 'file']).where('regency_id', '=', tx.regencyId)
    .where('form_version_id', '=', formVersionId).executeTakeFirst()
  return row && { fileName: row.file_name, bytes: row.file }
}

interface VersionColumns {
  form_version_id: string
  form_key: string
  number: number
  title: unknown
  valid_from: string
  question_count: number
  file_name: string
  uploaded_by_name: string | null
  uploaded_at: Date
}

function toVersion(row: VersionColumns): FormVersionRow {
  return {
    formVersionId: row.form_version_id, key: row.form_key, number: row.number, title: row.title as Words, validFrom: row.valid_from,
    questions: row.question_count, fileName: row.file_name, uploadedByName: row.uploaded_by_name, uploadedAt: row.uploaded_at.toISOString(),
  }
}
