import type { Deps } from '#deps.ts'
import { currentValue, type Statement } from '#modules/registry/attribute/attribute.rules.ts'
import { listStatements } from '#modules/registry/attribute/attribute.store.ts'
import type { Tx } from '#platform/db/db.ts'
import type { EventPlan } from './life-event.rules.ts'
import type { Received } from './programme-task.rules.ts'

const insurance = 'pbi-jkn'
const schoolMoney = 'pip'

/** Which programmes any list says that those who end, and their families, receive: each list knows its own programme only, so all of them count. */
export async function readReceived({ regency }: Pick<Deps, 'regency'>, tx: Tx, plan: EventPlan): Promise<Received> {
  const personIds = plan.end.map(({ personId }) => personId)
  const familyIds = [...new Set(plan.leave.filter(({ personId }) => personIds.includes(personId)).map(({ familyId }) => familyId))]
  const statements = personIds.length === 0 ? new Map<string, readonly Statement[]>() : await listStatements(tx, [...familyIds, ...personIds])
  const known = new Set(regency.programmes.map(({ key }) => key))
  const of = (subjectId: string): readonly Statement[] => statements.get(subjectId) ?? []
  const own = (personId: string): string[] => [
    ...(currentValue(of(personId), 'healthCover', regency)?.value === 'state_paid' ? [insurance] : []),
    ...(currentValue(of(personId), 'receivesSchoolAid', regency)?.value === true ? [schoolMoney] : []),
  ]
  const isKnown = (key: string): boolean => known.has(key)
  return {
    family: familyIds.flatMap((familyId) => namedBy(of(familyId))).filter(isKnown),
    persons: new Map(personIds.map((personId) => [personId, own(personId).filter(isKnown)])),
  }
}

/** The programmes that the latest word of each source names. */
function namedBy(statements: readonly Statement[]): readonly string[] {
  const telling = statements.filter(({ values }) => Array.isArray(values['programmes']))
  const latest = new Map(telling.toSorted((left, right) => (left.validFrom < right.validFrom ? -1 : 1)).map((statement) => [statement.sourceKey, statement]))
  return [...new Set([...latest.values()].flatMap(({ values }) => values['programmes'] as string[]))]
}
