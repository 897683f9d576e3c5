import type { Deps } from '#deps.ts'
import { stopProcessing } from '#modules/privacy/consent/consent.actions.ts'
import { findPersonHere, findRequest, lockRequest, type RequestRow } from '#modules/privacy/request/request.store.ts'
import { correctPerson } from '#modules/registry/index.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { CarriedOutBy, RegisterAct } from './carry-out.contract.ts'
import { refuseWay, type WayRefused } from './carry-out.rules.ts'
import { listRegisterActRows, saveDone } from './carry-out.store.ts'

export type CarryOutDeps = Pick<Deps, 'db' | 'jobs' | 'regency'>

/** What the register did about the person of a request since it was made; the look is noted. */
export async function listRegisterActs(deps: CarryOutDeps, actor: Actor, requestId: string): Promise<Result<{ items: RegisterAct[] }, { readonly kind: 'not_found' }>> {
  return deps.db.asActor(actor, async (tx) => {
    const request = await findRequest(tx, requestId)
    const person = request && (await findPersonHere(tx, request.personId))
    if (request === undefined || person === undefined) return err({ kind: 'not_found' })
    await auditRead(tx, { action: 'listRegisterActs', subjectKind: 'person', subjectId: person.personId, areaId: person.areaId, purpose: 'request', fields: ['events', 'visits'] })
    const rows = await listRegisterActRows(tx, { personId: person.personId, since: request.askedAt })
    return ok({ items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) })
  })
}

type Refused = WayRefused | { readonly kind: 'not_found' | 'value_not_counting' | 'processing_needs_no_consent' | 'act_unknown' }

/** Carries out what was granted, or ties it to the act of the register that did; once, with words that the person reads. */
export async function carryOutDataRequest(
  deps: CarryOutDeps, doing: { actor: Actor; command: Command }, asked: { requestId: string; words: string; toldHow: string | null; by: CarriedOutBy },
): Promise<Result<{ requestId: string }, CommandReused | Refused>> {
  return act<{ requestId: string }, Refused>(deps, { ...doing, actor: corrector(doing.actor), action: 'carryOutDataRequest' }, async (tx) => {
    // Whoever may not carry it out, or comes after somebody who has, holds nothing, and is told by what they may read.
    const held = await lockRequest(tx, asked.requestId)
    const request = held ?? (await findRequest(tx, asked.requestId))
    if (request === undefined) return err({ kind: 'not_found' })
    const refused = refuseWay(request, { ...asked, today: dayOf(tx.now, deps.regency.timeZone) })
    if (refused !== undefined) return err(refused)
    const person = await findPersonHere(tx, request.personId)
    if (held === undefined || person === undefined) return err({ kind: 'not_found' })
    const ref = await carryOut(deps, tx, { request, areaId: person.areaId, by: asked.by, words: asked.words })
    if (!ref.ok) return ref
    await saveDone(tx, { requestId: request.requestId, words: asked.words, how: asked.by.kind, ref: ref.value, toldHow: asked.toldHow })
    tx.audit({
      subjectKind: 'person', subjectId: request.personId, areaId: person.areaId, detail: { requestId: request.requestId, kind: request.kind, how: asked.by.kind },
    })
    return ok({ requestId: request.requestId })
  })
}

/** Who carries a correction out may write it as a row of its source, for this one transaction and within their areas. */
function corrector(actor: Actor): Actor {
  return { ...actor, grants: new Set([...actor.grants, 'registry.list.import', 'registry.person.read']) }
}

interface Work {
  readonly request: RequestRow
  readonly areaId: number
  readonly by: CarriedOutBy
  readonly words: string
}

/** Does what the way asks for and gives by what it can be found again; null where it was done by hand. */
async function carryOut(deps: CarryOutDeps, tx: ActTx, { request, areaId, by, words }: Work): Promise<Result<string | null, Refused>> {
  const { requestId, personId } = request
  if (by.kind === 'hand') return ok(null)
  if (by.kind === 'values') return correctPerson(deps, tx, { personId, areaId, values: by.values, requestId })
  if (by.kind === 'processing') {
    const stopped = await stopProcessing(deps, tx, { personId, processing: by.processing, words: words.slice(0, 500) })
    return stopped.ok ? ok(by.processing) : stopped
  }
  return (await isDone(tx, request, by)) ? ok(by.actId) : err({ kind: 'act_unknown' })
}

/** Whether the register did this about the person since they asked. */
async function isDone(tx: Tx, request: RequestRow, by: { readonly kind: 'event' | 'visit'; readonly actId: string }): Promise<boolean> {
  const acts = await listRegisterActRows(tx, { personId: request.personId, since: request.askedAt })
  return acts.some(({ kind, actId }) => kind === by.kind && actId === by.actId)
}
