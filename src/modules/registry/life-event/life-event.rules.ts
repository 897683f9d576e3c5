import type { Relation } from '#modules/registry/family/relation.rules.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { EventTaskKind, LifeEvent } from './life-event.contract.ts'

/** Somebody whom an event is about, with the family of today. */
export interface KnownLife {
  readonly personId: string
  readonly areaId: number
  readonly sex: 'male' | 'female' | null
  readonly birthOn: string | null
  readonly ended: boolean
  readonly isMarried: boolean
  readonly family: { readonly familyId: string; readonly relation: Relation; readonly from: string } | null
}

export interface KnownFamily {
  readonly familyId: string
  readonly areaId: number
  readonly members: readonly KnownLife[]
}

/** What is known before an event: everybody it names, and their families with all who live there. */
export interface Known {
  readonly persons: ReadonlyMap<string, KnownLife>
  readonly families: ReadonlyMap<string, KnownFamily>
  readonly today: string
}

export type EventRefused = { readonly kind:
  | 'not_found' | 'event_in_future' | 'event_before_birth' | 'event_before_membership' | 'person_has_ended' | 'not_a_member' | 'head_missing'
  | 'head_not_staying' | 'split_takes_everyone' | 'same_person' | 'not_one_family' | 'already_married' | 'home_needed'
  | 'birth_unclear' }

/** `new` stands for the person or family that the event makes. */
export interface EventPlan {
  readonly newPerson: { readonly name: string; readonly sex: 'male' | 'female' | null; readonly birthOn: string | null; readonly birthPlace: string | null } | null
  /** Where a new family lives as another one does; null: no new family. */
  readonly newFamilyLike: string | null
  readonly leave: readonly { readonly personId: string; readonly familyId: string }[]
  readonly join: readonly { readonly personId: string; readonly familyId: string; readonly relation: Relation }[]
  readonly heads: readonly { readonly personId: string; readonly familyId: string; readonly before: Relation }[]
  readonly end: readonly { readonly personId: string; readonly as: 'died' | 'moved' }[]
  readonly marital: readonly { readonly personId: string; readonly marital: 'married' | 'divorced' | 'widowed' }[]
  readonly lines: readonly { readonly personId: string; readonly kind: LineKind; readonly otherPlace: string | null }[]
  readonly tasks: readonly { readonly personId: string; readonly kind: EventTaskKind }[]
}
export type LineKind = 'born' | 'died' | 'moved_in' | 'moved_out' | 'split' | 'married' | 'divorced' | 'registered' | 'papers' | 'relocated'

type Planned = Result<EventPlan, EventRefused>
type Of<K extends LifeEvent['kind']> = Extract<LifeEvent, { kind: K }>

const nothing: EventPlan = { newPerson: null, newFamilyLike: null, leave: [], join: [], heads: [], end: [], marital: [], lines: [], tasks: [] }

/** What an event changes, or why it cannot have been so. */
export function planEvent(event: LifeEvent, known: Known): Planned {
  if (event.happenedOn > known.today) return refuse('event_in_future')
  switch (event.kind) {
    case 'birth': return planBirth(event, known)
    case 'death': return planDeath(event, known)
    case 'move_in': return planMoveIn(event, known)
    case 'move_out': return planMoveOut(event, known)
    case 'split': return planSplit(event, known)
    case 'marriage': return planMarriage(event, known)
    case 'divorce': return planDivorce(event, known)
    case 'registration': return planRegistration(event)
    case 'papers': return planPapers(event, known)
  }
}

function planBirth(event: Of<'birth'>, known: Known): Planned {
  if (!known.families.has(event.familyId)) return refuse('not_found')
  return ok({
    ...nothing, newPerson: { name: event.name, sex: event.sex, birthOn: event.happenedOn, birthPlace: event.birthPlace || null },
    join: [{ personId: 'new', familyId: event.familyId, relation: event.relation }],
    lines: [line('new', 'born')], tasks: [task('new', 'birth_certificate'), task('new', 'newborn_insurance'), task('new', 'update_card')],
  })
}

function planMoveIn(event: Of<'move_in'>, known: Known): Planned {
  if (!known.families.has(event.familyId)) return refuse('not_found')
  if (event.birthOn !== null && event.birthOn > event.happenedOn) return refuse('event_before_birth')
  return ok({
    ...nothing, newPerson: { name: event.name, sex: event.sex, birthOn: event.birthOn, birthPlace: null },
    join: [{ personId: 'new', familyId: event.familyId, relation: event.relation }],
    lines: [{ ...line('new', 'moved_in'), otherPlace: event.otherPlace }], tasks: [task('new', 'update_card'), task('new', 'check_programmes')],
  })
}

function planDeath(event: Of<'death'>, known: Known): Planned {
  const dead = known.persons.get(event.personId)
  const wrong = dead === undefined ? 'not_found' : whyNot(dead, event.happenedOn)
  if (dead === undefined || wrong !== null) return refuse(wrong ?? 'not_found')
  const staying = familyOf(dead, known)?.members.filter((member) => member.personId !== dead.personId) ?? []
  const headed = succeed([dead], { staying, newHeadId: event.newHeadId })
  if (!headed.ok) return headed
  const widowed = dead.isMarried ? spousesOf(dead, staying).map(({ personId }) => ({ personId, marital: 'widowed' as const })) : []
  const survivors = staying[0] === undefined ? [] : [task(staying[0].personId, 'survivors_help'), task(staying[0].personId, 'update_card')]
  return ok({
    ...nothing, leave: leaving([dead]), heads: headed.value, end: [{ personId: dead.personId, as: 'died' }], marital: widowed,
    lines: [line(dead.personId, 'died')], tasks: [task(dead.personId, 'release_quota'), task(dead.personId, 'end_programme'), ...survivors],
  })
}

/** Who else is of the couple: head with husband or wife. Deeper ties are not on a family card. */
function spousesOf(person: KnownLife, others: readonly KnownLife[]): readonly KnownLife[] {
  const couple: readonly Relation[] = ['head', 'husband', 'wife']
  if (person.family === null || !couple.includes(person.family.relation)) return []
  return others.filter((other) => other.isMarried && other.family !== null && couple.includes(other.family.relation))
}

function planMoveOut(event: Of<'move_out'>, known: Known): Planned {
  const parted = part(event, known)
  if (!parted.ok) return parted
  const { going, staying } = parted.value
  const headed = succeed(going, { staying, newHeadId: event.newHeadId })
  if (!headed.ok) return headed
  const ids = going.map(({ personId }) => personId)
  return ok({
    ...nothing, leave: leaving(going), heads: headed.value, end: ids.map((personId) => ({ personId, as: 'moved' })),
    lines: ids.map((personId) => ({ ...line(personId, 'moved_out'), otherPlace: event.otherPlace })),
    tasks: [...ids.flatMap((personId) => [task(personId, 'release_quota'), task(personId, 'end_programme')]), ...cardOf(staying)],
  })
}

function planSplit(event: Of<'split'>, known: Known): Planned {
  const parted = part(event, known)
  if (!parted.ok) return parted
  const { going, staying } = parted.value
  if (staying.length === 0) return refuse('split_takes_everyone')
  if (!event.personIds.includes(event.headId)) return refuse('head_missing')
  const headed = succeed(going, { staying, newHeadId: event.newHeadId })
  if (!headed.ok) return headed
  return ok({
    ...nothing, newFamilyLike: event.familyId, leave: leaving(going), heads: headed.value,
    join: going.map((person) => ({ personId: person.personId, familyId: 'new', relation: person.personId === event.headId ? 'head' : relationInNewFamily(person) })),
    lines: going.map(({ personId }) => line(personId, 'split')), tasks: [task(event.headId, 'update_card'), task(event.headId, 'check_programmes'), ...cardOf(staying)],
  })
}

/** Beside a new head the old relations mean little: a spouse and a child stay what they are called, the others are asked about later. */
function relationInNewFamily(person: KnownLife): Relation {
  const relation = person.family?.relation
  if (relation === 'wife' || relation === 'husband') return relation
  return relation === 'child' || relation === 'grandchild' ? 'child' : 'other_relative'
}

function planMarriage(event: Of<'marriage'>, known: Known): Planned {
  const couple = pair(event, known)
  if (!couple.ok) return couple
  const { person, spouse } = couple.value
  if (person.isMarried || spouse.isMarried) return refuse('already_married')
  const marital = [person, spouse].map(({ personId }) => ({ personId, marital: 'married' as const }))
  const lines = [line(person.personId, 'married'), line(spouse.personId, 'married')]
  const shared = { ...nothing, marital, lines, tasks: [task(spouse.personId, 'update_card'), task(spouse.personId, 'check_programmes')] }
  if (spouse.family === null) return refuse('home_needed')
  if (person.family?.familyId === spouse.family.familyId) return ok(shared)
  const staying = familyOf(person, known)?.members.filter((member) => member.personId !== person.personId) ?? []
  const headed = succeed([person], { staying, newHeadId: event.newHeadId })
  if (!headed.ok) return headed
  return ok({
    ...shared, leave: leaving([person]), heads: headed.value,
    join: [{ personId: person.personId, familyId: spouse.family.familyId, relation: relationBeside(spouse.family.relation, person) }],
  })
}

function relationBeside(spouse: Relation, person: KnownLife): Relation {
  if (spouse === 'head') return person.sex === 'male' ? 'husband' : 'wife'
  return spouse === 'child' ? 'child_in_law' : 'other_relative'
}

function planDivorce(event: Of<'divorce'>, known: Known): Planned {
  const couple = pair(event, known)
  if (!couple.ok) return couple
  const { person, spouse } = couple.value
  if (person.family === null || person.family.familyId !== spouse.family?.familyId) return refuse('not_one_family')
  const staying = familyOf(person, known)?.members.filter((member) => member.personId !== person.personId) ?? []
  const headed = succeed([person], { staying, newHeadId: event.newHeadId })
  if (!headed.ok) return headed
  return ok({
    ...nothing, newFamilyLike: person.family.familyId, leave: leaving([person]), heads: headed.value,
    join: [{ personId: person.personId, familyId: 'new', relation: 'head' }],
    marital: [person, spouse].map(({ personId }) => ({ personId, marital: 'divorced' as const })),
    lines: [line(person.personId, 'divorced'), line(spouse.personId, 'divorced')],
    tasks: [task(person.personId, 'update_card'), task(person.personId, 'check_programmes'), task(spouse.personId, 'update_card')],
  })
}

function planRegistration(event: Of<'registration'>): Planned {
  if (event.birthOn !== null && event.birthOn > event.happenedOn) return refuse('event_before_birth')
  if ((event.birthOn === null) === (event.ageGuess === null)) return refuse('birth_unclear')
  if (event.situation === 'migrant' && event.homeRegency === '') return refuse('home_needed')
  const birthOn = event.birthOn ?? guessedBirth(event.happenedOn, event.ageGuess ?? 0)
  const kinds: EventTaskKind[] = event.situation === 'foundling' ? ['child_protection', 'papers_help'] : ['papers_help', 'check_programmes']
  return ok({
    ...nothing, newPerson: { name: event.name, sex: event.sex, birthOn, birthPlace: null },
    lines: [{ ...line('new', 'registered'), otherPlace: event.homeRegency || null }], tasks: kinds.map((kind) => task('new', kind)),
  })
}

/** 1 July stands for a day that nobody knows, as in the civil registry; an infant's is at most the day itself. */
function guessedBirth(on: string, years: number): string {
  const middle = `${String(Number(on.slice(0, 4)) - years).padStart(4, '0')}-07-01`
  return middle > on ? `${String(Number(on.slice(0, 4)) - years - 1).padStart(4, '0')}-07-01` : middle
}

function planPapers(event: Of<'papers'>, known: Known): Planned {
  const person = known.persons.get(event.personId)
  if (person === undefined) return refuse('not_found')
  if (person.ended) return refuse('person_has_ended')
  return ok({ ...nothing, lines: [line(person.personId, 'papers')], tasks: [task(person.personId, 'check_programmes')] })
}

function whyNot(person: KnownLife, on: string): EventRefused['kind'] | null {
  if (person.ended) return 'person_has_ended'
  if (person.birthOn !== null && on < person.birthOn) return 'event_before_birth'
  return person.family !== null && on < person.family.from ? 'event_before_membership' : null
}

function pair(event: Of<'marriage'> | Of<'divorce'>, known: Known): Result<{ person: KnownLife; spouse: KnownLife }, EventRefused> {
  const [person, spouse] = [known.persons.get(event.personId), known.persons.get(event.spouseId)]
  if (event.personId === event.spouseId) return refuse('same_person')
  if (person === undefined || spouse === undefined) return refuse('not_found')
  const wrong = whyNot(person, event.happenedOn) ?? whyNot(spouse, event.happenedOn)
  return wrong === null ? ok({ person, spouse }) : refuse(wrong)
}

/** A family in two: those who go and those who stay. */
function part(event: Of<'move_out'> | Of<'split'>, known: Known): Result<{ going: readonly KnownLife[]; staying: readonly KnownLife[] }, EventRefused> {
  const family = known.families.get(event.familyId)
  if (family === undefined) return refuse('not_found')
  const going = headFirst(family.members.filter((member) => event.personIds.includes(member.personId)))
  if (going.length !== new Set(event.personIds).size) return refuse('not_a_member')
  const wrong = going.map((person) => whyNot(person, event.happenedOn)).find((why) => why !== null)
  if (wrong != null) return refuse(wrong)
  return ok({ going, staying: family.members.filter((member) => !event.personIds.includes(member.personId)) })
}

/** What is said of a family as a whole is said with its head, where the head goes along. */
function headFirst(going: readonly KnownLife[]): readonly KnownLife[] {
  const isHead = ({ family }: KnownLife): boolean => family?.relation === 'head'
  return [...going.filter(isHead), ...going.filter((person) => !isHead(person))]
}

/** Where the head goes and somebody stays, one of those who stay becomes the head. */
function succeed(going: readonly KnownLife[], given: { staying: readonly KnownLife[]; newHeadId: string | null }): Result<EventPlan['heads'], EventRefused> {
  const head = going.find((person) => person.family?.relation === 'head')
  if (head === undefined || given.staying.length === 0) return ok([])
  const next = given.staying.find((member) => member.personId === given.newHeadId)
  if (next === undefined || next.family === null) return refuse(given.newHeadId === null ? 'head_missing' : 'head_not_staying')
  return ok([{ personId: next.personId, familyId: next.family.familyId, before: next.family.relation }])
}

function familyOf(person: KnownLife, known: Known): KnownFamily | undefined {
  return person.family === null ? undefined : known.families.get(person.family.familyId)
}

function leaving(persons: readonly KnownLife[]): EventPlan['leave'] {
  return persons.flatMap(({ personId, family }) => (family === null ? [] : [{ personId, familyId: family.familyId }]))
}

function cardOf(staying: readonly KnownLife[]): EventPlan['tasks'] {
  return staying[0] === undefined ? [] : [task(staying[0].personId, 'update_card')]
}

function line(personId: string, kind: LineKind): EventPlan['lines'][number] {
  return { personId, kind, otherPlace: null }
}

function task(personId: string, kind: EventTaskKind): EventPlan['tasks'][number] {
  return { personId, kind }
}

function refuse(kind: EventRefused['kind']): Result<never, EventRefused> {
  return err({ kind })
}
