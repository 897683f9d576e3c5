import type { TriageSettings } from '#modules/people/regency/triage.contract.ts'
import { decide, isOpen, withFacts, type Acting, type CaseState, type Decision } from '#modules/response/case/case.rules.ts'
import { stopClock } from '#modules/response/clock/clock.rules.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { SetApartReason } from './set-apart.contract.ts'

export type SetApartRule = TriageSettings['setApart'][number]

/** The rule about reports that may be none, as it holds on a day. */
export function setApartRuleOn(rules: readonly SetApartRule[], day: string): SetApartRule | undefined {
  return rules.find((rule) => rule.from <= day && (rule.to === null || day <= rule.to))
}

/** What is known of a report besides its words: how many came from its device and with its words within the rule's hours, itself included. */
export interface Repetition {
  readonly fromDevice: number
  readonly sameText: number
}

/** Why a report may be none. Empty where danger speaks from it: then nothing sets it apart. */
export function reasonsToSetApart(story: string, seen: Repetition & { readonly isDanger: boolean }, rule: SetApartRule): readonly SetApartReason[] {
  if (seen.isDanger) return []
  const insults = insultsIn(story, rule.insults)
  return [
    ...(seen.fromDevice > rule.perDevice ? [{ kind: 'many_from_device' as const, count: seen.fromDevice, words: '' }] : []),
    ...(seen.sameText > rule.sameText ? [{ kind: 'same_text' as const, count: seen.sameText, words: '' }] : []),
    ...(insults.length > 0 ? [{ kind: 'insult' as const, count: insults.length, words: insults.join(', ') }] : []),
  ]
}

function insultsIn(story: string, insults: readonly string[]): readonly string[] {
  const words = new Set(story.toLowerCase().match(/\p{L}+/gu))
  return insults.filter((insult) => words.has(insult))
}

/** A text as it is compared: letters and digits only, so that a blank more or a dot less makes no other text. */
export function comparedText(story: string): string {
  return story.toLowerCase().normalize('NFKD').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

/** How a report that was set apart stands. */
export interface Look {
  readonly state: 'waiting' | 'abuse_proposed' | 'genuine' | 'abuse'
  readonly firstBy: string | null
}

export type LookRefused = { readonly kind: 'case_closed' | 'office_not_on_case' | 'not_set_apart' | 'second_look_by_another' }
export type LookOutcome = 'genuine' | 'abuse_proposed' | 'abuse'

/** A person looks: genuine ends it; abuse is proposed first, and found by another. */
export function judgeReport(
  state: CaseState, input: { look: Look; isAbuse: boolean; reason: string }, acting: Acting,
): Result<Decision & { readonly outcome: LookOutcome }, LookRefused> {
  const { look, isAbuse, reason } = input
  if (state.facts.status === 'closed') return err({ kind: 'case_closed' })
  if (!state.facts.officeIds.includes(acting.officeId ?? -1)) return err({ kind: 'office_not_on_case' })
  if (look.state === 'genuine' || look.state === 'abuse') return err({ kind: 'not_set_apart' })
  if (!isAbuse) return ok({ ...decide(state, acting, [{ kind: 'found_genuine', words: reason }]), outcome: 'genuine' })
  if (look.state === 'waiting') return ok({ ...decide(state, acting, [{ kind: 'abuse_proposed', words: reason }]), outcome: 'abuse_proposed' })
  if (look.firstBy === acting.accountId) return err({ kind: 'second_look_by_another' })
  return ok({ ...decide(ended(state, acting), acting, [{ kind: 'found_abuse', words: reason }]), outcome: 'abuse' })
}

function ended(state: CaseState, acting: Acting): CaseState {
  return withFacts({
    ...state,
    tasks: state.tasks.map((task) => (isOpen(task) ? { ...task, status: 'done', result: 'withdrawn', finishedAt: acting.at } : task)),
    clocks: state.clocks.map((clock) => stopClock(clock, acting.at)),
    questions: state.questions.map((question) => (question.endedAt === null ? { ...question, endedAt: acting.at } : question)),
  }, { status: 'closed', resolvedAt: state.facts.resolvedAt ?? acting.at, closesAt: null, closedAt: acting.at })
}
