import { findDistrictOf, listDistricts, listVillages, withDescendants } from '#modules/people/area/area.rules.ts'
import { dayOf } from '#platform/day.ts'
import type { Area, AreaTree } from '#modules/people/area/area.contract.ts'
import type { RegencyFiles } from './regency-check.rules.ts'
import type {
  Bilingual, Category, Channel, Cutoff, Ladder, Measure, ObjectionPromise, Office, OfficeKind, Patience, PromiseRule, Quorum, Regency, RegisterLayout, Role, Rung,
  Urgency,
} from './regency.contract.ts'

/** Makes the whole out of checked files: offices of every district and village are added, districts get their centroids. */
export function assembleRegency(files: RegencyFiles, areas: AreaTree): Omit<Regency, 'folder' | 'triage'> {
  const { areas: areaOrigin, ...basics } = files.regency
  return {
    ...basics,
    regencyId: Number(basics.code.replace('.', '')),
    areas,
    areasValidFrom: areaOrigin.validFrom,
    areasSource: areaOrigin.source,
    offices: assembleOffices(files.offices, areas),
    categories: files.categories.categories.toSorted((left, right) => left.order - right.order),
    ...files.promises,
    roles: files.roles.roles,
    programmes: files.programmes.programmes,
    privacy: files.privacy,
    quality: files.quality.scores,
    relocations: files.quality.relocations,
    followUps: files.quality.followUps,
    satisfaction: files.satisfaction.surveys,
    exports: files.exports.exports,
    findings: files.field.findings,
    imports: files.imports,
    plans: files.plans.plans,
    referrals: files.referrals,
    sources: files.sources.sources,
    proposals: files.proposals,
    criteria: files.criteria,
    texts: files.texts,
    messages: files.messages,
  }
}

/** Rung on which offices of a kind stand. */
function rungOf(kind: OfficeKind): Rung {
  if (kind === 'village_task_force') return 'village'
  if (kind === 'district_unit') return 'district'
  return kind === 'leadership' ? 'leadership' : 'regency'
}

/**
 * Offices get ids that never move: written ones keep the id of the file (1–999), the unit of district CC is 1000 + CC,
 * the task force of a village has the village's area id.
 */
function assembleOffices(file: RegencyFiles['offices'], areas: AreaTree): Office[] {
  const written = file.offices.map((office): Office => ({
    officeId: office.id, key: office.key, kind: office.kind, rung: rungOf(office.kind), areaId: areas.root.areaId, name: office.name, short: office.short,
    ...(office.phone !== undefined && { phone: office.phone }),
  }))
  const units = listDistricts(areas).map((district) => makeOffice(file.perDistrict, district, 1000 + district.areaId))
  const taskForces = listVillages(areas).map((village) => makeOffice(file.perVillage, village, village.areaId))
  return [...written, ...units, ...taskForces]
}

type OfficePattern = RegencyFiles['offices']['perDistrict'] | RegencyFiles['offices']['perVillage']

function makeOffice(pattern: OfficePattern, area: Area, officeId: number): Office {
  const named = (text: string): string => text.replaceAll('{area}', area.name)
  const name: Bilingual = { id: named(pattern.name.id), en: named(pattern.name.en) }
  return { officeId, key: `${pattern.key}-${area.code}`, kind: pattern.kind, rung: rungOf(pattern.kind), areaId: area.areaId, name, short: named(pattern.short) }
}

/** The office with this key, such as `upt-99.01.05`; undefined when there is none. */
export function findOffice(regency: Regency, key: string): Office | undefined {
  return regency.offices.find((office) => office.key === key)
}

const officesById = new WeakMap<Regency, ReadonlyMap<number, Office>>()

/** The office with this id; throws when there is none. */
export function getOffice(regency: Regency, officeId: number): Office {
  const byId = officesById.get(regency) ?? new Map(regency.offices.map((candidate) => [candidate.officeId, candidate]))
  officesById.set(regency, byId)
  const office = byId.get(officeId)
  if (office === undefined) throw new Error(`no office ${officeId} in ${regency.code}`)
  return office
}

/** The one secretariat, where everything goes that no closer office can take. */
export function getSecretariat(regency: Regency): Office {
  return getOfficeOfKind(regency, 'secretariat')
}

/** The category with this code; throws when there is none. */
export function getCategory(regency: Regency, code: string): Category {
  const category = regency.categories.find((candidate) => candidate.code === code)
  if (category === undefined) throw new Error(`no category ${code} in ${regency.code}`)
  return category
}

/** Categories that have a large card on the report page, in the order of the cards. */
export function listCardCategories(regency: Regency): readonly Category[] {
  const order = (category: Category): number => category.card?.order ?? Number.POSITIVE_INFINITY
  return regency.categories.filter((category) => category.card !== undefined).toSorted((left, right) => order(left) - order(right))
}

/** The office that must act on a rung of a ladder for a place; the secretariat where the place has no office of its own there. */
export function officeOnRung(regency: Regency, step: Ladder['rungs'][number], areaId: number): Office {
  const written = step.office === undefined ? undefined : findOffice(regency, step.office)
  if (written !== undefined) return written
  const wanted = step.rung === 'village' ? areaId : findDistrictOf(regency.areas, areaId)?.areaId
  const own = regency.offices.find((office) => office.areaId === wanted && office.rung === step.rung)
  return own ?? getSecretariat(regency)
}

/** What a promise is looked up by; `on` is the day in the regency's zone on which the clock starts. */
export interface PromiseQuestion {
  readonly measure: Measure
  readonly officeKind: OfficeKind
  readonly category: string
  readonly channel: Channel
  readonly urgency: Urgency
  readonly on: string
}

/** The regency's own promise: on its day, the most particular one (urgency before category before channel before general). Undefined before the first. */
export function findPromise(regency: Regency, question: PromiseQuestion): PromiseRule | undefined {
  return listPromises(regency, question).find((promise) => promise.regime === undefined)
}

/** The promises that hold side by side, the most particular one of each regime. */
export function listPromises(regency: Regency, question: PromiseQuestion): readonly PromiseRule[] {
  const holding = regency.promises.filter((promise) => promise.measure === question.measure
    && promise.officeKinds.includes(question.officeKind)
    && (promise.categories?.includes(question.category) ?? true)
    && (promise.channels?.includes(question.channel) ?? true)
    && (promise.urgencies?.includes(question.urgency) ?? true)
    && holdsOn(promise, question.on))
  const foremost = holding.toSorted((left, right) => particularity(right) - particularity(left))
  return [...Map.groupBy(foremost, (promise) => promise.regime).values()].flatMap((ofRegime) => ofRegime.slice(0, 1))
}

function particularity(promise: PromiseRule): number {
  return (promise.urgencies === undefined ? 0 : 4) + (promise.categories === undefined ? 0 : 2) + (promise.channels === undefined ? 0 : 1)
}

/** The ladder of a day; undefined before the first one. */
export function findLadder(regency: Regency, on: string): Ladder | undefined {
  return regency.ladders.find((ladder) => holdsOn(ladder, on))
}

/** How long the offices wait for a reporter, on a day; undefined before the first rule. */
export function findPatience(regency: Regency, on: string): Patience | undefined {
  return regency.patience.find((patience) => holdsOn(patience, on))
}

const reminderMonth = '10'

/** The years whose holidays are not known though they should be: this one, and from October on the next. */
export function missingHolidayYears(regency: Pick<Regency, 'calendar' | 'timeZone'>, now: Date): readonly number[] {
  const day = dayOf(now, regency.timeZone)
  const year = Number(day.slice(0, 4))
  const wanted = day.slice(5, 7) < reminderMonth ? [year] : [year, year + 1]
  return wanted.filter((one) => !regency.calendar.holidayYears.some((known) => known.year === one))
}

/** Of the years that should be known, those whose holidays nobody vouches for: their decree is not out, or was not found. */
export function provisionalHolidayYears(regency: Pick<Regency, 'calendar' | 'timeZone'>, now: Date): readonly number[] {
  const year = Number(dayOf(now, regency.timeZone).slice(0, 4))
  return regency.calendar.holidayYears.filter((known) => known.year >= year && known.tag !== 'sourced').map((known) => known.year)
}

/** The cut-off rule of a day; undefined before the first one. */
export function findCutoff(regency: Pick<Regency, 'proposals'>, on: string): Cutoff | undefined {
  return regency.proposals.cutoffs.find((cutoff) => holdsOn(cutoff, on))
}

/** The layout of files for the ministry's system on a day; undefined before the first one. */
export function findLayout(regency: Pick<Regency, 'proposals'>, on: string): RegisterLayout | undefined {
  return regency.proposals.layouts.find((layout) => holdsOn(layout, on))
}

/** The quorum of village meetings on a day; undefined before the first rule. */
export function findQuorum(regency: Pick<Regency, 'proposals'>, on: string): Quorum | undefined {
  return regency.proposals.quorums.find((quorum) => holdsOn(quorum, on))
}

/** Within what an objection made on a day must be answered; undefined before the first promise. */
export function findObjectionPromise(regency: Pick<Regency, 'proposals'>, on: string): ObjectionPromise | undefined {
  return regency.proposals.objectionPromises.find((promise) => holdsOn(promise, on))
}

function holdsOn(rule: { readonly from: string; readonly to: string | null }, day: string): boolean {
  return rule.from <= day && (rule.to === null || rule.to >= day)
}

/** The role with this key; undefined when the regency has none. */
export function findRole(regency: Regency, key: string): Role | undefined {
  return regency.roles.find((role) => role.key === key)
}

/** Where somebody stands: an area and, if they work, an office. */
export interface Standpoint {
  readonly areaId: number | null
  readonly officeId: number | null
}

/** What a role covers from a standpoint, as the two lists that the database compares rows with. */
export interface Reach {
  readonly areaIds: readonly number[]
  readonly officeIds: readonly number[]
}

/**
 * Areas and offices that a role covers. A village role covers its village, a district role its district and the villages below,
 * a regency role everything; a standpoint on the wrong level covers nothing.
 */
export function reachOf(regency: Regency, role: Role, standpoint: Standpoint): Reach {
  return { areaIds: areasWithin(regency, role, standpoint.areaId), officeIds: officesWithin(regency, role, standpoint.officeId) }
}

function areasWithin(regency: Regency, role: Role, areaId: number | null): readonly number[] {
  if (role.reach.area === 'none') return []
  const root = role.reach.area === 'regency' ? regency.areas.root.areaId : areaId
  const area = root === null ? undefined : regency.areas.byId.get(root)
  if (area === undefined || area.kind !== role.reach.area) return []
  return withDescendants(regency.areas, area.areaId)
}

function officesWithin(regency: Regency, role: Role, officeId: number | null): readonly number[] {
  if (role.reach.office === 'all') return regency.offices.map((office) => office.officeId)
  return role.reach.office === 'own' && officeId !== null ? [officeId] : []
}

function getOfficeOfKind(regency: Regency, kind: OfficeKind): Office {
  const office = regency.offices.find((candidate) => candidate.kind === kind)
  if (office === undefined) throw new Error(`no office of kind ${kind} in ${regency.code}`)
  return office
}

/** Every area and office of a regency: the reach of the system at its own work. */
export function regencyReach(regency: Regency): Reach {
  return { areaIds: [...regency.areas.byId.keys()], officeIds: regency.offices.map((office) => office.officeId) }
}

/** Whether whoever holds the role signs in with a code besides the password. */
export function needsSecondStep(regency: Pick<Regency, 'roles'>, role: string): boolean {
  return regency.roles.find((each) => each.key === role)?.needs.includes('second_step') === true
}

/** The regency as its demo shows it: with published passwords and invented people, nobody is asked for a code. */
export function withoutSecondStep(regency: Regency): Regency {
  return { ...regency, roles: regency.roles.map((role) => ({ ...role, needs: role.needs.filter((need) => need !== 'second_step') })) }
}
