import { findFamily } from '#modules/registry/family/family.store.ts'
import { findFamilyRoots, type SubjectKind } from '#modules/registry/merge/cluster.store.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { mergeAnswers } from './merge.rules.ts'
import { listAnswers, lockFamilyAnswers, noteConflicts } from './survey.store.ts'
import { listFamiliesOfPersons } from './visit-family.store.ts'

/** Works out anew which fields of a family are in dispute, from all answers about it and those it was merged with. */
export async function settleConflicts(tx: Tx, familyId: string): Promise<void> {
  const rootId = (await findFamilyRoots(tx, [familyId])).get(familyId) ?? familyId
  const family = await findFamily(tx, rootId)
  if (family === undefined) return
  const merged = [...mergeAnswers(await listAnswers(tx, rootId)).values()]
  const disputed = merged.filter((state) => state.isDisputed).map(({ field, heads }) => ({ field, class: heads[0]?.class ?? null }))
  await noteConflicts(tx, { familyId: rootId, areaId: family.areaId }, disputed)
}

/** Whoever makes two persons or families one, or parts them, may note which of their answers differ, for this one transaction. */
export function settler(actor: Actor): Actor {
  return { ...actor, grants: new Set([...actor.grants, 'registry.person.read', 'registry.profile.decide']) }
}

/** After persons or families became one, or two again: their visits are read together from now on, or apart. */
export async function settleAnswersOf(tx: Tx, kind: SubjectKind, subjectIds: readonly string[]): Promise<void> {
  const familyIds = kind === 'family' ? subjectIds : await listFamiliesOfPersons(tx, subjectIds)
  const roots = new Set((await findFamilyRoots(tx, familyIds)).values())
  for (const rootId of [...roots].sort()) {
    await lockFamilyAnswers(tx, rootId)
    await settleConflicts(tx, rootId)
  }
}
