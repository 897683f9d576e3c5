import { Dexie } from 'dexie'
import type { FieldList, FieldStop, FieldVisitReceipt } from '#modules/response/field/field.contract.ts'
import type { VisitOutcome, VisitPlace } from '#modules/response/case/visit.contract.ts'
import { SealedTable } from './sealed-table.ts'
import type { VisitState } from './visit-store.ts'

/** The list that was taken along, whole; there is one. `phones`: numbers that were asked for with a reason, by case. */
export interface StoredFieldList {
  readonly key: 'list'
  readonly forgetAt: string
  readonly count: number
  readonly list: FieldList
  readonly phones: Readonly<Record<string, string>>
}

/** One visit to a case on this device, from its beginning until the office has it. */
export interface StoredFieldVisit {
  readonly visitId: string
  readonly caseId: string
  readonly taskId: string
  readonly caseNumber: string
  readonly heading: string
  readonly state: VisitState
  readonly outcome: VisitOutcome | null
  readonly findings: readonly string[]
  readonly words: string
  readonly place: VisitPlace | null
  readonly startedAt: string
  readonly changedAt: string
  readonly attempts: number
  /** What the office answered when it would not take the visit. */
  readonly refusal: string | null
  readonly receipt: FieldVisitReceipt | null
  /** When the office had it. */
  readonly sentAt: string | null
}

/** A photo until the office has named it. */
export interface StoredFieldPhoto {
  readonly photoId: string
  readonly visitId: string
  readonly picture: Blob
  readonly takenAt: string
  readonly place: VisitPlace | null
  readonly token: string | null
}

/** What one officer keeps of cases on this device, sealed. Each account has a database and a key of its own: nobody opens another's list. */
export class FieldStore extends Dexie {
  readonly lists: SealedTable<StoredFieldList, 'key' | 'forgetAt' | 'count'>
  readonly visits: SealedTable<StoredFieldVisit, 'visitId' | 'caseId' | 'state' | 'startedAt' | 'sentAt'>
  readonly photos: SealedTable<StoredFieldPhoto, 'photoId' | 'visitId'>

  constructor(accountId: string) {
    super(`kentongan-field-${accountId}`)
    this.version(2).stores({ lists: 'key', visits: 'visitId, state, caseId', photos: 'photoId, visitId' })
    this.lists = new SealedTable(this, 'lists', { accountId, open: ['key', 'forgetAt', 'count'] })
    this.visits = new SealedTable(this, 'visits', { accountId, open: ['visitId', 'caseId', 'state', 'startedAt', 'sentAt'] })
    this.photos = new SealedTable(this, 'photos', { accountId, open: ['photoId', 'visitId'] })
  }
}

const open = new Map<string, FieldStore>()

/** The store of an account, opened once a page. */
export function fieldStoreOf(accountId: string): FieldStore {
  const store = open.get(accountId) ?? new FieldStore(accountId)
  open.set(accountId, store)
  return store
}

/** Keeps a list in place of the one before: what is no longer the officer's leaves the device, with the numbers asked for. */
export async function keepFieldList(store: FieldStore, list: FieldList): Promise<void> {
  const before = await store.lists.get('list')
  const kept = new Set(list.stops.map(({ caseId }) => caseId))
  const phones = Object.fromEntries(Object.entries(before?.phones ?? {}).filter(([caseId]) => kept.has(caseId)))
  await store.lists.put({ key: 'list', forgetAt: list.forgetAt, count: list.stops.length, list, phones })
}

/** The list, unless its time is over: then it is forgotten. */
export async function findFieldList(store: FieldStore, now: Date): Promise<StoredFieldList | null> {
  const row = await store.lists.rows.get('list')
  if (row === undefined || new Date(row.forgetAt) <= now) return null
  return store.lists.unseal(row)
}

/** Removes a list whose time is over. */
export async function forgetStaleList(store: FieldStore, now: Date): Promise<void> {
  await store.lists.rows.filter(({ forgetAt }) => new Date(forgetAt) <= now).delete()
}

/** Keeps the number of somebody to be visited with the list. */
export async function keepPhone(store: FieldStore, stop: FieldStop, phone: string): Promise<void> {
  await store.lists.change('list', ({ phones }) => ({ phones: { ...phones, [stop.caseId]: phone } }))
}

/** The photos of a visit, the first one taken first. */
export async function listFieldPhotos(store: FieldStore, visitId: string): Promise<readonly StoredFieldPhoto[]> {
  const photos = await store.photos.unsealAll(await store.photos.rows.where('visitId').equals(visitId).toArray())
  return photos.toSorted((left, right) => left.takenAt.localeCompare(right.takenAt))
}

/** Throws a visit away, with its photos. */
export async function discardFieldVisit(store: FieldStore, visitId: string): Promise<void> {
  await store.transaction('rw', store.visits.rows, store.photos.rows, async () => {
    await store.photos.rows.where('visitId').equals(visitId).delete()
    await store.visits.rows.delete(visitId)
  })
}

/** Visits that the office does not have yet. */
export async function countUnsentFieldVisits(store: FieldStore): Promise<number> {
  return store.visits.rows.where('state').anyOf('draft', 'waiting').count()
}

/** Forgets the list and what the office has; unsent visits stay. */
export async function forgetField(store: FieldStore): Promise<void> {
  await store.transaction('rw', store.lists.rows, store.visits.rows, async () => {
    await store.lists.rows.clear()
    await store.visits.rows.where('state').equals('sent').delete()
  })
}
