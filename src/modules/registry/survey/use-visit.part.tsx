import { useCallback, useState } from 'react'
import { newCommandId, Problem, Unreachable } from '#web/api/client.ts'
import { serverNow } from '#web/api/server-time.ts'
import { houseLine } from '#modules/registry/family/place.rules.ts'
import type { AnswerValue, CompiledForm } from '#modules/registry/form/form.contract.ts'
import type { Failure } from '#web/kit/index.ts'
import { keepSession } from '#web/offline/kept-session.ts'
import { keepSending } from '#web/offline/keep-sending.ts'
import { askToKeep, prepareFamily } from '#web/offline/prepare.ts'
import { keyOf, NoVault } from '#web/offline/vault.ts'
import { useStored } from '#web/offline/stored.ts'
import { visitStoreOf, type StoredBundle, type StoredVisit, type VisitStore } from '#web/offline/visit-store.ts'
import { useSession } from '#web/staff/session.tsx'

/** The device's own store of whoever is signed in. */
export function useVisitStore(): VisitStore {
  return visitStoreOf(useSession().accountId)
}

/** Takes families along, one after the other; says how far it is and what went wrong. */
export function usePreparing() {
  const store = useVisitStore()
  const session = useSession()
  const [left, setLeft] = useState(0)
  const [problem, setProblem] = useState<Failure>()
  const [cannotKeep, setCannotKeep] = useState(false)
  async function prepare(familyIds: readonly string[]): Promise<void> {
    setProblem(undefined)
    try {
      await keyOf(session.accountId)
      await askToKeep()
      keepSession(session)
      keepSending(session.accountId)
      for (const [index, familyId] of familyIds.entries()) {
        setLeft(familyIds.length - index)
        await prepareFamily(store, familyId)
      }
    } catch (failure) {
      if (failure instanceof NoVault) return setCannotKeep(true)
      if (!(failure instanceof Problem) && !(failure instanceof Unreachable)) throw failure
      setProblem(failure)
    } finally {
      setLeft(0)
    }
    return undefined
  }
  return { prepare, left, problem, cannotKeep }
}

export interface OpenVisit {
  readonly bundle: StoredBundle
  readonly form: CompiledForm
  readonly visit: StoredVisit
}

/** What the device has for a visit to this family; `undefined` while it is being read, `null` where something is missing. */
export function useVisit(familyId: string): { readonly bundle: StoredBundle | null; readonly form: CompiledForm | null; readonly visit: StoredVisit | null } | undefined {
  const store = useVisitStore()
  return useStored(useCallback(async () => {
    const drafts = await store.visits.rows.where('familyId').equals(familyId).filter(({ state }) => state === 'draft').sortBy('startedAt')
    const [taken, draft] = [await store.bundles.rows.get(familyId), drafts.at(-1)]
    const formVersionId = draft?.formVersionId ?? taken?.formVersionId
    const form = formVersionId === undefined ? null : ((await store.forms.get(formVersionId))?.form ?? null)
    const bundle = taken === undefined ? null : await store.bundles.unseal(taken)
    return { bundle, form, visit: draft === undefined ? null : await store.visits.unseal(draft) }
  }, [store, familyId]))
}

/** Begins a visit: every answer will stand on what was known when it began. */
export async function beginVisit(store: VisitStore, { bundle }: StoredBundle): Promise<void> {
  const now = serverNow().toISOString()
  await store.visits.put({
    surveyId: newCommandId(), familyId: bundle.familyId, headName: bundle.headName,
    placeText: [houseLine(bundle.place), bundle.place.areaName].filter((part) => part !== '').join(', '), formVersionId: bundle.formVersionId, state: 'draft',
    answers: {}, bases: Object.fromEntries(bundle.known.map(({ field, heads }) => [field, heads])), answerIds: {}, instances: {}, opened: [], gaps: 0,
    startedAt: now, changedAt: now, attempts: 0, refusal: null, sentAt: null, conflicts: 0,
  })
}

/** Keeps an answer at once. */
export async function keepAnswers(store: VisitStore, surveyId: string, given: Readonly<Record<string, AnswerValue>>): Promise<void> {
  await store.visits.change(surveyId, ({ answers }) => ({ answers: { ...answers, ...given }, changedAt: serverNow().toISOString() }))
}

/** Notes that a section was opened. */
export async function noteOpened(store: VisitStore, surveyId: string, section: string): Promise<void> {
  await store.visits.change(surveyId, ({ opened }) => (opened.includes(section) ? {} : { opened: [...opened, section] }))
}

/** Adds one more to a repeat, or takes one away with its answers. */
export async function changeInstances(store: VisitStore, surveyId: string, change: { readonly repeat: string; readonly remove?: string }): Promise<void> {
  const { repeat, remove } = change
  await store.visits.change(surveyId, ({ instances, answers }) => {
    const now = instances[repeat] ?? []
    const next = remove === undefined ? [...now, newCommandId()] : now.filter((instance) => instance !== remove)
    const kept = Object.entries(answers).filter(([field]) => remove === undefined || !field.startsWith(`${repeat}/${remove}/`))
    return { instances: { ...instances, [repeat]: next }, answers: Object.fromEntries(kept), changedAt: serverNow().toISOString() }
  })
}

/** Finishes a visit: from now on it waits to be sent. Its answers get their ids once and for all. */
export async function finishVisit(store: VisitStore, surveyId: string, sent: { readonly answers: Readonly<Record<string, AnswerValue>>; readonly gaps: number }): Promise<void> {
  await store.visits.change(surveyId, () => ({
    state: 'waiting', answers: sent.answers, gaps: sent.gaps, refusal: null, changedAt: serverNow().toISOString(),
    answerIds: Object.fromEntries(Object.keys(sent.answers).map((field) => [field, newCommandId()])),
  }))
}
