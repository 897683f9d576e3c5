import type { Relation } from '#modules/registry/family/relation.rules.ts'
import { pickWeighted, type Random } from './random.rules.ts'
import type { Sex } from './twin-name.rules.ts'

/** Somebody of a family before names and numbers: who to whom, how old, since and until when. Ages in years on the twin's day. */
export interface Member {
  readonly relation: Relation
  readonly sex: Sex
  readonly ageInYears: number
  readonly marital: 'single' | 'married' | 'divorced' | 'widowed'
  /** Index of the mother and father among the members. */
  readonly mother?: number
  readonly father?: number
  /** Left the family within the last three years. */
  readonly ended?: 'died' | 'moved'
}

type Kind = 'couple_with_children' | 'couple' | 'one_parent' | 'alone' | 'three_generations'

// Shares that give about 2.8 persons a family, as 1.7 million persons in 600,000 families.
const kinds: readonly (readonly [Kind, number])[] = [
  ['couple_with_children', 51], ['couple', 16], ['one_parent', 11], ['alone', 14], ['three_generations', 8],
]

/** Puts a family together. */
export function makeHousehold(random: Random): readonly Member[] {
  const kind = pickWeighted(random, kinds)
  const members = membersOf(random, kind)
  if (random.chance(0.022)) members.push(deceased(random, members))
  if (random.chance(0.02) && members.length > 2) members.push(movedAway(random, members))
  return members
}

function membersOf(random: Random, kind: Kind): Member[] {
  switch (kind) {
    case 'alone': return [alone(random)]
    case 'couple': return couple(random, random.chance(0.35) ? 22 + random.int(12) : 48 + random.int(32))
    case 'one_parent': return oneParent(random)
    case 'couple_with_children': return withChildren(random, couple(random, 24 + random.int(32)))
    case 'three_generations': return threeGenerations(random)
  }
}

function alone(random: Random): Member {
  const isOld = random.chance(0.78)
  const ageInYears = isOld ? 58 + random.int(32) : 20 + random.int(30)
  const sex: Sex = random.chance(isOld ? 0.7 : 0.4) ? 'female' : 'male'
  const marital = isOld ? pickWeighted(random, [['widowed', 75], ['divorced', 17], ['single', 8]] as const) : 'single'
  return { relation: 'head', sex, ageInYears, marital }
}

function couple(random: Random, wifeAge: number): Member[] {
  const older = Math.max(-3, Math.min(15, Math.round(3 + random.normal() * 3)))
  const husbandAge = Math.max(19, wifeAge + older)
  return [
    { relation: 'head', sex: 'male', ageInYears: husbandAge, marital: 'married' },
    { relation: 'wife', sex: 'female', ageInYears: wifeAge, marital: 'married' },
  ]
}

function oneParent(random: Random): Member[] {
  const sex: Sex = random.chance(0.82) ? 'female' : 'male'
  const ageInYears = 26 + random.int(40)
  const marital = random.chance(Math.min(0.9, ageInYears / 80)) ? 'widowed' : 'divorced'
  return withChildren(random, [{ relation: 'head', sex, ageInYears, marital }])
}

/** Adds the unmarried children who still live at home. */
function withChildren(random: Random, parents: Member[]): Member[] {
  const mother = parents.findIndex((parent) => parent.sex === 'female')
  const father = parents.findIndex((parent) => parent.sex === 'male')
  const parentAge = (parents[mother] ?? parents[father])!.ageInYears
  const wanted = pickWeighted(random, [[1, 46], [2, 38], [3, 12], [4, 3], [5, 1]] as const)
  const members = [...parents]
  let ageOfParent = 19 + random.int(9)
  for (let born = 0; born < wanted; born += 1) {
    const ageInYears = parentAge - ageOfParent
    ageOfParent += 2 + random.int(6)
    if (ageInYears < 0) break
    if (ageInYears > 21 && random.chance(Math.min(0.92, (ageInYears - 18) / 14))) continue
    members.push({
      relation: 'child', sex: random.chance(0.513) ? 'male' : 'female', ageInYears, marital: 'single',
      ...(mother >= 0 && { mother }), ...(father >= 0 && { father }),
    })
  }
  return members
}

function threeGenerations(random: Random): Member[] {
  if (random.chance(0.5)) {
    const members = withChildren(random, couple(random, 28 + random.int(18)))
    const sex: Sex = random.chance(0.72) ? 'female' : 'male'
    const relation = random.chance(0.6) ? 'parent' : 'parent_in_law'
    members.push({ relation, sex, ageInYears: Math.min(96, members[0]!.ageInYears + 21 + random.int(14)), marital: 'widowed' })
    return members
  }
  const elders = couple(random, 50 + random.int(20))
  const childAge = elders[1]!.ageInYears - 20 - random.int(8)
  const mother: Member = { relation: 'child', sex: 'female', ageInYears: childAge, marital: random.chance(0.6) ? 'divorced' : 'married', mother: 1, father: 0 }
  const members = [...elders, mother]
  if (mother.marital === 'married') members.push({ relation: 'child_in_law', sex: 'male', ageInYears: childAge + random.int(7), marital: 'married' })
  members.push({ relation: 'grandchild', sex: random.chance(0.513) ? 'male' : 'female', ageInYears: random.int(Math.max(1, childAge - 18)), marital: 'single', mother: 2 })
  return members
}

/** Somebody who died lately: an old parent, whose place in the family ended that day. */
function deceased(random: Random, members: readonly Member[]): Member {
  const head = members[0]!
  return {
    relation: 'parent', sex: random.chance(0.5) ? 'male' : 'female', ageInYears: Math.min(97, head.ageInYears + 20 + random.int(15)),
    marital: 'widowed', ended: 'died',
  }
}

function movedAway(random: Random, members: readonly Member[]): Member {
  const head = members[0]!
  return {
    relation: random.chance(0.8) ? 'child' : 'other_relative', sex: random.chance(0.5) ? 'male' : 'female',
    ageInYears: Math.max(17, Math.min(35, head.ageInYears - 22)), marital: 'single', ended: 'moved',
  }
}
