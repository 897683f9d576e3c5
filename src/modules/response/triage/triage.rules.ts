import type { Regency, Urgency } from '#modules/people/regency/regency.contract.ts'
import { citationOf } from '#modules/people/regency/citation.rules.ts'
import { findOffice, getCategory } from '#modules/people/regency/regency.rules.ts'
import { decide, isOpen, withFacts, withNewTask, type Acting, type CaseState, type Decision, type Happening } from '#modules/response/case/case.rules.ts'
import { setUrgency } from '#modules/response/case/urgency.rules.ts'
import { urgencyNumber } from '#modules/response/case/urgency-number.rules.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { classify, type Classifier } from './classifier.rules.ts'
import { findPrivateMarks, redact } from './redact.rules.ts'
import { findSigns, urgencyBySigns, type FoundSign } from './signs.rules.ts'
import { spokenWords } from './spoken-words.rules.ts'
import type { SuggestedKind, TriageView } from './triage.contract.ts'

/** What the words of a report suggest, as it is kept. */
export interface MadeTriage {
  readonly reportId: string
  readonly caseId: string
  readonly areaId: number
  readonly modelVersion: string
  readonly suggested: readonly SuggestedKind[]
  readonly signs: readonly FoundSign[]
  readonly urgency: Urgency
}

/** A suggestion as it is kept, with what a person made of it. */
export interface KeptTriage extends Omit<MadeTriage, 'caseId' | 'areaId'> {
  readonly chosenCategory: string
  readonly story: string
  readonly subjectName: string | null
  readonly decided: { readonly at: Date; readonly category: string; readonly urgency: Urgency; readonly reason: string | null } | null
}

/** What the words of a report say before a person has read them. */
export interface FirstLook extends Pick<MadeTriage, 'suggested' | 'signs' | 'urgency'> {
  /** A sign asks that only those who handle the case see it. */
  readonly protects: boolean
}

const suggestedKinds = 3
/** A kind that is less likely than this is not worth an officer's look. */
const leastShare = 0.03

/** Looks at the words of a report: danger first, then what kind of trouble it sounds like. The kind that the reporter chose is not touched. */
export function lookAtWords(report: { story: string; category: string }, known: { regency: Regency; classifier: Classifier; on: string }): FirstLook {
  const { regency, classifier, on } = known
  const { signs: listed } = regency.triage
  const signs = findSigns(spokenWords(report.story, classifier.vocabulary), { signs: listed, vocabulary: classifier.vocabulary, on })
  const kinds = (classify(classifier, report.story) ?? []).slice(0, suggestedKinds).filter((kind, at) => at === 0 || kind.probability >= leastShare)
  return {
    signs, urgency: urgencyBySigns(signs, listed, getCategory(regency, report.category)),
    suggested: kinds.map(({ category, probability, words }): SuggestedKind => ({ category, share: Math.round(probability * 1000) / 1000, words: [...words] })),
    protects: signs.some((found) => listed.find((sign) => sign.key === found.key)?.protects === true),
  }
}

/** A kept suggestion as an officer reads it, with names and reasons. */
export function triageView(kept: KeptTriage, regency: Regency): TriageView {
  return {
    reportId: kept.reportId, chosenCategory: kept.chosenCategory, chosenName: nameOf(regency, kept.chosenCategory), modelVersion: kept.modelVersion, urgency: kept.urgency,
    suggested: kept.suggested.map((kind) => ({ ...kind, name: nameOf(regency, kind.category) })),
    signs: kept.signs.flatMap(({ key, words }) => {
      const sign = regency.triage.signs.find((each) => each.key === key)
      return sign === undefined ? [] : [{ key, words, name: { ...sign.name }, urgency: sign.urgency, why: citationOf(sign.source) }]
    }),
    decided: kept.decided === null ? null : { ...kept.decided, at: kept.decided.at.toISOString() },
  }
}

function nameOf(regency: Regency, code: string): { id: string; en: string } {
  return { ...(regency.categories.find((category) => category.code === code)?.name ?? { id: code, en: code }) }
}

export type SortRefused = { readonly kind: 'case_closed' | 'office_not_on_case' | 'category_unknown' | 'reason_missing' }

/** How a person sorts a case. */
export interface Sorting {
  readonly category: string
  readonly urgency: Urgency
  readonly reason: string | null
}

/**
 * A person confirms or corrects the kind and the urgency of a case. Agencies of the new kind come in, none leaves. Whoever makes a case
 * less urgent says why.
 */
export function sortCase(state: CaseState, input: Sorting, acting: Acting): Result<Decision, SortRefused> {
  const { facts } = state
  if (facts.status === 'closed') return err({ kind: 'case_closed' })
  if (!facts.officeIds.includes(acting.officeId ?? -1)) return err({ kind: 'office_not_on_case' })
  const { regency } = acting.rulebook
  if (!regency.categories.some((category) => category.code === input.category)) return err({ kind: 'category_unknown' })
  if (urgencyNumber[input.urgency] > urgencyNumber[facts.urgency] && input.reason === null) return err({ kind: 'reason_missing' })
  const sorted: Happening = { kind: 'sorted', words: input.reason ?? undefined, detail: { category: input.category, urgency: input.urgency } }
  const named = decide(withKind(state, input.category, acting), acting, [sorted])
  const set = setUrgency(named.after, { urgency: input.urgency, reason: input.reason ?? '' }, acting)
  return ok(set.ok ? { after: set.value.after, events: [...named.events, ...set.value.events] } : named)
}

function withKind(state: CaseState, category: string, acting: Acting): CaseState {
  if (category === state.facts.category) return state
  const { regency } = acting.rulebook
  const { leadOffice, parallelOffices } = getCategory(regency, category)
  const working = new Set(state.tasks.filter(isOpen).map((task) => task.officeId))
  const agencies = [leadOffice, ...parallelOffices].flatMap((key) => findOffice(regency, key) ?? []).filter((office) => !working.has(office.officeId))
  const named = withFacts(state, { category })
  // What has its verdict is named rightly for the figures, and asks nobody for new work.
  if (state.facts.status !== 'open') return named
  return agencies.reduce((reached, office) => withNewTask(reached, { office, fromOfficeId: acting.officeId }, acting), named)
}

/** A story as the model may learn from it: without names, numbers and addresses. */
export function sampleText(story: string, subjectName: string | null): string {
  const marks = findPrivateMarks(story, subjectName === null ? [] : [subjectName])
  return redact(story, marks, () => '…').replaceAll(/\s+/g, ' ').trim()
}
