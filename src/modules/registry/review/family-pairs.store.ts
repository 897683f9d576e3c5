import { sql } from 'kysely'
import { findFamilyRoots } from '#modules/registry/merge/cluster.store.ts'
import type { Tx } from '#platform/db/db.ts'
import type { FamiliesMet } from './family-pairs.rules.ts'

/** A question about two persons counts as a suspicion from this score on. */
const leastSuspicion = 0.85
const mostMeetings = 5_000

interface Meeting {
  family_id: string
  other_id: string
  known: number
  suspected: number
  one_card: boolean
}

/** The families that have people or a card in common with some families, each pair once, as far as the actor's areas go. */
export async function listFamiliesMet(tx: Tx, familyIds: readonly string[]): Promise<readonly FamiliesMet[]> {
  if (familyIds.length === 0) return []
  const meetings = [...await listSharedMembers(tx, familyIds), ...await listSharedCards(tx, familyIds)]
  const all = [...new Set(meetings.flatMap((meeting) => [meeting.family_id, meeting.other_id]))]
  const [roots, sides] = [await findFamilyRoots(tx, all), await listSides(tx, all)]
  const met = new Map<string, FamiliesMet>()
  for (const meeting of meetings) {
    const [one, other] = [sides.get(meeting.family_id), sides.get(meeting.other_id)]
    const [left, right] = [roots.get(meeting.family_id), roots.get(meeting.other_id)].toSorted()
    if (one === undefined || other === undefined || left === undefined || right === undefined || left === right) continue
    const known = met.get(`${left} ${right}`)
    const isTurned = roots.get(meeting.family_id) !== left
    met.set(`${left} ${right}`, {
      leftId: left, rightId: right, leftAreaId: (isTurned ? other : one).areaId, rightAreaId: (isTurned ? one : other).areaId,
      known: Math.max(known?.known ?? 0, meeting.known), suspected: Math.max(known?.suspected ?? 0, meeting.suspected),
      smaller: Math.min(one.members, other.members), hasOneCard: meeting.one_card || (known?.hasOneCard ?? false),
      cardsDiffer: one.card !== null && other.card !== null && one.card !== other.card,
    })
  }
  return [...met.values()]
}

/** Families in which the same person lives under two ids, or two of whom a question asks whether they are one. */
async function listSharedMembers(tx: Tx, familyIds: readonly string[]): Promise<readonly Meeting[]> {
  const { rows } = await sql<Meeting>`
    with mine as materialized (
      select m.family_id, m.person_id from registry.family_member m
      where m.regency_id = ${tx.regencyId} and m.family_id = any(${familyIds}::uuid[]) and m.valid_to is null
    ), alike as (
      select c.person_id, c.member_id as other_id, true as is_known
      from registry.person_clusters(${tx.regencyId}, array(select person_id from mine)) c where c.member_id <> c.person_id
      union all
      select r.left_id, r.right_id, false from registry.review r
      where r.regency_id = ${tx.regencyId} and r.subject_kind = 'person' and r.left_id = any(array(select person_id from mine))
        and r.state <> 'decided' and r.score >= ${leastSuspicion}
      union all
      select r.right_id, r.left_id, false from registry.review r
      where r.regency_id = ${tx.regencyId} and r.subject_kind = 'person' and r.right_id = any(array(select person_id from mine))
        and r.state <> 'decided' and r.score >= ${leastSuspicion}
    )
    select mine.family_id, o.family_id as other_id, count(distinct mine.person_id) filter (where alike.is_known)::int as known,
      count(distinct mine.person_id) filter (where not alike.is_known)::int as suspected, false as one_card
    from mine join alike on alike.person_id = mine.person_id
    join registry.family_member o on o.regency_id = ${tx.regencyId} and o.person_id = alike.other_id and o.valid_to is null
      and o.family_id <> mine.family_id
    group by 1, 2 limit ${mostMeetings}`.execute(tx.db)
  return rows
}

async function listSharedCards(tx: Tx, familyIds: readonly string[]): Promise<readonly Meeting[]> {
  const { rows } = await sql<Meeting>`
    select i.family_id, o.family_id as other_id, 0 as known, 0 as suspected, true as one_card
    from registry.family_identity i
    join registry.family_identity o on o.regency_id = i.regency_id and o.card_mac = i.card_mac and o.family_id <> i.family_id
    where i.regency_id = ${tx.regencyId} and i.family_id = any(${familyIds}::uuid[]) limit ${mostMeetings}`.execute(tx.db)
  return rows
}

interface Side {
  readonly areaId: number
  readonly members: number
  /** The card's keyed hash as text. */
  readonly card: string | null
}

async function listSides(tx: Tx, familyIds: readonly string[]): Promise<ReadonlyMap<string, Side>> {
  const { rows } = await sql<{ family_id: string; area_id: number; members: number; card: string | null }>`
    select f.family_id, f.area_id, encode(i.card_mac, 'hex') as card,
      (select count(*)::int from registry.family_member m where m.regency_id = f.regency_id and m.family_id = f.family_id and m.valid_to is null) as members
    from registry.family f left join registry.family_identity i on i.regency_id = f.regency_id and i.family_id = f.family_id
    where f.regency_id = ${tx.regencyId} and f.family_id = any(${familyIds}::uuid[]) and f.ended_on is null`.execute(tx.db)
  return new Map(rows.map((row) => [row.family_id, { areaId: row.area_id, members: row.members, card: row.card }]))
}

/** Whether two families, each with all that were merged into them, share a card. */
export async function haveOneCard(tx: Tx, [leftId, rightId]: readonly [string, string]): Promise<boolean> {
  const { rows } = await sql<{ one: boolean }>`
    with cards as (
      select c.family_id as root_id, i.card_mac from registry.family_clusters(${tx.regencyId}, array[${leftId}::uuid, ${rightId}::uuid]) c
      join registry.family_identity i on i.regency_id = ${tx.regencyId} and i.family_id = c.member_id
    )
    select exists (select from cards a join cards b on b.card_mac = a.card_mac where a.root_id = ${leftId} and b.root_id = ${rightId}) as one`.execute(tx.db)
  return rows[0]?.one ?? false
}

/** A family as a line of the queue. */
export interface FamilyLine {
  readonly familyId: string
  readonly areaId: number
  readonly headName: string | null
  readonly members: number
}

/** Families by the id that was asked, each as the one that stands for it; whoever is out of reach is missing. */
export async function listFamilyLines(tx: Tx, familyIds: readonly string[]): Promise<ReadonlyMap<string, FamilyLine>> {
  const { rows } = await sql<{ asked_id: string; root_id: string; area_id: number; head_name: string | null; members: number }>`
    select r.family_id as asked_id, r.root_id, f.area_id, h.name as head_name,
      (select count(distinct w.root_id)::int from registry.family_cluster(${tx.regencyId}, r.root_id) as c (family_id)
        join registry.family_member m on m.regency_id = ${tx.regencyId} and m.family_id = c.family_id and m.valid_to is null
        cross join lateral registry.person_roots(${tx.regencyId}, array[m.person_id]) w) as members
    from registry.family_roots(${tx.regencyId}, ${familyIds}::uuid[]) r
    join registry.family f on f.regency_id = ${tx.regencyId} and f.family_id = r.root_id
    left join lateral (
      select p.name from registry.family_member m join registry.person p on p.regency_id = m.regency_id and p.person_id = m.person_id
      where m.regency_id = ${tx.regencyId} and m.family_id = r.root_id and m.valid_to is null
      order by m.relation = 'head' desc, p.birth_on nulls last, p.person_id limit 1) h on true`.execute(tx.db)
  return new Map(rows.map((row) => [row.asked_id, { familyId: row.root_id, areaId: row.area_id, headName: row.head_name, members: row.members }]))
}

/** The families in which the persons of a snapshot live, in the order of their ids, after one. */
export async function listFamiliesOfSnapshot(tx: Tx, page: { snapshotId: string; after: string; limit: number }): Promise<readonly string[]> {
  const { rows } = await sql<{ family_id: string }>`
    select distinct m.family_id from registry.source_record r
    join registry.link l on l.regency_id = r.regency_id and l.source_record_id = r.source_record_id and l.ended_at is null
    join registry.family_member m on m.regency_id = l.regency_id and m.person_id = l.person_id and m.valid_to is null
    where r.regency_id = ${tx.regencyId} and r.snapshot_id = ${page.snapshotId} and m.family_id > ${page.after}::uuid
    order by 1 limit ${page.limit}`.execute(tx.db)
  return rows.map((row) => row.family_id)
}
