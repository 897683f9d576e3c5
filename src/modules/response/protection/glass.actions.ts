import { act, type Command, type CommandReused } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Db } from '#platform/db/db.ts'
import { newId } from '#platform/id.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { CaseDeps } from '#modules/response/case/case.actions.ts'
import type { GlassBreak, GlassState, GlassWord } from './glass.contract.ts'
import { glassState, sayAboutGlass, type GlassRefused } from './glass.rules.ts'
import { countUnseenGlass, findGlass, insertGlassWord, listGlassBreaks, type GlassQuery } from './glass.store.ts'

const pageLength = 50

/** A page of emergency accesses; `openedBy`: of one account only. */
export async function readGlassBreaks(
  deps: { readonly db: Db }, actor: Actor, query: Pick<GlassQuery, 'show' | 'openedBy'> & { readonly after?: string | undefined },
): Promise<Result<{ items: GlassBreak[]; next: string | null }, { readonly kind: 'cursor_unknown' }>> {
  const before = query.after === undefined ? null : placeOfCursor(query.after)
  if (before === undefined) return err({ kind: 'cursor_unknown' })
  const { show, openedBy } = query
  const rows = await deps.db.asActor(actor, (tx) => listGlassBreaks(tx, { before, show, openedBy, limit: pageLength + 1 }))
  const items = rows.slice(0, pageLength)
  const last = items.at(-1)
  return ok({ items, next: rows.length > pageLength && last !== undefined ? cursorOf({ at: new Date(last.brokenAt), id: last.breakId }) : null })
}

/** How many accesses wait to be seen. */
export async function countGlassBreaks(deps: { readonly db: Db }, actor: Actor): Promise<Result<{ unseen: number }, never>> {
  return ok({ unseen: await deps.db.asActor(actor, countUnseenGlass) })
}

const actionOf = { asked: 'askAboutGlass', explained: 'explainGlass', seen: 'markGlassSeen' } as const

/** Asks about an emergency access, explains it, or notes it as seen. Those who wait for the word are told. */
export async function speakOfGlass(
  deps: CaseDeps, call: { readonly actor: Actor; readonly command: Command }, said: { readonly breakId: string; readonly kind: GlassWord['kind']; readonly words: string },
): Promise<Result<{ breakId: string; state: GlassState }, GlassRefused | CommandReused>> {
  const { breakId, kind } = said
  return act(deps, { ...call, action: actionOf[kind] }, async (tx): Promise<Result<{ breakId: string; state: GlassState }, GlassRefused>> => {
    const glass = await findGlass(tx, breakId)
    if (glass === undefined) return err({ kind: 'not_found' })
    const { caseId, areaId, officeIds, openedBy } = glass
    const allowed = sayAboutGlass({ state: glassState(glass.kinds.map((each) => ({ kind: each }))), isOwn: openedBy === tx.actor.accountId }, kind)
    if (!allowed.ok) return allowed
    await insertGlassWord(tx, glass, { ...said, wordId: newId() })
    tx.audit({ subjectKind: 'case', subjectId: caseId, purpose: said.words, detail: { glassBreak: breakId } })
    tx.notify({ topic: 'glass', kind, subjectId: breakId, areaId, officeIds: [...officeIds], only: { accountIds: [openedBy], grant: 'response.glass.review' } })
    return ok({ breakId, state: allowed.value })
  })
}
