import { Dexie, type EntityTable } from 'dexie'
import type { AnswerValue, CompiledForm } from '#modules/registry/form/form.contract.ts'
import type { VisitBundle } from '#modules/registry/survey/survey.contract.ts'

/** What was taken along for one family. */
export interface StoredBundle {
  readonly familyId: string
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
  readonly token: string | null
}

/** What one person keeps on this device. Each account has a database of its own: nobody opens another's visits. */
export class VisitStore extends Dexie {
  declare readonly bundles: EntityTable<StoredBundle, 'familyId'>
  declare readonly forms: EntityTable<StoredForm, 'formVersionId'>
  declare readonly visits: EntityTable<StoredVisit, 'surveyId'>
  declare readonly photos: EntityTable<StoredPhoto, 'photoId'>

  constructor(accountId: string) {
    super(`kentongan-visits-${accountId}`)
    this.version(1).stores({ bundles: 'familyId', forms: 'formVersionId', visits: 'surveyId, state, familyId', photos: 'photoId, surveyId' })
  }
}

const open = new Map<string, VisitStore>()

/** The store of an account, opened once a page. */
export function visitStoreOf(accountId: string): VisitStore {
  const store = open.get(accountId) ?? new VisitStore(accountId)
  open.set(accountId, store)
  return store
}

/** Changes a visit by what it is now; two tabs that change different answers both keep theirs. */
export async function changeVisit(store: VisitStore, surveyId: string, change: (visit: StoredVisit) => Partial<StoredVisit>): Promise<void> {
  await store.transaction('rw', store.visits, async () => {
    const visit = await store.visits.get(surveyId)
    if (visit !== undefined) await store.visits.put({ ...visit, ...change(visit) })
  })
}

/** Visits that the office does not have yet. */
export async function countUnsent(store: VisitStore): Promise<number> {
  return store.visits.where('state').anyOf('draft', 'waiting').count()
}

/** Throws a visit away, with its photos. */
export async function discardVisit(store: VisitStore, surveyId: string): Promise<void> {
  await store.transaction('rw', store.visits, store.photos, async () => {
    await store.photos.where('surveyId').equals(surveyId).delete()
    await store.visits.delete(surveyId)
  })
}

/** Forgets what was taken along and what the office has; unsent visits stay. */
export async function forgetPrepared(store: VisitStore): Promise<void> {
  await store.transaction('rw', store.bundles, store.forms, store.visits, async () => {
    const unsent = await store.visits.where('state').anyOf('draft', 'waiting').toArray()
    const needed = new Set(unsent.map((visit) => visit.familyId))
    const forms = new Set(unsent.map((visit) => visit.formVersionId))
    await store.bundles.filter((bundle) => !needed.has(bundle.familyId)).delete()
    await store.forms.filter((form) => !forms.has(form.formVersionId)).delete()
    await store.visits.where('state').equals('sent').delete()
  })
}
