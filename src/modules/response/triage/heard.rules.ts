import type { Urgency } from '#modules/people/regency/regency.contract.ts'
import type { TriageSign } from '#modules/people/regency/triage.contract.ts'
import type { Acting, CaseState, Decision } from '#modules/response/case/case.rules.ts'
import { setUrgency } from '#modules/response/case/urgency.rules.ts'
import { urgencyNumber } from '#modules/response/case/urgency-number.rules.ts'
import { underProtection } from '#modules/response/protection/protection.rules.ts'
import { ok, type Result } from '#platform/result.ts'
import { findSigns, urgencyBySigns } from './signs.rules.ts'
import { spokenWords, vocabularyOf } from './spoken-words.rules.ts'

/**
 * What a reporter says later is heard as their report was: a danger sign makes the case as urgent at once, and one that protects restricts it.
 * Nothing is ever made less urgent by it. Done by the system; a closed case is left as it is.
 */
export function hearWords(state: CaseState, words: string, acting: Acting): Decision {
  const { triage } = acting.rulebook.regency
  const vocabulary = vocabularyOf(triage)
  const found = findSigns(spokenWords(words, vocabulary), { signs: triage.signs, vocabulary, on: acting.rulebook.day })
  const signs = triage.signs.filter((sign) => found.some(({ key }) => key === sign.key))
  if (signs.length === 0 || state.facts.status === 'closed') return { after: state, events: [] }
  const bySystem: Acting = { ...acting, by: 'system' }
  const urgency = urgencyBySigns(found, triage.signs, { danger: false })
  const hastened = isMoreUrgent(urgency, state) ? setUrgency(state, { urgency, reason: namesOf(signs) }, bySystem) : undefined
  const decided = hastened?.ok === true ? hastened.value : { after: state, events: [] }
  const protecting = signs.filter((sign) => sign.protects === true)
  if (protecting.length === 0 || state.facts.restricted) return decided
  const guarded = underProtection(decided.after, { reason: namesOf(protecting) }, bySystem)
  return { after: guarded.after, events: [...decided.events, ...guarded.events] }
}

function isMoreUrgent(urgency: Urgency, { facts }: CaseState): boolean {
  return urgencyNumber[urgency] < urgencyNumber[facts.urgency]
}

function namesOf(signs: readonly TriageSign[]): string {
  return signs.map((sign) => sign.name.id).join(', ')
}

/** Two decisions in turn as one act; a refusal of either refuses both. */
export function inTurn<E>(first: Result<Decision, E>, next: (after: CaseState) => Result<Decision, E>): Result<Decision, E> {
  if (!first.ok) return first
  const second = next(first.value.after)
  return second.ok ? ok({ after: second.value.after, events: [...first.value.events, ...second.value.events] }) : second
}
