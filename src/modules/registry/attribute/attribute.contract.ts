import { z } from 'zod'

/**
 * What lists say about families and persons, in one vocabulary. Codes are words, in the order of the national questionnaire
 * (Regsosek 2022-K) or of the civil registry's lists, whose numbers importers translate.
 */

export const Dwelling = z.enum(['own', 'rent', 'rent_free', 'official', 'other'])
export const Floor = z.enum(['marble', 'ceramic', 'vinyl', 'tile', 'wood', 'cement', 'bamboo', 'earth', 'other'])
export const Wall = z.enum(['masonry', 'plastered_bamboo', 'wood', 'woven_bamboo', 'logs', 'bamboo', 'other'])
export const Roof = z.enum(['concrete', 'clay', 'zinc', 'asbestos', 'shingle', 'bamboo', 'thatch', 'other'])
export const Water = z.enum(['bottled', 'refill', 'piped', 'pump', 'protected_well', 'open_well', 'protected_spring', 'open_spring', 'surface', 'rain', 'other'])
export const Light = z.enum(['metered', 'unmetered', 'other_electricity', 'no_electricity'])
export const CookingFuel = z.enum(['electricity', 'lpg_5', 'lpg_12', 'lpg_3', 'city_gas', 'biogas', 'kerosene', 'briquette', 'charcoal', 'firewood', 'other', 'none'])
export const Toilet = z.enum(['own', 'shared', 'communal', 'public', 'unused', 'none'])
export const Marital = z.enum(['single', 'married', 'divorced', 'widowed'])
export const Education = z.enum(['none', 'primary_unfinished', 'primary', 'lower_secondary', 'upper_secondary', 'diploma_2', 'diploma_3', 'bachelor', 'master', 'doctor'])
export const Schooling = z.enum(['never', 'in_school', 'left'])
export const HealthCover = z.enum(['none', 'state_paid', 'self_paid', 'employer', 'other'])
export const Disability = z.enum(['physical', 'sight', 'hearing_speech', 'mental', 'physical_mental', 'other'])
export const ChronicIllness = z.enum([
  'heart', 'liver', 'lung', 'cancer', 'stroke', 'diabetes', 'kidney', 'malaria', 'leprosy', 'hiv', 'mental', 'tuberculosis', 'asthma', 'hypertension', 'other',
])
export const LandProof = z.enum(['certificate_own', 'certificate_agreed', 'certificate_other', 'other_certificate', 'customary', 'none'])
export const WaterDistance = z.enum(['near', 'far', 'unknown'])
export const ToiletBowl = z.enum(['goose_neck', 'covered_slab', 'open_slab', 'pit'])
export const Sewage = z.enum(['septic_tank', 'treatment_plant', 'open_water', 'hole', 'open_land', 'other'])
export const Internet = z.enum(['none', 'subscribed', 'wifi', 'mobile'])
export const BankAccount = z.enum(['business', 'private', 'both', 'none'])
export const Asset = z.enum([
  'lpg_large', 'refrigerator', 'air_conditioner', 'water_heater', 'landline', 'television', 'gold', 'computer', 'motorcycle', 'bicycle', 'car', 'boat',
  'motor_boat', 'smartphone',
])
export const Aid = z.enum(['bpnt', 'pkh', 'blt_village', 'electricity', 'local', 'fertiliser', 'lpg'])
export const Presence = z.enum(['present', 'died', 'moved', 'abroad', 'new', 'not_found'])
export const WorkStatus = z.enum(['own_account', 'unpaid_help', 'paid_help', 'employee', 'civil_servant', 'casual_farm', 'casual_other', 'family_unpaid'])
export const Document = z.enum(['birth_certificate', 'child_card', 'identity_card'])
export const WorkCover = z.enum(['accident', 'death', 'old_age', 'pension', 'other'])
export const Nutrition = z.enum(['wasting', 'stunting', 'both', 'none', 'no_record'])
export const Difficulty = z.enum(['sight', 'hearing', 'walking', 'hands', 'learning', 'behaviour', 'speech', 'self_care', 'memory', 'sadness'])
export const Carer = z.enum(['family', 'other', 'alone'])

const Count = z.int().min(0).max(10_000)
const Words = z.string().trim().min(1).max(200)

/** What may be known about a family. */
export const FamilyValues = z.strictObject({
  decile: z.int().min(1).max(10),
  dwelling: Dwelling,
  floorAreaSquareMeters: z.int().min(1).max(5_000),
  floor: Floor,
  wall: Wall,
  roof: Roof,
  water: Water,
  light: Light,
  powerVoltAmperes: z.int().min(0).max(100_000),
  cookingFuel: CookingFuel,
  toilet: Toilet,
  landProof: LandProof,
  waterDistance: WaterDistance,
  toiletBowl: ToiletBowl,
  sewage: Sewage,
  internet: Internet,
  bankAccount: BankAccount,
  assets: z.array(Asset),
  ownsOtherLand: z.boolean(),
  ownsOtherHouse: z.boolean(),
  cattle: Count,
  buffaloes: Count,
  horses: Count,
  pigs: Count,
  goats: Count,
  /** Aid of the last year, as the family says. */
  aid: z.array(Aid),
  /** No dwelling for daily living (Kepmensos 262/HUK/2022). */
  hasNoDwelling: z.boolean(),
  worriedAboutFood: z.boolean(),
  /** More than half of all spending is for food. */
  spendsMostOnFood: z.boolean(),
  boughtNoClothes: z.boolean(),
  /** Keys of the regency's programmes that the family receives, by this source. */
  programmes: z.array(z.string().max(60)).max(50),
  address: Words,
}).partial()
export type FamilyValues = z.infer<typeof FamilyValues>

/** What may be known about a person. */
export const PersonValues = z.strictObject({
  name: Words,
  sex: z.enum(['male', 'female']),
  birthOn: z.iso.date(),
  birthPlace: Words,
  motherName: Words,
  fatherName: Words,
  marital: Marital,
  education: Education,
  schooling: Schooling,
  /** Number 1–89 of the civil registry's list of occupations. */
  occupation: z.int().min(1).max(89),
  healthCover: HealthCover,
  phone: Words,
  presence: Presence,
  documents: z.array(Document),
  schoolClass: z.int().min(1).max(8),
  receivesSchoolAid: z.boolean(),
  /** Worked in the last week. */
  worked: z.boolean(),
  weeklyHours: z.int().min(0).max(168),
  workStatus: WorkStatus,
  workCover: z.array(WorkCover),
  /** Where a row says that the person is at home, from which the places of families are settled; screens show the family's address. */
  home: z.strictObject({
    /** By which card, as a short mark of its keyed hash; null without one. */
    card: z.string().nullable(),
    areaId: z.int(), hamlet: z.string().nullable(), rt: z.int().nullable(), rw: z.int().nullable(), addressText: z.string().nullable(),
  }),
}).partial()
export type PersonValues = z.infer<typeof PersonValues>

/** What an officer may put right about a person at their own request; everything else is corrected where it comes from. */
export const CorrectedValues = PersonValues.pick({ name: true, sex: true, birthOn: true, birthPlace: true, motherName: true, fatherName: true, marital: true })
export type CorrectedValues = z.infer<typeof CorrectedValues>

/** Specific personal data by law: kept in a table of its own, each class behind its own grant. */
export const sensitiveClasses = ['health', 'disability', 'income'] as const
export type SensitiveClass = (typeof sensitiveClasses)[number]
export const HealthValues = z.strictObject({ chronicIllness: ChronicIllness, isPregnant: z.boolean(), nutrition: Nutrition }).partial()
export const DisabilityValues = z.strictObject({ disability: Disability, difficulties: z.array(Difficulty), carer: Carer }).partial()
export const IncomeValues = z.strictObject({ monthlyIncomeRupiah: z.int().min(0).max(1_000_000_000) }).partial()
export type SensitiveValues = z.infer<typeof HealthValues> | z.infer<typeof DisabilityValues> | z.infer<typeof IncomeValues>

/** By what a value counts before those that differ; `only`: nobody else speaks, `agreed`: all say the same. */
export const WinningRule = z.enum(['only', 'agreed', 'stronger', 'later', 'later_list', 'fixed_order'])
export type WinningRule = z.infer<typeof WinningRule>

/** One value with the row that said so. */
export const SourcedValue = z.object({
  attribute: z.string(),
  value: z.json(),
  sourceKey: z.string(),
  sourceName: z.string(),
  isSynthetic: z.boolean(),
  snapshotId: z.uuid(),
  sourceRecordId: z.uuid(),
  rowNumber: z.int(),
  /** The date for which the list holds. */
  asOfOn: z.iso.date(),
  validFrom: z.iso.date(),
  /** When we learned it. */
  recordedAt: z.iso.datetime(),
  /** Whether this is the value that counts. */
  isCurrent: z.boolean(),
  /** Whether it says something else than the value that counts. */
  differs: z.boolean(),
  /** Why it counts; null for the others. */
  rule: WinningRule.nullable(),
}).meta({ id: 'SourcedValue' })
export type SourcedValue = Readonly<z.infer<typeof SourcedValue>>

/** From which day a value counted. */
export const HistoryStep = z.object({ attribute: z.string(), from: z.iso.date(), value: z.json(), sourceName: z.string(), rule: WinningRule }).meta({ id: 'HistoryStep' })
export type HistoryStep = Readonly<z.infer<typeof HistoryStep>>

/** Asks for the state of a day (`asOf`), as far as it was known at the end of a day (`knownOn`); absent: today. */
export const AsOfQuery = z.object({ asOf: z.iso.date().optional(), knownOn: z.iso.date().optional() })
export type AsOfQuery = Readonly<z.infer<typeof AsOfQuery>>

/** The days of which an answer tells; null where it is today. */
export const AnsweredAsOf = z.object({ on: z.iso.date(), knownOn: z.iso.date() }).nullable()
export type AnsweredAsOf = Readonly<z.infer<typeof AnsweredAsOf>>
