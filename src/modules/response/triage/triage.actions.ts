import { actAsSystem, type ActTx } from '#platform/act.ts'
import { dayOf } from '#platform/day.ts'
import { newId } from '#platform/id.ts'
import { err, type Result } from '#platform/result.ts'
import { actOnCase, type CaseCall, type CaseDeps } from '#modules/response/case/case.actions.ts'
import type { Decision } from '#modules/response/case/case.rules.ts'
import { evaluate, type Evaluation } from './evaluate.rules.ts'
import { currentModel, forgetModel, learn, trainer, type ModelDeps } from './model.actions.ts'
import { decideTriage, insertModel, insertSample, insertTriage, listSamples, listTriage } from './triage.store.ts'
import { lookAtWords, sampleText, sortCase as decideSorting, type FirstLook, type KeptTriage, type MadeTriage, type Sorting } from './triage.rules.ts'

/** What the words of a report say, by the model in use. */
export async function lookAtReport(deps: ModelDeps, report: { story: string; category: string; at: Date }): Promise<FirstLook & { modelVersion: string }> {
  const { version, classifier } = await currentModel(deps)
  return { ...lookAtWords(report, { regency: deps.regency, classifier, on: dayOf(report.at, deps.regency.timeZone) }), modelVersion: version }
}

/** Whether words tell of a danger or of somebody to protect, or the kind of trouble that was chosen of one that may be: for what was told and is no report yet. */
export async function hearDanger(deps: ModelDeps, told: { story: string; category: string | null; at: Date }): Promise<'danger' | 'possible' | 'none'> {
  const { categories } = deps.regency
  const kind = categories.find((category) => category.code === told.category)
  const look = await lookAtReport(deps, { ...told, category: kind?.code ?? categories.at(-1)?.code ?? '' })
  if (look.urgency === 'danger' || look.protects || kind?.restricted === true) return 'danger'
  return kind?.danger === true ? 'possible' : 'none'
}

/** Keeps a first look with its report. */
export async function keepFirstLook(tx: ActTx, look: MadeTriage): Promise<void> {
  await insertTriage(tx, look)
}

/** A person confirms or corrects what the words of a report suggest. What they correct is kept to learn from, unless the case is protected. */
export async function sortCase(deps: CaseDeps, call: CaseCall, input: Sorting & { readonly reportId: string; readonly seenVersion: number }) {
  let kept: KeptTriage | undefined
  return actOnCase(deps, call, {
    action: 'sortCase', seen: { act: 'sort', seenVersion: input.seenVersion },
    decide: async (state, acting, tx): Promise<Result<Decision, { readonly kind: string }>> => {
      kept = (await listTriage(tx, call.caseId)).find((each) => each.reportId === input.reportId)
      return kept === undefined ? err({ kind: 'not_found' }) : decideSorting(state, input, acting)
    },
    also: async (tx) => {
      await decideTriage(tx, input)
      if (kept !== undefined && isCorrection(kept, input)) await keepSample(deps, tx, { ...kept, category: input.category })
    },
  })
}

/** Whether the model would have learnt something: it was surer of another kind. */
function isCorrection(kept: KeptTriage, input: Sorting): boolean {
  return kept.suggested[0]?.category !== input.category
}

async function keepSample(deps: CaseDeps, tx: ActTx, named: KeptTriage & { readonly category: string }): Promise<void> {
  const text = sampleText(named.story, named.subjectName)
  if (text === '') return
  await insertSample(tx, { sampleId: newId(), category: named.category, text, addedOn: dayOf(tx.now, deps.regency.timeZone) })
}

export interface Training {
  readonly version: string
  readonly previousVersion: string
  readonly samples: number
  readonly corrections: number
  readonly evaluation: Evaluation
  readonly previous: Evaluation
}

/** Learns anew from the regency's samples and every correction, measures it on the samples that no model ever saw, and puts it into use. */
export async function trainModel(deps: CaseDeps & ModelDeps): Promise<Training> {
  const { heldOut, samples } = deps.regency.triage
  const before = await currentModel(deps)
  const corrections = await deps.db.asActor(trainer(deps.regency), (tx) => listSamples(tx))
  const model = learn(deps.regency, corrections)
  const evaluation = evaluate(model.classifier, heldOut)
  await actAsSystem(deps, { actor: trainer(deps.regency), action: 'trainTriage' }, async (tx) => {
    await insertModel(tx, {
      version: model.version, sampleCount: samples.length + corrections.length, sampleIds: corrections.map((each) => each.sampleId), evaluation,
    })
    tx.audit({ subjectKind: 'triage_model', subjectId: model.version, detail: { samples: samples.length, corrections: corrections.length } })
  })
  forgetModel(deps)
  return {
    version: model.version, previousVersion: before.version, samples: samples.length, corrections: corrections.length, evaluation,
    previous: evaluate(before.classifier, heldOut),
  }
}
