import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'

export interface ConsentRow {
  readonly consentId: string
  readonly processingKey: string
  readonly givenOn: string
  readonly givenHow: 'signed' | 'spoken'
  readonly evidence: string
  readonly recordedByName: string
  readonly withdrawnAt: Date | null
  readonly withdrawnWords: string | null
}

/** What a person of the actor's areas agreed to, newest first; at most a hundred. */
export async function listConsentRows(tx: Tx, personId: string): Promise<readonly ConsentRow[]> {
  const rows = await tx.db.selectFrom('privacy.consent').selectAll().where('regency_id', '=', tx.regencyId).where('person_id', '=', personId)
    .orderBy('given_on', 'desc').orderBy('consent_id', 'desc').limit(100).execute()
  return rows.map((row) => ({
    consentId: row.consent_id, processingKey: row.processing_key, givenOn: row.given_on, givenHow: row.given_how as ConsentRow['givenHow'],
    evidence: row.evidence, recordedByName: row.recorded_by_name, withdrawnAt: row.withdrawn_at, withdrawnWords: row.withdrawn_words,
  }))
}

export interface NewConsent extends Pick<ConsentRow, 'consentId' | 'processingKey' | 'givenOn' | 'givenHow' | 'evidence'> {
  readonly personId: string
  readonly areaId: number
}

/** Keeps an agreement; false when one that still holds is there. */
export async function insertConsent(tx: Tx, consent: NewConsent): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db.insertInto('privacy.consent').values({
    regency_id: tx.regencyId, consent_id: consent.consentId, person_id: consent.personId, area_id: consent.areaId,
    processing_key: consent.processingKey, given_on: consent.givenOn, given_how: consent.givenHow, evidence: consent.evidence,
    recorded_by: tx.actor.accountId, recorded_by_name: tx.actor.name, recorded_at: tx.now,
  }).onConflict((conflict) => conflict.doNothing()).executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Ends an agreement; false when it had ended. Undefined when there is none in reach. */
export async function endConsent(tx: Tx, ended: { personId: string; consentId: string; words: string }): Promise<{ areaId: number; processingKey: string; isEnded: boolean } | undefined> {
  const row = await tx.db.selectFrom('privacy.consent').select(['area_id', 'processing_key', 'withdrawn_at']).where('regency_id', '=', tx.regencyId)
    .where('consent_id', '=', ended.consentId).where('person_id', '=', ended.personId).forUpdate().executeTakeFirst()
  if (row === undefined || row.withdrawn_at !== null) return row && { areaId: row.area_id, processingKey: row.processing_key, isEnded: false }
  await tx.db.updateTable('privacy.consent').set({ withdrawn_at: tx.now, withdrawn_words: ended.words, withdrawn_by_name: tx.actor.name })
    .where('regency_id', '=', tx.regencyId).where('consent_id', '=', ended.consentId).execute()
  return { areaId: row.area_id, processingKey: row.processing_key, isEnded: true }
}

/** Closes what rests on a person's agreement to a processing, or opens it again, as the agreement now stands. Gives how many photos changed. */
export async function followConsent(tx: Tx, of: { personId: string; processingKey: string }): Promise<number> {
  const { rows } = await sql<{ changed: number }>`select privacy.follow_consent(${tx.regencyId}, ${of.personId}, ${of.processingKey}) as changed`.execute(tx.db)
  return rows[0]?.changed ?? 0
}
