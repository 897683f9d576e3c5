import { z } from 'zod'
import { AreaCode, BoundingBox, Point, type AreaTree } from '#modules/people/area/area.contract.ts'
import { OfficeHours, Weekday } from './calendar.contract.ts'
import type { CriteriaSettings } from './criteria.contract.ts'
import type { FieldFinding } from './field.contract.ts'
import type { ImportSettings } from './imports.contract.ts'
import type { PlanTemplates } from './plan-template.contract.ts'
import type { ReferralSettings } from './referral.contract.ts'
import { Bilingual, Day, FactSource, held, Hours, Key, Ordinal, Text } from './regency-fact.contract.ts'
import type { MessageSettings } from './messages.contract.ts'
import type { ProposalSettings } from './register.contract.ts'
import type { FollowUpClock, PrivacyRules, QualityScore, RelocationClock, SatisfactionSurvey } from './stewardship.contract.ts'
import type { LabelledText, TriageSettings } from './triage.contract.ts'

export { OfficeHours, Weekday } from './calendar.contract.ts'
export { Bilingual, FactSource, SourceTag } from './regency-fact.contract.ts'
export { MessagesFile, type MessageSettings } from './messages.contract.ts'
export {
  BatchField, Criterion, Cutoff, ObjectionPromise, ProposalKind, ProposalsFile, Quorum, RegisterLayout, type ProposalSettings,
} from './register.contract.ts'
export { LegalBasis, PrivacyFile, QualityFile, RequestKind, RetainedThing, SatisfactionFile, type PrivacyRules } from './stewardship.contract.ts'

/**
 * What a regency tells the platform about itself: one schema for each file of `regencies/<name>/`,
 * and the whole as the rest of the code sees it (`Regency`). Every object is strict: a word that is
 * not understood is a mistake of the file, never silently ignored.
 */

const RoleKey = z.string().regex(/^[a-z]+(_[a-z]+)*$/)

export const Rung = z.enum(['village', 'district', 'regency', 'leadership'])
export type Rung = z.infer<typeof Rung>

export const OfficeKind = z.enum(['village_task_force', 'district_unit', 'agency', 'secretariat', 'outside', 'leadership'])
export type OfficeKind = z.infer<typeof OfficeKind>

export const Channel = z.enum(['web', 'counter', 'visit', 'phone', 'whatsapp', 'village', 'sp4n_lapor', 'sms', 'email', 'open311', 'call_center', 'ombudsman'])
export type Channel = z.infer<typeof Channel>

/** `acceptance`: an officer has looked at it and decided where it goes, whoever answers then. */
export const Measure = z.enum(['acceptance', 'first_response', 'completion'])
export type Measure = z.infer<typeof Measure>

/** How fast something must be, most first: life may be at stake, harm grows by the hour, the usual. */
export const Urgency = z.enum(['danger', 'urgent', 'ordinary'])
export type Urgency = z.infer<typeof Urgency>

/** Every right that the code asks for. Roles are made of these and of nothing else. */
export const Grant = z.enum([
  'people.account.manage', 'people.scope.approve', 'people.area.import', 'people.audit.read', 'people.office.read',
  'registry.list.import', 'registry.source.read', 'registry.life_event.record', 'registry.person.search', 'registry.person.read', 'registry.person.verify', 'registry.identity.reveal',
  'registry.bulk.propose', 'registry.bulk.approve', 'registry.recheck.record', 'registry.export.make',
  'registry.form.manage', 'registry.profile.record', 'registry.profile.decide',
  'registry.health.read', 'registry.disability.read', 'registry.income.read',
  'registry.review.decide', 'registry.review.answer', 'registry.quality.read',
  'registry.proposal.read', 'registry.proposal.make', 'registry.proposal.own', 'registry.proposal.check', 'registry.proposal.verify', 'registry.proposal.return',
  'registry.proposal.confirm', 'registry.proposal.determine', 'registry.proposal.export', 'registry.proposal.count',
  'registry.deliberation.hold', 'registry.deliberation.close', 'registry.objection.answer', 'registry.submitter.reveal',
  'response.report.assist', 'response.report.own', 'response.reporter.reveal', 'response.family.read', 'response.identity.reveal',
  'response.calendar.read', 'response.case.read', 'response.case.work', 'response.case.assign', 'response.case.refer', 'response.case.conclude',
  'response.case.protect', 'response.glass.review', 'response.glass.settle', 'response.board.read', 'response.map.read', 'response.performance.read', 'response.performance.publish',
  'response.referral.issue', 'response.need.read', 'response.triage.review',
  'privacy.request.own', 'privacy.request.take', 'privacy.request.decide', 'privacy.record.read', 'privacy.breach.handle',
  'exchange.channel.manage', 'exchange.chat.answer',
])
export type Grant = z.infer<typeof Grant>

// regency.yaml

export const RegencyFile = z.strictObject({
  code: z.string().regex(/^\d{2}\.\d{2}$/),
  key: Key,
  name: Text,
  fullName: Text,
  province: Text,
  government: Bilingual,
  brand: z.strictObject({ id: z.strictObject({ name: Text, tagline: Text }), en: z.strictObject({ name: Text, tagline: Text }) }),
  receiptPrefix: z.string().regex(/^[A-Z]{2,4}$/),
  timeZone: Text,
  areas: z.strictObject({ from: z.enum(['idn-area-data', 'areas.csv']), validFrom: Day, source: FactSource }),
  boundingBox: BoundingBox,
  emergencyNumber: z.string().regex(/^\d{3,15}$/),
  dataProtectionOfficer: z.strictObject({ title: Bilingual, email: z.email(), address: Text, source: FactSource }),
  lists: z.strictObject({
    /** For how long a stored list can be taken back, by the day on which it is stored. */
    undo: z.array(z.strictObject({ from: Day, hours: z.int().min(1).max(720), source: FactSource })).min(1),
  }),
  calendar: z.strictObject({
    workingDays: z.array(Weekday).min(1),
    source: FactSource,
    /** When offices work on a working day. Of those that hold on a day the one that began last counts: Ramadan hours stand beside the usual ones. */
    hours: z.array(OfficeHours).min(1),
    holidays: z.array(z.strictObject({ on: Day, name: Bilingual })),
    /** The years whose holidays stand above, and where they were read. A year without an entry is not known yet. */
    holidayYears: z.array(z.strictObject({ year: z.int().min(2000).max(2100), ...FactSource.shape })),
  }),
})

// districts.yaml

export const DistrictsFile = z.strictObject({
  source: FactSource,
  districts: z.array(z.strictObject({ code: AreaCode, name: Text, ...Point.shape })),
})

// offices.yaml

const Phone = z.string().regex(/^[+\d][\d ()-]{2,20}$/)

export const OfficesFile = z.strictObject({
  offices: z.array(z.strictObject({
    id: Ordinal,
    key: Key,
    kind: z.enum(['agency', 'secretariat', 'outside', 'leadership']),
    name: Bilingual,
    short: Text,
    /** The number that officers call, printed on their sheets. */
    phone: Phone.optional(),
    source: FactSource,
  })).min(1),
  perDistrict: z.strictObject({ key: Key, kind: z.literal('district_unit'), name: Bilingual, short: Text, source: FactSource }),
  perVillage: z.strictObject({ key: Key, kind: z.literal('village_task_force'), name: Bilingual, short: Text, source: FactSource }),
})

/** An office as the regency has it, whether written down or made for a district or village. */
export interface Office {
  readonly officeId: number
  readonly key: string
  readonly kind: OfficeKind
  readonly rung: Rung
  readonly areaId: number
  readonly name: Bilingual
  readonly short: string
  readonly phone?: string
}

// categories.yaml

export const CategoriesFile = z.strictObject({
  source: FactSource,
  categories: z.array(z.strictObject({
    code: z.string().regex(/^[A-Z]{3,5}$/),
    order: Ordinal,
    name: Bilingual,
    hint: Bilingual,
    /** Place and words of the large card on the report page; only six categories have one. */
    card: z.strictObject({ order: z.int().min(1).max(6), title: Bilingual }).optional(),
    /** Life may be at stake: the page names the emergency number first, the inbox puts it on top. */
    danger: z.boolean(),
    /** Seen only by those who handle the case: violence, children, disability. */
    restricted: z.boolean().optional(),
    /** A key of offices.yaml, or the key of the offices made for each district or village. */
    leadOffice: Key,
    parallelOffices: z.array(Key),
  })).min(1),
})
export type Category = Readonly<z.infer<typeof CategoriesFile>['categories'][number]>

// promises.yaml

/** How long: wall-clock hours, calendar days, days on which offices work, or hours in which they do. */
export const Span = z.union([
  z.strictObject({ hours: Hours }),
  z.strictObject({ days: z.int().min(1).max(366) }),
  z.strictObject({ workingDays: z.int().min(1).max(366) }),
  z.strictObject({ workingHours: Hours }),
])
export type Span = Readonly<z.infer<typeof Span>>

/** In whose name a promise is made: the regency's own, a national channel's, the law's. Each has its own clock on one case. */
export const Regime = z.strictObject({ key: Key, name: Bilingual, source: FactSource })
export type Regime = Readonly<z.infer<typeof Regime>>

export const PromiseRule = z.strictObject({
  key: Key,
  measure: Measure,
  officeKinds: z.array(OfficeKind).min(1),
  /** Absent: every category. A promise that names categories comes before one that does not. */
  categories: z.array(Text).min(1).optional(),
  /** Absent: every channel. A promise that names channels comes before one that does not. */
  channels: z.array(Channel).min(1).optional(),
  /** Absent: however urgent. A promise that names urgencies comes before every one that does not. */
  urgencies: z.array(Urgency).min(1).optional(),
  /** Absent: the regency's own. Promises of different regimes run beside each other. */
  regime: Key.optional(),
  /** The case as a whole is held to it, not the part of each office. */
  caseOnly: z.boolean().optional(),
  within: Span,
  ...held,
  source: FactSource,
})
export type PromiseRule = Readonly<z.infer<typeof PromiseRule>>

export const Ladder = z.strictObject({
  key: Key,
  ...held,
  source: FactSource,
  rungs: z.array(z.strictObject({
    rung: Rung,
    /** The office that stands on this rung; absent on the rungs of villages and districts, which have their own. */
    office: Key.optional(),
    /** Hours that this rung has after a breach was handed up to it, before it climbs on. None on the lowest and the highest. */
    stepHours: Hours.optional(),
  })).min(2),
})
export type Ladder = Readonly<z.infer<typeof Ladder>>

export const Patience = z.strictObject({
  key: Key,
  ...held,
  source: FactSource,
  /** While an office waits for the reporter's answer its clock stands still, but never longer than this. */
  waitForReporter: Span,
  /** A case whose reporter stays silent this long after the result may be closed. */
  closeAfterSilence: Span,
  /** Whoever takes a task and does nothing with it this long gives it back to the queue. Absent: nobody does. */
  returnIdle: Span.optional(),
})
export type Patience = Readonly<z.infer<typeof Patience>>

export const PromisesFile = z.strictObject({
  regimes: z.array(Regime),
  promises: z.array(PromiseRule).min(1),
  ladders: z.array(Ladder).min(1),
  patience: z.array(Patience).min(1),
})

// roles.yaml

export const AreaReach = z.enum(['village', 'district', 'regency', 'none'])
export type AreaReach = z.infer<typeof AreaReach>

export const OfficeReach = z.enum(['own', 'all', 'none'])
export type OfficeReach = z.infer<typeof OfficeReach>

export const RolesFile = z.strictObject({
  source: FactSource,
  roles: z.array(z.strictObject({
    key: RoleKey,
    name: Bilingual,
    reach: z.strictObject({ area: AreaReach, office: OfficeReach }),
    grants: z.array(Grant),
    /** `approval`: a second person approves that somebody gets it. `second_step`: whoever has it signs in with a code besides the password. */
    needs: z.array(z.enum(['approval', 'second_step'])).default([]),
  })).min(1),
})
export type Role = Readonly<z.infer<typeof RolesFile>['roles'][number]>

// programmes.yaml

export const ProgrammesFile = z.strictObject({
  programmes: z.array(z.strictObject({
    key: Key,
    name: Bilingual,
    level: z.enum(['national', 'regency']),
    /** The office that answers for it here. */
    office: Key,
    source: FactSource,
  })),
})
export type Programme = Readonly<z.infer<typeof ProgrammesFile>['programmes'][number]>

// sources.yaml

/** What attributes are weighed together: a register may be strong on one matter and weak on another. */
export const AttributeGroup = z.enum([
  'identity', 'kinship', 'address', 'decile', 'dwelling', 'education', 'work', 'health', 'programmes', 'contact',
])
export type AttributeGroup = z.infer<typeof AttributeGroup>

export const SourceKind = z.enum([
  'civil_registry', 'national_register', 'programme_list', 'village_list', 'school_list', 'other_list', 'own_intake', 'synthetic',
])
export type SourceKind = z.infer<typeof SourceKind>

const Strength = z.int().min(0).max(100)

/** How far a source is believed, 0–100, during a span of days: in general, and where it differs, by group of attributes. */
export const SourceStrength = z.strictObject({
  ...held,
  general: Strength,
  groups: z.partialRecord(AttributeGroup, Strength).optional(),
  source: FactSource,
})
export type SourceStrength = Readonly<z.infer<typeof SourceStrength>>

export const SourcesFile = z.strictObject({
  sources: z.array(z.strictObject({
    key: z.string().regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/),
    /** A proper name, the same in every language. */
    name: Text,
    about: Bilingual,
    kind: SourceKind,
    legalBasis: Bilingual,
    /** Under which terms the regency may use it. */
    licence: Bilingual,
    /** What it is used for here, and for nothing else. */
    purpose: Bilingual,
    /** The days on which the register exists; its older lists stay. */
    ...held,
    source: FactSource,
    strengths: z.array(SourceStrength).min(1),
  })).min(1),
})
/** A register, or a way of our own, that values come from. */
export type Source = Readonly<z.infer<typeof SourcesFile>['sources'][number]>
// exports.yaml

/** From how many rows on a second person approves that data leave, and how long the file is kept. */
export const ExportRule = z.strictObject({ key: Key, approvalAbove: z.int().min(0).max(100_000), keepHours: Hours, ...held, source: FactSource })
export type ExportRule = Readonly<z.infer<typeof ExportRule>>

export const ExportsFile = z.strictObject({ exports: z.array(ExportRule).min(1) })

// texts.yaml

export const TextsFile = z.strictObject({
  welcome: Bilingual,
  howItWorks: Bilingual,
  danger: Bilingual,
  privacy: Bilingual,
  contact: Bilingual,
})
export type RegencyTexts = Readonly<z.infer<typeof TextsFile>>

// The whole

/** A regency's whole configuration: loaded once at start, never changed while running. */
export interface Regency extends Readonly<Omit<z.infer<typeof RegencyFile>, 'areas'>> {
  readonly regencyId: number
  /** The folder that it was loaded from; its forms stand below. */
  readonly folder: string
  readonly areas: AreaTree
  readonly areasValidFrom: string
  readonly areasSource: FactSource
  readonly offices: readonly Office[]
  readonly categories: readonly Category[]
  readonly regimes: readonly Regime[]
  readonly promises: readonly PromiseRule[]
  readonly ladders: readonly Ladder[]
  readonly patience: readonly Patience[]
  readonly roles: readonly Role[]
  readonly programmes: readonly Programme[]
  readonly privacy: PrivacyRules
  readonly quality: readonly QualityScore[]
  readonly relocations: readonly RelocationClock[]
  readonly followUps: readonly FollowUpClock[]
  readonly satisfaction: readonly SatisfactionSurvey[]
  readonly exports: readonly ExportRule[]
  readonly findings: readonly FieldFinding[]
  readonly imports: ImportSettings
  readonly plans: PlanTemplates
  readonly referrals: ReferralSettings
  readonly sources: readonly Source[]
  readonly proposals: ProposalSettings
  readonly criteria: CriteriaSettings
  readonly triage: TriageSettings & { readonly samples: readonly LabelledText[]; readonly heldOut: readonly LabelledText[] }
  readonly texts: RegencyTexts
  readonly messages: MessageSettings
}
