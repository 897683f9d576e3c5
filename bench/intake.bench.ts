import type pg from 'pg'
import { createReport } from '#modules/response/index.ts'
import { publicActor } from '#platform/db/actor.ts'
import { createPool } from '#platform/db/db.ts'
import { newId } from '#platform/id.ts'
import { compare, withServer, type Bench, type BenchContext, type BenchServer } from './bench.ts'

const lanes = 16
/** What one report leaves behind, parents before children. */
const tables = [
  'platform.command', 'registry.person', 'registry.person_search', 'registry.verification', 'response.case_file', 'response.task', 'response.clock', 'response.case_event', 'response.report',
  'response.reporter', 'audit.entry',
] as const

/** P2: a report taken in (command, person, case, tasks, clocks, events, audit), durably, against raw SQL that writes the same rows in one transaction. */
export const bench: Bench = {
  name: 'intake',
  describes: 'P2: report intake with fsync on, against the same rows by raw SQL in one transaction',
  run: (context) => withServer((server) => measure(server, context)),
}

async function measure(server: BenchServer, context: BenchContext): ReturnType<Bench['run']> {
  const villages = [...server.deps.regency.areas.byId.values()].filter((area) => area.kind === 'village')
  let sent = 0
  const send = async (): Promise<string> => {
    sent += 1
    const commandId = newId()
    const village = villages[(sent * 7 + context.seed) % villages.length]!
    const call = { actor: publicActor(server.deps.regency.regencyId), command: { id: commandId, bodySha256: Buffer.alloc(32, sent % 256) }, channel: 'web' as const }
    const answer = await createReport(server.deps, call, {
      category: 'KES', story: 'Tetangga sakit seminggu, tidak bisa bangun, tidak punya jaminan kesehatan.', areaId: village.areaId, subject: 'other',
      subjectName: `Mbah Uji ${sent}`, contact: 'phone', phone: '081234567890', secret: true,
    })
    if (!answer.ok) throw new Error(`a report was refused: ${answer.error.kind}`)
    return commandId
  }
  const owner = createPool(server.ownerUrl, { max: lanes })
  try {
    const rows = await rowsOf(owner, await send())
    context.say(`one report leaves ${[...rows].map(([table, found]) => `${found.length} ${table}`).join(', ')}`)
    const write = rawWriter(owner, rows)
    await grow(owner, write, Math.round(5_000 * context.size))
    const rates = await compare({ ours: async () => void (await send()), baseline: write }, { rounds: 9, seconds: Math.max(1, 4 * context.size), lanes })
    return [{
      value: rates.ours, unit: 'reports/s', baseline: 'the same rows by raw SQL in one transaction', ratio: rates.ratio,
      goal: '≥ 0.5', pass: rates.ratio >= 0.5,
    }]
  } finally {
    await owner.end()
  }
}

/**
 * Neither way is measured on an empty database: there every index looks alike to the planner, and a connection keeps the plans that it made then.
 * One in use has its statistics from autovacuum.
 */
async function grow(owner: pg.Pool, write: () => Promise<void>, reports: number): Promise<void> {
  for (let written = 0; written < reports; written += lanes) await Promise.all(Array.from({ length: lanes }, write))
  await owner.query('vacuum analyze')
}

type Row = Readonly<Record<string, unknown>>
type Rows = ReadonlyMap<string, readonly Row[]>

/** Every row that a command left, by table. */
async function rowsOf(owner: pg.Pool, commandId: string): Promise<Rows> {
  const found = await owner.query<{ case_id: string; person_id: string | null }>('select case_id, person_id from response.report where command_id = $1', [commandId])
  const { case_id: caseId, person_id: personId } = found.rows[0]!
  const of: Readonly<Record<string, readonly [string, unknown]>> = {
    'platform.command': ['command_id = $1', commandId], 'registry.person': ['person_id = $1', personId], 'registry.person_search': ['person_id = $1', personId],
    'registry.verification': ['person_id = $1', personId], 'response.report': ['command_id = $1', commandId], 'audit.entry': ['request_id = $1', commandId],
  }
  const rows = new Map<string, Row[]>()
  for (const table of tables) {
    const exists = await owner.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table])
    if (exists.rows[0]?.there !== true) continue
    const [where, value] = of[table] ?? ['case_id = $1', caseId]
    const answer = await owner.query<Row>(`select * from ${table} where ${where}`, [value])
    if (answer.rows.length > 0) rows.set(table, answer.rows)
  }
  return rows
}

/** Writes copies of the rows with new ids, one statement a table, in one transaction: what anybody would write by hand. */
function rawWriter(owner: pg.Pool, rows: Rows): () => Promise<void> {
  const known = new Map<unknown, true>()
  for (const row of [...rows.values()].flat()) {
    for (const [column, value] of Object.entries(row)) if (/^(case|task|clock|report|person|command)_id$/.test(column) && value !== null) known.set(value, true)
  }
  const statements = [...rows].map(([table, copies]) => {
    const columns = Object.keys(copies[0]!).filter((column) => !(table === 'audit.entry' && column === 'entry_id'))
    const tuples = copies.map((_, index) => `(${columns.map((__, place) => `$${index * columns.length + place + 1}`).join(', ')})`)
    return { text: `insert into ${table} (${columns.join(', ')}) values ${tuples.join(', ')}`, columns, copies }
  })
  let written = 0
  return async () => {
    written += 1
    const fresh = new Map([...known.keys()].map((id) => [id, newId()]))
    const number = `K-2026-9${String(written).padStart(8, '0')}`
    const client = await owner.connect()
    await client.query('begin')
    for (const { text, columns, copies } of statements) {
      await client.query(text, copies.flatMap((row) => columns.map((column) => valueOf(row, column, { fresh, number }))))
    }
    await client.query('commit')
    client.release()
  }
}

function valueOf(row: Row, column: string, { fresh, number }: { fresh: ReadonlyMap<unknown, string>; number: string }): unknown {
  const value = row[column]
  if (column === 'case_number') return number
  if (column === 'receipt_mac') return Buffer.from(newId().replaceAll('-', '').repeat(2), 'hex')
  if (column === 'subject_id' || column === 'request_id') return fresh.get(value) ?? value
  if (value !== null && typeof value === 'object' && !(value instanceof Date) && !Buffer.isBuffer(value) && !Array.isArray(value)) return JSON.stringify(value)
  return fresh.get(value) ?? value
}
