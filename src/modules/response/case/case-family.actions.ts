import type { Deps } from '#deps.ts'
import { openNumbers, readHousehold, takeNumbers, type ClosedNumbers } from '#modules/registry/index.ts'
import type { Household } from '#modules/registry/family/family.contract.ts'
import type { RevealedIdentity } from '#modules/registry/person/person.contract.ts'
import { act, type Command } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { purposeOf } from '#modules/response/protection/protection.store.ts'
import { enterCases } from './case.store.ts'
import { openCaseFamily } from './case-family.store.ts'

export type CaseFamilyDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'regency'>
interface NotFound {
  readonly kind: 'not_found'
}

/** Whom a case of the actor's own office is about; that somebody looked is written down for the family and each of its people. */
export async function readCaseFamily(deps: CaseFamilyDeps, call: { actor: Actor; caseId: string }): Promise<Result<Household, NotFound>> {
  return deps.db.asActor(call.actor, async (tx) => {
    const purpose = await purposeOf(tx, call.caseId)
    const household = await findCaseHousehold(tx, deps, call.caseId)
    if (household === undefined) return err({ kind: 'not_found' })
    await noteLook(tx, household, purpose)
    return ok(household)
  })
}

async function findCaseHousehold(tx: Tx, deps: CaseFamilyDeps, caseId: string): Promise<Household | undefined> {
  // Whoever broke the glass of a protected case sees what those of their office see who handle it, and no more.
  await enterCases(tx, [caseId])
  const subject = await openCaseFamily(tx, caseId)
  return subject && readHousehold(tx, deps, { ...subject, withNumbers: tx.actor.grants.has('response.identity.reveal') })
}

async function noteLook(tx: Tx, { familyId, place, members }: Household, purpose: string): Promise<void> {
  const look = { action: 'getCaseFamily', areaId: place.areaId, purpose }
  if (familyId !== null) await auditRead(tx, { ...look, subjectKind: 'family', subjectId: familyId, fields: ['members', 'address', 'decile'] })
  for (const { personId, nikMasked } of members) {
    const fields = ['name', 'birth', 'relation', ...(nikMasked === undefined ? [] : ['nik_last4'])]
    await auditRead(tx, { ...look, subjectKind: 'person', subjectId: personId, fields })
  }
}

/** Opens the numbers of somebody whom a case of the actor's own office is about; stored with the command they stay closed. */
export async function revealCaseIdentity(
  deps: CaseFamilyDeps, doing: { actor: Actor; command: Command }, what: { caseId: string; personId: string; reason: string },
): Promise<Result<RevealedIdentity, { readonly kind: 'not_found' | 'command_reused' | 'identity_removed' }>> {
  const closed = await act<ClosedNumbers, NotFound>(deps, { ...doing, action: 'revealCaseIdentity' }, async (tx) => {
    const household = await findCaseHousehold(tx, deps, what.caseId)
    const isThere = household?.members.some((member) => member.personId === what.personId) === true
    return isThere ? takeNumbers(tx, what) : err({ kind: 'not_found' })
  })
  return closed.ok ? openNumbers(deps, closed.value) : closed
}
