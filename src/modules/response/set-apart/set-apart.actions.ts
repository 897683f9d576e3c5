import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { ActTx } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import { dayOf } from '#platform/day.ts'
import type { Keys } from '#platform/keys.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { Regency } from '#modules/people/index.ts'
import { actOnCase, type CaseCall, type CaseDeps } from '#modules/response/case/case.actions.ts'
import type { ReadDeps } from '#modules/response/case/case-view.actions.ts'
import { categoryName } from '#modules/response/case/case-view.rules.ts'
import type { Decision } from '#modules/response/case/case.rules.ts'
import type { SetApart } from './set-apart.contract.ts'
import { comparedText, judgeReport, reasonsToSetApart, setApartRuleOn, type Look, type LookOutcome } from './set-apart.rules.ts'
import { findLook, insertSetApart, listWaiting, saveLook, traceReport } from './set-apart.store.ts'

/** A new report, as far as it may be none. `device` is what its sender's machine says of itself; absent where an officer wrote it down. */
export interface Suspect {
  readonly reportId: string
  readonly caseId: string
  readonly areaId: number
  readonly story: string
  readonly device: string | null
  readonly isDanger: boolean
  /** The sender wrote nothing, as with a voice message: the story's words are ours, and alike for all who do so. */
  readonly isWordless: boolean
}

/** Counts a new report beside others of its device and words, and sets it apart where it may be none. It is taken all the same. */
export async function setApartIfSuspect(tx: ActTx, deps: { readonly keys: Keys; readonly regency: Regency }, suspect: Suspect): Promise<void> {
  const rule = setApartRuleOn(deps.regency.triage.setApart, dayOf(tx.now, deps.regency.timeZone))
  if (rule === undefined) return
  const trace = {
    reportId: suspect.reportId, textMac: deps.keys.mac('response.intake_text', suspect.isWordless ? suspect.reportId : comparedText(suspect.story)),
    deviceMac: suspect.device === null ? null : deps.keys.mac('response.intake_device', suspect.device),
  }
  const seen = await traceReport(tx, trace, new Date(tx.now.getTime() - rule.withinHours * 3_600_000))
  const reasons = reasonsToSetApart(suspect.story, { ...seen, isDanger: suspect.isDanger }, rule)
  if (reasons.length === 0) return
  await insertSetApart(tx, { ...suspect, reasons, lookDueAt: new Date(tx.now.getTime() + rule.lookWithinHours * 3_600_000) })
}

const pageLength = 50

/** Reports that may be none, of the reader's scope. First words are shown, so the look is noted. */
export async function readSetApart(
  deps: ReadDeps, actor: Actor, query: { after?: string | undefined },
): Promise<Result<{ items: SetApart[]; next: string | null }, { readonly kind: 'cursor_unknown' }>> {
  const after = query.after === undefined ? null : placeOfCursor(query.after)
  if (after === undefined) return err({ kind: 'cursor_unknown' })
  return deps.db.asActor(actor, async (tx) => {
    const rows = await listWaiting(tx, { after, limit: pageLength + 1 })
    const items = rows.slice(0, pageLength).map(({ category, firstBy, firstName, ...row }): SetApart => ({
      ...row, categoryName: categoryName(deps.regency, category), setApartAt: row.setApartAt.toISOString(), lookDueAt: row.lookDueAt.toISOString(),
      proposedBy: firstName, isOwnProposal: firstBy !== null && firstBy === actor.accountId,
    }))
    if (items.length > 0) {
      await auditRead(tx, {
        action: 'listSetApart', subjectKind: 'case_list', subjectId: `${items[0]!.caseNumber} … ${items.at(-1)!.caseNumber}`, purpose: 'case_work',
        fields: ['summary', ...items.map((item) => item.caseNumber)],
      })
    }
    const last = rows.length > pageLength ? rows[pageLength - 1] : undefined
    return ok({ items, next: last === undefined ? null : cursorOf({ at: last.lookDueAt, id: last.reportId }) })
  })
}

/** A person says whether a report that was set apart is one. */
export async function judgeSetApart(deps: CaseDeps, call: CaseCall, input: { reportId: string; isAbuse: boolean; reason: string }) {
  let done: { look: Look; outcome: LookOutcome } | undefined
  return actOnCase(deps, call, {
    action: 'judgeSetApart',
    decide: async (state, acting, tx): Promise<Result<Decision, { readonly kind: string }>> => {
      const look = await findLook(tx, input.reportId, call.caseId)
      if (look === undefined) return err({ kind: 'not_found' })
      const judged = judgeReport(state, { look, isAbuse: input.isAbuse, reason: input.reason }, acting)
      if (judged.ok) done = { look, outcome: judged.value.outcome }
      return judged
    },
    also: (tx) => saveLook(tx, { reportId: input.reportId, before: done!.look, outcome: done!.outcome, reason: input.reason }),
  })
}
