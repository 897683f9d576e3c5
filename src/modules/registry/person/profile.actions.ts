import type { Deps } from '#deps.ts'
import { viewpointOf, type Viewpoint } from '#modules/registry/attribute/as-of.rules.ts'
import type { AsOfQuery } from '#modules/registry/attribute/attribute.contract.ts'
import { sourcedValues, valueHistory, type Statement } from '#modules/registry/attribute/attribute.rules.ts'
import { listClusterStatements } from '#modules/registry/attribute/attribute.store.ts'
import { factsThen } from '#modules/registry/attribute/survivor.rules.ts'
import { findPersonRoots } from '#modules/registry/merge/cluster.store.ts'
import { personView } from '#modules/registry/search/search.actions.ts'
import { listPersonLines, type PersonLine } from '#modules/registry/search/search.store.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { ageInYears } from './birth.rules.ts'
import type { PersonProfile } from './person.contract.ts'
import { hasCard } from './reveal.store.ts'

export type PersonDeps = Pick<Deps, 'db' | 'regency'>

/** One person in the actor's areas, today or as of a day; whoever was merged is shown under the one who stands for them. The look is written down. */
export async function getPersonProfile(deps: PersonDeps, actor: Actor, asked: { personId: string } & AsOfQuery): Promise<Result<PersonProfile, { kind: 'not_found' }>> {
  return deps.db.asActor(actor, async (tx) => {
    const personId = (await findPersonRoots(tx, [asked.personId])).get(asked.personId) ?? asked.personId
    const line = (await listPersonLines(tx, [personId])).get(personId)
    if (line === undefined) return err({ kind: 'not_found' as const })
    const viewpoint = viewpointOf(asked, { now: tx.now, timeZone: deps.regency.timeZone })
    const statements = (await listClusterStatements(tx, [personId])).get(personId) ?? []
    const profile = profileOf(deps, line, { viewpoint, statements, hasCard: await hasCard(tx, personId) })
    const fields = ['name', 'birth', 'address', 'nik_last4', ...new Set(profile.values.map((value) => value.attribute))]
    await auditRead(tx, { action: 'getPerson', subjectKind: 'person', subjectId: personId, areaId: line.areaId, purpose: 'profile', fields })
    return ok(profile)
  })
}

function profileOf(deps: PersonDeps, line: PersonLine, known: { viewpoint: Viewpoint; statements: readonly Statement[]; hasCard: boolean }): PersonProfile {
  const { viewpoint, statements } = known
  const seen = viewpoint.see(statements)
  const { decile: _decile, decileOn: _decileOn, ...shown } = personView(deps, line)
  const facts = viewpoint.asOf === null ? {} : factsThen(seen, line, deps.regency)
  const person = { ...shown, ...facts }
  return {
    ...person, hasCard: known.hasCard, ageInYears: person.birthOn === null ? null : ageInYears(person.birthOn, viewpoint.on),
    isSynthetic: statements.some((statement) => statement.isSynthetic), values: [...sourcedValues(seen, deps.regency)],
    history: [...valueHistory(seen, deps.regency)], asOf: viewpoint.asOf,
  }
}
