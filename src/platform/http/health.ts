import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { publicActor } from '#platform/db/actor.ts'
import type { Db } from '#platform/db/db.ts'
import type { Loops } from '#platform/jobs/loops.ts'

/** A loop that is overdue by this much is dead. */
const loopDeadAfterSeconds = 120

export interface HealthSources {
  readonly db: Db
  readonly regencyId: number
  readonly loops: () => Loops | undefined
  readonly now: () => Date
}

/** `/healthz`: the process answers. `/readyz`: it can do its work, with the reasons when it cannot. */
export function addHealth(app: FastifyInstance, sources: HealthSources): void {
  app.get('/healthz', async (_request, reply) => reply.type('application/json').send('{"status":"ok"}'))
  app.get('/readyz', async (_request, reply) => {
    const checks = await readiness(sources)
    const isReady = checks.database === 'ok' && checks.loops !== 'late'
    return reply.code(isReady ? 200 : 503).header('cache-control', 'no-store').type('application/json')
      .send(JSON.stringify({ status: isReady ? 'ready' : 'not_ready', ...checks }))
  })
}

async function readiness(sources: HealthSources): Promise<Record<string, unknown>> {
  const ages = sources.loops()?.ages() ?? new Map<string, number>()
  const seconds = Object.fromEntries([...ages].map(([name, age]) => [name, Number.isFinite(age) ? Math.round(age) : null]))
  const late = (sources.loops()?.late(loopDeadAfterSeconds) ?? []).length > 0
  const backup = await lastBackup(sources)
  return { database: backup === 'failed' ? 'failed' : 'ok', loops: late ? 'late' : 'ok', loopAgeSeconds: seconds, lastBackupAgeHours: backup === 'failed' ? null : backup }
}

async function lastBackup(sources: HealthSources): Promise<number | null | 'failed'> {
  try {
    return await sources.db.asActor(publicActor(sources.regencyId), async (tx) => {
      const { rows } = await sql<{ recorded_at: Date }>`
        select recorded_at from platform.installation_fact where regency_id = ${tx.regencyId} and key = 'last_backup'`.execute(tx.db)
      const at = rows[0]?.recorded_at
      return at === undefined ? null : Math.round((sources.now().getTime() - at.getTime()) / 360_000) / 10
    })
  } catch {
    return 'failed'
  }
}
