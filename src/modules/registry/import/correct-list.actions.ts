import type { Deps } from '#deps.ts'
import { act, type CommandReused } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { checkRows, rowContext, settleList } from './check-rows.actions.ts'
import { listRows, saveCheckedRows, type CheckedRecord, type RowFilter, type StoredRow } from './import-row.store.ts'
import { findList, type Listing } from './import.actions.ts'
import { mayChange, type StateRefused } from './import.rules.ts'
import { changeImport, lockImport, type ImportChange, type ImportRecord } from './import.store.ts'
import type { Corrections } from './sealed-row.load.ts'

export interface CellCorrection {
  readonly importId: string
  readonly rowNumber: number
  readonly column: number
  readonly value: string
  /** Also where the same was refused for the same reason. */
  readonly applyToSame: boolean
}

export interface PlaceAnswer {
  readonly importId: string
  readonly placeKey: string
  readonly areaId: number
}

type Refused = StateRefused | CommandReused | { readonly kind: 'not_found' }
type Corrected = { readonly rows: number }

/** Puts a text in the place of a cell, checks the row again, and every row that says the same when asked to. Gives how many rows changed. */
export async function correctImportCell(deps: Deps, listing: Listing, cell: CellCorrection): Promise<Result<Corrected, Refused>> {
  const record = await findList(deps, listing.actor, cell.importId)
  const refused = refuse(record)
  if (record === undefined || refused !== undefined) return err(refused ?? { kind: 'not_found' })
  const rows = await findSameRows(deps, listing.actor, cell)
  if (rows.length === 0 || cell.column >= record.columns.length) return err({ kind: 'not_found' })
  const corrections: Corrections = { [cell.column]: cell.value.trim() }
  return recheck(deps, { ...listing, action: 'correctImportCell' }, { record, rows: rows.map((row) => ({ ...row, corrections })), detail: { column: cell.column } })
}

/** Settles which village is meant by some words, for every row with them, now and when the list is checked again. */
export async function answerImportPlace(deps: Deps, listing: Listing, answer: PlaceAnswer): Promise<Result<Corrected, Refused | { readonly kind: 'village_unknown' }>> {
  const found = await findList(deps, listing.actor, answer.importId)
  const refused = refuse(found)
  if (found === undefined || refused !== undefined) return err(refused ?? { kind: 'not_found' })
  if (deps.regency.areas.byId.get(answer.areaId)?.kind !== 'village') return err({ kind: 'village_unknown' })
  const places = { ...found.places, [answer.placeKey]: answer.areaId }
  const rows = await findRows(deps, listing.actor, { importId: found.importId, filter: { placeKey: answer.placeKey } })
  return recheck(deps, { ...listing, action: 'answerImportPlace' }, { record: { ...found, places }, rows, change: { places }, detail: { areaId: answer.areaId } })
}

function refuse(record: ImportRecord | undefined): Exclude<Refused, CommandReused> | undefined {
  if (record === undefined) return { kind: 'not_found' }
  return record.state === 'mapped' ? { kind: 'list_busy' } : mayChange(record.state)
}

/** The row itself, and with it those in whose cell of that column the same stands, refused for the same reason. */
async function findSameRows(deps: Deps, actor: Actor, cell: CellCorrection): Promise<readonly StoredRow[]> {
  const [row] = await findRows(deps, actor, { importId: cell.importId, filter: { rowNumbers: [cell.rowNumber] } })
  if (row === undefined || !cell.applyToSame) return row === undefined ? [] : [row]
  const problem = row.problems.find((each) => each.column === cell.column && each.value !== undefined)
  if (problem?.value === undefined) return [row]
  const { kind, value } = problem
  const same = await findRows(deps, actor, { importId: cell.importId, filter: { same: { column: cell.column, kind, value } } })
  return [row, ...same.filter((other) => other.rowNumber !== row.rowNumber)]
}

async function findRows(deps: Deps, actor: Actor, what: { importId: string; filter: Partial<RowFilter> }): Promise<StoredRow[]> {
  const found: StoredRow[] = []
  for (let after = 0; ;) {
    const page = await deps.db.asActor(actor, (tx) => listRows(tx, what.importId, { ...what.filter, after, limit: rowsAtOnce }))
    const last = page.at(-1)
    if (last === undefined) return found
    found.push(...page)
    after = last.rowNumber
  }
}

const rowsAtOnce = 500

interface Recheck {
  readonly record: ImportRecord
  readonly rows: readonly (StoredRow & { corrections?: Corrections })[]
  readonly change?: ImportChange
  readonly detail: Readonly<Record<string, number>>
}

/** Checks rows outside the act, because that looks into the whole registry, and keeps the outcome if nobody changed the list meanwhile. */
async function recheck(deps: Deps, what: Listing & { action: string }, work: Recheck): Promise<Result<Corrected, Refused>> {
  const list = { record: work.record, context: rowContext(deps, work.record) }
  const checked: CheckedRecord[] = []
  for (let at = 0; at < work.rows.length; at += rowsAtOnce) checked.push(...(await checkRows(deps, list, work.rows.slice(at, at + rowsAtOnce))))
  return act<Corrected, StateRefused>(deps, what, async (tx) => {
    const now = await lockImport(tx, work.record.importId)
    if (now === undefined || now.changedAt.getTime() !== work.record.changedAt.getTime()) return err({ kind: 'list_changed' as const })
    await saveCheckedRows(tx, work.record.importId, checked)
    await changeImport(tx, work.record.importId, work.change ?? {})
    await settleList(tx, work.record.importId)
    tx.audit({ subjectKind: 'import', subjectId: work.record.importId, areaId: work.record.areaId, detail: { ...work.detail, rows: checked.length } })
    return ok({ rows: checked.length })
  })
}
