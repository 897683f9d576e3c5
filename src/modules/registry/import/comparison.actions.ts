import type { Deps } from '#deps.ts'
import { maskNik } from '#modules/registry/person/nik.rules.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { keepingActor } from './check-rows.actions.ts'
import type { ComparedPerson, Comparison, ComparisonKind } from './comparison.contract.ts'
import { countComparison, findPreviousList, listComparison, type ComparedLine, type ListPair } from './comparison.store.ts'
import { findImport, type ImportRecord } from './import.store.ts'
import type { PersonRow } from './row.rules.ts'
import { openPerson } from './sealed-row.load.ts'
import { printAddress } from './storage-plan.load.ts'

type NotFound = { readonly kind: 'not_found' }
const nothing: Comparison['counts'] = { new: 0, gone: 0, decile: 0, card: 0, address: 0, both: 0 }

/** What changed since the list before of the same source and area. */
export async function compareImport(deps: Deps, actor: Actor, importId: string): Promise<Result<Comparison, NotFound>> {
  const found = await findLists(deps, actor, importId)
  if (found === undefined) return err({ kind: 'not_found' })
  const refused = found.record.counts?.bad ?? 0
  const { previous } = found
  if (previous === undefined) return ok({ previous: null, counts: nothing, deciles: [], refused })
  const counted = await deps.db.asActor(keepingActor(deps, found.record.areaId), (tx) => countComparison(tx, pairOf(importId, previous)))
  return ok({ previous, ...counted, refused })
}

function pairOf(importId: string, previous: { importId: string }): ListPair {
  return { importId, previousId: previous.importId }
}

/** The list as the actor may see it, with the one before. */
async function findLists(
  deps: Deps, actor: Actor, importId: string,
): Promise<{ record: ImportRecord; previous: Awaited<ReturnType<typeof findPreviousList>> } | undefined> {
  return deps.db.asActor(actor, async (tx) => {
    const record = await findImport(tx, importId)
    return record && { record, previous: await findPreviousList(tx, record) }
  })
}

export interface ComparisonAsked {
  readonly importId: string
  readonly kind: ComparisonKind
  readonly after: number
  readonly limit: number
}

/** One page of the people behind a number of the comparison; that is logged. */
export async function listImportComparison(
  deps: Deps, actor: Actor, asked: ComparisonAsked,
): Promise<Result<{ items: ComparedPerson[]; next: string | null }, NotFound>> {
  const found = await findLists(deps, actor, asked.importId)
  if (found === undefined) return err({ kind: 'not_found' })
  const { record, previous } = found
  if (previous === undefined) return ok({ items: [], next: null })
  const lines = await deps.db.asActor(keepingActor(deps, record.areaId), (tx) =>
    listComparison(tx, pairOf(asked.importId, previous), { ...asked, limit: asked.limit + 1 }))
  const page = lines.slice(0, asked.limit)
  await deps.db.asActor(actor, (tx) => auditRead(tx, {
    action: 'listImportComparison', subjectKind: 'import', subjectId: asked.importId, areaId: record.areaId, purpose: 'list_check', fields: ['name', 'address', 'nik_masked'],
    listed: page.flatMap((line) => line.personId ?? []),
  }))
  return ok({ items: page.map((line) => viewOf(deps, line, asked.kind)), next: lines.length > asked.limit ? `${page.at(-1)?.rowNumber}` : null })
}

function viewOf(deps: Deps, line: ComparedLine, kind: ComparisonKind): ComparedPerson {
  const now = line.nowSealed === null ? null : openPerson(deps.keys, line.nowSealed)
  const before = line.beforeSealed === null ? null : openPerson(deps.keys, line.beforeSealed)
  const { name = '', nik = null } = now ?? before ?? {}
  const tell = (person: PersonRow | null): string | null => (person === null ? null : valueOf(deps, person, kind))
  return {
    rowNumber: line.rowNumber, personId: line.personId, name, nikMasked: nik === null ? null : maskNik({ prefix: nik.slice(0, 4), last4: nik.slice(-4) }),
    before: tell(before), now: tell(now),
  }
}

function valueOf(deps: Deps, person: PersonRow, kind: ComparisonKind): string | null {
  if (kind === 'decile') return person.decile === null ? null : `${person.decile}`
  if (kind === 'card') return person.card === null ? null : maskNik({ prefix: person.card.slice(0, 4), last4: person.card.slice(-4) })
  return [printAddress(person), deps.regency.areas.byId.get(person.villageId)?.name ?? ''].filter((part) => part !== '').join(', ')
}
