import { z } from 'zod'
import { AnsweredAsOf, AsOfQuery, HistoryStep, SourcedValue } from '#modules/registry/attribute/attribute.contract.ts'
import type { Operations } from '#platform/http/contract.ts'
import { relations } from './relation.rules.ts'

/** Where a family or person is, with the names that a screen shows. */
export const Place = z.object({
  areaId: z.int(),
  areaName: z.string(),
  districtName: z.string().nullable(),
  hamlet: z.string().nullable(),
  rt: z.int().nullable(),
  rw: z.int().nullable(),
  addressText: z.string().nullable(),
})
export type Place = Readonly<z.infer<typeof Place>>

export const PersonSex = z.enum(['male', 'female'])

/** The official decile with the list that brought it. */
export const OfficialDecile = z.object({
  decile: z.int().min(1).max(10),
  on: z.iso.date(),
  sourceName: z.string(),
  isSynthetic: z.boolean(),
  rowNumber: z.int(),
})

export const FamilyMember = z.object({
  personId: z.uuid(),
  name: z.string(),
  alias: z.string().nullable(),
  sex: PersonSex.nullable(),
  birthOn: z.iso.date().nullable(),
  /** The date stands for "unknown": ages from it need a warning. */
  birthOnIsDefault: z.boolean(),
  ageInYears: z.int().nullable(),
  relation: z.enum(relations),
  status: z.enum(['registered', 'provisional']),
  /** `1234••••••••0012`; null when the person has no number. */
  nikMasked: z.string().nullable(),
  memberFrom: z.iso.date(),
  memberTo: z.iso.date().nullable(),
  endedAs: z.enum(['died', 'moved', 'mistaken']).nullable(),
  /** What each source says, the value that counts first. */
  values: z.array(SourcedValue),
  history: z.array(HistoryStep),
})
export type FamilyMember = Readonly<z.infer<typeof FamilyMember>>

export const FamilyProfile = z.object({
  familyId: z.uuid(),
  place: Place,
  cardMasked: z.string().nullable(),
  decile: OfficialDecile.nullable(),
  /** True when the family comes from the regency's twin and no real person is meant. */
  isSynthetic: z.boolean(),
  members: z.array(FamilyMember),
  values: z.array(SourcedValue),
  history: z.array(HistoryStep),
  asOf: AnsweredAsOf,
  /** What the keys of programmes among the values are called. */
  programmeNames: z.record(z.string(), z.object({ id: z.string(), en: z.string() })),
}).meta({ id: 'FamilyProfile' })
export type FamilyProfile = Readonly<z.infer<typeof FamilyProfile>>

/** One of a household as those see it who work for it: who it is, and no more. */
export const HouseholdMember = FamilyMember.pick({
  personId: true, name: true, alias: true, sex: true, birthOn: true, birthOnIsDefault: true, ageInYears: true, status: true, endedAs: true,
}).extend({
  /** Null for somebody who is in no family. */
  relation: FamilyMember.shape.relation.nullable(),
  /** Absent for whoever may not know numbers. */
  nikMasked: z.string().nullable().optional(),
})

/** A family, or somebody who is in none yet: who lives there, where, and the official decile. */
export const Household = z.object({
  familyId: z.uuid().nullable(),
  place: Place,
  cardMasked: z.string().nullable().optional(),
  decile: OfficialDecile.nullable(),
  members: z.array(HouseholdMember),
}).meta({ id: 'Household' })
export type Household = Readonly<z.infer<typeof Household>>

export const familyOperations = {
  getFamily: {
    method: 'GET', path: '/api/registry/families/:familyId', access: 'registry.person.read',
    summary: 'One family: its people, address, official decile, and what each source says, today or as of a day. The look is written down.',
    params: z.object({ familyId: z.uuid() }), query: AsOfQuery, ok: FamilyProfile,
  },
} as const satisfies Operations
