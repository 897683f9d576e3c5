import type { Deps } from '#deps.ts'
import { sourcedValues } from '#modules/registry/attribute/attribute.rules.ts'
import { listStatements } from '#modules/registry/attribute/attribute.store.ts'
import { personView } from '#modules/registry/search/search.actions.ts'
import { listPersonLines } from '#modules/registry/search/search.store.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { ageInYears } from './birth.rules.ts'
import type { PersonProfile } from './person.contract.ts'

export type PersonDeps = Pick<Deps, 'db' | 'regency'>

/** One person in the actor's areas; the look is written down. */
export async function getPersonProfile(deps: PersonDeps, actor: Actor, personId: string): Promise<Result<PersonProfile, { kind: 'not_found' }>> {
  return deps.db.asActor(actor, async (tx) => {
    const line = (await listPersonLines(tx, [personId])).get(personId)
    if (line === undefined) return err({ kind: 'not_found' as const })
    const values = sourcedValues((await listStatements(tx, [personId])).get(personId) ?? [])
    const fields = ['name', 'birth', 'address', 'nik_last4', ...new Set(values.map((value) => value.attribute))]
    await auditRead(tx, { action: 'getPerson', subjectKind: 'person', subjectId: personId, areaId: line.areaId, purpose: 'profile', fields })
    const { decile: _decile, decileOn: _decileOn, ...shown } = personView(deps, line)
    return ok({
      ...shown,
      ageInYears: line.birthOn === null ? null : ageInYears(line.birthOn, dayOf(tx.now, deps.regency.timeZone)), isSynthetic: values.some((value) => value.isSynthetic), values: [...values],
    })
  })
}
