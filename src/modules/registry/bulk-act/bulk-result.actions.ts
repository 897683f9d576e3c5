import type { Deps } from '#deps.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { FileAnswer } from '#platform/http/routes.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { writeXlsxTable } from '#platform/sheets/write-xlsx.ts'
import { messages, type Lang } from '#web/i18n/index.ts'
import { mostBulkRows } from './bulk-act.contract.ts'
import { listRowsOf, type ActedRow } from './bulk-act-row.store.ts'
import { findBulkAct } from './bulk-act.store.ts'

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What became of each row of an act, as a workbook that names nobody: who is meant leaves through an export only. */
export async function downloadBulkActResult(
  deps: Pick<Deps, 'db' | 'regency'>, actor: Actor, asked: { bulkActId: string; language: Lang },
): Promise<Result<FileAnswer, { readonly kind: 'not_found' }>> {
  const rows = await deps.db.asActor(actor, async (tx) => {
    const record = await findBulkAct(tx, asked.bulkActId)
    return record && listRowsOf(tx, record.bulkActId, { after: 0, limit: mostBulkRows })
  })
  if (rows === undefined) return err({ kind: 'not_found' })
  const m = messages(asked.language).bulkAct
  const line = ({ rowNo, areaId, outcome, refusal }: ActedRow) => [
    rowNo, deps.regency.areas.byId.get(areaId)?.name ?? '', m.outcomes[outcome ?? 'waiting'], refusal === null ? null : m.rowRefusals[refusal],
  ]
  const bytes = await writeXlsxTable({
    name: m.resultSheet,
    columns: [
      { header: m.rowNo, kind: 'number', width: 8 }, { header: m.area, kind: 'text', width: 28 }, { header: m.outcome, kind: 'text' },
      { header: m.refusal, kind: 'text', width: 60 },
    ],
    rows: rows.map(line),
  })
  return ok({ bytes, mediaType, fileName: `${m.resultFile}.xlsx` })
}
