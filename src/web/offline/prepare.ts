import { formOperations } from '#modules/registry/form/form.contract.ts'
import { surveyOperations, type VisitBundle } from '#modules/registry/survey/survey.contract.ts'
import { call } from '#web/api/client.ts'
import type { StoredBundle, VisitStore } from './visit-store.ts'

/** Takes one family along: its people, its last answers, and the form's version, so that the visit needs no signal. */
export async function prepareFamily(store: VisitStore, familyId: string): Promise<StoredBundle> {
  const bundle: VisitBundle = await call(surveyOperations.prepareVisit, { params: { familyId } })
  if ((await store.forms.get(bundle.formVersionId)) === undefined) {
    const form = await call(formOperations.readForm, { params: { formVersionId: bundle.formVersionId } })
    await store.forms.put({ formVersionId: bundle.formVersionId, form })
  }
  const stored = { familyId, formVersionId: bundle.formVersionId, bundle, sizeBytes: JSON.stringify(bundle).length, preparedAt: bundle.preparedAt }
  await store.bundles.put(stored)
  return stored
}

/** Asks the browser not to clear what waits here when the device runs short of room. */
export async function askToKeep(): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false)
}
