import type { Deps } from '#deps.ts'
import { findDistrictOf, getArea, regencyReach } from '#modules/people/index.ts'
import { findFamilyRoots } from '#modules/registry/merge/cluster.store.ts'
import { listClosedNumbers } from '#modules/registry/person/closed-number.store.ts'
import { systemActor } from '#platform/db/actor.ts'
import type { SentFamily } from './batch-table.rules.ts'
import { listHomes, type WaitingProposal } from './batch.store.ts'

type Known = Omit<SentFamily, 'reference'> & { readonly proposal: WaitingProposal }

/**
 * What is sent of each proposal: what it says itself, and where it says nothing, what the registry knows. Read by the system, because whoever sends
 * has no other business with the families.
 */
export async function readSentFamilies(deps: Pick<Deps, 'db' | 'regency' | 'keys'>, waiting: readonly WaitingProposal[]): Promise<readonly Known[]> {
  const reader = systemActor(deps.regency.regencyId, { ...regencyReach(deps.regency), grants: ['registry.person.read'] })
  const { families, numbers } = await deps.db.asActor(reader, async (tx) => {
    const familyIds = [...new Set(waiting.flatMap((each) => each.familyId ?? []))]
    const roots = await findFamilyRoots(tx, familyIds)
    const found = await listHomes(tx, [...new Set(familyIds.map((familyId) => roots.get(familyId) ?? familyId))])
    const byRoot = new Map(found.map((family) => [family.familyId, family]))
    return {
      families: new Map(familyIds.map((familyId) => [familyId, byRoot.get(roots.get(familyId) ?? familyId)])),
      numbers: await listClosedNumbers(tx, waiting.flatMap((each) => each.personId ?? [])),
    }
  })
  const open = (...closed: readonly (Buffer | null | undefined)[]): string | null => {
    const first = closed.find((each) => each != null)
    return first == null ? null : deps.keys.openKept(first)
  }
  return waiting.map((proposal) => {
    const family = proposal.familyId === null ? undefined : families.get(proposal.familyId)
    const known = proposal.personId === null ? undefined : numbers.get(proposal.personId)
    const area = getArea(deps.regency.areas, proposal.areaId)
    return {
      proposal, kind: proposal.kind, name: proposal.subjectName, nik: open(proposal.nikSealed, known?.nik), card: open(proposal.cardSealed, known?.card),
      address: proposal.subjectAddress ?? family?.addressText ?? null, hamlet: family?.hamlet ?? null, rt: family?.rt ?? null, rw: family?.rw ?? null,
      village: area.name, villageCode: area.code, district: findDistrictOf(deps.regency.areas, proposal.areaId)?.name ?? '', members: proposal.peopleCount,
      criteria: proposal.criteria.map((key) => deps.regency.proposals.criteria.find((each) => each.key === key)?.name.id ?? key), reason: proposal.reason,
      decree: proposal.decree, decreeOn: proposal.decreeOn,
    }
  })
}
