import type { Household } from '#modules/registry/family/family.contract.ts'
import { nextDueAt, type CaseState, type Rulebook } from '#modules/response/case/case.rules.ts'
import { categoryName, placeNames } from '#modules/response/case/case-view.rules.ts'
import type { VisitOutcome, VisitPlace } from '#modules/response/case/visit.contract.ts'
import type { FieldStop } from './field.contract.ts'

/** What is told of the house of a case. */
export interface StopPapers {
  readonly caseId: string
  readonly plannedOn: string | null
  readonly reportId: string | null
  readonly subjectName: string | null
  readonly addressText: string | null
  readonly words: string | null
  readonly reportPin: VisitPlace | null
  readonly visitPin: VisitPlace | null
  /** When an officer stood there. */
  readonly visitPinAt: Date | null
  readonly lastVisitAt: Date | null
  readonly lastOutcome: VisitOutcome | null
}

/** One house of the list, as far as the case and its reports tell of it. */
export function fieldStop(
  state: CaseState, of: { readonly key: { readonly taskId: string; readonly isMine: boolean }; readonly told: StopPapers }, rulebook: Rulebook,
): FieldStop {
  const { facts } = state
  const { key, told } = of
  const dueAt = nextDueAt(state, (clock) => clock.taskId === key.taskId, rulebook)
  return {
    caseId: facts.caseId, caseNumber: facts.caseNumber, taskId: key.taskId, isMine: key.isMine, category: facts.category,
    categoryName: categoryName(rulebook.regency, facts.category), urgency: facts.urgency, restricted: facts.restricted, summary: facts.summary,
    plannedOn: told.plannedOn, dueAt: dueAt?.toISOString() ?? null,
    place: {
      areaId: facts.areaId, ...placeNames(rulebook.regency, facts.areaId), addressText: told.addressText, hamlet: null, rt: null, rw: null, words: told.words,
      pin: pinOf(told),
    },
    subjectName: told.subjectName, memberCount: null, reportId: told.reportId,
    lastVisit: told.lastVisitAt === null ? null : { at: told.lastVisitAt.toISOString(), outcome: told.lastOutcome },
  }
}

/** Where an officer stood is surer than what a reporter pinned from elsewhere. */
function pinOf({ visitPin, visitPinAt, reportPin }: StopPapers): FieldStop['place']['pin'] {
  if (visitPin !== null) return { ...visitPin, from: 'visit', at: visitPinAt?.toISOString() ?? null }
  return reportPin === null ? null : { ...reportPin, from: 'report', at: null }
}

/** Where a house was found to stand, and when. */
type FoundPlace = VisitPlace & { readonly foundAt: Date }

/** What the registry knows of a house: who lives there and, where somebody filled in the family's form there, its place. */
export interface KnownHouse {
  readonly household: Household
  readonly stood: FoundPlace | undefined
}

/** The stop with what the registry knows of the house: its address, and whom to ask for. What the case itself says stays where the registry is silent. */
export function withHouse(stop: FieldStop, house: KnownHouse | undefined): FieldStop {
  if (house === undefined) return stop
  const { household: { place, members }, stood } = house
  const head = members.find((member) => member.relation === 'head') ?? members[0]
  return {
    ...stop, subjectName: stop.subjectName ?? head?.name ?? null, memberCount: members.length,
    place: { ...stop.place, addressText: place.addressText ?? stop.place.addressText, hamlet: place.hamlet, rt: place.rt, rw: place.rw, pin: stop.place.pin ?? surveyPin(stood) },
  }
}

function surveyPin(stood: FoundPlace | undefined): FieldStop['place']['pin'] {
  if (stood === undefined) return null
  const { foundAt, ...place } = stood
  return { ...place, from: 'survey', at: foundAt.toISOString() }
}
