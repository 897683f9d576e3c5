import { describe, expect, test } from 'vitest'
import type { LifeEvent } from './life-event.contract.ts'
import { temporaryNumber } from './temporary-number.rules.ts'
import { planEvent, type EventPlan, type Known, type KnownLife } from './life-event.rules.ts'

const told = { happenedOn: '2026-11-20', evidence: 'statement', evidenceWords: 'Disampaikan RT', reportedBy: 'Ketua RT 3', documents: [] as string[] } as const

function life(personId: string, relation: NonNullable<KnownLife['family']>['relation'], traits: Partial<KnownLife> = {}): KnownLife {
  return { personId, areaId: 1, sex: null, birthOn: '1960-01-01', ended: false, isMarried: false, family: { familyId: 'f', relation, from: '2020-01-01' }, ...traits }
}

const father = life('father', 'head', { sex: 'male', isMarried: true })
const mother = life('mother', 'wife', { sex: 'female', isMarried: true })
const son = life('son', 'child', { sex: 'male', birthOn: '2000-05-01' })
const bride = life('bride', 'child', { sex: 'female', birthOn: '2001-01-01', family: { familyId: 'g', relation: 'child', from: '2020-01-01' } })
const neighbour = life('neighbour', 'head', { family: { familyId: 'g', relation: 'head', from: '2020-01-01' } })
const dead = life('dead', 'child', { ended: true, family: null })
const homeless = life('homeless', 'other', { family: null })

const members = [father, mother, son]
const known: Known = {
  today: '2026-11-25',
  persons: new Map([...members, bride, neighbour, dead, homeless].map((person) => [person.personId, person])),
  families: new Map([['f', { familyId: 'f', areaId: 1, members }], ['g', { familyId: 'g', areaId: 1, members: [neighbour, bride] }]]),
}

const death = { kind: 'death', ...told, newHeadId: null } as const
const split = { kind: 'split', ...told, familyId: 'f', newHeadId: null, card: null, home: { kind: 'same' } } as const
const out = { kind: 'move_out', ...told, familyId: 'f', otherPlace: 'Jember', newHeadId: null } as const
const marriage = { kind: 'marriage', ...told, newHeadId: null } as const
const registration = {
  kind: 'registration', ...told, situation: 'no_papers', name: 'TANPA NAMA', sex: null, birthOn: null, ageGuess: 40, areaId: 1, placeWords: 'Pasar', homeRegency: '',
} as const

describe('an event that cannot have been so is refused', () => {
  test.each<[string, LifeEvent, string]>([
    ['in the future', { ...death, personId: 'son', happenedOn: '2026-11-26' }, 'event_in_future'],
    ['before the birth', { ...death, personId: 'son', happenedOn: '1999-01-01' }, 'event_before_birth'],
    ['before the family took them in', { ...death, personId: 'son', happenedOn: '2019-06-01' }, 'event_before_membership'],
    ['of somebody who is dead', { ...death, personId: 'dead' }, 'person_has_ended'],
    ['of somebody who is not there', { ...death, personId: 'nobody' }, 'not_found'],
    ['a head dies and nobody follows', { ...death, personId: 'father' }, 'head_missing'],
    ['a head dies and a stranger follows', { ...death, personId: 'father', newHeadId: 'bride' }, 'head_not_staying'],
    ['somebody of another family moves out', { ...out, personIds: ['bride'] }, 'not_a_member'],
    ['everybody splits off', { ...split, personIds: ['father', 'mother', 'son'], headId: 'father' }, 'split_takes_everyone'],
    ['a new family without its head', { ...split, personIds: ['son'], headId: 'mother' }, 'head_missing'],
    ['a family of nowhere', { ...split, familyId: 'x', personIds: ['son'], headId: 'son' }, 'not_found'],
    ['the dead marry', { ...marriage, personId: 'dead', spouseId: 'bride' }, 'person_has_ended'],
    ['one marries oneself', { ...marriage, personId: 'son', spouseId: 'son' }, 'same_person'],
    ['the married marry', { ...marriage, personId: 'mother', spouseId: 'neighbour' }, 'already_married'],
    ['nobody has a home', { ...marriage, personId: 'son', spouseId: 'homeless' }, 'home_needed'],
    ['a divorce across families', { kind: 'divorce', ...told, personId: 'mother', spouseId: 'neighbour', newHeadId: null, home: { kind: 'same' } }, 'not_one_family'],
    ['a birth in no family', { kind: 'birth', ...told, familyId: 'x', name: 'BAYI', sex: 'male', birthPlace: '', relation: 'child' }, 'not_found'],
    ['a birth date and a guess', { ...registration, birthOn: '1980-01-01' }, 'birth_unclear'],
    ['neither birth date nor guess', { ...registration, ageGuess: null }, 'birth_unclear'],
    ['a birth after the registration', { ...registration, birthOn: '2026-11-24', ageGuess: null }, 'event_before_birth'],
    ['a migrant from nowhere', { ...registration, situation: 'migrant' }, 'home_needed'],
    ['papers of the dead', { kind: 'papers', ...told, personId: 'dead', nik: '1' }, 'person_has_ended'],
  ])('%s', (_fact, event, kind) => {
    expect(planEvent(event, known)).toEqual({ ok: false, error: { kind } })
  })
})

function planned(event: LifeEvent): EventPlan {
  const plan = planEvent(event, known)
  if (!plan.ok) throw new Error(plan.error.kind)
  return plan.value
}

function tasksOf(plan: EventPlan): string[] {
  return plan.tasks.map(({ personId, kind }) => `${kind} ${personId}`)
}

test('a death ends a life and a membership, widows, makes a new head, and asks for what must follow', () => {
  const plan = planned({ ...death, personId: 'father', newHeadId: 'mother' })
  expect(plan).toMatchObject({
    end: [{ personId: 'father', as: 'died' }], leave: [{ personId: 'father', familyId: 'f' }], heads: [{ personId: 'mother', familyId: 'f', before: 'wife' }],
    marital: [{ personId: 'mother', marital: 'widowed' }], lines: [{ personId: 'father', kind: 'died' }],
  })
  expect(tasksOf(plan)).toEqual(['release_quota father', 'end_programme father', 'survivors_help mother', 'update_card mother'])
})

test('the death of a child widows nobody', () => {
  expect(planned({ ...death, personId: 'son' })).toMatchObject({ marital: [], heads: [] })
})

test('a birth brings a person into the family, with the day and the papers to be made', () => {
  const plan = planned({ kind: 'birth', ...told, familyId: 'f', name: 'BAYI', sex: 'female', birthPlace: '', relation: 'grandchild' })
  expect(plan).toMatchObject({ newPerson: { birthOn: '2026-11-20', birthPlace: null }, join: [{ personId: 'new', familyId: 'f', relation: 'grandchild' }] })
  expect(tasksOf(plan)).toEqual(['birth_certificate new', 'newborn_insurance new', 'update_card new'])
})

test('a split makes a new family under a head of its own, and leaves the old one its head', () => {
  const plan = planned({ ...split, personIds: ['father', 'son'], headId: 'son', newHeadId: 'mother' })
  expect(plan.join).toEqual([{ personId: 'father', familyId: 'new', relation: 'other_relative' }, { personId: 'son', familyId: 'new', relation: 'head' }])
  expect(plan).toMatchObject({ newFamilyLike: 'f', heads: [{ personId: 'mother' }] })
})

test('whoever marries joins the other\'s family as what they are there', () => {
  expect(planned({ ...marriage, personId: 'bride', spouseId: 'son' }).join).toEqual([{ personId: 'bride', familyId: 'f', relation: 'child_in_law' }])
  expect(planned({ ...marriage, personId: 'son', spouseId: 'neighbour' }).join).toEqual([{ personId: 'son', familyId: 'g', relation: 'husband' }])
})

test('a divorce parts a couple, and the one who leaves is a family of their own', () => {
  const plan = planned({ kind: 'divorce', ...told, personId: 'mother', spouseId: 'father', newHeadId: null, home: { kind: 'same' } })
  expect(plan).toMatchObject({ leave: [{ personId: 'mother' }], join: [{ personId: 'mother', familyId: 'new', relation: 'head' }], heads: [] })
  expect(plan.marital.map(({ marital }) => marital)).toEqual(['divorced', 'divorced'])
})

test.each([[40, '1986-07-01'], [0, '2026-07-01']])('who is guessed to be %i is born on a day that says so', (ageGuess, birthOn) => {
  expect(planned({ ...registration, ageGuess }).newPerson?.birthOn).toBe(birthOn)
})

test('an infant found in spring was not born in summer', () => {
  expect(planned({ ...registration, ageGuess: 0, happenedOn: '2026-03-01' }).newPerson?.birthOn).toBe('2025-07-01')
})

test('a foundling is for the protection of children', () => {
  expect(tasksOf(planned({ ...registration, situation: 'foundling', ageGuess: 1 }))).toEqual(['child_protection new', 'papers_help new'])
})

test('a temporary number looks like no NIK', () => {
  expect(temporaryNumber('01a213ba-10fb-785f-8f23-83eb5e7aa5b7')).toBe('S-5E7A-A5B7')
})
