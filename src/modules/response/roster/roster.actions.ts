import { act, actAsSystem, type Command, type CommandReused } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { dayOf } from '#platform/day.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { getOffice } from '#modules/people/regency/regency.rules.ts'
import { listOfficeColleagues } from '#modules/people/index.ts'
import { rulebookAt, type Acting } from '#modules/response/case/case.rules.ts'
import { findCaseState, lockCase, saveCases } from '#modules/response/case/case.store.ts'
import { coverTask } from '#modules/response/case/cover.rules.ts'
import { hearersOf } from '#modules/response/protection/handlers.rules.ts'
import type { CaseDeps, NotFound } from '#modules/response/case/case.actions.ts'
import type { NewRosterEntry, Roster, RosterEntry } from './roster.contract.ts'
import { mayChange, planEntry, type Planner, type PlanRefused } from './roster.rules.ts'
import { findRosterEntry, insertRosterEntry, listRoster, listUncoveredTasks, lockRoster, withdrawEntry } from './roster.store.ts'

export type WithoutOffice = { readonly kind: 'roster_without_office' }

/** The roster of one's own office. */
export async function readRoster(deps: Pick<CaseDeps, 'db' | 'regency'>, actor: Actor): Promise<Result<Roster, WithoutOffice>> {
  const officeId = actor.ownOfficeId
  if (officeId === null) return err({ kind: 'roster_without_office' })
  return deps.db.asActor(actor, async (tx) => {
    const { today, entries, colleagues, mayPlanForOthers } = await plannerOf(deps, tx, officeId)
    return ok({ today, entries: [...entries], colleagues: [...colleagues], mayPlanForOthers })
  })
}

interface RosterCall {
  readonly actor: Actor
  readonly command: Command
}

/** A duty or an absence is entered. */
export async function planRoster(
  deps: CaseDeps, call: RosterCall, input: NewRosterEntry,
): Promise<Result<RosterEntry, PlanRefused | WithoutOffice | CommandReused>> {
  return act(deps, { ...call, action: 'planRoster' }, async (tx): Promise<Result<RosterEntry, PlanRefused | WithoutOffice>> => {
    const officeId = call.actor.ownOfficeId
    if (officeId === null) return err({ kind: 'roster_without_office' })
    await lockRoster(tx, officeId)
    const planned = planEntry(input, await plannerOf(deps, tx, officeId))
    if (!planned.ok) return planned
    const { officer, deputy } = planned.value
    const entry: RosterEntry = {
      entryId: newId(), kind: input.kind, ...officer, deputyAccountId: deputy?.accountId ?? null, deputyName: deputy?.name ?? null,
      fromOn: input.fromOn, toOn: input.toOn, plannedByName: tx.actor.name,
    }
    const { areaId } = getOffice(deps.regency, officeId)
    await insertRosterEntry(tx, { ...entry, areaId, officeId })
    tx.audit({ subjectKind: 'roster', subjectId: entry.entryId, areaId, detail: { kind: entry.kind, from: entry.fromOn, to: entry.toOn } })
    tx.notify({ topic: 'roster', kind: 'planned', subjectId: entry.entryId, areaId, officeIds: [officeId] })
    return ok(entry)
  })
}

/** A duty or an absence is taken back. */
export async function withdrawRosterEntry(
  deps: CaseDeps, call: RosterCall, entryId: string,
): Promise<Result<{ entryId: string }, NotFound | { readonly kind: 'roster_of_others' } | CommandReused>> {
  return act(deps, { ...call, action: 'withdrawRosterEntry' }, async (tx): Promise<Result<{ entryId: string }, NotFound | { readonly kind: 'roster_of_others' }>> => {
    const entry = await findRosterEntry(tx, entryId)
    if (entry === undefined) return err({ kind: 'not_found' })
    if (!mayChange(entry, { accountId: call.actor.accountId, mayPlanForOthers: mayPlanForOthers(call.actor) })) return err({ kind: 'roster_of_others' })
    await withdrawEntry(tx, entryId)
    tx.audit({ subjectKind: 'roster', subjectId: entryId, areaId: entry.areaId })
    return ok({ entryId })
  })
}

async function plannerOf(deps: Pick<CaseDeps, 'regency'>, tx: Tx, officeId: number): Promise<Planner> {
  const today = dayOf(tx.now, deps.regency.timeZone)
  const colleagues = new Map((await listOfficeColleagues(tx, officeId)).map(({ accountId, name }) => [accountId, { accountId, name }]))
  return {
    accountId: tx.actor.accountId, mayPlanForOthers: mayPlanForOthers(tx.actor), today, colleagues: [...colleagues.values()],
    entries: await listRoster(tx, officeId, today),
  }
}

function mayPlanForOthers(actor: Actor): boolean {
  return actor.grants.has('response.case.assign')
}

const coveredAtOnce = 100

/** What absent people hold goes to who stands in, or back to the queue; gives the number of tasks. Doing it again changes nothing. */
export async function coverAbsences(deps: CaseDeps, actor: Actor): Promise<number> {
  return actAsSystem(deps, { actor, action: 'coverAbsences' }, async (tx) => {
    const rulebook = rulebookAt(deps.regency, tx.now)
    const tasks = await listUncoveredTasks(tx, rulebook.day, coveredAtOnce)
    const acting: Acting = { at: tx.now, by: 'system', accountId: null, name: '', officeId: null, rulebook, newId }
    for (const task of tasks) {
      const state = (await lockCase(tx, task.caseId)) ? await findCaseState(tx, task.caseId) : undefined
      const decision = state && coverTask(state, task, acting)
      if (state === undefined || decision === undefined) continue
      await saveCases(tx, [{ before: state, ...decision, escalations: [] }], rulebook)
      const { caseId, areaId, officeIds, version } = decision.after.facts
      tx.audit({ subjectKind: 'case', subjectId: caseId, areaId, detail: { events: decision.events.map((event) => event.kind), version } })
      for (const event of decision.events) tx.notify({ topic: 'case', kind: event.kind, subjectId: caseId, areaId, officeIds: [...officeIds], ...hearersOf(decision.after) })
    }
    return tasks.length
  })
}
