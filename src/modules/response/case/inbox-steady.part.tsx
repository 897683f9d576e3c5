import { useState } from 'react'
import type { InboxRow } from './inbox.contract.ts'

/** A line of the queue as it stands on the screen; `isGone` lines have left the list but keep their place until it is renewed. */
export interface SteadyRow {
  readonly row: InboxRow
  readonly isGone: boolean
}

export interface SteadyRows {
  readonly rows: readonly SteadyRow[]
  /** Cases that are in the list now and not yet on the screen. */
  readonly freshCount: number
  /** Puts the list as it is now onto the screen. */
  readonly accept: () => void
}

/**
 * A list that never jumps under the pointer: once shown, lines keep their places, their contents are renewed, new ones wait for
 * `accept`. Another tab or filter (`listKey`) and further pages (`pageCount`) are shown at once.
 */
export function useSteadyRows(current: readonly InboxRow[] | undefined, listKey: string, pageCount: number): SteadyRows {
  const [shown, setShown] = useState<{ readonly key: string; readonly caseIds: readonly string[]; readonly rows: ReadonlyMap<string, InboxRow> }>()
  const key = `${listKey} ${pageCount}`
  function accept(): void {
    if (current !== undefined) setShown({ key, caseIds: current.map((row) => row.caseId), rows: byId(current) })
  }
  if (current !== undefined && shown?.key !== key) accept()
  if (current === undefined || shown === undefined || shown.key !== key) return { rows: [], freshCount: 0, accept }
  const now = byId(current)
  const rows = shown.caseIds.flatMap((caseId) => {
    const row = now.get(caseId) ?? shown.rows.get(caseId)
    return row === undefined ? [] : [{ row, isGone: !now.has(caseId) }]
  })
  return { rows, freshCount: current.filter((row) => !shown.rows.has(row.caseId)).length, accept }
}

function byId(rows: readonly InboxRow[]): ReadonlyMap<string, InboxRow> {
  return new Map(rows.map((row) => [row.caseId, row]))
}
