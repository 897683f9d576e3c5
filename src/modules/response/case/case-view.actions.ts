import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Db } from '#platform/db/db.ts'
import type { Files } from '#platform/files/files.ts'
import type { FileAnswer } from '#platform/http/call.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { listOfficeColleagues, type Regency } from '#modules/people/index.ts'
import { purposeOf } from '#modules/response/protection/protection.store.ts'
import { listTriage } from '#modules/response/triage/triage.store.ts'
import type { CaseDetail, Officer } from './case.contract.ts'
import { officerOf, type NotFound } from './case.actions.ts'
import { rulebookAt } from './case.rules.ts'
import { byFitness, standingOn } from '#modules/response/roster/roster.rules.ts'
import { listRoster } from '#modules/response/roster/roster.store.ts'
import { caseDetail } from './case-view.rules.ts'
import { countTasksByHolder, findVisitPhoto, getCaseArea, listReports, listVisits } from './case-view.store.ts'
import { enterCases, findCaseState, listCaseEvents } from './case.store.ts'

export interface ReadDeps {
  readonly db: Db
  readonly regency: Regency
}

/** A case with all its papers. That it was read is noted, because what is told there may be about health, children or violence. */
export async function readCase(deps: ReadDeps, call: { actor: Actor; caseId: string }): Promise<Result<CaseDetail, NotFound>> {
  return deps.db.asActor(call.actor, async (tx) => {
    const [entered] = await enterCases(tx, [call.caseId])
    const state = entered === undefined ? undefined : await findCaseState(tx, entered)
    if (state === undefined) return err({ kind: 'not_found' })
    const { caseId, areaId } = state.facts
    await auditRead(tx, {
      action: 'getCase', subjectKind: 'case', subjectId: caseId, areaId, purpose: await purposeOf(tx, caseId), fields: ['story', 'subject', 'events', 'visits'],
    })
    const papers = {
      events: await listCaseEvents(tx, caseId, 0), visits: await listVisits(tx, caseId), reports: await listReports(tx, caseId),
      triage: await listTriage(tx, caseId),
    }
    return ok(caseDetail(state, papers, { acting: officerOf(tx, rulebookAt(deps.regency, tx.now)), grants: call.actor.grants }))
  })
}

/** A photo of a visit; that it was looked at is noted. */
export async function readVisitPhoto(
  deps: ReadDeps & { readonly files: Files }, call: { actor: Actor; caseId: string; photoId: string },
): Promise<Result<FileAnswer, NotFound>> {
  const found = await deps.db.asActor(call.actor, async (tx) => {
    const [entered] = await enterCases(tx, [call.caseId])
    const photo = entered === undefined ? undefined : await findVisitPhoto(tx, call)
    if (photo === undefined) return undefined
    await auditRead(tx, {
      action: 'readVisitPhoto', subjectKind: 'case', subjectId: call.caseId, areaId: await getCaseArea(tx, call.caseId), purpose: await purposeOf(tx, call.caseId),
      fields: ['visit_photo'],
    })
    return photo
  })
  const bytes = found && (await deps.files.read(found.sha256))
  return found === undefined || bytes === undefined ? err({ kind: 'not_found' }) : ok({ bytes, mediaType: found.mediaType })
}

const nothingHeld = { openTasks: 0, pressing: 0 }

/** The colleagues to whom a task of one's own office can be given, with what speaks for and against each; whom it suits best first. */
export async function readCaseOfficers(deps: ReadDeps, call: { actor: Actor; caseId: string }): Promise<Result<{ officers: Officer[] }, NotFound>> {
  return deps.db.asActor(call.actor, async (tx) => {
    const [entered] = await enterCases(tx, [call.caseId])
    if (entered === undefined) return err({ kind: 'not_found' })
    const officeId = call.actor.ownOfficeId
    if (officeId === null) return ok({ officers: [] })
    const held = await countTasksByHolder(tx, officeId)
    const colleagues = await listOfficeColleagues(tx, officeId)
    const { day } = rulebookAt(deps.regency, tx.now)
    const roster = await listRoster(tx, officeId, day)
    const officers = new Map(colleagues.map(({ accountId, name }) => {
      return [accountId, { accountId, name, ...(held.get(accountId) ?? nothingHeld), ...standingOn(day, accountId, roster) }]
    }))
    return ok({ officers: [...byFitness([...officers.values()])] })
  })
}
