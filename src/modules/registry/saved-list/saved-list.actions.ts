import type { z } from 'zod'
import type { Deps } from '#deps.ts'
import { act, type Command } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { listLimits, type SavedList, type savedListOperations } from './saved-list.contract.ts'
import { findSavedList, insertSavedList, listSavedListRecords, lockOwnList, removeSavedList, updateSavedList, type SavedListRecord } from './saved-list.store.ts'
import { listSubjects } from './subject.store.ts'

export type SavedListDeps = Pick<Deps, 'db' | 'jobs' | 'regency'>
interface Doing {
  readonly actor: Actor
  readonly command: Command
}
type NotFound = { readonly kind: 'not_found' }
type Reused = { readonly kind: 'command_reused' }
type NoOffice = { readonly kind: 'no_office_to_share' }
type ChosenRefused = { readonly kind: 'list_by_filter' } | { readonly kind: 'list_full'; readonly maximum: number }
type Body<K extends 'createSavedList' | 'changeSavedList' | 'changeSavedListMembers'> = z.output<(typeof savedListOperations)[K]['body']>

const listsAtOnce = 30

/** Keeps a filter, or what was chosen, under a name. Of chosen ones only those within the actor's reach are kept. */
export async function createSavedList(
  deps: SavedListDeps, doing: Doing, body: Body<'createSavedList'>,
): Promise<Result<{ listId: string }, { readonly kind: 'nothing_chosen' } | NoOffice | Reused>> {
  return act<{ listId: string }, { readonly kind: 'nothing_chosen' } | NoOffice>(deps, { ...doing, action: 'createSavedList' }, async (tx) => {
    const office = officeOf(doing.actor, body.isShared)
    if (!office.ok) return office
    const { of, name } = body
    const shape = of.by === 'filter' ? { subject: 'family' as const, filter: of.filter, subjectIds: null } : { subject: of.subject, filter: null, subjectIds: of.subjectIds }
    const reached = shape.subjectIds === null ? null
      : (await listSubjects(tx, { subject: shape.subject, ids: shape.subjectIds }, { limit: listLimits.chosenAtOnce })).map((subject) => subject.subjectId)
    if (reached?.length === 0) return err({ kind: 'nothing_chosen' as const })
    const listId = newId()
    await insertSavedList(tx, { ...shape, listId, name, subjectIds: reached, sharedOfficeId: office.value })
    tx.audit({ subjectKind: 'saved_list', subjectId: listId, detail: { by: of.by, chosen: reached?.length ?? 0, isShared: body.isShared } })
    return ok({ listId })
  })
}

/** One page of the lists that the actor may open, newest first. */
export async function listSavedLists(deps: SavedListDeps, actor: Actor, after: string | undefined): Promise<{ items: SavedList[]; next: string | null }> {
  const records = await deps.db.asActor(actor, (tx) => listSavedListRecords(tx, { after: cursorOf(after), limit: listsAtOnce + 1 }))
  const page = records.slice(0, listsAtOnce)
  const last = records.length > listsAtOnce ? page.at(-1) : undefined
  return { items: page.map((record) => viewOf(record, actor)), next: last === undefined ? null : `${last.madeAt.toISOString()}~${last.listId}` }
}

function cursorOf(text: string | undefined): { at: Date; listId: string } | undefined {
  const [at, listId] = (text ?? '').split('~')
  if (at === undefined || listId === undefined || Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(listId)) return undefined
  return { at: new Date(at), listId }
}

function viewOf(record: SavedListRecord, actor: Actor): SavedList {
  const { listId, name, subject, filter, subjectIds, sharedOfficeId, ownerName, madeAt } = record
  return {
    listId, name, subject, filter, chosenCount: subjectIds?.length ?? null, isOwn: record.ownerAccountId === actor.accountId,
    isShared: sharedOfficeId !== null, ownerName, madeAt: madeAt.toISOString(),
  }
}

/** One list that the actor may open. */
export async function getSavedList(deps: SavedListDeps, actor: Actor, listId: string): Promise<Result<SavedList, NotFound>> {
  const record = await deps.db.asActor(actor, (tx) => findSavedList(tx, listId))
  return record === undefined ? err({ kind: 'not_found' }) : ok(viewOf(record, actor))
}

/** Names the actor's own list and shares it with the own office, or keeps it. */
export async function changeSavedList(
  deps: SavedListDeps, doing: Doing, what: Body<'changeSavedList'> & { listId: string },
): Promise<Result<undefined, NotFound | NoOffice | Reused>> {
  return act<undefined, NotFound | NoOffice>(deps, { ...doing, action: 'changeSavedList' }, async (tx) => {
    if ((await lockOwnList(tx, what.listId)) === undefined) return err({ kind: 'not_found' as const })
    const office = officeOf(doing.actor, what.isShared)
    if (!office.ok) return office
    await updateSavedList(tx, what.listId, { name: what.name, sharedOfficeId: office.value })
    tx.audit({ subjectKind: 'saved_list', subjectId: what.listId, detail: { isShared: what.isShared } })
    return ok(undefined)
  })
}

/** Puts further ones into the actor's own chosen list, or takes some out; who is in it already stays once. */
export async function changeSavedListMembers(
  deps: SavedListDeps, doing: Doing, what: Body<'changeSavedListMembers'> & { listId: string },
): Promise<Result<{ chosenCount: number }, NotFound | ChosenRefused | Reused>> {
  return act<{ chosenCount: number }, NotFound | ChosenRefused>(deps, { ...doing, action: 'changeSavedListMembers' }, async (tx) => {
    const list = await lockOwnList(tx, what.listId)
    if (list === undefined) return err({ kind: 'not_found' as const })
    if (list.subjectIds === null) return err({ kind: 'list_by_filter' as const })
    const reached = (await listSubjects(tx, { subject: list.subject, ids: what.subjectIds }, { limit: listLimits.chosenAtOnce })).map((subject) => subject.subjectId)
    const gone = new Set(what.change === 'remove' ? what.subjectIds : [])
    const chosen = [...new Set([...list.subjectIds, ...(what.change === 'add' ? reached : [])])].filter((id) => !gone.has(id))
    if (chosen.length > listLimits.chosen) return err({ kind: 'list_full' as const, maximum: listLimits.chosen })
    await updateSavedList(tx, what.listId, { subjectIds: chosen })
    tx.audit({ subjectKind: 'saved_list', subjectId: what.listId, detail: { change: what.change, chosen: chosen.length } })
    return ok({ chosenCount: chosen.length })
  })
}

/** Deletes the actor's own list. */
export async function deleteSavedList(deps: SavedListDeps, doing: Doing, listId: string): Promise<Result<undefined, NotFound | Reused>> {
  return act(deps, { ...doing, action: 'deleteSavedList' }, async (tx) => {
    if ((await lockOwnList(tx, listId)) === undefined) return err({ kind: 'not_found' as const })
    await removeSavedList(tx, listId)
    tx.audit({ subjectKind: 'saved_list', subjectId: listId })
    return ok(undefined)
  })
}

function officeOf(actor: Actor, isShared: boolean): Result<number | null, NoOffice> {
  if (!isShared) return ok(null)
  return actor.ownOfficeId === null ? err({ kind: 'no_office_to_share' }) : ok(actor.ownOfficeId)
}
