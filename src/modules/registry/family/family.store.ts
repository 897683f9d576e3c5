import { sql } from 'kysely'
import type { SealedNumber } from '#modules/registry/person/identity.rules.ts'
import { districtIdOf } from '#modules/registry/search/index-person.rules.ts'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import { hamletKey } from './address.rules.ts'
import type { Relation } from './relation.rules.ts'

export interface Decile {
  readonly decile: number
  /** The date of the official figure (YYYY-MM-DD). */
  readonly on: string
  readonly sourceRecordId: string
}

export interface NewFamily {
  readonly familyId: string
  readonly areaId: number
  readonly hamlet: string | null
  readonly rw: number | null
  readonly rt: number | null
  readonly addressText: string | null
  readonly decile: Decile | null
  readonly card: SealedNumber | null
}

/** A family as the registry has it, without its card number. */
export type Family = Omit<NewFamily, 'card'>

export interface NewMember {
  readonly familyId: string
  readonly personId: string
  readonly areaId: number
  readonly relation: Relation
  readonly validFrom: string
  readonly sourceRecordId: string | null
}

/** Adds families and their card numbers. */
export async function insertFamilies(tx: Tx, families: readonly NewFamily[]): Promise<void> {
  await inSlices(families, (slice) => tx.db.insertInto('registry.family').values(slice.map((family) => ({
    regency_id: tx.regencyId, family_id: family.familyId, recorded_at: tx.now, ...placeColumns(family), ...decileColumns(family.decile),
  }))).execute())
  const numbered = families.flatMap(({ familyId, areaId, card }) => (card === null ? [] : [{ familyId, areaId, card }]))
  await inSlices(numbered, (slice) => tx.db.insertInto('registry.family_identity').values(slice.map(({ familyId, areaId, card }) => ({
    regency_id: tx.regencyId, family_id: familyId, area_id: areaId, card_sealed: Buffer.from(card.sealFor(familyId)), card_mac: Buffer.from(card.mac),
    card_last4: card.last4,
  }))).execute())
}

/** Writes where families live now. */
export async function updateFamilyPlaces(tx: Tx, families: readonly Omit<NewFamily, 'decile' | 'card'>[]): Promise<void> {
  const places = families.map((family) => ({ family_id: family.familyId, ...placeColumns(family) }))
  await inSlices(places, (slice) => sql`
    update registry.family f set area_id = v.area_id, district_id = v.district_id, hamlet = v.hamlet, hamlet_key = v.hamlet_key, rw = v.rw, rt = v.rt,
      address_text = v.address_text
    from jsonb_to_recordset(${JSON.stringify(slice)}::jsonb)
      as v (family_id uuid, area_id int, district_id smallint, hamlet text, hamlet_key text, rw smallint, rt smallint, address_text text)
    where f.regency_id = ${tx.regencyId} and f.family_id = v.family_id`.execute(tx.db))
}

/** Sets the official decile where it is newer than the one known. */
export async function updateDeciles(tx: Tx, deciles: readonly (Decile & { readonly familyId: string })[]): Promise<void> {
  const figures = deciles.map((decile) => ({ family_id: decile.familyId, ...decileColumns(decile) }))
  await inSlices(figures, (slice) => sql`
    update registry.family f set decile = v.decile, decile_on = v.decile_on, decile_source_record_id = v.decile_source_record_id
    from jsonb_to_recordset(${JSON.stringify(slice)}::jsonb) as v (family_id uuid, decile smallint, decile_on date, decile_source_record_id uuid)
    where f.regency_id = ${tx.regencyId} and f.family_id = v.family_id and (f.decile_on is null or f.decile_on <= v.decile_on)`.execute(tx.db))
}

function placeColumns(family: Omit<NewFamily, 'decile' | 'card'>) {
  return {
    area_id: family.areaId, district_id: districtIdOf(family.areaId), hamlet: family.hamlet,
    hamlet_key: family.hamlet === null ? null : hamletKey(family.hamlet), rw: family.rw, rt: family.rt, address_text: family.addressText,
  }
}

function decileColumns(decile: Decile | null) {
  return { decile: decile?.decile ?? null, decile_on: decile?.on ?? null, decile_source_record_id: decile?.sourceRecordId ?? null }
}

/** Puts persons into families; somebody who is a current member somewhere must leave there first (`endMemberships`). */
export async function insertMembers(tx: Tx, members: readonly NewMember[]): Promise<void> {
  await inSlices(members, (slice) => tx.db.insertInto('registry.family_member').values(slice.map((member) => ({
    regency_id: tx.regencyId, family_id: member.familyId, person_id: member.personId, area_id: member.areaId, relation: member.relation,
    valid_from: member.validFrom, valid_to: null, source_record_id: member.sourceRecordId,
  }))).execute())
}

const columns = ['f.family_id', 'f.area_id', 'f.hamlet', 'f.rw', 'f.rt', 'f.address_text', 'f.decile', 'f.decile_on', 'f.decile_source_record_id'] as const

/** The families in the actor's areas that carry the card of these keyed hashes, by the hash in hex. */
export async function findFamiliesByCard(tx: Tx, macs: readonly Uint8Array[]): Promise<ReadonlyMap<string, readonly Family[]>> {
  if (macs.length === 0) return new Map()
  const rows = await tx.db.selectFrom('registry.family_identity as i')
    .innerJoin('registry.family as f', (join) => join.onRef('f.regency_id', '=', 'i.regency_id').onRef('f.family_id', '=', 'i.family_id'))
    .select(['i.card_mac', ...columns]).where('i.regency_id', '=', tx.regencyId).where('i.card_mac', 'in', macs.map((mac) => Buffer.from(mac))).execute()
  const found = rows.map((row) => ({ mac: row.card_mac.toString('hex'), family: toFamily(row) }))
  return new Map([...Map.groupBy(found, ({ mac }) => mac)].map(([mac, group]) => [mac, group.map(({ family }) => family)]))
}

/** A family by id, in the actor's areas. */
export async function findFamily(tx: Tx, familyId: string): Promise<Family | undefined> {
  const row = await tx.db.selectFrom('registry.family as f').select(columns)
    .where('f.regency_id', '=', tx.regencyId).where('f.family_id', '=', familyId).executeTakeFirst()
  return row && toFamily(row)
}

/** The families of which persons are members now, by person. */
export async function findFamilyIdsOf(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (personIds.length === 0) return new Map()
  const rows = await tx.db.selectFrom('registry.family_member').select(['person_id', 'family_id'])
    .where('regency_id', '=', tx.regencyId).where('person_id', 'in', [...personIds]).where('valid_to', 'is', null).execute()
  return new Map(rows.map((row) => [row.person_id, row.family_id]))
}

interface FamilyRow {
  family_id: string
  area_id: number
  hamlet: string | null
  rw: number | null
  rt: number | null
  address_text: string | null
  decile: number | null
  decile_on: string | null
  decile_source_record_id: string | null
}

function toFamily(row: FamilyRow): Family {
  const { decile, decile_on: on, decile_source_record_id: sourceRecordId } = row
  return {
    familyId: row.family_id, areaId: row.area_id, hamlet: row.hamlet, rw: row.rw, rt: row.rt, addressText: row.address_text,
    decile: decile === null || on === null || sourceRecordId === null ? null : { decile, on, sourceRecordId },
  }
}
