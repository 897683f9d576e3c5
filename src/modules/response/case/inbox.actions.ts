import { listStepsToDo } from '#modules/response/plan/plan.store.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { rulebookAt, type CaseState } from './case.rules.ts'
import type { ReadDeps } from './case-view.actions.ts'
import { enterCases, listCaseStates } from './case.store.ts'
import type { InboxCounts, InboxFilter, InboxPage } from './inbox.contract.ts'
import { cursorOf, inboxRow, ownQueue, placeOfCursor } from './inbox.rules.ts'
import { countInbox, listInboxKeys, type InboxKey } from './inbox.store.ts'

const pageLength = 50
const countedUpTo = 100

/** One page of the inbox. The first words of reports are shown in it, so that it was read is noted. */
export async function listCases(
  deps: ReadDeps, call: { actor: Actor; query: InboxFilter & { after?: string | undefined } },
): Promise<Result<InboxPage, { readonly kind: 'cursor_unknown' }>> {
  const { after: cursor, ...asked } = call.query
  const after = cursor === undefined ? null : placeOfCursor(cursor)
  if (after === undefined) return err({ kind: 'cursor_unknown' })
  const filter = ownQueue(call.actor, asked)
  return deps.db.asActor(call.actor, async (tx) => {
    const keys = await listInboxKeys(tx, { filter, after, limit: pageLength + 1 })
    const shown = keys.slice(0, pageLength)
    const states = await readStates(tx, shown)
    const rulebook = rulebookAt(deps.regency, tx.now)
    const steps = await listStepsToDo(tx, [...states.keys()])
    const rows = shown.flatMap((key) => {
      const state = states.get(key.caseId)
      return state === undefined ? [] : [inboxRow(state, { taskId: key.taskId, rulebook, at: tx.now, steps: steps.get(key.caseId) })]
    })
    if (rows.length > 0) await noteReading(tx, rows.map((row) => row.caseNumber))
    const last = keys.length > pageLength ? shown.at(-1) : undefined
    return ok({ items: rows, next: last === undefined ? null : cursorOf(last) })
  })
}

/** How many cases stand in each tab, up to a hundred. */
export async function countCases(deps: ReadDeps, call: { actor: Actor; query: Omit<InboxFilter, 'tab'> }): Promise<Result<InboxCounts, never>> {
  return deps.db.asActor(call.actor, async (tx) => {
    return ok(await countInbox(tx, (tab) => ownQueue(call.actor, { ...call.query, tab }), countedUpTo))
  })
}

async function readStates(tx: Tx, keys: readonly InboxKey[]): Promise<ReadonlyMap<string, CaseState>> {
  const entered = await enterCases(tx, keys.map((key) => key.caseId))
  const states = await listCaseStates(tx, entered)
  return new Map(states.map((state) => [state.facts.caseId, state]))
}

async function noteReading(tx: Tx, caseNumbers: readonly string[]): Promise<void> {
  await auditRead(tx, {
    action: 'listCases', subjectKind: 'case_list', subjectId: `${caseNumbers[0]} … ${caseNumbers.at(-1)}`, purpose: 'case_work',
    fields: ['summary', ...caseNumbers],
  })
}
