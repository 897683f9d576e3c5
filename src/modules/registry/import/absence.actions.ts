import type { Deps } from '#deps.ts'
import { maskNik } from '#modules/registry/person/nik.rules.ts'
import { act, type CommandReused } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import { isUuid } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { findSource } from '#modules/registry/source/source.rules.ts'
import { listOpenAbsences, saveAbsenceAnswer, type AbsenceCursor, type OpenAbsence } from './absence.store.ts'
import type { Absence, AbsenceAnswer } from './comparison.contract.ts'
import type { Listing } from './import.actions.ts'

/** One page of people whom a source no longer names; that their names were read is logged. */
export async function listAbsences(
  deps: Deps, actor: Actor, asked: { after?: string | undefined; limit: number },
): Promise<{ items: Absence[]; next: string | null }> {
  const after = cursorOf(asked.after)
  return deps.db.asActor(actor, async (tx) => {
    const found = await listOpenAbsences(tx, { limit: asked.limit + 1, ...(after && { after }) })
    const page = found.slice(0, asked.limit)
    const last = found.length > asked.limit ? page.at(-1) : undefined
    if (page.length > 0) {
      const look = { action: 'listAbsences', subjectKind: 'absence', subjectId: `${actor.homeAreaId ?? 0}`, purpose: 'list_check', fields: ['name', 'nik_masked'] }
      await auditRead(tx, { ...look, listed: page.map((absence) => absence.personId) })
    }
    return { items: page.map((absence) => viewOf(deps, absence)), next: last === undefined ? null : `${last.personId}~${last.sourceKey}` }
  })
}

function cursorOf(text: string | undefined): AbsenceCursor | undefined {
  const [personId, sourceKey] = (text ?? '').split('~')
  return personId === undefined || sourceKey === undefined || !isUuid(personId) ? undefined : { personId, sourceKey }
}

function viewOf(deps: Deps, absence: OpenAbsence): Absence {
  const { nik, areaId, ...shown } = absence
  return {
    ...shown, nikMasked: nik === null ? null : maskNik(nik), areaName: deps.regency.areas.byId.get(areaId)?.name ?? '',
    sourceName: findSource(deps.regency, shown.sourceKey)?.name ?? shown.sourceKey,
  }
}

export interface AbsenceSaid {
  readonly personId: string
  readonly sourceKey: string
  readonly answer: AbsenceAnswer
  readonly words: string | null
}

/** Keeps what the village says became of somebody. It ends nobody: a death or a move is entered as such. */
export async function answerAbsence(
  deps: Deps, listing: Listing, said: AbsenceSaid,
): Promise<Result<{ personId: string }, CommandReused | { readonly kind: 'not_found' | 'absence_not_open' }>> {
  return act<{ personId: string }, { readonly kind: 'not_found' | 'absence_not_open' }>(deps, { ...listing, action: 'answerAbsence' }, async (tx) => {
    const saved = await saveAbsenceAnswer(tx, said)
    if (saved === undefined) return err({ kind: 'not_found' as const })
    if (saved === 'not_open') return err({ kind: 'absence_not_open' as const })
    tx.audit({ subjectKind: 'person', subjectId: said.personId, areaId: saved.areaId, detail: { source: said.sourceKey, answer: said.answer } })
    return ok({ personId: said.personId })
  })
}
