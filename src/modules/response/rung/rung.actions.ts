import { auditRead } from '#platform/audit/read.ts'
import type { Deps } from '#deps.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { getOffice } from '#modules/people/regency/regency.rules.ts'
import { rulebookAt, type CaseState, type Rulebook } from '#modules/response/case/case.rules.ts'
import { enterCases, listCaseStates } from '#modules/response/case/case.store.ts'
import { inboxRow } from '#modules/response/case/inbox.rules.ts'
import type { RungBox, RungRow, RungStanding } from './rung.contract.ts'
import { nextClimb, rungOf, rungsAround } from './rung.rules.ts'
import { countRungCases, listLastMoves, listRungPlaces, type MoveRow, type RungView } from './rung.store.ts'

const pageLength = 25
const countedUpTo = 100

type Reading = Pick<Deps, 'db' | 'regency'>

/** One's rung, with the counts of its boxes. */
export async function getRung(deps: Reading, actor: Actor): Promise<RungStanding> {
  return deps.db.asActor(actor, async (tx) => {
    const view = viewOf(deps, actor, rulebookAt(deps.regency, tx.now))
    return { rung: view.rung, counts: await countRungCases(tx, view, countedUpTo) }
  })
}

/** One page of what a rung looks at. First words of reports are shown, so that it was read is noted. */
export async function listRungCases(
  deps: Reading, call: { readonly actor: Actor; readonly query: { readonly box: RungBox; readonly after?: string | undefined } },
): Promise<Result<{ items: RungRow[]; next: string | null }, { readonly kind: 'cursor_unknown' }>> {
  const { box, after: cursor } = call.query
  const after = cursor === undefined ? null : placeOfCursor(cursor)
  if (after === undefined) return err({ kind: 'cursor_unknown' })
  return deps.db.asActor(call.actor, async (tx) => {
    const rulebook = rulebookAt(deps.regency, tx.now)
    const places = await listRungPlaces(tx, { ...viewOf(deps, call.actor, rulebook), box, after, limit: pageLength + 1 })
    const shown = places.slice(0, pageLength)
    const last = places.length > pageLength ? shown.at(-1) : undefined
    return ok({ items: await readRows(tx, shown.map(({ id }) => id), rulebook), next: last === undefined ? null : cursorOf(last) })
  })
}

function viewOf({ regency }: Reading, actor: Actor, { ladder }: Rulebook): RungView {
  const rung = rungOf(regency, actor)
  return { rung, ...rungsAround(ladder, rung) }
}

async function readRows(tx: Tx, caseIds: readonly string[], rulebook: Rulebook): Promise<RungRow[]> {
  if (caseIds.length === 0) return []
  const entered = await enterCases(tx, caseIds)
  const states = new Map((await listCaseStates(tx, entered)).map((state) => [state.facts.caseId, state]))
  const moves = new Map((await listLastMoves(tx, entered)).map((move) => [move.caseId, move]))
  const rows = caseIds.flatMap((caseId) => {
    const state = states.get(caseId)
    return state === undefined ? [] : [rungRow(state, moves.get(caseId), { rulebook, at: tx.now })]
  })
  const numbers = rows.map(({ row }) => row.caseNumber)
  await auditRead(tx, {
    action: 'listRungCases', subjectKind: 'case_list', subjectId: `${numbers[0]} … ${numbers.at(-1)}`, purpose: 'case_work', fields: ['summary', ...numbers],
  })
  return rows
}

function rungRow(state: CaseState, move: MoveRow | undefined, seen: { readonly rulebook: Rulebook; readonly at: Date }): RungRow {
  const { regency } = seen.rulebook
  const climb = nextClimb(state, seen.rulebook)
  const fromOfficeId = move?.detail.fromOfficeId
  return {
    row: inboxRow(state, { taskId: null, ...seen }),
    leadShort: getOffice(regency, state.facts.leadOfficeId).short,
    moved: move === undefined ? null : {
      by: move.kind, at: move.at.toISOString(), rung: move.detail.rung ?? state.facts.rung, words: move.words, byName: move.byName,
      fromShort: fromOfficeId === undefined ? null : getOffice(regency, fromOfficeId).short,
    },
    climbs: climb === undefined ? null : { rung: climb.rung, at: climb.at.toISOString() },
  }
}
