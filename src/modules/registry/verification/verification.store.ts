import { sql } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import { districtIdOf } from '#modules/registry/search/index-person.rules.ts'
import type { SealedNumber } from '#modules/registry/person/identity.rules.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ListPlace } from '#platform/list-place.ts'
import type { VerificationOutcome } from './verification.contract.ts'

/** Asks the village to verify a person. Whoever reports may ask; the row cannot be read back by its maker. */
export async function insertVerification(tx: Tx, asked: { personId: string; areaId: number }): Promise<void> {
  await tx.db.insertInto('registry.verification').values({
    regency_id: tx.regencyId, person_id: asked.personId, area_id: asked.areaId, asked_at: tx.now,
  }).execute()
}

export interface OpenVerification {
  readonly personId: string
  readonly areaId: number
  readonly askedAt: Date
}

/** The unanswered verifications of the actor's areas, longest waiting first. */
export async function listOpenVerifications(tx: Tx, page: { after: ListPlace | undefined; limit: number }): Promise<readonly OpenVerification[]> {
  const after = page.after
  const rows = await tx.db.selectFrom('registry.verification').select(['person_id', 'area_id', 'asked_at'])
    .where('regency_id', '=', tx.regencyId).where('outcome', 'is', null)
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(asked_at, person_id) > (${after?.at}::timestamptz, ${after?.id}::uuid)`))
    .orderBy('asked_at').orderBy('person_id').limit(page.limit).execute()
  return rows.map((row) => ({ personId: row.person_id, areaId: row.area_id, askedAt: row.asked_at }))
}

export interface LockedVerification {
  readonly personId: string
  readonly areaId: number
  readonly outcome: VerificationOutcome | null
}

/** One verification of the actor's areas, locked until the act ends; undefined when there is none. */
export async function lockVerification(tx: Tx, personId: string): Promise<LockedVerification | undefined> {
  const row = await tx.db.selectFrom('registry.verification').select(['person_id', 'area_id', 'outcome'])
    .where('regency_id', '=', tx.regencyId).where('person_id', '=', personId).forUpdate().executeTakeFirst()
  return row && { personId: row.person_id, areaId: row.area_id, outcome: row.outcome as VerificationOutcome | null }
}

/** Writes down what was found, by whom and when. */
export async function answerVerification(
  tx: Tx, answer: { personId: string; areaId: number; outcome: VerificationOutcome; words: string },
): Promise<void> {
  await tx.db.updateTable('registry.verification').set({
    area_id: answer.areaId, outcome: answer.outcome, words: answer.words, answered_by: tx.actor.accountId, answered_by_name: tx.actor.name,
    answered_at: tx.now,
  }).where('regency_id', '=', tx.regencyId).where('person_id', '=', answer.personId).execute()
}

/** Hands the verification, with the person and what was found out, to another village. */
export async function moveVerification(tx: Tx, to: { personId: string; areaId: number; words: string }): Promise<void> {
  await sql`select registry.pass_on_verification(${tx.regencyId}, ${to.personId}, ${to.areaId}, ${districtIdOf(to.areaId)}, ${to.words})`.execute(tx.db)
}

/** Whether anybody but the given person carries the number, as far as the actor sees. */
export async function isNikTaken(tx: Tx, number: { mac: Buffer; exceptPersonId: string }): Promise<boolean> {
  const row = await tx.db.selectFrom('registry.person_identity').select('person_id').where('regency_id', '=', tx.regencyId)
    .where('nik_mac', '=', number.mac).where('person_id', '<>', number.exceptPersonId).limit(1).executeTakeFirst()
  return row !== undefined
}

/** Gives the person the number that was seen, in the place of one that a report told. Before the answer, because only open verifications let it. */
export async function setVerifiedNik(tx: Tx, person: { personId: string; nik: SealedNumber }): Promise<void> {
  const { sealFor, mac, prefix, last4 } = person.nik
  await sql`select registry.set_verified_nik(${tx.regencyId}, ${person.personId}, ${Buffer.from(sealFor(person.personId))}, ${Buffer.from(mac)}, ${prefix}, ${last4})`.execute(tx.db)
}

/** People whom only a report knows. */
export const verificationPile: Pile = {
  key: 'verifications', grants: ['registry.person.verify'],
  rows: (tx) => sql`select from registry.verification where regency_id = ${tx.regencyId} and outcome is null`,
}
