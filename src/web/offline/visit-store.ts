import { Dexie, type EntityTable } from 'dexie'
import type { AnswerValue, CompiledForm } from '#modules/registry/form/form.contract.ts'
import type { MeasuredPlace, VisitBundle } from '#modules/registry/survey/survey.contract.ts'
import { SealedTable } from './sealed-table.ts'

/** What was taken along for one family. */
export interface StoredBundle {
  readonly familyId: string
  readonly formVersionId: string
  readonly bundle: VisitBundle
  readonly sizeBytes: number
  readonly preparedAt: string
}

export interface StoredForm {
  readonly formVersionId: string
  readonly form: CompiledForm
}

/** `draft`: being filled in. `waiting`: finished, on the phone only. `sent`: the office has it; only this line is left. */
export type VisitState = 'draft' | 'waiting' | 'sent'

/** One visit on this device, from its first answer until the office has it. */
export interface StoredVisit {
  readonly surveyId: string
  readonly familyId: string
  readonly headName: string
  readonly placeText: string
  readonly formVersionId: string
  readonly state: VisitState
  readonly answers: Readonly<Record<string, AnswerValue>>
  /** What each answer stands on: the answers that were known when the visit began. */
  readonly bases: Readonly<Record<string, readonly string[]>>
  /** Made once, when the visit is finished, so that sending it again is the same visit. */
  readonly answerIds: Readonly<Record<string, string>>
  readonly instances: Readonly<Record<string, readonly string[]>>
  readonly opened: readonly string[]
  readonly gaps: number
  readonly startedAt: string
  readonly changedAt: string
  readonly attempts: number
  /** What the office answered when it would not take the visit. */
  readonly refusal: string | null
  readonly sentAt: string | null
  readonly conflicts: number
}

/** A photo until the office has named it. */
export interface StoredPhoto {
  readonly photoId: string
  readonly surveyId: string
  readonly field: string
  readonly picture: Blob
  readonly takenAt: string
  /** Where it was taken; missing in photos from before this was asked. */
  readonly place?: MeasuredPlace | null
  readonly token: string | null
}

/** What one person keeps on this device, sealed. Each account has a database and a key of its own: nobody opens another's visits. A form tells of nobody. */
export class VisitStore extends Dexie {
  declare readonly forms: EntityTable<StoredForm, 'formVersionId'>
  readonly bundles: SealedTable<StoredBundle, 'familyId' | 'formVersionId' | 'preparedAt'>
  readonly visits: SealedTable<StoredVisit, 'surveyId' | 'familyId' | 'formVersionId' | 'state' | 'startedAt' | 'sentAt'>
  readonly photos: SealedTable<StoredPhoto, 'photoId' | 'surveyId' | 'field'>

  constructor(accountId: string) {
    super(`kentongan-visits-${accountId}`)
    this.version(2).stores({ bundles: 'familyId', forms: 'formVersionId', visits: 'surveyId, state, familyId', photos: 'photoId, surveyId' })
    this.bundles = new SealedTable(this, 'bundles', { accountId, open: ['familyId', 'formVersionId', 'preparedAt'] })
    this.visits = new SealedTable(this, 'visits', { accountId, open: ['surveyId', 'familyId', 'formVersionId', 'state', 'startedAt', 'sentAt'] })
    this.photos = new SealedTable(this, 'photos', { accountId, open: ['photoId', 'surveyId', 'field'] })
  }
}

const open = new Map<string, VisitStore>()

/** The store of an account, opened once a page. */
export function visitStoreOf(accountId: string): VisitStore {
  const store = open.get(accountId) ?? new VisitStore(accountId)
  open.set(accountId, store)
  return store
}

/** The photos of a visit. */
export async function listVisitPhotos(store: VisitStore, surveyId: string): Promise<readonly StoredPhoto[]> {
  return store.photos.unsealAll(await store.photos.rows.where('surveyId').equals(surveyId).toArray())
}

/** Visits that the office does not have yet. */
export async function countUnsent(store: VisitStore): Promise<number> {
  return store.visits.rows.where('state').anyOf('draft', 'waiting').count()
}

/** Throws a visit away, with its photos. */
export async function discardVisit(store: VisitStore, surveyId: string): Promise<void> {
  await store.transaction('rw', store.visits.rows, store.photos.rows, async () => {
    await store.photos.rows.where('surveyId').equals(surveyId).delete()
    await store.visits.rows.delete(surveyId)
  })
}

/** Forgets what was taken along and what the office has; unsent visits stay, with what they stand on. */
export async function forgetPrepared(store: VisitStore): Promise<void> {
  await store.transaction('rw', store.bundles.rows, store.forms, store.visits.rows, async () => {
    const unsent = await store.visits.rows.where('state').anyOf('draft', 'waiting').toArray()
    const needed = new Set(unsent.map((visit) => visit.familyId))
    const forms = new Set(unsent.map((visit) => visit.formVersionId))
    await store.bundles.rows.filter((bundle) => !needed.has(bundle.familyId)).delete()
    await store.forms.filter((form) => !forms.has(form.formVersionId)).delete()
    await store.visits.rows.where('state').equals('sent').delete()
  })
}
