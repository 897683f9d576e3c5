import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** A value of a row for COPY. Bytes become bytea, arrays text[], objects are given as JSON text. */
export type Cell = string | number | boolean | null | Uint8Array | readonly string[]

/** Rows on their way into one table. */
export interface CopyTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly lines: string[]
}

/** An empty load for a table. */
export function copyTable(name: string, columns: readonly string[]): CopyTable {
  return { name, columns, lines: [] }
}

/** Adds a row in COPY's text format. */
export function addRow(table: CopyTable, cells: readonly Cell[]): void {
  let line = ''
  for (const cell of cells) line += (line === '' ? '' : '\t') + textOf(cell)
  table.lines.push(line)
}

function textOf(cell: Cell): string {
  if (cell === null) return '\\N'
  if (typeof cell === 'string') return escapeText(cell)
  if (typeof cell === 'boolean') return cell ? 't' : 'f'
  if (typeof cell === 'number') return String(cell)
  if (cell instanceof Uint8Array) return `\\\\x${Buffer.from(cell).toString('hex')}`
  return escapeText(`{${cell.map((item) => `"${item}"`).join(',')}}`)
}

const needsEscape = /[\\\t\n\r]/

function escapeText(text: string): string {
  if (!needsEscape.test(text)) return text
  return text.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r')
}

/** Sends the rows of the tables, in their order, and empties them. */
export async function copyAll(client: pg.ClientBase, tables: readonly { name: string; columns: readonly string[]; text: string }[]): Promise<void> {
  for (const { name, columns, text } of tables) {
    if (text === '') continue
    await pipeline(Readable.from([text]), client.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin`)))
  }
}

/** Takes the rows out of the tables, so that new ones can be gathered while these travel. */
export function takeRows(tables: readonly CopyTable[]): { name: string; columns: readonly string[]; text: string }[] {
  return tables.map(({ name, columns, lines }) => {
    const text = lines.length === 0 ? '' : `${lines.join('\n')}\n`
    lines.length = 0
    return { name, columns, text }
  })
}

/**
 * Takes away, for the rest of the transaction, what makes a large load slow or impossible: indexes that nothing else needs, foreign keys (checked once
 * at the end instead of for each row), and forced row security (COPY refuses it). Gives the statements that put everything back.
 */
export async function suspendChecks(client: pg.ClientBase, tables: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ away: string; back: string }>(`
    select format('drop index %s', i.indexrelid::regclass) as away, pg_get_indexdef(i.indexrelid) as back
    from pg_index i
    where i.indrelid = any($1::regclass[]) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
    union all
    select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname),
      format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
    from pg_constraint c where c.contype = 'f' and c.conrelid = any($1::regclass[])
    union all
    select format('alter table %s no force row level security', t), format('alter table %s force row level security', t)
    from unnest($1::regclass[]) as t`, [tables])
  for (const { away } of rows) await client.query(away)
  return rows.map(({ back }) => back)
}
