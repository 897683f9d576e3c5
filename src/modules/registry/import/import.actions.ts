import { createHash } from 'node:crypto'
import type { Deps } from '#deps.ts'
import { findSource, isListed } from '#modules/registry/source/source.rules.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { sheetKindOf } from '#platform/sheets/kind.ts'
import { sheetLimits, type SheetRefusal } from '#platform/sheets/limits.ts'
import { checkListQueue } from './check-list.jobs.ts'
import { isReadable } from './column.rules.ts'
import type { ImportField, RelationCodes } from './field.contract.ts'
import { headingKey } from './heading.rules.ts'
import { deleteRows } from './import-row.store.ts'
import { mayChange, type StateRefused } from './import.rules.ts'
import type { ImportState } from './import.contract.ts'
import { changeImport, findImport, findImportOfFile, insertImport, lockImport, rememberHeadings, type ImportRecord } from './import.store.ts'
import { readListQueue } from './read-list.jobs.ts'
import { storeListQueue } from './store-list.jobs.ts'

/** Who works on a list, and under which command. */
export interface Listing {
  readonly actor: Actor
  readonly command: Command
}

export interface Upload {
  readonly fileName: string
  readonly source: string
  readonly asOfOn: string
  readonly bytes: Buffer
}

type AlreadyLoaded = { readonly kind: 'list_already_loaded'; readonly importId: string; readonly uploadedAt: string; readonly uploadedByName: string; readonly state: ImportState }
export type UploadRefused = SheetRefusal | AlreadyLoaded | CommandReused | { readonly kind: 'source_unknown' | 'list_date_in_future' }
type NotFound = { readonly kind: 'not_found' }
export type Changed = { readonly importId: string; readonly state: ImportState }

/**
 * Takes in a file, closed, and has it read in the background. The same file for the same area is refused with the list that it already is,
 * unless that one was given up or failed.
 */
export async function uploadList(deps: Deps, listing: Listing, upload: Upload): Promise<Result<{ importId: string }, UploadRefused>> {
  const refused = refuseUpload(deps, upload)
  if (refused !== undefined) return err(refused)
  const file = { areaId: listing.actor.homeAreaId ?? 0, fileSha256: createHash('sha256').update(upload.bytes).digest() }
  const stored = await deps.files.put(deps.keys.seal(upload.bytes.toString('base64')))
  return act<{ importId: string }, UploadRefused>(deps, { ...listing, action: 'uploadList' }, async (tx) => {
    const importId = newId()
    const isNew = await insertImport(tx, {
      ...file, importId, sourceKey: upload.source, asOfOn: upload.asOfOn, fileName: upload.fileName, sealedFile: stored.sha256, sizeBytes: upload.bytes.length,
    })
    if (!isNew) return err(alreadyLoaded(await findImportOfFile(tx, file)))
    await tx.enqueue(readListQueue, { importId, areaId: file.areaId })
    tx.audit({ subjectKind: 'import', subjectId: importId, areaId: file.areaId, detail: { source: upload.source, sizeBytes: upload.bytes.length } })
    return ok({ importId })
  })
}

function refuseUpload(deps: Deps, upload: Upload): UploadRefused | undefined {
  const source = findSource(deps.regency, upload.source)
  if (source === undefined || !isListed(source)) return { kind: 'source_unknown' }
  if (upload.asOfOn > dayOf(deps.clock.now(), deps.regency.timeZone)) return { kind: 'list_date_in_future' }
  if (upload.bytes.length > sheetLimits.maxFileBytes) return { kind: 'sheet_too_big' }
  const kind = sheetKindOf(upload.bytes)
  return kind.ok ? undefined : kind.error
}

function alreadyLoaded(earlier: ImportRecord | undefined): AlreadyLoaded {
  if (earlier === undefined) throw new Error('a list that is there and is not')
  const { importId, uploadedAt, uploadedByName, state } = earlier
  return { kind: 'list_already_loaded', importId, uploadedAt: uploadedAt.toISOString(), uploadedByName, state }
}

export interface ColumnsSaid {
  readonly fields: readonly (ImportField | null)[]
  readonly relationCodes: RelationCodes
}
export type ColumnsRefused = StateRefused | NotFound | CommandReused | { readonly kind: 'name_column_missing' | 'column_meaning_twice' | 'columns_do_not_fit' }

/** Settles what the columns mean and has every row checked. What differs from our reading is remembered for the next list of the source. */
export async function setImportColumns(deps: Deps, listing: Listing, said: ColumnsSaid & { importId: string }): Promise<Result<Changed, ColumnsRefused>> {
  return change<ColumnsRefused>(deps, { ...listing, action: 'setImportColumns', importId: said.importId }, async (tx, record) => {
    const refused = refuseColumns(record, said)
    if (refused !== undefined) return err(refused)
    const columns = record.columns.map((column, at) => {
      const field = said.fields[at] ?? null
      return field === column.field ? column : { ...column, field, confidence: 'remembered' as const }
    })
    const taught = columns.filter((column, at) => column.heading !== '' && column.field !== record.columns[at]?.field)
    await rememberHeadings(tx, record.sourceKey, new Map(taught.map((column) => [headingKey(column.heading), column.field])))
    await changeImport(tx, record.importId, { columns, relationCodes: said.relationCodes, state: 'checking', refusal: null, rowsDone: 0 })
    await tx.enqueue(checkListQueue, { importId: record.importId, areaId: record.areaId })
    return ok({ state: 'checking' as const, detail: { corrected: taught.length } })
  })
}

function refuseColumns(record: ImportRecord, said: ColumnsSaid): Exclude<ColumnsRefused, CommandReused> | undefined {
  const given = said.fields.filter((field) => field !== null)
  if (said.fields.length !== record.columns.length) return { kind: 'columns_do_not_fit' }
  if (new Set(given).size !== given.length) return { kind: 'column_meaning_twice' }
  return isReadable(said.fields) ? undefined : { kind: 'name_column_missing' }
}

/** Has every good row stored, all or nothing. */
export async function confirmImport(
  deps: Deps, listing: Listing, importId: string,
): Promise<Result<Changed, StateRefused | NotFound | CommandReused | { kind: 'no_good_rows' }>> {
  return change<StateRefused | { kind: 'no_good_rows' }>(deps, { ...listing, action: 'confirmImport', importId }, async (tx, record) => {
    if (record.state !== 'checked') return err({ kind: 'list_busy' as const })
    const good = (record.counts?.good ?? 0) + (record.counts?.warned ?? 0)
    if (good === 0) return err({ kind: 'no_good_rows' as const })
    await changeImport(tx, importId, { state: 'saving', refusal: null, rowsDone: 0 })
    await tx.enqueue(storeListQueue, { importId, areaId: record.areaId })
    return ok({ state: 'saving' as const, detail: { good, bad: record.counts?.bad ?? 0 } })
  })
}

/** Gives a list up: its rows are deleted, that it was here stays. */
export async function cancelImport(deps: Deps, listing: Listing, importId: string): Promise<Result<Changed, StateRefused | NotFound | CommandReused>> {
  return act<Changed, StateRefused | NotFound>(deps, { ...listing, action: 'cancelImport' }, async (tx) => {
    const record = await lockImport(tx, importId)
    if (record === undefined) return err({ kind: 'not_found' as const })
    if (record.state === 'saving') return err({ kind: 'list_busy' as const })
    if (record.state === 'confirmed' || record.state === 'undone' || record.state === 'cancelled') return err({ kind: 'list_settled' as const })
    await deleteRows(tx, importId)
    await changeImport(tx, importId, { state: 'cancelled', sealedFile: null })
    tx.audit({ subjectKind: 'import', subjectId: importId, areaId: record.areaId, detail: { was: record.state } })
    return ok({ importId, state: 'cancelled' as const })
  })
}

/** One act on a list that nothing else works on: held, decided, traced. */
async function change<E>(
  deps: Deps, what: Listing & { action: string; importId: string },
  decide: (tx: ActTx, record: ImportRecord) => Promise<Result<{ state: ImportState; detail: Readonly<Record<string, number>> }, E>>,
): Promise<Result<Changed, E | StateRefused | NotFound | CommandReused>> {
  return act<Changed, E | StateRefused | NotFound>(deps, what, async (tx) => {
    const record = await lockImport(tx, what.importId)
    if (record === undefined) return err({ kind: 'not_found' as const })
    const refused = mayChange(record.state)
    if (refused !== undefined) return err(refused)
    const decided = await decide(tx, record)
    if (!decided.ok) return decided
    tx.audit({ subjectKind: 'import', subjectId: what.importId, areaId: record.areaId, detail: decided.value.detail })
    return ok({ importId: what.importId, state: decided.value.state })
  })
}

/** A list by id, as the actor may see it. */
export async function findList(deps: Deps, actor: Actor, importId: string): Promise<ImportRecord | undefined> {
  return deps.db.asActor(actor, (tx) => findImport(tx, importId))
}
