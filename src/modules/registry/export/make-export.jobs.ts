import type { Deps } from '#deps.ts'
import { withDescendants } from '#modules/people/index.ts'
import { listRowsOf } from '#modules/registry/bulk-act/bulk-act-row.store.ts'
import { findSubjectKind } from '#modules/registry/bulk-act/bulk-act.store.ts'
import { listClosedNumbers } from '#modules/registry/person/closed-number.store.ts'
import { describeSubjects } from '#modules/registry/saved-list/rows.actions.ts'
import type { SubjectKind } from '#modules/registry/saved-list/saved-list.contract.ts'
import { actAsSystem } from '#platform/act.ts'
import { dayOf } from '#platform/day.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { writeXlsxTable } from '#platform/sheets/write-xlsx.ts'
import { formatters, messages } from '#web/i18n/index.ts'
import { exportTable, type ExportedRow } from './export-table.rules.ts'
import { findExportRule } from './export.rules.ts'
import { changeExport, lockExport, makeExportQueue, putExportFile, type ExportRecord } from './export.store.ts'
import { markOf } from './mark.rules.ts'

const rowsAtOnce = 500
const hourMs = 3_600_000

/** Makes the file of an export. Doing it again makes the same file, or finds it made. */
export function makeExportJob(deps: Deps): JobHandler {
  return {
    queue: makeExportQueue, retryLimit: 3, expireInSeconds: 600,
    handle: async ({ exportId, areaId }) => {
      if (typeof exportId !== 'string' || typeof areaId !== 'number') throw new Error('a job without an export')
      try {
        await makeFile(deps, exportId, exporter(deps, areaId))
      } catch (error) {
        deps.log.error({ queue: makeExportQueue, exportId, error: error instanceof Error ? error.name : 'unknown' }, 'an export could not be made')
        await deps.db.asActor(exporter(deps, areaId), (tx) => changeExport(tx, exportId, { state: 'failed' }))
      }
    },
  }
}

/** The system, making a file of an area. */
function exporter({ regency }: Pick<Deps, 'regency'>, areaId: number): Actor {
  return systemActor(regency.regencyId, {
    areaIds: withDescendants(regency.areas, areaId), officeIds: [], grants: ['registry.person.read', 'registry.export.work'],
  })
}

async function makeFile(deps: Deps, exportId: string, actor: Actor): Promise<void> {
  const started = await deps.db.asActor(actor, async (tx) => {
    const record = await lockExport(tx, exportId)
    return record?.state === 'making' ? { record, subject: await findSubjectKind(tx, record.bulkActId) } : undefined
  })
  if (started === undefined) return
  const rows = await readRows(deps, actor, started)
  const bytes = await writeWorkbook(deps, started.record, rows)
  const sealed = deps.keys.seal(bytes.toString('base64'))
  const { record } = started
  await actAsSystem(deps, { actor, action: 'makeExport' }, async (tx) => {
    if ((await lockExport(tx, exportId))?.state !== 'making') return
    await putExportFile(tx, record, sealed)
    const { keepHours } = findExportRule(deps.regency, dayOf(tx.now, deps.regency.timeZone))
    await changeExport(tx, exportId, { state: 'ready', rowsDone: record.rowCount, madeAt: tx.now, expiresAt: new Date(tx.now.getTime() + keepHours * hourMs) })
    tx.audit({ subjectKind: 'export', subjectId: exportId, areaId: record.areaId, purpose: record.purpose, detail: { fields: ['name', 'address', ...record.fields], rows: rows.length } })
  })
}

/** Rows in slices, each in a transaction of its own, so that the progress is seen; who is no longer within reach is left out. */
async function readRows(deps: Deps, actor: Actor, of: { record: ExportRecord; subject: SubjectKind }): Promise<readonly ExportedRow[]> {
  const rows: ExportedRow[] = []
  for (let after = 0; ;) {
    const from = after
    const slice = await deps.db.asActor(actor, async (tx) => {
      const frozen = await listRowsOf(tx, of.record.bulkActId, { after: from, limit: rowsAtOnce })
      const exported = await exportRows(tx, deps, { ...of, ids: frozen.map((row) => row.subjectId) })
      await changeExport(tx, of.record.exportId, { rowsDone: from + frozen.length })
      return { exported, last: frozen.at(-1)?.rowNo }
    })
    rows.push(...slice.exported)
    if (slice.last === undefined) return rows
    after = slice.last
  }
}

async function exportRows(tx: Tx, deps: Deps, of: { record: ExportRecord; subject: SubjectKind; ids: readonly string[] }): Promise<readonly ExportedRow[]> {
  const rows = await describeSubjects(tx, deps, of)
  const numbers = await listClosedNumbers(tx, rows.map((row) => row.personId))
  const open = (closed: Buffer | null | undefined) => (of.record.hasFullNumbers && closed ? deps.keys.openKept(closed) : null)
  return rows.map((row) => {
    const closed = numbers.get(row.personId)
    return { row, nik: open(closed?.nik), card: open(closed?.card), cardLast4: closed?.cardLast4 ?? null, mark: markOf(deps.keys, of.record.exportId)(row.name) }
  })
}

/** The workbook, in the regency's language: the table, a last line that says whose it is, and a sheet that says everything about it. */
async function writeWorkbook(deps: Deps, record: ExportRecord, rows: readonly ExportedRow[]): Promise<Buffer> {
  const m = messages('id')
  const { exportId, requestedByName, purpose } = record
  const role = deps.regency.roles.find((each) => each.key === record.role)?.name.id ?? record.role
  const at = formatters('id', deps.regency.timeZone).moment(record.requestedAt)
  const n = m.exporting.notes
  return writeXlsxTable(exportTable(m, {
    fields: record.fields, rows, footer: m.exporting.footer({ exportId, name: requestedByName }),
    notes: [
      [n.exportId, exportId], [n.who, `${requestedByName}, ${role}`], [n.at, at], [n.purpose, purpose], [n.rows, String(rows.length)],
      [n.area, deps.regency.areas.byId.get(record.areaId)?.name ?? ''], [n.numbers, record.hasFullNumbers ? n.whole : n.covered], [n.duty, n.dutyText],
    ],
  }))
}
