import { sql } from 'kysely'
import type { DoneHow } from '#modules/privacy/request/request.contract.ts'
import type { EventKind } from '#modules/registry/life-event/life-event.contract.ts'
import type { Tx } from '#platform/db/db.ts'

export interface RegisterActRow {
  readonly kind: 'event' | 'visit'
  readonly actId: string
  readonly at: Date
  readonly byName: string
  readonly eventKind: EventKind | null
}

/** What the register did about a person and whoever is one with them since a moment, the latest first; at most thirty. Events that were undone are none. */
export async function listRegisterActRows(tx: Tx, of: { personId: string; since: Date }): Promise<readonly RegisterActRow[]> {
  const { rows } = await sql<RegisterActRow>`
    with everybody as (
      select member_id as person_id from registry.person_clusters(${tx.regencyId}, array[${of.personId}::uuid])
    ), home as (
      select distinct m.family_id from registry.family_member m join everybody using (person_id)
      where m.regency_id = ${tx.regencyId} and m.valid_to is null and m.annulled_at is null
    )
    select distinct 'event' as kind, e.event_id as "actId", e.recorded_at as at, e.recorded_by_name as "byName", e.kind as "eventKind"
    from everybody join registry.person_event p on p.regency_id = ${tx.regencyId} and p.person_id = everybody.person_id
      join registry.life_event e on e.regency_id = p.regency_id and e.event_id = p.event_id
    where e.recorded_at >= ${of.since} and e.kind <> 'undoing'
      and not exists (select from registry.life_event u where u.regency_id = e.regency_id and u.undoes = e.event_id)
    union all
    select 'visit', s.survey_id, s.received_at, s.recorded_by_name, null
    from home join registry.survey s on s.regency_id = ${tx.regencyId} and s.family_id = home.family_id
    where s.received_at >= ${of.since}
    order by 3 desc, 2 desc limit 30`.execute(tx.db)
  return rows
}

export interface Done {
  readonly requestId: string
  readonly words: string
  readonly how: DoneHow
  readonly ref: string | null
  readonly toldHow: string | null
}

/** Writes down that a request was carried out, by whom and how. */
export async function saveDone(tx: Tx, done: Done): Promise<void> {
  await tx.db.updateTable('privacy.request').set({
    done_at: tx.now, done_by: tx.actor.accountId, done_by_name: tx.actor.name, done_words: done.words, done_how: done.how, done_ref: done.ref, told_how: done.toldHow,
  }).where('regency_id', '=', tx.regencyId).where('request_id', '=', done.requestId).execute()
}
