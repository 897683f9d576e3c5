import { Dexie, type EntityTable } from 'dexie'
import type { FieldList, FieldStop, FieldVisitReceipt } from '#modules/response/field/field.contract.ts'
import type { VisitOutcome, VisitPlace } from '#modules/response/case/visit.contract.ts'
import type { VisitState } from './visit-store.ts'

/** The list that was taken along, whole; there is one. `phones`: numbers that were asked for with a reason, by case. */
export interface StoredFieldList {
  readonly key: 'list'
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

/** What one officer keeps of cases on this device. Each account has a database of its own: nobody opens another's list. */
export class FieldStore extends Dexie {
  declare readonly lists: EntityTable<StoredFieldList, 'key'>
  declare readonly visits: EntityTable<StoredFieldVisit, 'visitId'>
  declare readonly photos: EntityTable<StoredFieldPhoto, 'photoId'>

  constructor(accountId: string) {
    super(`kentongan-field-${accountId}`)
    this.version(1).stores({ lists: 'key', visits: 'visitId, state, caseId', photos: 'photoId, visitId' })
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
  await store.transaction('rw', store.lists, async () => {
    const before = await store.lists.get('list')
    const kept = new Set(list.stops.map(({ caseId }) => caseId))
    const phones = Object.fromEntries(Object.entries(before?.phones ?? {}).filter(([caseId]) => kept.has(caseId)))
    await store.lists.put({ key: 'list', list, phones })
  })
}

/** The list, unless its time is over: then it is forgotten. */
export async function findFieldList(store: FieldStore, now: Date): Promise<StoredFieldList | null> {
  const stored = await store.lists.get('list')
  if (stored === undefined || new Date(stored.list.forgetAt) <= now) return null
  return stored
}

/** Removes a list whose time is over. */
export async function forgetStaleList(store: FieldStore, now: Date): Promise<void> {
  await store.lists.filter(({ list }) => new Date(list.forgetAt) <= now).delete()
}

/** Keeps the number of somebody to be visited with the list. */
export async function keepPhone(store: FieldStore, stop: FieldStop, phone: string): Promise<void> {
  await store.transaction('rw', store.lists, async () => {
    const stored = await store.lists.get('list')
    if (stored !== undefined) await store.lists.put({ ...stored, phones: { ...stored.phones, [stop.caseId]: phone } })
  })
}

/** Changes a visit by what it is now; two tabs that change different things both keep theirs. */
export async function changeFieldVisit(
  store: FieldStore, visitId: string, change: (visit: StoredFieldVisit) => Partial<StoredFieldVisit>,
): Promise<void> {
  await store.transaction('rw', store.visits, async () => {
    const visit = await store.visits.get(visitId)
    if (visit !== undefined) await store.visits.put({ ...visit, ...change(visit) })
  })
}

/** Throws a visit away, with its photos. */
export async function discardFieldVisit(store: FieldStore, visitId: string): Promise<void> {
  await store.transaction('rw', store.visits, store.photos, async () => {
    await store.photos.where('visitId').equals(visitId).delete()
    await store.visits.delete(visitId)
  })
}

/** Visits that the office does not have yet. */
export async function countUnsentFieldVisits(store: FieldStore): Promise<number> {
  return store.visits.where('state').anyOf('draft', 'waiting').count()
}

/** Forgets the list and what the office has; unsent visits stay. */
export async function forgetField(store: FieldStore): Promise<void> {
  await store.transaction('rw', store.lists, store.visits, async () => {
    await store.lists.clear()
    await store.visits.where('state').equals('sent').delete()
  })
}
