import { join } from 'node:path'
import type { z } from 'zod'
import { buildAreaTree } from '#modules/people/area/area.rules.ts'
import type { AreaTree, Point } from '#modules/people/area/area.contract.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { findText, readAreas } from './area-list.load.ts'
import { checkBasics, checkCategories, checkDistricts, checkOffices, checkProgrammes, checkReferrals, checkRoles, type Path, type RegencyCheck, type RegencyFiles } from './regency-check.rules.ts'
import * as contract from './regency.contract.ts'
import { describeProblem, type LocatedProblem, type Problem } from './regency-problem.rules.ts'
import { CriteriaFile } from './criteria.contract.ts'
import { checkCalendar } from './calendar-check.rules.ts'
import { checkCriteria } from './criteria-check.rules.ts'
import { checkExports } from './export-check.rules.ts'
import { ImportsFile } from './imports.contract.ts'
import { checkPlans } from './plan-check.rules.ts'
import { PlansFile } from './plan-template.contract.ts'
import { ReferralsFile } from './referral.contract.ts'
import { checkField } from './field-check.rules.ts'
import { FieldFile } from './field.contract.ts'
import { checkMessages } from './message-check.rules.ts'
import { assembleRegency } from './regency.rules.ts'
import { checkPrivacy } from './privacy-check.rules.ts'
import { checkPromises } from './promise-check.rules.ts'
import { checkSources } from './source-check.rules.ts'
import { checkProposals } from './proposal-check.rules.ts'
import { checkTriage } from './triage-check.rules.ts'
import { TriageFile } from './triage.contract.ts'
import { readLabelledTexts } from './labelled-text.load.ts'
import { problemsOfShape } from './regency-shape.rules.ts'
import { lineOf, parseYaml, type YamlFile } from './yaml-file.load.ts'

const schemas = {
  regency: contract.RegencyFile,
  districts: contract.DistrictsFile,
  offices: contract.OfficesFile,
  categories: contract.CategoriesFile,
  promises: contract.PromisesFile,
  roles: contract.RolesFile,
  programmes: contract.ProgrammesFile,
  privacy: contract.PrivacyFile,
  quality: contract.QualityFile,
  satisfaction: contract.SatisfactionFile,
  sources: contract.SourcesFile,
  proposals: contract.ProposalsFile,
  criteria: CriteriaFile,
  exports: contract.ExportsFile,
  field: FieldFile,
  imports: ImportsFile,
  plans: PlansFile,
  referrals: ReferralsFile,
  triage: TriageFile,
  texts: contract.TextsFile,
  messages: contract.MessagesFile,
} satisfies { [K in keyof RegencyFiles]: z.ZodType<RegencyFiles[K]> }

type FileName = keyof RegencyFiles
const names = Object.keys(schemas) as FileName[]

/** The configuration cannot be used; the message lists every problem with file and line, in Bahasa Indonesia and English. */
export class RegencyError extends Error {
  readonly problems: readonly LocatedProblem[]

  constructor(folder: string, problems: readonly LocatedProblem[]) {
    super(describeAll(folder, problems))
    this.name = 'RegencyError'
    this.problems = problems
  }
}

/** Loads a folder of `regencies/`; throws `RegencyError` when anything in it is wrong. */
export function loadRegency(folder: string, checks: readonly RegencyCheck[] = []): contract.Regency {
  const read = readRegency(folder, checks)
  if (!read.ok) throw new RegencyError(folder, read.error)
  return read.value
}

/** Reads and checks a folder of `regencies/`: the frozen configuration, or everything that is wrong with it at once. */
export function readRegency(folder: string, checks: readonly RegencyCheck[] = []): Result<contract.Regency, readonly LocatedProblem[]> {
  const sources = new Map<string, YamlFile>()
  const broken = names.flatMap((name) => readOne(folder, name, sources))
  if (broken.length > 0) return err(locate(broken, sources))
  const files = Object.fromEntries(names.map((name) => [name, schemas[name].parse(sources.get(`${name}.yaml`)?.value)])) as unknown as RegencyFiles
  const listed = readAreas(folder, files.regency)
  const basics = [...checkBasics(files), ...checkCalendar(files.regency.calendar), ...(listed.ok ? [] : listed.error)]
  if (basics.length > 0 || !listed.ok) return err(locate(basics, sources))
  const areas = withCentroids(listed.value, files)
  const texts = { samples: readLabelledTexts(folder, 'triage-samples.tsv', files), heldOut: readLabelledTexts(folder, 'triage-held-out.tsv', files) }
  const problems = [
    ...texts.samples.problems, ...texts.heldOut.problems, ...checkTriage(files),
    ...checkDistricts(files, areas), ...checkOffices(files), ...checkCategories(files),
    ...checkPromises(files), ...checkRoles(files), ...checkProgrammes(files), ...checkSources(files),
    ...checkProposals(files), ...checkCriteria(files), ...checkExports(files), ...checkMessages(files), ...checkPrivacy(files), ...checkPlans(files),
    ...checkReferrals(files), ...checkField(files),
    ...checks.flatMap((check) => check(files)),
  ]
  if (problems.length > 0) return err(locate(problems, sources))
  const triage = { ...files.triage, samples: texts.samples.texts, heldOut: texts.heldOut.texts }
  return ok(deepFreeze({ ...assembleRegency(files, areas), triage, folder }))
}

function readOne(folder: string, name: FileName, sources: Map<string, YamlFile>): (Problem | LocatedProblem)[] {
  const file = `${name}.yaml`
  const text = findText(join(folder, file))
  if (text === undefined) return [{ kind: 'file_missing', file, path: [] }]
  const parsed = parseYaml(file, text)
  if (!parsed.ok) return [...parsed.error]
  sources.set(file, parsed.value)
  return problemsOfShape(file, schemas[name], parsed.value.value)
}

function withCentroids(areas: AreaTree, files: RegencyFiles): AreaTree {
  const centroids = new Map<string, Point>(files.districts.districts.map(({ code, lat, lng }) => [code, { lat, lng }]))
  return buildAreaTree([...areas.byId.values()].map((area) => ({ ...area, centroid: centroids.get(area.code) ?? area.centroid })))
}

/** Adds to each problem its line, and to those that look back at an earlier place the line of that place. */
function locate(problems: readonly (Problem | LocatedProblem | (Problem & { first: Path }))[], sources: ReadonlyMap<string, YamlFile>): LocatedProblem[] {
  const located = problems.map((problem): LocatedProblem => {
    if ('line' in problem) return problem
    const source = sources.get(problem.file)
    const line = source === undefined ? 1 : lineOf(source, problem.path)
    if (!('first' in problem) || source === undefined) return { ...problem, line }
    return { ...problem, line, detail: { ...problem.detail, firstLine: String(lineOf(source, problem.first)) } }
  })
  return located.toSorted((left, right) => left.file.localeCompare(right.file) || left.line - right.line)
}

function describeAll(folder: string, problems: readonly LocatedProblem[]): string {
  const lines = problems.map((problem) => {
    const text = describeProblem(problem)
    return `  ${join(folder, problem.file)}:${problem.line}\n    ${text.id}\n    ${text.en}`
  })
  return `Konfigurasi kabupaten belum benar. / The regency's configuration is not right yet.\n${lines.join('\n')}`
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (value instanceof Map) value.forEach(deepFreeze)
  Object.values(value).forEach(deepFreeze)
  return Object.freeze(value)
}
