import { regencyReach } from '#modules/people/index.ts'
import { proposeReviews } from '#modules/registry/index.ts'
import { systemActor } from '#platform/db/actor.ts'
import type { World } from '../world.ts'
import { makeFamily, type MadeFamily } from './family.ts'
import { makeListedPerson, type ListedPerson } from './listed-person.ts'

export interface MadePair {
  readonly reviewId: string
  readonly left: ListedPerson
  readonly right: ListedPerson
}

let pairs = 0

/** Two persons of whom the exact rules say that they may be one, waiting in the review queue. */
export async function makePair(world: World, areaId: number, traits: { readonly leftNik?: string; readonly rightNik?: string; readonly name?: string } = {}): Promise<MadePair> {
  pairs += 1
  const name = traits.name ?? `SUMIATUN ${'ABCDEFGHIJ'.charAt(pairs % 10)}`
  const { leftNik, rightNik } = traits
  const left = await makeListedPerson(world, { areaId, name, birthOn: '1961-04-05', furtherNames: [`${name} SATU`], ...(leftNik !== undefined && { nik: leftNik }) })
  const right = await makeListedPerson(world, { areaId, name, birthOn: '1961-04-05', furtherNames: [`${name} DUA`], ...(rightNik !== undefined && { nik: rightNik }) })
  const finder = systemActor(world.deps.regency.regencyId, { ...regencyReach(world.deps.regency), grants: ['registry.review.decide', 'registry.person.read'] })
  const [leftId, rightId] = [left.personId, right.personId].toSorted() as [string, string]
  const reviewId = await world.deps.db.asActor(finder, async (tx) => {
    const needsTwo = leftNik !== undefined && rightNik !== undefined
    await proposeReviews(tx, [{ leftId, rightId, areaId, rules: ['name_and_birth'], score: 0.9, needsTwo }])
    const row = await tx.db.selectFrom('registry.review').select('review_id').where('left_id', '=', leftId).where('right_id', '=', rightId).executeTakeFirstOrThrow()
    return row.review_id
  })
  return { reviewId, left, right }
}

export interface MadeFamilyPair {
  readonly reviewId: string
  readonly left: MadeFamily
  readonly right: MadeFamily
}

/** Two families of one house as two lists wrote them: the second misspelt, with a child less and an old mother more. */
export async function makeFamilyPair(world: World, areaId: number, traits: { readonly name?: string; readonly cards?: readonly [string, string] } = {}): Promise<MadeFamilyPair> {
  pairs += 1
  const name = traits.name ?? `PONIRAN ${'ABCDEFGHIJ'.charAt(pairs % 10)}`
  const [card, otherCard] = traits.cards ?? []
  const wife = { name: 'SULASTRI', relation: 'wife', sex: 'female', birthOn: '1974-08-09' } as const
  const home = { areaId, hamlet: 'Krajan', rt: 1, rw: 2 } as const
  const left = await makeFamily(world, {
    ...home, decile: 2, values: { floor: 'earth' }, ...(card !== undefined && { card }),
    members: [
      { name, sex: 'male', birthOn: '1971-04-05' }, wife, { name: 'AGUS SETIAWAN', relation: 'child', sex: 'male', birthOn: '2003-02-01' },
      { name: 'DEWI LESTARI', relation: 'child', sex: 'female', birthOn: '2009-11-21' },
    ],
  })
  const right = await makeFamily(world, {
    ...home, rt: 2, decile: 3, ...(otherCard !== undefined && { card: otherCard }),
    members: [
      { name: name.replace('O', 'OE'), sex: 'male', birthOn: '1971-04-05' }, { ...wife, name: 'SULASTRIH' }, { name: 'AGUS SETYAWAN', relation: 'child', sex: 'male', birthOn: '2003-02-01' },
      { name: 'MBAH WAGIYEM', relation: 'parent', sex: 'female', birthOn: '1948-07-01' },
    ],
  })
  const [leftId, rightId] = [left.familyId, right.familyId].toSorted() as [string, string]
  const finder = systemActor(world.deps.regency.regencyId, { ...regencyReach(world.deps.regency), grants: ['registry.review.decide', 'registry.person.read'] })
  const reviewId = await world.deps.db.asActor(finder, async (tx) => {
    await proposeReviews(tx, [{ leftId, rightId, areaId, rules: ['shared_members'], score: 0.8, needsTwo: traits.cards !== undefined }], 'family')
    const row = await tx.db.selectFrom('registry.review').select('review_id').where('left_id', '=', leftId).where('right_id', '=', rightId).executeTakeFirstOrThrow()
    return row.review_id
  })
  return { reviewId, left, right }
}

const reason = 'Sudah dicek di rumahnya'

/** A pair that the secretariat found to be one. */
export async function makeMerge(world: World, areaId: number): Promise<MadePair & { readonly mergeId: string }> {
  const pair = await makePair(world, areaId)
  const kesra = await world.as('kesra')
  await kesra.send('POST', `/api/registry/reviews/${pair.reviewId}/decisions`, { verdict: 'same', words: reason })
  const history = (await kesra.get(`/api/registry/persons/${pair.left.personId}/history`)).json<{ merges: { mergeId: string }[] }>()
  return { ...pair, mergeId: history.merges[0]!.mergeId }
}

/** A person of whom a row was split off. */
export async function makeSplit(world: World, areaId: number): Promise<{ readonly personId: string; readonly splitId: string }> {
  const { personId, sourceRecordIds } = await makeListedPerson(world, { areaId, name: 'SUMIATUN PISAH', furtherNames: ['SUMIATUN LAIN'] })
  const kesra = await world.as('kesra')
  const body = { sourceRecordIds: [sourceRecordIds[1]], toPersonId: null, takesNik: false, reason }
  const answer = await kesra.send('POST', `/api/registry/persons/${personId}/splits`, body)
  return { personId, splitId: answer.json<{ splitId: string }>().splitId }
}
