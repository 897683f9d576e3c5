import { noteFamilyLook, readFamilyProfile } from '#modules/registry/family/family.actions.ts'
import type { FamilyMember, FamilyProfile } from '#modules/registry/family/family.contract.ts'
import { viewpointOf } from '#modules/registry/attribute/as-of.rules.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { familyAgreement, matchMembers } from './family-match.rules.ts'
import { haveOneCard } from './family-pairs.store.ts'
import type { FamilyReview, FamilySide, ReviewedMember } from './family-review.contract.ts'
import { headOf, readPersons, type ReviewDeps, type Seen } from './review-view.actions.ts'
import { findReview, listSteps } from './review.store.ts'

/** Two families side by side, member by member; who looked is written down for both and for their people. */
export async function getFamilyReview(deps: ReviewDeps, actor: Actor, reviewId: string): Promise<Result<FamilyReview, { kind: 'not_found' }>> {
  const seen = await deps.db.asActor(actor, async (tx) => {
    const record = await findReview(tx, reviewId)
    return record && { record, steps: await listSteps(tx, reviewId) }
  })
  if (seen === undefined || seen.record.kind !== 'family') return err({ kind: 'not_found' })
  const review = await readPersons(deps, actor, (tx) => readFamilyReview(tx, deps, { ...seen, isInReach: actor.areaIds.includes(seen.record.areaId) }))
  return review === undefined ? err({ kind: 'not_found' }) : ok(review)
}

async function readFamilyReview(tx: Tx, deps: ReviewDeps, seen: Seen): Promise<FamilyReview | undefined> {
  const viewpoint = viewpointOf({}, { now: tx.now, timeZone: deps.regency.timeZone })
  const one = await readFamilyProfile(tx, deps, { familyId: seen.record.leftId, viewpoint })
  const other = await readFamilyProfile(tx, deps, { familyId: seen.record.rightId, viewpoint })
  if (one === undefined || other === undefined) return undefined
  for (const profile of new Map([one, other].map((each) => [each.familyId, each])).values()) {
    await noteFamilyLook(tx, profile, { action: 'getFamilyReview', purpose: 'review' })
  }
  const [left, right] = [sideOf(one), sideOf(other)]
  const ids = { leftId: left.familyId, rightId: right.familyId }
  return {
    ...await headOf(tx, deps, { ...seen, ...ids, areaIds: [left.place.areaId, right.place.areaId] }), left, right,
    agreement: familyAgreement(left, right, await haveOneCard(tx, [ids.leftId, ids.rightId])), lines: [...matchMembers(membersOf(one), membersOf(other))],
  }
}

function present({ members }: FamilyProfile): FamilyMember[] {
  return members.filter((member) => member.memberTo === null)
}

function sideOf(profile: FamilyProfile): FamilySide {
  const { familyId, place, cardMasked, decile, values } = profile
  const members = present(profile)
  const head = members.find((member) => member.relation === 'head') ?? members[0]
  return { familyId, place, cardMasked, decile, values, headName: head?.name ?? null, members: members.length }
}

function membersOf(profile: FamilyProfile): ReviewedMember[] {
  return present(profile).map(({ personId, name, sex, birthOn, birthOnIsDefault, nikMasked, relation }) => (
    { personId, name, sex, birthOn, birthOnIsDefault, nikMasked, relation }))
}
