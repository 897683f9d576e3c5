import { sql } from 'kysely'
import { actAsSystem, type ActDeps } from '#platform/act.ts'
import type { Clock } from '#platform/clock.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { writeFact } from '#platform/fact.ts'
import type { Files } from './files.ts'

export interface FileSweep {
  readonly removed: number
  readonly sizeBytes: number
}

/** Where the last sweep noted what it did. */
export const fileSweepFact = 'last_file_sweep'

const atOnce = 500
const hourMs = 3_600_000

export type FileSweepDeps = ActDeps & { readonly files: Files; readonly clock: Clock }

/**
 * Removes the files that no row names and that nobody offered or asked to keep for `graceHours`: photos of a form that was never sent, lists that
 * were read or given up. A file goes only after it was out of reach and still no row named it.
 */
export async function sweepFiles(deps: FileSweepDeps, { regencyId, graceHours }: { regencyId: number; graceHours: number }): Promise<FileSweep> {
  const actor = systemActor(regencyId, { areaIds: [], officeIds: [], grants: ['platform.file.sweep', 'platform.fact.write'] })
  for await (const sha256 of deps.files.old.listAside()) await deps.files.old.putBack(sha256)
  const since = new Date(deps.clock.now().getTime() - graceHours * hourMs)
  const total = { removed: 0, sizeBytes: 0 }
  for await (const names of inBatches(deps.files.old.list(since))) {
    const { removed, sizeBytes } = await sweepBatch(deps, { actor, since, names })
    total.removed += removed
    total.sizeBytes += sizeBytes
  }
  await deps.db.asActor(actor, (tx) => writeFact(tx, fileSweepFact, { ...total, graceHours }))
  return total
}

async function sweepBatch(deps: FileSweepDeps, batch: { actor: Actor; since: Date; names: readonly string[] }): Promise<FileSweep> {
  const { actor, since } = batch
  const named = await deps.db.asActor(actor, (tx) => findNamed(tx, batch.names))
  const aside = new Map<string, number>()
  for (const sha256 of batch.names.filter((name) => !named.has(name))) {
    const sizeBytes = await deps.files.old.setAside(sha256, since)
    if (sizeBytes !== undefined) aside.set(sha256, sizeBytes)
  }
  if (aside.size === 0) return { removed: 0, sizeBytes: 0 }
  // The entry comes first: a file that went without a trace would be worse than a trace of one that a crash then kept.
  const swept = await actAsSystem(deps, { actor, action: 'sweepFiles' }, async (tx) => {
    const namedNow = await findNamed(tx, [...aside.keys()])
    for (const sha256 of namedNow) {
      await deps.files.old.putBack(sha256)
      aside.delete(sha256)
    }
    const sizeBytes = [...aside.values()].reduce((sum, size) => sum + size, 0)
    if (aside.size > 0) tx.audit({ subjectKind: 'files', subjectId: 'unnamed', detail: { removed: aside.size, sizeBytes } })
    return { removed: aside.size, sizeBytes }
  })
  for (const sha256 of aside.keys()) await deps.files.old.forget(sha256)
  return swept
}

async function findNamed(tx: Tx, names: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`select name from platform.named_files(${names}) as name`.execute(tx.db)
  return new Set(rows.map((row) => row.name))
}

async function* inBatches(names: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let batch: string[] = []
  for await (const name of names) {
    batch.push(name)
    if (batch.length < atOnce) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
