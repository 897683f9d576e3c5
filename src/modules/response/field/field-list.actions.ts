import type { Deps } from '#deps.ts'
import { findHousePlace, readHousehold } from '#modules/registry/index.ts'
import { openCaseFamily } from '#modules/response/case/case-family.store.ts'
import { rulebookAt, type CaseState } from '#modules/response/case/case.rules.ts'
import { enterCases, listCaseStates } from '#modules/response/case/case.store.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { fieldLimits, type FieldList, type FieldStop } from './field.contract.ts'
import { findingChoices } from './field.rules.ts'
import { fieldStop, withHouse, type KnownHouse } from './field-list.rules.ts'
import { keepLoans, listStopKeys, listStopPapers, type StopKey, type StopPlace } from './field.store.ts'

const hourMs = 60 * 60_000

/** A page of what an officer takes along to the road; what was taken is written down, and is what lets them hand their visits in afterwards. */
export async function takeFieldList(
  deps: Pick<Deps, 'db' | 'regency'>, actor: Actor, query: { readonly after?: string | undefined },
): Promise<Result<FieldList, { readonly kind: 'cursor_unknown' }>> {
  const after = query.after === undefined ? null : placeOf(query.after)
  if (after === undefined) return err({ kind: 'cursor_unknown' })
  const taken = await deps.db.asActor(actor, (tx) => takeStops(tx, deps, after))
  const stops: FieldStop[] = []
  for (const { stop, state } of taken.stops) stops.push(withHouse(stop, await findHouse(deps, actor, state)))
  return ok({ ...taken, stops })
}

function cursorBehind({ rank, dueAt, taskId }: StopKey): string {
  return `${rank}_${cursorOf({ at: dueAt, id: taskId })}`
}

function placeOf(cursor: string): StopPlace | undefined {
  const place = /^[0-3]_/.test(cursor) ? placeOfCursor(cursor.slice(2)) : undefined
  return place === undefined ? undefined : { ...place, rank: Number(cursor[0]) }
}

type TakenStops = Omit<FieldList, 'stops'> & { readonly stops: readonly { readonly stop: FieldStop; readonly state: CaseState }[] }

async function takeStops(tx: Tx, deps: Pick<Deps, 'regency'>, after: StopPlace | null): Promise<TakenStops> {
  const rulebook = rulebookAt(deps.regency, tx.now)
  const found = await listStopKeys(tx, { after, limit: fieldLimits.stops + 1 })
  const keys = found.slice(0, fieldLimits.stops)
  const last = found.length > keys.length ? keys.at(-1) : undefined
  const entered = await enterCases(tx, [...new Set(keys.map((key) => key.caseId))])
  const states = new Map((await listCaseStates(tx, entered)).map((state) => [state.facts.caseId, state]))
  const papers = new Map((await listStopPapers(tx, entered)).map((each) => [each.caseId, each]))
  const stops = keys.flatMap((key) => {
    const [state, told] = [states.get(key.caseId), papers.get(key.caseId)]
    return state === undefined || told === undefined ? [] : [{ state, stop: fieldStop(state, { key, told }, rulebook) }]
  })
  await keepLoans(tx, [...papers.keys()], later(tx.now, fieldLimits.handInDays * 24))
  if (stops.length > 0) await noteTaking(tx, stops.map(({ stop }) => stop.caseNumber))
  return {
    stops, next: last === undefined ? null : cursorBehind(last), findings: [...findingChoices(deps.regency, rulebook.day)],
    takenAt: tx.now.toISOString(), forgetAt: later(tx.now, fieldLimits.keepHours).toISOString(),
  }
}

function later(moment: Date, hours: number): Date {
  return new Date(moment.getTime() + hours * hourMs)
}

async function noteTaking(tx: Tx, caseNumbers: readonly string[]): Promise<void> {
  await auditRead(tx, {
    action: 'takeFieldList', subjectKind: 'case_list', subjectId: `${caseNumbers[0]} … ${caseNumbers.at(-1)}`, purpose: 'field_visit',
    fields: ['summary', 'subject', 'place', ...caseNumbers],
  })
}

/** Who lives there, in a transaction of its own, because opening a family lends rights until its end; undefined where the role may not know. */
async function findHouse(deps: Pick<Deps, 'db' | 'regency'>, actor: Actor, { facts }: CaseState): Promise<KnownHouse | undefined> {
  const { caseId, familyId, personId } = facts
  const isLent = actor.grants.has('response.family.read')
  if ((familyId === null && personId === null) || (!isLent && !actor.grants.has('registry.person.read'))) return undefined
  return deps.db.asActor(actor, async (tx) => {
    const subject = isLent ? await openCaseFamily(tx, caseId) : { familyId, personId }
    const household = subject && (await readHousehold(tx, deps, { ...subject, withNumbers: false }))
    if (household === undefined) return undefined
    const stood = household.familyId === null ? undefined : await findHousePlace(tx, household.familyId)
    const id = household.familyId ?? household.members[0]?.personId
    const fields = stood === undefined ? look.fields : [...look.fields, 'house_place']
    if (id !== undefined) await auditRead(tx, { ...look, fields, subjectKind: household.familyId === null ? 'person' : 'family', subjectId: id, areaId: household.place.areaId })
    return { household, stood }
  })
}

const look = { action: 'takeFieldList', purpose: 'field_visit', fields: ['name', 'address', 'member_count'] }
