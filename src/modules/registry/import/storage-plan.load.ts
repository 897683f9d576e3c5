import type { PersonValues } from '#modules/registry/attribute/attribute.contract.ts'
import type { NewAttributes, NewSensitive } from '#modules/registry/attribute/attribute.store.ts'
import { cardMark } from '#modules/registry/attribute/survivor.rules.ts'
import { printNeighbourhood } from '#modules/registry/family/address.rules.ts'
import type { Decile, Family, NewFamily, NewMember } from '#modules/registry/family/family.store.ts'
import type { SealedNumber } from '#modules/registry/person/identity.rules.ts'
import type { NewPerson, PersonFacts } from '#modules/registry/person/person.store.ts'
import { bringsDecile, differs, factsAfter, movesFamily, outcomeOf, outweighs, placeAfter, settlesHome, type KnownPerson, type NumberedRow, type Outcome, type Weight } from './link.rules.ts'
import type { ConfirmedMember } from './link.store.ts'
import type { PersonRow } from './row.rules.ts'

/** A good row, linked, with its numbers closed and the id of its source record. */
export interface LinkedRow extends NumberedRow {
  readonly rowNumber: number
  readonly recordId: string
  readonly nik: SealedNumber<Buffer> | null
  readonly card: SealedNumber<Buffer> | null
  readonly known: KnownPerson | null
}

export interface PlanContext {
  /** Families that carry a card, by the card's keyed hash in hex. */
  readonly familiesByCard: ReadonlyMap<string, Family>
  readonly weight: Weight
  readonly nextId: () => string
}

/** Everything that storing a list writes, each kind at once. */
export interface StorePlan {
  readonly newFamilies: NewFamily[]
  /** Families of cards under which only somebody who lives elsewhere is listed. */
  readonly spokenOf: NewFamily[]
  readonly movedFamilies: Omit<NewFamily, 'decile' | 'card'>[]
  readonly deciles: (Decile & { familyId: string })[]
  readonly newPersons: NewPerson[]
  readonly changedPersons: (PersonFacts & { personId: string })[]
  readonly newNiks: { personId: string; areaId: number; nik: SealedNumber<Buffer> }[]
  readonly newMembers: NewMember[]
  readonly confirmedMembers: ConfirmedMember[]
  readonly attributes: NewAttributes[]
  readonly sensitive: NewSensitive[]
  readonly rows: { rowNumber: number; personId: string; familyId: string; outcome: Outcome }[]
  readonly changedFamilyIds: Set<string>
  /** Families that somebody leaves for another one. */
  readonly leftFamilyIds: Set<string>
  /** Families of cards that no family carried, by the card's keyed hash in hex: whichever row names a card first, its family is one and the same. */
  readonly familyIdsByCard: Map<string, string>
}

/** A plan that writes nothing yet. */
export function emptyPlan(): StorePlan {
  return {
    newFamilies: [], spokenOf: [], movedFamilies: [], deciles: [], newPersons: [], changedPersons: [], newNiks: [], newMembers: [], confirmedMembers: [],
    attributes: [], sensitive: [], rows: [], changedFamilyIds: new Set(), leftFamilyIds: new Set(), familyIdsByCard: new Map(),
  }
}

/** The rows of a list by family: rows of one card are one family; a row without a card is a family of its own. */
export function groupFamilies(rows: readonly LinkedRow[], weight: Weight): readonly (readonly LinkedRow[])[] {
  return [...Map.groupBy(rows, (row) => familyKey(row, weight)).values()]
}

/** Adds to a plan what storing families of linked rows writes. */
export function planStorage(plan: StorePlan, families: readonly (readonly LinkedRow[])[], context: PlanContext): void {
  for (const rows of families) planFamily(plan, rows, context)
}

/** Rows with one key end up in one family. */
function familyKey(row: LinkedRow, weight: Weight): string {
  const { known } = row
  if (known?.family && !movesFamily(row, known, weight)) return known.family.familyId
  return row.cardMac ?? `row ${row.rowNumber}`
}

interface FamilyAtHand {
  readonly familyId: string
  readonly isNew: boolean
}

function planFamily(plan: StorePlan, rows: readonly LinkedRow[], context: PlanContext): void {
  const lead = rows.find((row) => row.person.relation === 'head') ?? rows[0]
  if (lead === undefined) return
  const there = familyThere(rows, context)
  const familyId = there?.familyId ?? newFamilyId(plan, rows, context)
  if (there === undefined) plan.newFamilies.push(newFamily(familyId, rows, { lead, context }))
  else changeFamily(plan, there, { rows, lead, context })
  const family: FamilyAtHand = { familyId, isNew: there === undefined }
  for (const row of rows) planPerson(plan, row, { family, isAlone: rows.length === 1, context })
  stateFamilies(plan, familyId, { lead, rows, context })
}

/** The id of a family that a row names first; a family of a card keeps the one under which a row of somebody elsewhere spoke of it before. */
function newFamilyId(plan: StorePlan, rows: readonly LinkedRow[], context: PlanContext): string {
  const mac = rows.find((row) => row.cardMac !== null)?.cardMac ?? null
  const familyId = (mac === null ? undefined : plan.familyIdsByCard.get(mac)) ?? context.nextId()
  if (mac !== null) plan.familyIdsByCard.set(mac, familyId)
  return familyId
}

/**
 * What rows say of a house and its decile, they say of the card that they name: also where the person lives under another card, because a list
 * that counts more says so. Otherwise it would hang on which list came first. Nobody lives yet in a family that only such a row knows.
 */
function stateFamilies(plan: StorePlan, familyId: string, given: { lead: LinkedRow; rows: readonly LinkedRow[]; context: PlanContext }): void {
  const { lead, rows, context } = given
  const here = rows.filter((row) => !isOfOtherCard(row, familyId))
  if (here.length > 0) stateFamily(plan, familyId, { lead: here.includes(lead) ? lead : here[0]!, rows: here, context })
  for (const [mac, others] of Map.groupBy(rows.filter((row) => isOfOtherCard(row, familyId)), (row) => row.cardMac!)) {
    stateFamily(plan, familyOfCard(plan, mac, { rows: others, context }), { lead: others.find(({ person }) => person.relation === 'head') ?? others[0]!, rows: others, context })
  }
}

/** Whether a row of somebody who lives in a family names another card than the family's. */
function isOfOtherCard({ cardMac, known }: LinkedRow, familyId: string): boolean {
  return cardMac !== null && known?.family?.familyId === familyId && known.family.cardMac !== null && cardMac !== known.family.cardMac
}

function familyOfCard(plan: StorePlan, mac: string, { rows, context }: { rows: readonly LinkedRow[]; context: PlanContext }): string {
  const known = context.familiesByCard.get(mac)?.familyId ?? plan.familyIdsByCard.get(mac)
  if (known !== undefined) return known
  const familyId = newFamilyId(plan, rows, context)
  plan.spokenOf.push(newFamily(familyId, rows, { lead: rows[0]!, context }))
  return familyId
}

function familyThere(rows: readonly LinkedRow[], context: PlanContext): Family | undefined {
  for (const row of rows) {
    const known = row.known?.family
    if (known && row.known !== null && !movesFamily(row, row.known, context.weight)) return { ...known, decile: decileOf(known) }
  }
  const mac = rows.find((row) => row.cardMac !== null)?.cardMac ?? ''
  return context.familiesByCard.get(mac)
}

function decileOf(known: { decile: number | null; decileOn: string | null }): Decile | null {
  return known.decile === null || known.decileOn === null ? null : { decile: known.decile, on: known.decileOn, sourceRecordId: '' }
}

function newFamily(familyId: string, rows: readonly LinkedRow[], given: { lead: LinkedRow; context: PlanContext }): NewFamily {
  const { lead, context } = given
  const first = <K extends keyof PersonRow>(fact: K): PersonRow[K] | null => [lead, ...rows].find((row) => row.person[fact] !== null)?.person[fact] ?? null
  const decided = [lead, ...rows].find((row) => row.person.decile !== null)
  return {
    familyId, areaId: lead.person.villageId, hamlet: first('hamlet'), rt: first('rt'), rw: first('rw'), addressText: first('addressText'),
    card: rows.find((row) => row.card !== null)?.card ?? null,
    decile: decided?.person.decile ? { decile: decided.person.decile, on: context.weight.asOfOn, sourceRecordId: decided.recordId } : null,
  }
}

function changeFamily(plan: StorePlan, family: Family, given: { rows: readonly LinkedRow[]; lead: LinkedRow; context: PlanContext }): void {
  const { rows, lead, context } = given
  const isStronger = rows.every((row) => row.known === null || settlesHome(row, row.known, context.weight))
  const { areaId, hamlet, rt, rw, addressText } = family
  const after = placeAfter(lead.person, family, isStronger)
  if (differs({ areaId, hamlet, rt, rw, addressText }, after)) {
    plan.movedFamilies.push({ familyId: family.familyId, ...after })
    plan.changedFamilyIds.add(family.familyId)
  }
  const known = { decile: family.decile?.decile ?? null, decileOn: family.decile?.on ?? null }
  const decided = rows.find((row) => !isOfOtherCard(row, family.familyId) && bringsDecile(row.person, known, context.weight.asOfOn))
  if (decided?.person.decile) {
    plan.deciles.push({ familyId: family.familyId, decile: decided.person.decile, on: context.weight.asOfOn, sourceRecordId: decided.recordId })
    plan.changedFamilyIds.add(family.familyId)
  }
}

interface PersonAtHand {
  readonly family: FamilyAtHand
  readonly isAlone: boolean
  readonly context: PlanContext
}

function planPerson(plan: StorePlan, row: LinkedRow, at: PersonAtHand): void {
  const { weight, nextId } = at.context
  const personId = row.known?.personId ?? nextId()
  if (row.known === null) plan.newPersons.push(newPerson(personId, row))
  else changePerson(plan, row, { known: row.known, weight })
  planMembership(plan, row, { ...at, personId })
  plan.rows.push({ rowNumber: row.rowNumber, personId, familyId: at.family.familyId, outcome: outcomeOf(row, row.known, weight) })
  statePerson(plan, row, { personId, asOfOn: weight.asOfOn })
}

function newPerson(personId: string, row: LinkedRow): NewPerson {
  const { name, sex, birthOn, birthPlace, villageId } = row.person
  return { personId, areaId: villageId, status: 'registered', name, alias: null, sex, birthOn, birthPlace, sourceRecordId: row.recordId, nik: row.nik }
}

function changePerson(plan: StorePlan, row: LinkedRow, given: { known: KnownPerson; weight: Weight }): void {
  const { known, weight } = given
  const after = factsAfter(row, known, weight)
  const { name, sex, birthOn, birthPlace, areaId } = known
  if (known.status === 'provisional' || differs({ name, sex, birthOn, birthPlace, areaId }, after)) {
    const sourceRecordId = outweighs(weight, known.weight) ? row.recordId : known.sourceRecordId
    plan.changedPersons.push({ personId: known.personId, status: 'registered', alias: known.alias, sourceRecordId, ...after })
  }
  if (row.nik !== null && known.nikMac === null) plan.newNiks.push({ personId: known.personId, areaId: after.areaId, nik: row.nik })
}

function planMembership(plan: StorePlan, row: LinkedRow, at: PersonAtHand & { personId: string }): void {
  const { family, context, personId } = at
  const known = row.known?.family ?? null
  const relation = row.person.relation ?? (at.isAlone && family.isNew ? 'head' : 'other')
  if (known?.familyId !== family.familyId) {
    if (known !== null) plan.leftFamilyIds.add(known.familyId)
    plan.newMembers.push({ familyId: family.familyId, personId, areaId: row.person.villageId, relation, validFrom: context.weight.asOfOn, sourceRecordId: row.recordId })
    return
  }
  if (row.known === null || !settlesHome(row, row.known, context.weight)) return
  plan.confirmedMembers.push({ familyId: family.familyId, personId, relation: row.person.relation ?? known.relation, sourceRecordId: row.recordId })
}

/** What the row says about the person is kept as said, whether it counts or not. */
function statePerson(plan: StorePlan, row: LinkedRow, given: { personId: string; asOfOn: string }): void {
  const { name, sex, birthOn, birthPlace, values, disability, villageId } = row.person
  const about = { subjectId: given.personId, subjectKind: 'person', areaId: villageId, sourceRecordId: row.recordId, validFrom: given.asOfOn } as const
  const said = { name, ...(sex !== null && { sex }), ...(birthOn !== null && { birthOn }), ...(birthPlace !== null && { birthPlace }), ...values, home: homeOf(row) }
  plan.attributes.push({ ...about, values: said })
  if (disability !== null) plan.sensitive.push({ ...about, class: 'disability', values: { disability } })
  plan.sensitive.push({ ...about, class: 'health', values: row.person.health })
}

function homeOf({ cardMac, person: { villageId: areaId, hamlet, rt, rw, addressText } }: LinkedRow): PersonValues['home'] {
  return { card: cardMark(cardMac), areaId, hamlet, rt, rw, addressText }
}

function stateFamily(plan: StorePlan, familyId: string, given: { lead: LinkedRow; rows: readonly LinkedRow[]; context: PlanContext }): void {
  const { lead, context } = given
  const inOrder = [lead, ...given.rows.filter((row) => row !== lead)]
  const row = inOrder.find((each) => each.person.decile !== null) ?? lead
  const about = { subjectId: familyId, subjectKind: 'family', areaId: lead.person.villageId, sourceRecordId: row.recordId, validFrom: context.weight.asOfOn } as const
  const address = printAddress(lead.person)
  plan.attributes.push({
    ...about, values: { ...householdOf(inOrder), ...(row.person.decile !== null && { decile: row.person.decile }), ...(address !== '' && { address }) },
  })
  const monthlyIncomeRupiah = inOrder.find((each) => each.person.monthlyIncomeRupiah !== null)?.person.monthlyIncomeRupiah ?? null
  if (monthlyIncomeRupiah !== null) plan.sensitive.push({ ...about, class: 'income', values: { monthlyIncomeRupiah } })
}

/** What the rows of a family say about their house, the head's word first; the programmes of all of them. */
function householdOf(rows: readonly LinkedRow[]): PersonRow['household'] {
  const said = rows.map((row) => row.person.household)
  const programmes = [...new Set(said.flatMap((household) => household.programmes ?? []))]
  return { ...Object.assign({}, ...said.toReversed()), ...(programmes.length > 0 && { programmes }) }
}

/** Where the row says that somebody lives, on one line. */
export function printAddress(person: PersonRow): string {
  const neighbourhood = person.rt === null && person.rw === null ? null : printNeighbourhood(person)
  const parts = [person.addressText, person.hamlet === null ? null : `Dusun ${person.hamlet}`, neighbourhood]
  return parts.filter((part) => part !== null).join(', ').slice(0, 200)
}
