import { isGuarded } from '#modules/response/join/join.rules.ts'
import type { CaseAct } from './case.contract.ts'
import { isOpen, type Acting, type CaseState } from './case.rules.ts'
import { rungAbove, standsAbove } from './hand-up.rules.ts'
import { speaksForCase } from './outcome.rules.ts'
import { giverOf } from './task.rules.ts'

const grantOf: Readonly<Record<CaseAct, string>> = {
  take: 'response.case.work', sort: 'response.case.work', protect: 'response.case.read', lift_protection: 'response.case.protect', set_handler: 'response.case.protect',
  bar: 'response.case.conclude', join: 'response.case.work', assign: 'response.case.assign', answer: 'response.case.work', ask: 'response.case.work',
  refer: 'response.case.refer', hand_over: 'response.case.refer', hand_back: 'response.case.work', hand_up: 'response.case.refer',
  hand_down: 'response.case.refer', visit: 'response.case.work', plan_visit: 'response.case.work',
  note: 'response.case.work', finish: 'response.case.work', conclude: 'response.case.conclude', reopen: 'response.case.conclude',
  place: 'response.case.refer', reveal_reporter: 'response.reporter.reveal', plan: 'response.case.refer', confirm: 'response.report.assist',
}

/** What somebody may do with a case as it stands, so that a screen offers nothing that would be refused. */
export function actsFor(state: CaseState, acting: Acting, grants: ReadonlySet<string>): readonly CaseAct[] {
  return (Object.keys(grantOf) as CaseAct[]).filter((act) => grants.has(grantOf[act]) && standsToReason(act, state, acting))
}

function standsToReason(act: CaseAct, state: CaseState, acting: Acting): boolean {
  if (act === 'reveal_reporter') return true
  const { status, officeIds, reporterCanReply } = state.facts
  if (act === 'confirm') return status === 'resolved'
  if (acting.officeId === null || !officeIds.includes(acting.officeId)) return false
  if (act === 'protect') return status !== 'closed' && !state.facts.restricted
  if (act === 'lift_protection' || act === 'set_handler') return status !== 'closed' && state.facts.restricted
  if (act === 'join') return status !== 'closed' && !isGuarded(state)
  const speaks = speaksForCase(state, acting)
  if (act === 'reopen') return status !== 'open' && speaks
  if (status === 'closed') return false
  if (act === 'conclude' || act === 'place' || act === 'plan') return status === 'open' && speaks
  if (act === 'hand_up') return status === 'open' && speaks && rungAbove(state, acting) !== undefined
  if (act === 'hand_down') return status === 'open' && standsAbove(state, acting)
  if (act === 'refer') return status === 'open'
  const own = state.tasks.filter((task) => task.officeId === acting.officeId && isOpen(task))
  if (act === 'take') return own.some((task) => task.holderAccountId === null)
  if (act === 'hand_back') return own.some((task) => giverOf(task, state, acting) !== undefined)
  if (act === 'ask') return reporterCanReply && own.some((task) => task.status !== 'waiting')
  const wantsTask: readonly CaseAct[] = ['assign', 'plan_visit', 'hand_over', 'finish']
  return !wantsTask.includes(act) || own.length > 0
}
