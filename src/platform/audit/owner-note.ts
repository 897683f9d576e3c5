import type pg from 'pg'
import type { JsonObject } from '#platform/json.ts'

export interface OwnerNote {
  readonly regencyId: number
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly purpose?: string
  readonly detail: JsonObject
  readonly at: Date
}

/** Leaves an audit entry for what the owner's login did past the door (a backup, a restore, a load): the machine's work, not an account's. */
export async function noteAsOwner(owner: pg.ClientBase, note: OwnerNote): Promise<void> {
  await owner.query("select set_config('app.regency', $1, false)", [String(note.regencyId)])
  await owner.query(`
    insert into audit.entry (regency_id, at, role, action, subject_kind, subject_id, purpose, detail)
    values ($1, $2, 'system', $3, $4, $5, $6, $7)`,
  [note.regencyId, note.at, note.action, note.subjectKind, note.subjectId, note.purpose ?? null, JSON.stringify(note.detail)])
}
