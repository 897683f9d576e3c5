import { z } from 'zod'
import { Bilingual } from '#modules/people/regency/regency-fact.contract.ts'
import { PersonSex } from '#modules/registry/family/family.contract.ts'
import { relations } from '#modules/registry/family/relation.rules.ts'
import type { Operations } from '#platform/http/contract.ts'

export const EventKind = z.enum(['birth', 'death', 'move_in', 'move_out', 'split', 'marriage', 'divorce', 'registration', 'papers', 'relocation', 'undoing'])
export type EventKind = z.infer<typeof EventKind>

/** A paper, somebody's word, or what the officer saw. */
export const Evidence = z.enum(['document', 'statement', 'seen'])

/** Why somebody is registered by hand. */
export const Situation = z.enum(['no_papers', 'no_fixed_home', 'foundling', 'migrant'])
export type Situation = z.infer<typeof Situation>

export const EventTaskKind = z.enum([
  'release_quota', 'end_programme', 'survivors_help', 'update_card', 'birth_certificate', 'newborn_insurance', 'check_programmes', 'papers_help',
  'child_protection',
])
export type EventTaskKind = z.infer<typeof EventTaskKind>

export const eventLimits = { documents: 4, documentBytes: 12_000_000 } as const

const Name = z.string().trim().min(1).max(200)
const Id = z.uuid()
const Relation = z.enum(relations)
const told = {
  happenedOn: z.iso.date(),
  evidence: Evidence,
  /** The number of the paper, or what was said or seen. */
  evidenceWords: z.string().trim().min(2).max(500),
  reportedBy: z.string().trim().min(2).max(200),
  /** Pictures of the paper, by the tokens under which they were handed over. */
  documents: z.array(z.string().max(200)).max(eventLimits.documents).default([]),
}

const Number = z.int().min(0).max(999).nullable()

/** Where a new family lives: where they did, elsewhere in the same village, or in another village of the regency, which is then asked whether they arrived. */
export const NewHome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('same') }),
  z.object({ kind: z.literal('elsewhere'), hamlet: z.string().trim().max(60).nullable(), rt: Number, rw: Number, addressText: z.string().trim().max(200).nullable() }),
  z.object({ kind: z.literal('village'), toAreaId: z.int().min(1).max(999_999) }),
])
export type NewHome = Readonly<z.infer<typeof NewHome>>
const home = NewHome.default({ kind: 'same' })

export const LifeEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('birth'), ...told, familyId: Id, name: Name, sex: PersonSex, birthPlace: z.string().trim().max(100), relation: Relation }),
  z.object({ kind: z.literal('death'), ...told, personId: Id, newHeadId: Id.nullable() }),
  z.object({ kind: z.literal('move_out'), ...told, familyId: Id, personIds: z.array(Id).min(1).max(30), otherPlace: z.string().trim().min(2).max(200), newHeadId: Id.nullable() }),
  z.object({
    kind: z.literal('move_in'), ...told, familyId: Id, name: Name, sex: PersonSex, birthOn: z.iso.date().nullable(), relation: Relation,
    otherPlace: z.string().trim().min(2).max(200),
  }),
  z.object({ kind: z.literal('split'), ...told, familyId: Id, personIds: z.array(Id).min(1).max(30), headId: Id, newHeadId: Id.nullable(), card: z.string().trim().max(40).nullable(), home }),
  /** The one who moves joins the family of the other. */
  z.object({ kind: z.literal('marriage'), ...told, personId: Id, spouseId: Id, newHeadId: Id.nullable() }),
  /** The one who leaves becomes a family of their own. */
  z.object({ kind: z.literal('divorce'), ...told, personId: Id, spouseId: Id, newHeadId: Id.nullable(), home }),
  z.object({
    kind: z.literal('registration'), ...told, situation: Situation, name: Name, sex: PersonSex.nullable(), birthOn: z.iso.date().nullable(),
    /** In years, where nobody knows the day of birth. */
    ageGuess: z.int().min(0).max(120).nullable(),
    /** The village, or the district for whoever has no fixed home. */
    areaId: z.int().min(1).max(999_999), placeWords: z.string().trim().min(2).max(200),
    /** Where a migrant is registered; empty otherwise. */
    homeRegency: z.string().trim().max(100),
  }),
  z.object({ kind: z.literal('papers'), ...told, personId: Id, nik: z.string().trim().min(1).max(40) }),
])
export type LifeEvent = Readonly<z.infer<typeof LifeEvent>>
export type LifeEventInput = z.input<typeof LifeEvent>

export const RecordedEvent = z.object({
  eventId: z.uuid(),
  kind: EventKind,
  happenedOn: z.iso.date(),
  evidence: Evidence,
  evidenceWords: z.string(),
  reportedBy: z.string(),
  recordedByName: z.string(),
  recordedAt: z.iso.datetime(),
  areaName: z.string(),
  persons: z.array(z.object({ personId: z.uuid(), name: z.string() })),
  isUndone: z.boolean(),
  /** Pictures of the papers. */
  documents: z.array(z.uuid()),
}).meta({ id: 'RecordedEvent' })
export type RecordedEvent = Readonly<z.infer<typeof RecordedEvent>>

export const EventTask = z.object({
  taskId: z.uuid(), kind: EventTaskKind, personId: z.uuid(), personName: z.string(), eventKind: EventKind, happenedOn: z.iso.date(), raisedAt: z.iso.datetime(),
  areaName: z.string(),
  /** Until when it is in time, and whether that day is over and it is still open. */
  dueOn: z.iso.date(), isLate: z.boolean(),
  /** The programme that is to be told, as a list of it says, and the office that answers for it; null where no list names one. */
  programme: z.object({ key: z.string(), name: Bilingual, office: z.string() }).nullable(),
  /** What was done, when, by whom; null while it is open, or when it was withdrawn with its event. */
  done: z.object({ at: z.iso.datetime(), byName: z.string(), words: z.string() }).nullable(),
  isWithdrawn: z.boolean(),
}).meta({ id: 'EventTask' })
export type EventTask = Readonly<z.infer<typeof EventTask>>

/** Which tasks a list shows: what waits, what waits too long, or what was done and withdrawn. */
export const eventTaskStates = ['open', 'late', 'settled'] as const

const access = 'registry.life_event.record'
const page = z.object({ after: z.string().max(200).optional() })

export const lifeEventOperations = {
  recordLifeEvent: {
    method: 'POST', path: '/api/registry/life-events', access, body: LifeEvent, status: 201,
    summary: 'Writes down what happened in a life, with its evidence; families, memberships and tasks follow',
    ok: z.object({ eventId: z.uuid(), personId: z.uuid().nullable(), familyId: z.uuid().nullable() }),
    refusals: {
      event_in_future: 422, event_before_birth: 422, event_before_membership: 422, person_has_ended: 409, not_a_member: 422, head_missing: 422,
      head_not_staying: 422, split_takes_everyone: 422, same_person: 422, not_one_family: 422, already_married: 409,
      village_outside: 422, home_needed: 422, birth_unclear: 422, nik_unreadable: 422, card_unreadable: 422, card_taken: 409, nik_of_somebody_else: 409, has_nik_already: 409,
      unplaced_only_homeless: 422, photos_unknown: 422, address_missing: 422, village_unknown: 422, village_unchanged: 422,
    },
  },
  undoLifeEvent: {
    method: 'POST', path: '/api/registry/life-events/:eventId/undoing', access, params: z.object({ eventId: z.uuid() }), status: 201,
    body: z.object({ reason: z.string().trim().min(5).max(500) }),
    summary: 'Takes back an event that was written down by mistake; both stay on record', ok: z.object({ eventId: z.uuid() }),
    refusals: { event_undone_already: 409, event_followed: 409, undoing_stays: 422 },
  },
  listLifeEvents: {
    method: 'GET', path: '/api/registry/life-events', access, query: page.extend({ personId: z.uuid().optional() }),
    summary: 'Events of the actor\'s areas, or of one person and those merged with them, the latest recorded first',
    ok: z.object({ items: z.array(RecordedEvent), next: z.string().nullable() }), refusals: { page_unknown: 422 },
  },
  addEventDocument: {
    method: 'POST', path: '/api/registry/event-documents', access, status: 201, raw: { maxBytes: eventLimits.documentBytes },
    summary: 'Hand over the picture of a paper before its event; gives the token by which the event names it.', ok: z.object({ document: z.string() }),
    refusals: { photo_unreadable: 422, photo_too_many_pixels: 422 },
  },
  readEventDocument: {
    method: 'GET', path: '/api/registry/life-events/:eventId/documents/:documentId', access, params: z.object({ eventId: z.uuid(), documentId: z.uuid() }),
    summary: 'The picture of a paper by which an event is known. The look is written down.', file: true, ok: z.null(),
  },
  listEventTasks: {
    method: 'GET', path: '/api/registry/event-tasks', access, query: page.extend({
      state: z.enum(eventTaskStates).default('open'), kind: EventTaskKind.optional(),
      /** A village, or a district with its villages. */
      areaId: z.coerce.number().int().min(1).max(999_999).optional(),
    }),
    summary: 'What events ask to be done, or what of it is late, the longest waiting first; or what was done and withdrawn, the latest raised first',
    ok: z.object({ items: z.array(EventTask), next: z.string().nullable() }), refusals: { page_unknown: 422 },
  },
  finishEventTask: {
    method: 'POST', path: '/api/registry/event-tasks/:eventTaskId/finish', access, params: z.object({ eventTaskId: z.uuid() }), status: 201,
    body: z.object({ words: z.string().trim().min(2).max(500) }), summary: 'Says what was done', ok: z.object({ taskId: z.uuid() }),
    refusals: { event_task_settled: 409 },
  },
} as const satisfies Operations
