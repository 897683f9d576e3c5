import { sql } from 'kysely'
import type { Relation } from '#modules/registry/family/relation.rules.ts'
import type { Tx } from '#platform/db/db.ts'
import { newId } from '#platform/id.ts'
import type { EventKind, LifeEvent } from './life-event.contract.ts'
import type { ProgrammeTask } from './programme-task.rules.ts'
import type { EventPlan, KnownFamily, KnownLife } from './life-event.rules.ts'

interface LifeRow {
  person_id: string
  area_id: number
  sex: 'male' | 'female' | null
  birth_on: string | null
  ended_as: string | null
  family_id: string | null
  relation: Relation | null
  valid_from: string | null
}

/** Persons with the family of today, as far as the actor's areas go. Who is married is for the caller to know. */
export async function listLives(tx: Tx, personIds: readonly string[]): Promise<readonly KnownLife[]> {
  if (personIds.length === 0) return []
  const { rows } = await sql<LifeRow>`
    select p.person_id, p.area_id, p.sex, p.birth_on, p.ended_as, m.family_id, m.relation, m.valid_from
    from registry.person p left join registry.family_member m on m.regency_id = p.regency_id and m.person_id = p.person_id and m.valid_to is null
    where p.regency_id = ${tx.regencyId} and p.person_id = any(${personIds}::uuid[])`.execute(tx.db)
  return rows.map(toLife)
}

function toLife(row: LifeRow): KnownLife {
  const { family_id: familyId, relation, valid_from: from } = row
  return {
    personId: row.person_id, areaId: row.area_id, sex: row.sex, birthOn: row.birth_on, ended: row.ended_as !== null, isMarried: false,
    family: familyId === null || relation === null || from === null ? null : { familyId, relation, from },
  }
}

/** Families with everybody who lives in them now. */
export async function listLivingFamilies(tx: Tx, familyIds: readonly string[]): Promise<readonly KnownFamily[]> {
  if (familyIds.length === 0) return []
  const families = await sql<{ family_id: string; area_id: number }>`select family_id, area_id from registry.family
    where regency_id = ${tx.regencyId} and family_id = any(${familyIds}::uuid[]) and ended_on is null`.execute(tx.db)
  const members = await sql<LifeRow>`
    select p.person_id, p.area_id, p.sex, p.birth_on, p.ended_as, m.family_id, m.relation, m.valid_from
    from registry.family_member m join registry.person p on p.regency_id = m.regency_id and p.person_id = m.person_id
    where m.regency_id = ${tx.regencyId} and m.family_id = any(${familyIds}::uuid[]) and m.valid_to is null order by p.person_id`.execute(tx.db)
  return families.rows.map((row) => ({
    familyId: row.family_id, areaId: row.area_id, members: members.rows.filter((member) => member.family_id === row.family_id).map(toLife),
  }))
}

/** What an event changed, by ids. */
export interface Done extends Omit<EventPlan, 'newPerson' | 'newFamilyLike' | 'tasks'> {
  readonly tasks: readonly ProgrammeTask[]
  readonly newPersonId: string | null
  readonly newFamilyId: string | null
  readonly sourceRecordId: string | null
  /** The NIK that papers brought. */
  readonly nikOf: string | null
}

export interface EventHead {
  readonly eventId: string
  readonly kind: EventKind
  readonly areaId: number
  readonly happenedOn: string
  readonly evidence: LifeEvent['evidence']
  readonly evidenceWords: string
  readonly reportedBy: string
  readonly undoes: string | null
}

/** Keeps that an event was told; before anything that points at it. */
export async function insertEvent(tx: Tx, head: EventHead, done: Done | object): Promise<void> {
  await tx.db.insertInto('registry.life_event').values({
    regency_id: tx.regencyId, event_id: head.eventId, area_id: head.areaId, kind: head.kind, happened_on: head.happenedOn, evidence: head.evidence,
    evidence_words: head.evidenceWords, reported_by: head.reportedBy, undoes: head.undoes, done: JSON.stringify(done),
    recorded_by: tx.actor.accountId ?? '', recorded_by_name: tx.actor.name, recorded_at: tx.now,
  }).execute()
}

/** Adds the lines of an event to the lives it touched. */
export async function insertLines(tx: Tx, event: Pick<EventHead, 'eventId' | 'areaId' | 'happenedOn'> & { readonly sourceRecordId: string | null }, lines: Done['lines']): Promise<void> {
  for (const { personId, kind, otherPlace } of lines) {
    await sql`insert into registry.person_event (regency_id, person_id, event_no, area_id, kind, happened_on, other_place, source_record_id, event_id)
      select ${tx.regencyId}, ${personId}, coalesce(max(event_no), 0) + 1, ${event.areaId}, ${kind}, ${event.happenedOn}, ${otherPlace},
        ${event.sourceRecordId}, ${event.eventId}
      from registry.person_event where regency_id = ${tx.regencyId} and person_id = ${personId}`.execute(tx.db)
  }
}

/** Raises what an event asks to be done. */
export async function insertTasks(tx: Tx, event: Pick<EventHead, 'eventId' | 'areaId' | 'kind' | 'happenedOn'>, tasks: Done['tasks']): Promise<void> {
  if (tasks.length === 0) return
  await tx.db.insertInto('registry.event_task').values(tasks.map(({ personId, kind, programme }) => ({
    regency_id: tx.regencyId, task_id: newId(), event_id: event.eventId, person_id: personId, area_id: event.areaId, kind, programme: programme ?? null, raised_at: tx.now, event_kind: event.kind,
    happened_on: event.happenedOn,
  }))).execute()
}

/** Ends memberships of today on the day of an event. */
export async function endMemberships(tx: Tx, leave: Done['leave'], on: string): Promise<void> {
  for (const { personId, familyId } of leave) {
    await tx.db.updateTable('registry.family_member').set({ valid_to: on })
      .where('regency_id', '=', tx.regencyId).where('person_id', '=', personId).where('family_id', '=', familyId).where('valid_to', 'is', null).execute()
  }
}

/** Sets the relation of members of today. */
export async function setRelations(tx: Tx, members: readonly { personId: string; familyId: string; relation: Relation }[]): Promise<void> {
  for (const { personId, familyId, relation } of members) {
    await tx.db.updateTable('registry.family_member').set({ relation })
      .where('regency_id', '=', tx.regencyId).where('person_id', '=', personId).where('family_id', '=', familyId).where('valid_to', 'is', null).execute()
  }
}

/** Ends persons, or lets them live again (`as: null`). */
export async function setEnds(tx: Tx, ends: readonly { personId: string; as: 'died' | 'moved' | 'mistaken' | null }[], on: string): Promise<void> {
  for (const { personId, as } of ends) {
    await tx.db.updateTable('registry.person').set({ ended_as: as, ended_on: as === null ? null : on })
      .where('regency_id', '=', tx.regencyId).where('person_id', '=', personId).execute()
  }
}

export interface StoredEvent extends EventHead {
  readonly done: Done
}

/** An event to be taken back; undefined when it is not in reach. */
export async function findEvent(tx: Tx, eventId: string): Promise<StoredEvent | undefined> {
  const row = await tx.db.selectFrom('registry.life_event').selectAll().where('regency_id', '=', tx.regencyId).where('event_id', '=', eventId).executeTakeFirst()
  return row && {
    eventId: row.event_id, kind: row.kind as EventKind, areaId: row.area_id, happenedOn: row.happened_on, evidence: row.evidence as EventHead['evidence'],
    evidenceWords: row.evidence_words, reportedBy: row.reported_by, undoes: row.undoes, done: row.done as unknown as Done,
  }
}

/** Whether an event was taken back. */
export async function isUndone(tx: Tx, eventId: string): Promise<boolean> {
  const row = await tx.db.selectFrom('registry.life_event').select('event_id').where('regency_id', '=', tx.regencyId).where('undoes', '=', eventId).executeTakeFirst()
  return row !== undefined
}

/** Whether something was built on an event: a later one about the same people that still stands, a membership that is no longer as it left it, somebody of it who has gone to another village. */
export async function isFollowed(tx: Tx, event: StoredEvent): Promise<boolean> {
  const persons = [...new Set([...event.done.lines, ...event.done.leave, ...event.done.join, ...event.done.heads].map(({ personId }) => personId))]
  const { rows } = await sql<{ followed: boolean }>`
    select exists (
      select from registry.person_event l join registry.life_event e on e.regency_id = l.regency_id and e.event_id = l.event_id
      where l.regency_id = ${tx.regencyId} and l.person_id = any(${persons}::uuid[]) and e.event_id > ${event.eventId}
        and not exists (select from registry.life_event u where u.regency_id = e.regency_id and u.undoes = e.event_id)
    ) or (select count(*) from registry.person p where p.regency_id = ${tx.regencyId} and p.person_id = any(${persons}::uuid[])) < ${persons.length}
    or (select count(*) <> ${event.done.join.length} from registry.family_member m
      join jsonb_to_recordset(${JSON.stringify(event.done.join)}::jsonb) as j ("personId" uuid, "familyId" uuid)
        on m.person_id = j."personId" and m.family_id = j."familyId"
      where m.regency_id = ${tx.regencyId} and m.valid_to is null) as followed`.execute(tx.db)
  return rows[0]?.followed ?? false
}

/** Whether a list has found the person by the number since papers brought it. Ids follow the time at which they were made. */
export async function isKnownByNumber(tx: Tx, { eventId, done }: StoredEvent): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from registry.link l where l.regency_id = ${tx.regencyId} and l.person_id = ${done.nikOf} and l.ended_at is null
      and l.decided_by = 'number' and l.source_record_id > ${eventId}) as known`.execute(tx.db)
  return rows[0]?.known ?? false
}

/** Takes the number away that papers had brought. */
export async function removeNik(tx: Tx, personId: string): Promise<void> {
  await tx.db.deleteFrom('registry.person_identity').where('regency_id', '=', tx.regencyId).where('person_id', '=', personId).execute()
}

/** Puts memberships back as they were before an event. */
export async function restoreMemberships(tx: Tx, { done, happenedOn }: StoredEvent): Promise<void> {
  for (const { personId, familyId } of done.join) {
    await tx.db.updateTable('registry.family_member').set({ valid_to: happenedOn, annulled_at: tx.now })
      .where('regency_id', '=', tx.regencyId).where('person_id', '=', personId).where('family_id', '=', familyId).where('valid_to', 'is', null).execute()
  }
  for (const { personId, familyId } of done.leave) {
    await tx.db.updateTable('registry.family_member').set({ valid_to: null }).where('regency_id', '=', tx.regencyId).where('person_id', '=', personId)
      .where('family_id', '=', familyId).where('valid_to', '=', happenedOn).where('annulled_at', 'is', null).execute()
  }
  await setRelations(tx, done.heads.map(({ before, ...head }) => ({ ...head, relation: before })))
}

/** Takes away what an event said and asked: its statements no longer count, its open tasks are withdrawn, a family that it made has ended. */
export async function withdraw(tx: Tx, { eventId, done, happenedOn }: StoredEvent): Promise<void> {
  await tx.db.updateTable('registry.event_task').set({ withdrawn_at: tx.now }).where('regency_id', '=', tx.regencyId).where('event_id', '=', eventId)
    .where('done_at', 'is', null).execute()
  if (done.sourceRecordId !== null) {
    await tx.db.updateTable('registry.source_record').set({ withdrawn_at: tx.now }).where('regency_id', '=', tx.regencyId)
      .where('source_record_id', '=', done.sourceRecordId).execute()
  }
  if (done.newFamilyId !== null) {
    await tx.db.updateTable('registry.family').set({ ended_on: happenedOn }).where('regency_id', '=', tx.regencyId).where('family_id', '=', done.newFamilyId).execute()
  }
}
