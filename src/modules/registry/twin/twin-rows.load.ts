import type { Json } from '#platform/json.ts'
import { hamletKey } from '#modules/registry/family/address.rules.ts'
import { nameKey, nameSounds, normaliseName } from '#modules/registry/name/name.rules.ts'
import { isDefaultBirth } from '#modules/registry/person/birth.rules.ts'
import { sealCard, sealNik, type IdentityKeys } from '#modules/registry/person/identity.rules.ts'
import { areasAround, nameTerms, searchNames } from '#modules/registry/search/index-person.rules.ts'
import { addRow, copyTable, type CopyTable } from './bulk.load.ts'
import type { TwinFamily, TwinPerson } from './twin.rules.ts'

/** What all rows of one load share. */
export interface RowContext {
  readonly regencyId: number
  readonly snapshotId: string
  readonly asOfOn: string
  readonly recordedAt: string
  readonly keys: IdentityKeys
  /** Counts, over the whole load, how many persons carry a sound in their names. */
  readonly soundCounts: Map<string, number>
  /** The names that were met so far in an area. */
  readonly namesIn: Map<number, Set<string>>
}

/** The tables of a load, in an order that foreign keys allow. */
export function twinTables() {
  const record = ['regency_id', 'source_record_id', 'snapshot_id', 'area_id', 'row_number', 'raw']
  const family = ['regency_id', 'family_id', 'area_id', 'district_id', 'hamlet', 'hamlet_key', 'rw', 'rt', 'address_text', 'decile', 'decile_on',
    'decile_source_record_id', 'recorded_at']
  const person = ['regency_id', 'person_id', 'area_id', 'district_id', 'status', 'name', 'name_key', 'sex', 'birth_on', 'birth_on_is_default', 'birth_place',
    'ended_on', 'ended_as', 'source_record_id', 'recorded_at']
  const set = ['regency_id', 'subject_id', 'subject_kind', 'area_id', 'source_record_id', 'values', 'valid_from', 'recorded_at']
  return {
    records: copyTable('registry.source_record', record),
    families: copyTable('registry.family', family),
    cards: copyTable('registry.family_identity', ['regency_id', 'family_id', 'area_id', 'card_sealed', 'card_mac', 'card_last4']),
    persons: copyTable('registry.person', person),
    niks: copyTable('registry.person_identity', ['regency_id', 'person_id', 'area_id', 'nik_sealed', 'nik_mac', 'nik_prefix', 'nik_last4']),
    members: copyTable('registry.family_member', ['regency_id', 'family_id', 'person_id', 'area_id', 'relation', 'valid_from', 'valid_to', 'source_record_id']),
    events: copyTable('registry.person_event', ['regency_id', 'person_id', 'event_no', 'area_id', 'kind', 'happened_on', 'other_place', 'source_record_id']),
    links: copyTable('registry.link', ['regency_id', 'link_id', 'source_record_id', 'person_id', 'family_id', 'area_id', 'decided_by', 'rule', 'linked_at']),
    attributes: copyTable('registry.attribute_set', set),
    sensitive: copyTable('registry.sensitive_set', [...set, 'class']),
    search: copyTable('registry.person_search', ['regency_id', 'person_id', 'entry_no', 'area_id', 'name']),
    namePlaces: copyTable('registry.name_place', ['regency_id', 'area_id', 'name', 'terms']),
  } satisfies Record<string, CopyTable>
}
export type TwinTables = ReturnType<typeof twinTables>

/** Adds one family with its people to the tables, every column derived here and not by the database afterwards. */
export function addFamily(tables: TwinTables, family: TwinFamily, context: RowContext): void {
  const { regencyId, asOfOn, recordedAt } = context
  const { familyId, areaId, sourceRecordId } = family
  addRow(tables.records, [regencyId, sourceRecordId, context.snapshotId, areaId, family.rowNumber, JSON.stringify(rawRow(family))])
  addRow(tables.families, [regencyId, familyId, areaId, family.districtId, family.hamlet, hamletKey(family.hamlet), family.rw, family.rt, family.addressText,
    family.decile, asOfOn, sourceRecordId, recordedAt])
  const card = sealCard(context.keys, family.card)
  addRow(tables.cards, [regencyId, familyId, areaId, card.sealFor(familyId), card.mac, card.last4])
  addValues(tables.attributes, { ...context, areaId, sourceRecordId }, { kind: 'family', id: familyId, values: { decile: family.decile, ...family.values } })
  addValues(tables.sensitive, { ...context, areaId, sourceRecordId }, {
    kind: 'family', id: familyId, values: { monthlyIncomeRupiah: family.monthlyIncomeRupiah }, class: 'income',
  })
  for (const person of family.members) addPerson(tables, { person, family }, context)
}

/** The row as the twin's list would show it; identity numbers stay out. */
function rawRow(family: TwinFamily): Record<string, Json> {
  const present = family.members.filter((member) => member.memberTo === null)
  return {
    'Nama Kepala Keluarga': present.find((member) => member.relation === 'head')?.name ?? '', Dusun: family.hamlet, RT: family.rt, RW: family.rw,
    Desil: family.decile, 'Jumlah Anggota': present.length, Sintetis: true,
  }
}

function addPerson(tables: TwinTables, { person, family }: { person: TwinPerson; family: TwinFamily }, context: RowContext): void {
  const { regencyId, recordedAt } = context
  const { areaId, sourceRecordId } = family
  const { personId } = person
  addRow(tables.persons, [regencyId, personId, areaId, family.districtId, 'registered', person.name, nameKey(normaliseName(person.name).name), person.sex,
    person.birthOn, isDefaultBirth(person.birthOn), person.birthPlace, person.endedAs && person.memberTo, person.endedAs, sourceRecordId, recordedAt])
  if (person.nik !== null) {
    const nik = sealNik(context.keys, person.nik)
    addRow(tables.niks, [regencyId, personId, areaId, nik.sealFor(personId), nik.mac, nik.prefix, nik.last4])
  }
  addRow(tables.members, [regencyId, family.familyId, personId, areaId, person.relation, person.memberFrom, person.memberTo, sourceRecordId])
  person.events.forEach((event, index) => addRow(tables.events, [regencyId, personId, index + 1, areaId, event.kind, event.on, event.otherPlace, sourceRecordId]))
  // One row speaks of each, so the person's id can be the link's.
  addRow(tables.links, [regencyId, personId, sourceRecordId, personId, family.familyId, areaId, 'new', 'new', recordedAt])
  const about = { ...context, areaId, sourceRecordId }
  addValues(tables.attributes, about, { kind: 'person', id: personId, values: person.values })
  if (person.disability) addValues(tables.sensitive, about, { kind: 'person', id: personId, values: { disability: person.disability }, class: 'disability' })
  if (person.chronicIllness) addValues(tables.sensitive, about, { kind: 'person', id: personId, values: { chronicIllness: person.chronicIllness }, class: 'health' })
  addSearchEntries(tables, { personId, name: person.name, areaId }, context)
}

interface Subject {
  readonly kind: 'family' | 'person'
  readonly id: string
  readonly values: object
  readonly class?: string
}

function addValues(table: CopyTable, about: RowContext & { areaId: number; sourceRecordId: string }, subject: Subject): void {
  const cells = [about.regencyId, subject.id, subject.kind, about.areaId, about.sourceRecordId, JSON.stringify(subject.values), about.asOfOn, about.recordedAt]
  addRow(table, subject.class === undefined ? cells : [...cells, subject.class])
}

function addSearchEntries(tables: TwinTables, person: { personId: string; name: string; areaId: number }, context: RowContext): void {
  searchNames({ name: person.name, alias: null }).forEach((name, entryNo) => {
    addRow(tables.search, [context.regencyId, person.personId, entryNo, person.areaId, name])
    for (const areaId of areasAround(person.areaId)) addNamePlace(tables, { areaId, name }, context)
    for (const sound of nameSounds(name)) context.soundCounts.set(sound, (context.soundCounts.get(sound) ?? 0) + 1)
  })
}

function addNamePlace(tables: TwinTables, { areaId, name }: { areaId: number; name: string }, context: RowContext): void {
  const known = context.namesIn.get(areaId) ?? new Set<string>()
  if (known.has(name)) return
  context.namesIn.set(areaId, known.add(name))
  addRow(tables.namePlaces, [context.regencyId, areaId, name, [...nameTerms(name, areaId)]])
}
