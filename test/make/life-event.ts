import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import sharp from 'sharp'
import { receivePhoto } from '#platform/files/receive-photo.ts'
import type { World } from '../world.ts'

export interface MadeEvent {
  readonly eventId: string
  readonly eventTaskId: string
  readonly documentId: string
}

const nothingDone = { newPersonId: null, newFamilyId: null, sourceRecordId: null, nikOf: null, leave: [], join: [], heads: [], end: [], marital: [], lines: [], tasks: [] }

/** An event of a place that changed nothing, with something to be done about it. */
export async function makeLifeEvent({ deps }: Pick<World, 'deps'>, owner: pg.ClientBase | pg.Pool, about: { areaId: number; personId: string }): Promise<MadeEvent> {
  const [eventId, eventTaskId, documentId] = [randomUUID(), randomUUID(), randomUUID()]
  const { regencyId } = deps.regency
  await owner.query(`insert into registry.life_event (regency_id, event_id, area_id, kind, happened_on, evidence, evidence_words, reported_by, done,
    recorded_by, recorded_by_name, recorded_at) values ($1, $2, $3, 'registration', '2026-11-01', 'statement', 'Disampaikan RT', 'Ketua RT', $4, $5, 'Operator', $6)`,
    [regencyId, eventId, about.areaId, JSON.stringify(nothingDone), randomUUID(), deps.clock.now()])
  await owner.query(`insert into registry.event_task (regency_id, task_id, event_id, person_id, area_id, kind, raised_at)
    values ($1, $2, $3, $4, $5, 'papers_help', $6)`, [regencyId, eventTaskId, eventId, about.personId, about.areaId, deps.clock.now()])
  const picture = await receivePhoto(deps, await sharp({ create: { width: 40, height: 30, channels: 3, background: '#eee' } }).jpeg().toBuffer())
  if (!picture.ok) throw new Error('the picture of a paper is none')
  const sha256 = picture.value.photo.slice(0, 64)
  await owner.query(`insert into registry.event_document (regency_id, document_id, event_id, area_id, sha256, width, height, size_bytes, added_at)
    values ($1, $2, $3, $4, $5, 40, 30, 1, $6)`, [regencyId, documentId, eventId, about.areaId, sha256, deps.clock.now()])
  return { eventId, eventTaskId, documentId }
}
