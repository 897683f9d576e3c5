import { sql } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ListPlace } from '#platform/list-place.ts'
import type { ClaimOutcome, RelocationClaim } from './claim.contract.ts'

export interface ClaimRow extends Pick<RelocationClaim, 'claimId' | 'name' | 'birthOn' | 'nikLast4' | 'cardLast4' | 'arrivedOn' | 'words' | 'claimedByName' | 'outcome' | 'answer' | 'answeredByName'> {
  readonly fromAreaId: number
  readonly toAreaId: number
  readonly hamlet: string | null
  readonly rt: number | null
  readonly rw: number | null
  readonly addressText: string | null
  readonly claimedAt: Date
  readonly answeredAt: Date | null
}

const columns = sql`claim_id as "claimId", area_id as "fromAreaId", to_area_id as "toAreaId", name, birth_on as "birthOn", nik_last4 as "nikLast4",
  card_last4 as "cardLast4", arrived_on as "arrivedOn", hamlet, rt, rw, address_text as "addressText", words, claimed_by_name as "claimedByName",
  claimed_at as "claimedAt", outcome, answer, answered_by_name as "answeredByName", answered_at as "answeredAt"`

export interface NewClaim extends Pick<ClaimRow, 'claimId' | 'fromAreaId' | 'toAreaId' | 'name' | 'birthOn' | 'arrivedOn' | 'hamlet' | 'rt' | 'rw' | 'addressText' | 'words'> {
  readonly nik: { readonly mac: Buffer; readonly last4: string } | null
  readonly card: { readonly mac: Buffer; readonly last4: string } | null
}

/** Keeps what a village says; false when it asks the same already. */
export async function insertClaim(tx: Tx, claim: NewClaim): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db.insertInto('registry.relocation_claim').values({
    regency_id: tx.regencyId, claim_id: claim.claimId, area_id: claim.fromAreaId, to_area_id: claim.toAreaId, name: claim.name, birth_on: claim.birthOn,
    nik_mac: claim.nik?.mac ?? null, nik_last4: claim.nik?.last4 ?? null, card_mac: claim.card?.mac ?? null, card_last4: claim.card?.last4 ?? null,
    arrived_on: claim.arrivedOn, hamlet: claim.hamlet, rt: claim.rt, rw: claim.rw, address_text: claim.addressText, words: claim.words,
    claimed_by: tx.actor.accountId ?? '', claimed_by_name: tx.actor.name, claimed_at: tx.now,
  }).onConflict((conflict) => conflict.doNothing()).executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** A claim on one of the actor's sides, locked until the act ends; undefined when there is none. */
export async function lockClaim(tx: Tx, claimId: string): Promise<ClaimRow | undefined> {
  const { rows } = await sql<ClaimRow>`select ${columns} from registry.relocation_claim
    where regency_id = ${tx.regencyId} and claim_id = ${claimId} for update`.execute(tx.db)
  return rows[0]
}

export interface ClaimPage {
  readonly side: 'asked' | 'sent'
  readonly areaIds: readonly number[]
  readonly after: ListPlace | undefined
  readonly limit: number
}

/** One page of claims on one of the actor's sides, the latest first; of those that they are asked, the open ones. */
export async function listClaimRows(tx: Tx, { side, areaIds, after, limit }: ClaimPage): Promise<readonly ClaimRow[]> {
  const own = side === 'asked' ? sql`area_id = any(${areaIds}::int[]) and outcome is null` : sql`to_area_id = any(${areaIds}::int[])`
  const later = after === undefined ? sql`true` : sql`(claimed_at, claim_id) < (${after.at}::timestamptz, ${after.id}::uuid)`
  const { rows } = await sql<ClaimRow>`select ${columns} from registry.relocation_claim
    where regency_id = ${tx.regencyId} and ${own} and ${later} order by claimed_at desc, claim_id desc limit ${limit}`.execute(tx.db)
  return rows
}

/** Who of the actor's own people each claim could mean: the same number, or the same name and day of birth; at most five each. */
export async function listCandidates(tx: Tx, claimIds: readonly string[]): Promise<ReadonlyMap<string, RelocationClaim['candidates']>> {
  const { rows } = await sql<{ claim_id: string; person_id: string; name: string; birth_year: number | null }>`
    select k.claim_id, found.* from registry.relocation_claim k
    cross join lateral (
      select distinct p.person_id, p.name, extract(year from p.birth_on)::int as birth_year
      from registry.person p
      join registry.family_member m on m.regency_id = p.regency_id and m.person_id = p.person_id and m.valid_to is null
      left join registry.person_identity i on i.regency_id = p.regency_id and i.person_id = p.person_id
      left join registry.family_identity f on f.regency_id = m.regency_id and f.family_id = m.family_id
      where p.regency_id = k.regency_id and p.area_id = k.area_id and p.ended_on is null and p.merged_into is null
        and (i.nik_mac = k.nik_mac or (f.card_mac = k.card_mac and m.relation = 'head') or (p.birth_on = k.birth_on and upper(p.name) = upper(k.name)))
      order by p.person_id limit 5) found
    where k.regency_id = ${tx.regencyId} and k.claim_id = any(${claimIds}::uuid[])`.execute(tx.db)
  const found = Map.groupBy(rows, (row) => row.claim_id)
  return new Map([...found].map(([id, of]) => [id, of.map((row) => ({ personId: row.person_id, name: row.name, birthYear: row.birth_year }))]))
}

/** Writes down what became of a claim. */
export async function answerClaim(tx: Tx, of: { claimId: string; outcome: ClaimOutcome; answer: string | null; relocationId: string | null }): Promise<void> {
  await tx.db.updateTable('registry.relocation_claim').set({
    outcome: of.outcome, answer: of.answer, relocation_id: of.relocationId, answered_by: tx.actor.accountId, answered_by_name: tx.actor.name, answered_at: tx.now,
  }).where('regency_id', '=', tx.regencyId).where('claim_id', '=', of.claimId).execute()
}

/** What waits for the actor's villages, up to a hundred each. */
export async function countWaitingMoves(tx: Tx, areaIds: readonly number[]): Promise<{ arriving: number; asked: number; tasks: number }> {
  const { rows } = await sql<{ arriving: number; asked: number; tasks: number }>`select
    (select count(*)::int from (select from registry.relocation where regency_id = ${tx.regencyId} and outcome is null and to_area_id = any(${areaIds}::int[]) limit 100) r) as arriving,
    (select count(*)::int from (select from registry.relocation_claim where regency_id = ${tx.regencyId} and outcome is null and area_id = any(${areaIds}::int[]) limit 100) c) as asked,
    (select count(*)::int from (select from registry.event_task where regency_id = ${tx.regencyId} and done_at is null and withdrawn_at is null limit 100) t) as tasks`.execute(tx.db)
  return rows[0]!
}

/** What other villages ask about people of the actor's. */
export const claimPile: Pile = {
  key: 'relocationClaims', grants: ['registry.life_event.record'],
  rows: (tx) => sql`select from registry.relocation_claim where regency_id = ${tx.regencyId} and area_id = any(${tx.actor.areaIds}::int[]) and outcome is null`,
}
