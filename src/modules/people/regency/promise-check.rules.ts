import { checkDated, findEnd, findOverlaps, type ListAt } from './dated-check.rules.ts'
import { checkOfficeKey, suggest, type Path, type RegencyFiles } from './regency-check.rules.ts'
import { OfficeKind, Rung, type Ladder, type Measure, type PromiseRule } from './regency.contract.ts'
import type { Problem } from './regency-problem.rules.ts'

const file = 'promises.yaml'

function listOf(member: string): ListAt {
  return { file, path: [member] }
}

/** What is wrong in promises.yaml: dates, overlaps, gaps, and names that exist nowhere. */
export function checkPromises(files: RegencyFiles): Problem[] {
  const { promises, ladders, patience } = files.promises
  return [
    ...checkDated(listOf('promises'), promises),
    ...findOverlaps(listOf('promises'), promises, isSameMatter),
    ...findUnknownCategories(files),
    ...findUnknownRegimes(files),
    ...findGaps(promises),
    ...checkDated(listOf('ladders'), ladders),
    ...findOverlaps(listOf('ladders'), ladders, () => true),
    ...findEnd(listOf('ladders'), ladders),
    ...ladders.flatMap((ladder, at) => checkRungs(files, ladder, ['ladders', at, 'rungs'])),
    ...checkDated(listOf('patience'), patience),
    ...findOverlaps(listOf('patience'), patience, () => true),
    ...findEnd(listOf('patience'), patience),
  ]
}

/** Two promises compete when neither is more particular than the other and one case could fall under both. */
function isSameMatter(left: PromiseRule, right: PromiseRule): boolean {
  if (left.measure !== right.measure || left.regime !== right.regime || !shareOne(left.officeKinds, right.officeKinds)) return false
  return narrowings.every((by) => (left[by] === undefined) === (right[by] === undefined) && shareOne(left[by] ?? ['*'], right[by] ?? ['*']))
}

const narrowings = ['urgencies', 'categories', 'channels'] as const

function shareOne(left: readonly string[], right: readonly string[]): boolean {
  return left.some((word) => right.includes(word))
}

function findUnknownCategories(files: RegencyFiles): Problem[] {
  const codes = files.categories.categories.map((category) => category.code)
  return files.promises.promises.flatMap((promise, at) => (promise.categories ?? []).flatMap((value, position): Problem[] => {
    if (codes.includes(value)) return []
    return [{ kind: 'category_unknown', file, path: ['promises', at, 'categories', position], detail: { value, ...suggest(value, codes) } }]
  }))
}

function findUnknownRegimes(files: RegencyFiles): Problem[] {
  const keys = files.promises.regimes.map((regime) => regime.key)
  return files.promises.promises.flatMap(({ regime }, at): Problem[] => {
    if (regime === undefined || keys.includes(regime)) return []
    return [{ kind: 'regime_unknown', file, path: ['promises', at, 'regime'], detail: { value: regime, ...suggest(regime, keys) } }]
  })
}

/** Offices that may hold a task and would have no clock: every kind needs a general promise without an end. */
function findGaps(promises: readonly PromiseRule[]): Problem[] {
  const measures: Measure[] = ['first_response', 'completion']
  return measures.flatMap((measure) => OfficeKind.options.flatMap((kind): Problem[] => {
    const covered = promises.some((promise) => promise.measure === measure && promise.officeKinds.includes(kind)
      && narrowings.every((by) => promise[by] === undefined) && promise.regime === undefined && promise.caseOnly !== true && promise.to === null)
    return covered ? [] : [{ kind: 'promise_missing', file, path: ['promises'], detail: { measure, kind } }]
  }))
}

function checkRungs(files: RegencyFiles, ladder: Ladder, path: Path): Problem[] {
  const heights = ladder.rungs.map(({ rung }) => Rung.options.indexOf(rung))
  if (heights.some((height, at) => at > 0 && height <= (heights[at - 1] ?? -1))) return [{ kind: 'rungs_out_of_order', file, path }]
  return ladder.rungs.flatMap((step, at) => [
    ...checkStepHours(step, [...path, at], at > 0 && at < ladder.rungs.length - 1),
    ...checkRungOffice(files, step, [...path, at]),
  ])
}

function checkStepHours(step: Ladder['rungs'][number], path: Path, isBetween: boolean): Problem[] {
  const detail = { rung: step.rung }
  if (isBetween && step.stepHours === undefined) return [{ kind: 'step_hours_missing', file, path, detail }]
  if (!isBetween && step.stepHours !== undefined) return [{ kind: 'step_hours_useless', file, path: [...path, 'stepHours'], detail }]
  return []
}

function checkRungOffice(files: RegencyFiles, step: Ladder['rungs'][number], path: Path): Problem[] {
  const detail = { rung: step.rung }
  const hasOwnOffices = step.rung === 'village' || step.rung === 'district'
  if (hasOwnOffices) return step.office === undefined ? [] : [{ kind: 'rung_office_useless', file, path: [...path, 'office'], detail }]
  if (step.office === undefined) return [{ kind: 'rung_office_missing', file, path, detail }]
  const { offices } = files.offices
  const unknown = checkOfficeKey(file, { value: step.office, path: [...path, 'office'] }, offices.map((office) => office.key))
  if (unknown.length > 0) return unknown
  const isLeadership = offices.some((office) => office.key === step.office && office.kind === 'leadership')
  const fits = isLeadership === (step.rung === 'leadership')
  return fits ? [] : [{ kind: 'office_on_wrong_rung', file, path: [...path, 'office'], detail: { ...detail, value: step.office } }]
}
