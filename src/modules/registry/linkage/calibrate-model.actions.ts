import type { Deps } from '#deps.ts'
import { actAsSystem } from '#platform/act.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { assessCalibration, type Promised } from './assess.rules.ts'
import { decisionsToCalibrate, isEnough, recalibrate, type Judged } from './calibration.rules.ts'
import { linker, modelInUse, versionOf } from './link-registry.actions.ts'
import { countKnown, insertModel, listHumanDecisions, type HumanDecision } from './linkage.store.ts'
import type { LinkModel } from './model.contract.ts'
import { patternOf } from './pattern.rules.ts'
import { weighPattern, weightTables } from './score.rules.ts'

type LinkageDeps = Pick<Deps, 'db' | 'jobs' | 'clock' | 'regency'>

/** How the model in use has done, by what people have decided about the pairs that it asked about. */
export interface LinkageReport {
  readonly modelVersion: string
  readonly trainedRows: number
  /** The decisions by which its probabilities were put right; null: by planted lists only. */
  readonly calibratedBy: NonNullable<LinkModel['calibrated']> | null
  readonly decisions: { readonly same: number; readonly different: number; readonly needed: typeof decisionsToCalibrate; readonly areEnough: boolean }
  /** Pairs by the probability that the model gives them now, and the share that people found to be one. */
  readonly bands: readonly Promised[]
}

/** What people's decisions say about the model in use. */
export async function reportLinkage(deps: LinkageDeps): Promise<LinkageReport> {
  return deps.db.asActor(linker(deps), async (tx) => {
    const { model, judged } = await judgedNow(tx)
    return {
      modelVersion: model.version, trainedRows: model.trained.rows, calibratedBy: model.calibrated ?? null,
      decisions: { ...countOf(judged), needed: decisionsToCalibrate, areEnough: isEnough(judged) }, bands: assessCalibration(judged, model.calibration),
    }
  })
}

/**
 * Puts the model's probabilities right by what people have decided, as a new version that is used from then on. What was decided stays decided, and
 * what waits keeps the explanation that it was asked with.
 */
export async function calibrateModel(deps: LinkageDeps): Promise<Result<{ modelVersion: string; pairs: number }, { readonly kind: 'too_few_decisions' }>> {
  return actAsSystem(deps, { actor: linker(deps), action: 'calibrateModel' }, async (tx) => {
    const { model, judged } = await judgedNow(tx)
    if (!isEnough(judged)) return err({ kind: 'too_few_decisions' as const })
    const { same } = countOf(judged)
    const version = `${versionOf(deps.clock.now(), judged.length)}.c`
    await insertModel(tx, { ...model, version, calibration: recalibrate(model.calibration, judged), calibrated: { pairs: judged.length, same } })
    tx.audit({ subjectKind: 'linkage_model', subjectId: version, areaId: 0, detail: { from: model.version, pairs: judged.length, same } })
    return ok({ modelVersion: version, pairs: judged.length })
  })
}

async function judgedNow(tx: Tx): Promise<{ model: LinkModel; judged: readonly Judged[] }> {
  const model = await modelInUse(tx, await countKnown(tx))
  const tables = weightTables(model)
  return { model, judged: (await listHumanDecisions(tx)).filter(isByLikeness).map(({ explanation, isSame }) => ({ weight: weighPattern(tables, patternOf(explanation.parts)), isSame })) }
}

/** Pairs whose numbers contradict go to people whatever their weight; they say nothing about what a weight means. */
function isByLikeness({ explanation }: HumanDecision): boolean {
  return !explanation.guards.includes('two_niks') && !explanation.guards.includes('nik_of_another')
}

function countOf(judged: readonly Judged[]): { same: number; different: number } {
  const same = judged.filter((pair) => pair.isSame).length
  return { same, different: judged.length - same }
}
