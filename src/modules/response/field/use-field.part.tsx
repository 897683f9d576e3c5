import { useCallback, useEffect, useState } from 'react'
import { call, newCommandId, Problem, Unreachable } from '#web/api/client.ts'
import { serverNow } from '#web/api/server-time.ts'
import type { Failure } from '#web/kit/index.ts'
import { shrinkPhoto } from '#web/kit/shrink.ts'
import {
  fieldStoreOf, findFieldList, forgetField, keepFieldList, listFieldPhotos, type FieldStore, type StoredFieldList, type StoredFieldPhoto, type StoredFieldVisit,
} from '#web/offline/field-store.ts'
import { keepSending } from '#web/offline/keep-sending.ts'
import { keepSession } from '#web/offline/kept-session.ts'
import { askToKeep } from '#web/offline/prepare.ts'
import { keyOf, NoVault } from '#web/offline/vault.ts'
import { useStored } from '#web/offline/stored.ts'
import { useSession } from '#web/staff/session.tsx'
import type { VisitPlace } from '#modules/response/case/visit.contract.ts'
import { fieldLimits, fieldOperations, type FieldList, type FieldStop } from './field.contract.ts'
import { stopAddress } from './directions.rules.ts'

/** What the device keeps for whoever is signed in. */
export function useFieldStore(): FieldStore {
  return fieldStoreOf(useSession().accountId)
}

/** Takes the list along, or renews it; says when it is on its way and what went wrong. */
export function useTaking() {
  const store = useFieldStore()
  const session = useSession()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Failure>()
  const [cannotKeep, setCannotKeep] = useState(false)
  const take = useCallback(async (): Promise<void> => {
    setBusy(true)
    setProblem(undefined)
    try {
      await keyOf(session.accountId)
      const list = await takeWhole()
      await askToKeep()
      await keepFieldList(store, list)
      keepSession(session)
      keepSending(session.accountId)
    } catch (failure) {
      if (failure instanceof NoVault) return setCannotKeep(true)
      if (!(failure instanceof Problem) && !(failure instanceof Unreachable)) throw failure
      if (failure instanceof Problem && failure.kind === 'not_permitted') await forgetField(store)
      setProblem(failure)
    } finally {
      setBusy(false)
    }
    return undefined
  }, [store, session])
  return { take, busy, problem, cannotKeep }
}

/** Every page of the list, up to what a device takes; the time of the whole is that of its first page. */
async function takeWhole(): Promise<FieldList> {
  const first = await call(fieldOperations.takeFieldList, {})
  const stops = [...first.stops]
  let { next } = first
  for (let page = 1; next !== null && page < fieldLimits.pages; page += 1) {
    const more: FieldList = await call(fieldOperations.takeFieldList, { query: { after: next } })
    stops.push(...more.stops)
    next = more.next
  }
  // A task that moved in the order while the pages were read may come twice.
  return { ...first, stops: [...new Map(stops.map((stop) => [stop.taskId, stop])).values()], next }
}

const freshMs = 60_000

/** Renews a list that lies here already whenever the screen is opened, so that what is no longer the officer's leaves the device; silence changes nothing. */
export function useRenewing(takenAt: string | undefined, take: () => Promise<void>): void {
  const { accountId } = useSession()
  useEffect(() => keepSending(accountId), [accountId])
  useEffect(() => {
    const isOld = takenAt !== undefined && serverNow().getTime() - new Date(takenAt).getTime() > freshMs
    if (isOld && navigator.onLine) void take()
  }, [takenAt, take])
}

/** The list on the device; `undefined` while it is being read, `null` when there is none. */
export function useFieldList(): StoredFieldList | null | undefined {
  const store = useFieldStore()
  return useStored(useCallback(() => findFieldList(store, serverNow()), [store]))
}

/** What the device has for one house. */
export interface OpenStop {
  readonly kept: StoredFieldList | null
  readonly stop: FieldStop | null
  /** The visit that is being written. */
  readonly draft: StoredFieldVisit | null
  readonly photos: readonly StoredFieldPhoto[]
}

/** One house with the visit that is being written there; `undefined` while it is being read. */
export function useStop(caseId: string): OpenStop | undefined {
  const store = useFieldStore()
  return useStored(useCallback(async (): Promise<OpenStop> => {
    const drafts = await store.visits.rows.where('caseId').equals(caseId).filter(({ state }) => state === 'draft').sortBy('startedAt')
    const found = drafts.at(-1)
    const [kept, draft, photos] = await Promise.all([
      findFieldList(store, serverNow()), found === undefined ? null : store.visits.unseal(found), found === undefined ? [] : listFieldPhotos(store, found.visitId),
    ])
    return { kept, stop: kept?.list.stops.find((each) => each.caseId === caseId) ?? null, draft, photos }
  }, [store, caseId]))
}

/** Who or what a house is called by on the device. */
export function headingOf(stop: FieldStop): string {
  return stop.subjectName ?? stop.caseNumber
}

/** Begins a visit. Its id is made now, once and for all. */
export async function beginFieldVisit(store: FieldStore, stop: FieldStop): Promise<void> {
  const now = serverNow().toISOString()
  await store.visits.put({
    visitId: newCommandId(), caseId: stop.caseId, taskId: stop.taskId, caseNumber: stop.caseNumber,
    heading: [headingOf(stop), stopAddress(stop)].filter((part) => part !== '').join(', '), state: 'draft', outcome: null, findings: [], words: '', place: null,
    startedAt: now, changedAt: now, attempts: 0, refusal: null, receipt: null, sentAt: null,
  })
}

/** Keeps what was given at once, beside what is kept already. */
export async function keepField(store: FieldStore, visitId: string, given: (visit: StoredFieldVisit) => Partial<StoredFieldVisit>): Promise<void> {
  await store.visits.change(visitId, (visit) => ({ ...given(visit), changedAt: serverNow().toISOString() }))
}

/** A photo is stored before anything else is done with it: the camera may have cost the phone its last memory. Then it is made small, then it gets its place. */
export async function keepFieldPhoto(store: FieldStore, visitId: string, file: File): Promise<void> {
  const photoId = newCommandId()
  await store.photos.put({ photoId, visitId, picture: file, takenAt: serverNow().toISOString(), place: null, token: null })
  await keepField(store, visitId, () => ({}))
  const picture = await shrinkPhoto(file)
  await store.photos.change(photoId, () => ({ picture }))
  const place = await askPlace().catch(() => null)
  if (place !== null) await store.photos.change(photoId, () => ({ place }))
}

/** Where the phone stands, with its accuracy; fails when the phone does not say. */
export function askPlace(): Promise<VisitPlace> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lng: coords.longitude, accuracyMeters: coords.accuracy }), reject,
      { enableHighAccuracy: true, timeout: 30_000, maximumAge: 30_000 },
    )
  })
}
