import { createHash } from 'node:crypto'
import type { Regency } from '#modules/people/index.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import type { Db } from '#platform/db/db.ts'
import { trainClassifier, type Classifier, type Sample } from './classifier.rules.ts'
import { vocabularyOf } from './spoken-words.rules.ts'
import { findModel, listSamples } from './triage.store.ts'

/** A model that can be asked, and by which samples it learnt. */
export interface Model {
  readonly version: string
  readonly classifier: Classifier
}

export type ModelDeps = { readonly db: Db; readonly regency: Regency }

/** The server when it learns: sees the samples of people, and nothing of any report. */
export function trainer(regency: Regency): Actor {
  return systemActor(regency.regencyId, { areaIds: [], officeIds: [], grants: ['response.triage.train'] })
}

interface Remembered {
  readonly model: Promise<Model>
  readonly untilMs: number
}

const remembered = new WeakMap<Db, Remembered>()
const rememberedForMs = 60_000

/** The model in use, at most a minute old: another process may have trained a newer one. */
export function currentModel(deps: ModelDeps): Promise<Model> {
  const known = remembered.get(deps.db)
  const now = performance.now()
  if (known !== undefined && known.untilMs > now) return known.model
  const model = loadModel(deps)
  remembered.set(deps.db, { model, untilMs: now + rememberedForMs })
  model.catch(() => remembered.delete(deps.db))
  return model
}

/** Lets the next report be judged by the newest model. */
export function forgetModel(deps: ModelDeps): void {
  remembered.delete(deps.db)
}

async function loadModel(deps: ModelDeps): Promise<Model> {
  const corrections = await deps.db.asActor(trainer(deps.regency), async (tx) => {
    const chosen = await findModel(tx)
    return chosen === undefined ? [] : listSamples(tx, chosen.sampleIds)
  })
  return learn(deps.regency, corrections)
}

const learnt = new WeakMap<Regency, Map<string, Model>>()

/** A model of the regency's samples and the corrections of people. The same samples give the same model under the same version. */
export function learn(regency: Regency, corrections: readonly Sample[]): Model {
  const samples = [...regency.triage.samples, ...corrections]
  const version = versionOf(samples)
  const known = learnt.get(regency) ?? new Map<string, Model>()
  const model = known.get(version) ?? { version, classifier: trainClassifier(samples, vocabularyOf(regency.triage)) }
  learnt.set(regency, known.set(version, model))
  return model
}

function versionOf(samples: readonly Sample[]): string {
  const lines = samples.map((sample) => `${sample.category}\t${sample.text}`).toSorted()
  return `cnb-${createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 10)}`
}
