import { hash } from 'node:crypto'
import type { Deps } from '#deps.ts'
import { findStandingActor } from '#modules/people/index.ts'
import { createProposal } from '#modules/registry/proposal/proposal.actions.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { WantedAct, type RowRefusal } from './bulk-act.contract.ts'
import { knownRefusal } from './bulk-act.rules.ts'
import { countOutcomes, finishBulkAct, listRowsOf, settleRechecks, settleRow, type ActedRow } from './bulk-act-row.store.ts'
import { findBulkAct, type BulkActRecord } from './bulk-act.store.ts'

export const carryOutQueue = 'registry.bulk-act.carry-out'

const rowsAtOnce = 100

/**
 * Carries out an approved act row by row, each by its single act and under the proposer's own rights as they are now. A job does some hundred rows
 * and asks for the next. What a crash cut off begins again: a row that was done answers its command as before, and is done once.
 */
export function carryOutJob(deps: Deps): JobHandler {
  return {
    queue: carryOutQueue, retryLimit: 10, expireInSeconds: 600,
    handle: async ({ bulkActId }, signal) => {
      if (typeof bulkActId !== 'string') throw new Error('a job without an act')
      const record = await deps.db.asActor(worker(deps), (tx) => findBulkAct(tx, bulkActId))
      if (record?.state !== 'approved') return
      if (record.kind === 'recheck') await deps.db.asActor(worker(deps), (tx) => settleRechecks(tx, bulkActId))
      if (record.kind === 'propose') await proposeSome(deps, record, signal)
    },
  }
}

/** The system, writing down what became of rows. */
function worker({ regency }: Pick<Deps, 'regency'>): Actor {
  const areaIds = [...regency.areas.byId.keys()]
  return systemActor(regency.regencyId, { areaIds, officeIds: [], grants: ['registry.bulk.work', 'registry.person.read'] })
}

async function proposeSome(deps: Deps, record: BulkActRecord, signal: AbortSignal): Promise<void> {
  const { bulkActId } = record
  const rows = await deps.db.asActor(worker(deps), (tx) => listRowsOf(tx, bulkActId, { after: 0, limit: rowsAtOnce, isWaiting: true }))
  const proposer = await findStandingActor(deps, { accountId: record.proposedBy, grant: 'registry.proposal.make', areaId: record.areaId })
  for (const row of rows) {
    if (signal.aborted) throw new Error('the server stops; the rest is done after its start')
    const refusal = proposer === undefined ? 'proposer_not_permitted' : await proposeOne(deps, proposer, { record, row })
    await deps.db.asActor(worker(deps), (tx) => settleRow(tx, { bulkActId, rowNo: row.rowNo, refusal }))
  }
  await deps.db.asActor(worker(deps), async (tx) => {
    const progress = (await countOutcomes(tx, [bulkActId])).get(bulkActId)
    if (progress === undefined || progress.waiting > 0) await deps.jobs.enqueue(tx, { queue: carryOutQueue, data: { bulkActId } })
    else await finishBulkAct(tx, bulkActId, progress.done)
  })
}

/** Proposes one family in the proposer's name. Gives why it was refused, or null. */
async function proposeOne(deps: Deps, actor: Actor, { record, row }: { record: BulkActRecord; row: ActedRow }): Promise<RowRefusal | null> {
  const wanted = WantedAct.parse(record.settings)
  if (wanted.kind !== 'propose') throw new Error(`${record.bulkActId} proposes nothing`)
  const draft = { kind: wanted.proposalKind, criteria: wanted.criteria, familyId: row.subjectId, reason: record.reason }
  const command = { id: row.commandId, bodySha256: hash('sha256', JSON.stringify(draft), 'buffer') }
  const made = await createProposal(deps, { actor, command, channel: 'counter' }, draft)
  return made.ok ? null : knownRefusal(made.error.kind)
}
