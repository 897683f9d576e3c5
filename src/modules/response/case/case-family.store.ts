import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'

/** The family and person of a case. */
export interface CaseSubject {
  readonly familyId: string | null
  readonly personId: string | null
}

/**
 * Opens the family of a case of which the actor's office holds a task, to the rest of the transaction; undefined when it holds none, when the case is
 * about nobody known, or when the role may not.
 */
export async function openCaseFamily(tx: Tx, caseId: string): Promise<CaseSubject | undefined> {
  const { rows } = await sql<{ family_id: string | null; person_id: string | null }>`
    select family_id, person_id from response.open_case_family(${tx.regencyId}, ${caseId}::uuid)`.execute(tx.db)
  return rows[0] && { familyId: rows[0].family_id, personId: rows[0].person_id }
}
