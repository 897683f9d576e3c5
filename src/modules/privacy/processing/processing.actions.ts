import { citationOf } from '#modules/people/index.ts'
import type { z } from 'zod'
import type { Deps } from '#deps.ts'
import { listRuns } from '#modules/privacy/retention/retention.store.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { ProcessingRecord as Answer } from './processing.contract.ts'

export type ProcessingDeps = Pick<Deps, 'db' | 'regency' | 'clock'>
type ProcessingRecord = z.input<typeof Answer>

/** The record of processing as the regency wrote it, with what the retention rules did. */
export async function readProcessingRecord(deps: ProcessingDeps, actor: Actor): Promise<ProcessingRecord> {
  const { privacy, fullName, dataProtectionOfficer: officer } = deps.regency
  const runs = await deps.db.asActor(actor, listRuns)
  return {
    fullName, asOf: deps.clock.now().toISOString(), officer: { title: officer.title, email: officer.email, address: officer.address },
    processings: privacy.processings.map((processing) => ({ ...processing, specific: [...processing.specific] })),
    retention: privacy.retention.map(({ what, keepDays, source }) => {
      const run = runs.get(what)
      const lastRun = run === undefined ? null : { at: run.lastAt.toISOString(), removedCount: run.lastCount }
      return { what, keepDays, because: citationOf(source), lastRun, removedAt: run?.removedAt?.toISOString() ?? null, removedInAll: run?.inAll ?? 0 }
    }),
    impact: impactOf(deps),
    requestHours: Math.max(...privacy.requestClocks.map((clock) => clock.within.hours)), breachHours: privacy.breachNotice.within.hours,
  }
}

/** The assessment as the regency wrote it; due where its day of review has passed. */
function impactOf({ regency: { privacy: { impact }, timeZone }, clock }: ProcessingDeps): ProcessingRecord['impact'] {
  return {
    ...impact, risks: impact.risks.map((risk) => ({ ...risk, processings: [...risk.processings] })), isDue: impact.reviewBy < dayOf(clock.now(), timeZone),
  }
}
