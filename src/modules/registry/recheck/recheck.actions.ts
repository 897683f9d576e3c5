import type { Deps } from '#deps.ts'
import { describeSubjects } from '#modules/registry/saved-list/rows.actions.ts'
import type { ListRow } from '#modules/registry/saved-list/saved-list.contract.ts'
import { act, type Command } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { Recheck, RecheckOutcome } from './recheck.contract.ts'
import { listOpenRechecks, lockRecheck, settleRecheck, type OpenRecheck } from './recheck.store.ts'

export type RecheckDeps = Pick<Deps, 'db' | 'jobs' | 'regency'>

const atOnce = 30

/** One page of what the villages of the actor's areas are asked to look at again; the look is written down. */
export async function listRechecks(deps: RecheckDeps, actor: Actor, after: string | undefined): Promise<{ items: Recheck[]; next: string | null }> {
  return deps.db.asActor(actor, async (tx) => {
    const open = await listOpenRechecks(tx, { after: cursorOf(after), limit: atOnce + 1 })
    const page = open.slice(0, atOnce)
    const areaId = actor.homeAreaId ?? 0
    await auditRead(tx, {
      action: 'listRechecks', subjectKind: 'area', subjectId: String(areaId), areaId, purpose: 'recheck',
      fields: ['name', 'birth', 'address', 'nik_last4', 'decile'], listed: page.map((each) => each.subjectId),
    })
    const last = open.length > atOnce ? page.at(-1) : undefined
    return { items: await viewsOf(tx, deps, page), next: last === undefined ? null : `${last.askedAt.toISOString()}~${last.recheckId}` }
  })
}

function cursorOf(text: string | undefined): { at: Date; recheckId: string } | undefined {
  const [at, recheckId] = (text ?? '').split('~')
  if (at === undefined || recheckId === undefined || Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(recheckId)) return undefined
  return { at: new Date(at), recheckId }
}

async function viewsOf(tx: Tx, deps: RecheckDeps, open: readonly OpenRecheck[]): Promise<Recheck[]> {
  const rows = new Map<string, ListRow>()
  for (const subject of ['family', 'person'] as const) {
    const ids = open.filter((one) => one.subject === subject).map((one) => one.subjectId)
    for (const row of await describeSubjects(tx, deps, { subject, ids })) rows.set(row.subjectId, row)
  }
  return open.flatMap(({ recheckId, subject, subjectId, reason, askedByName, askedAt }) => {
    const row = rows.get(subjectId)
    return row === undefined ? [] : [{ recheckId, subject, row, reason, askedByName, askedAt: askedAt.toISOString() }]
  })
}

type NotRecorded = { readonly kind: 'not_found' | 'recheck_done' | 'words_missing' }

/** Writes down, once, what the village found; whoever finds something else says what. */
export async function recordRecheck(
  deps: RecheckDeps, doing: { actor: Actor; command: Command }, found: { recheckId: string; outcome: RecheckOutcome; words: string },
): Promise<Result<undefined, NotRecorded | { readonly kind: 'command_reused' }>> {
  return act<undefined, NotRecorded>(deps, { ...doing, action: 'recordRecheck' }, async (tx) => {
    const known = await lockRecheck(tx, found.recheckId)
    if (known === undefined) return err({ kind: 'not_found' })
    if (known.isDone) return err({ kind: 'recheck_done' })
    if (found.outcome !== 'confirmed' && found.words.length < 3) return err({ kind: 'words_missing' })
    await settleRecheck(tx, found.recheckId, found)
    tx.audit({ subjectKind: 'recheck', subjectId: found.recheckId, areaId: known.areaId, detail: { outcome: found.outcome } })
    return ok(undefined)
  })
}
