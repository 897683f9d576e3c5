import { areaIdOf, areaKindOf, isInside } from '#modules/people/area/area.rules.ts'
import type { Area, AreaTree } from '#modules/people/area/area.contract.ts'
import { findClosestWord } from '#platform/closest-word.ts'
import type { z } from 'zod'
import type { CriteriaFile } from './criteria.contract.ts'
import type { FieldFile } from './field.contract.ts'
import type { ImportsFile } from './imports.contract.ts'
import type { PlansFile } from './plan-template.contract.ts'
import type { ReferralsFile } from './referral.contract.ts'
import type {
  CategoriesFile, DistrictsFile, ExportsFile, MessagesFile, OfficesFile, PrivacyFile, ProgrammesFile, PromisesFile, ProposalsFile, QualityFile, RegencyFile, RolesFile,
  SatisfactionFile, SourcesFile,
  TextsFile,
} from './regency.contract.ts'
import type { Problem } from './regency-problem.rules.ts'
import type { TriageFile } from './triage.contract.ts'

/** The files of one regency, each already of the right shape. */
export interface RegencyFiles {
  readonly regency: z.infer<typeof RegencyFile>
  readonly districts: z.infer<typeof DistrictsFile>
  readonly offices: z.infer<typeof OfficesFile>
  readonly categories: z.infer<typeof CategoriesFile>
  readonly promises: z.infer<typeof PromisesFile>
  readonly roles: z.infer<typeof RolesFile>
  readonly programmes: z.infer<typeof ProgrammesFile>
  readonly privacy: z.infer<typeof PrivacyFile>
  readonly quality: z.infer<typeof QualityFile>
  readonly satisfaction: z.infer<typeof SatisfactionFile>
  readonly sources: z.infer<typeof SourcesFile>
  readonly proposals: z.infer<typeof ProposalsFile>
  readonly criteria: z.infer<typeof CriteriaFile>
  readonly exports: z.infer<typeof ExportsFile>
  readonly field: z.infer<typeof FieldFile>
  readonly imports: z.infer<typeof ImportsFile>
  readonly plans: z.infer<typeof PlansFile>
  readonly referrals: z.infer<typeof ReferralsFile>
  readonly triage: z.infer<typeof TriageFile>
  readonly texts: z.infer<typeof TextsFile>
  readonly messages: z.infer<typeof MessagesFile>
}

/** What a higher module holds against the files: words that only it knows. */
export type RegencyCheck = (files: RegencyFiles) => readonly Problem[]

export type Path = readonly (string | number)[]

/** A value together with where it stands. */
export interface Placed<T> {
  readonly value: T
  readonly path: Path
}

/** The second and later of equal values; `first` is where the value stood first. The loader turns it into a line. */
export interface Repeated extends Problem {
  readonly first: Path
}

/** What is wrong in regency.yaml by itself. */
export function checkBasics(files: Pick<RegencyFiles, 'regency'>): Problem[] {
  const { boundingBox: box, timeZone, calendar } = files.regency
  const problems: Problem[] = []
  if (box.south >= box.north || box.west >= box.east) problems.push({ kind: 'box_wrong', file: 'regency.yaml', path: ['boundingBox'] })
  if (!isTimeZone(timeZone)) problems.push({ kind: 'time_zone_unknown', file: 'regency.yaml', path: ['timeZone'], detail: { value: timeZone } })
  const holidays = calendar.holidays.map((holiday, at) => ({ value: holiday.on, path: ['calendar', 'holidays', at, 'on'] }))
  return [...problems, ...findRepeated('regency.yaml', 'on', holidays)]
}

/** What is wrong in districts.yaml, measured against the list of areas. */
export function checkDistricts(files: RegencyFiles, areas: AreaTree): Problem[] {
  const rows = files.districts.districts
  const repeated = findRepeated('districts.yaml', 'code', rows.map((row, at) => ({ value: row.code, path: ['districts', at, 'code'] })))
  return [...repeated, ...rows.flatMap((row, at) => checkDistrict(row, ['districts', at], { files, areas }))]
}

function checkDistrict(row: z.infer<typeof DistrictsFile>['districts'][number], path: Path, given: { files: RegencyFiles; areas: AreaTree }): Problem[] {
  const file = 'districts.yaml'
  const area = findByCode(given.areas, row.code)
  if (area === undefined || area.kind !== 'district') {
    return [{ kind: 'area_code_unknown', file, path: [...path, 'code'], detail: { kind_id: 'kecamatan', kind_en: 'district', code: row.code, ...suggestArea(given.areas, row.name) } }]
  }
  const problems: Problem[] = []
  if (area.name !== row.name) {
    problems.push({ kind: 'area_name_differs', file, path: [...path, 'name'], detail: { code: row.code, expected: area.name, name: row.name } })
  }
  if (!isInside(given.files.regency.boundingBox, row)) {
    problems.push({ kind: 'point_outside_box', file, path: [...path, 'lat'], detail: { name: row.name } })
  }
  return problems
}

/** What is wrong in offices.yaml. */
export function checkOffices(files: RegencyFiles): Problem[] {
  const { offices, perDistrict, perVillage } = files.offices
  const keys = [
    ...offices.map((office, at) => ({ value: office.key, path: ['offices', at, 'key'] })),
    { value: perDistrict.key, path: ['perDistrict', 'key'] },
    { value: perVillage.key, path: ['perVillage', 'key'] },
  ]
  const ids = offices.map((office, at) => ({ value: String(office.id), path: ['offices', at, 'id'] }))
  const single = (['secretariat', 'leadership'] as const).flatMap((kind): Problem[] => {
    const count = offices.filter((office) => office.kind === kind).length
    return count === 1 ? [] : [{ kind: 'office_kind_missing', file: 'offices.yaml', path: ['offices'], detail: { kind, count: String(count) } }]
  })
  return [...findRepeated('offices.yaml', 'key', keys), ...findRepeated('offices.yaml', 'id', ids), ...single]
}

/** What is wrong in categories.yaml, measured against the offices. */
export function checkCategories(files: RegencyFiles): Problem[] {
  const file = 'categories.yaml'
  const { categories } = files.categories
  const placed = <T>(member: string, value: (category: (typeof categories)[number]) => T): Placed<T>[] =>
    categories.map((category, at) => ({ value: value(category), path: ['categories', at, ...member.split('.')] }))
  const cards = placed('card.order', (category) => category.card?.order).flatMap(({ value, path }) => (value === undefined ? [] : [{ value: String(value), path }]))
  const repeated = [
    ...findRepeated(file, 'code', placed('code', (category) => category.code)),
    ...findRepeated(file, 'order', placed('order', (category) => String(category.order))),
    ...findRepeated(file, 'card.order', cards),
  ]
  const offices = categories.flatMap((category, at) => {
    const named = category.parallelOffices.map((key, position) => ({ value: key, path: ['categories', at, 'parallelOffices', position] }))
    const alsoLead = named.filter(({ value }) => value === category.leadOffice)
      .map(({ value, path }): Problem => ({ kind: 'lead_office_parallel', file, path, detail: { value } }))
    const lead = { value: category.leadOffice, path: ['categories', at, 'leadOffice'] }
    return [...[lead, ...named].flatMap((office) => checkOfficeKey(file, office, officeWords(files))), ...alsoLead]
  })
  return [...repeated, ...offices]
}

/** What is wrong in programmes.yaml, measured against the offices. */
export function checkProgrammes(files: RegencyFiles): Problem[] {
  const file = 'programmes.yaml'
  const { programmes } = files.programmes
  const keys = programmes.map((programme, at) => ({ value: programme.key, path: ['programmes', at, 'key'] }))
  const offices = programmes.map((programme, at) => ({ value: programme.office, path: ['programmes', at, 'office'] }))
  return [...findRepeated(file, 'key', keys), ...offices.flatMap((office) => checkOfficeKey(file, office, officeWords(files)))]
}

/** What is wrong in referrals.yaml: the safety valve names offices and bodies that there are. */
export function checkReferrals(files: RegencyFiles): Problem[] {
  const file = 'referrals.yaml'
  const { valve, bodies } = files.referrals
  const offices = valve.offices.map((value, at) => ({ value, path: ['valve', 'offices', at] }))
  const known = bodies.map((body) => body.key)
  const named = valve.bodies.map((value, at) => ({ value, path: ['valve', 'bodies', at] }))
  return [...offices.flatMap((office) => checkOfficeKey(file, office, officeWords(files))), ...named.flatMap((body) => checkOfficeKey(file, body, known))]
}

/** Whoever makes accounts reaches no data about people, so that nobody can give it to themselves. A form asks; it tells nothing of anybody. */
function isAboutPeople(grant: string): boolean {
  if (grant === 'registry.form.manage') return false
  return grant.startsWith('registry.') || grant.startsWith('response.case.') || grant.startsWith('response.report') || grant.startsWith('exchange.chat.')
}

const requiredRoles = ['public', 'resident', 'administrator']

/** What is wrong in roles.yaml. */
export function checkRoles(files: RegencyFiles): Problem[] {
  const file = 'roles.yaml'
  const { roles } = files.roles
  const repeated = findRepeated(file, 'key', roles.map((role, at) => ({ value: role.key, path: ['roles', at, 'key'] })))
  const missing = requiredRoles.filter((key) => roles.every((role) => role.key !== key))
    .map((value): Problem => ({ kind: 'role_missing', file, path: ['roles'], detail: { value } }))
  const each = roles.flatMap((role, at): Problem[] => {
    const bare = role.grants.length === 0 && role.reach.area === 'none' && role.reach.office === 'none'
    if (role.key === 'public' && !bare) return [{ kind: 'role_public_not_bare', file, path: ['roles', at] }]
    if (!role.grants.includes('people.account.manage')) return []
    const conflicting = role.grants.findIndex(isAboutPeople)
    if (conflicting === -1) return []
    return [{ kind: 'role_grants_conflict', file, path: ['roles', at, 'grants', conflicting], detail: { value: role.grants[conflicting] ?? '' } }]
  })
  return [...repeated, ...missing, ...each]
}

/** Equal values where each may stand only once. */
export function findRepeated(file: string, member: string, values: readonly Placed<string>[]): Repeated[] {
  const firsts = new Map<string, Path>()
  return values.flatMap(({ value, path }): Repeated[] => {
    const first = firsts.get(value)
    if (first !== undefined) return [{ kind: 'used_twice', file, path, first, detail: { value, member } }]
    firsts.set(value, path)
    return []
  })
}

/** Keys that a category, a programme, a step or a rung may name. */
export function officeWords(files: RegencyFiles): string[] {
  return [...files.offices.offices.map((office) => office.key), files.offices.perDistrict.key, files.offices.perVillage.key]
}

/** A problem when no office has this key. */
export function checkOfficeKey(file: string, office: Placed<string>, words: readonly string[]): Problem[] {
  if (words.includes(office.value)) return []
  return [{ kind: 'office_unknown', file, path: office.path, detail: { value: office.value, ...suggest(office.value, words) } }]
}

/** " Did you mean …?" in both languages; empty when nothing is close. */
export function suggest(word: string, words: readonly string[]): { suggestion_id: string; suggestion_en: string } {
  const closest = findClosestWord(word, words)
  if (closest === undefined) return { suggestion_id: '', suggestion_en: '' }
  return { suggestion_id: ` Mungkin maksudnya "${closest}".`, suggestion_en: ` Perhaps "${closest}" is meant.` }
}

function suggestArea(areas: AreaTree, name: string): { suggestion_id: string; suggestion_en: string } {
  const named = [...areas.byId.values()].find((area) => area.kind === 'district' && area.name === name)
  return suggest(named?.code ?? '', named === undefined ? [] : [named.code])
}

function findByCode(areas: AreaTree, code: string): Area | undefined {
  const area = areas.byId.get(areaIdOf(code))
  return area !== undefined && area.code === code && area.kind === areaKindOf(code) ? area : undefined
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
