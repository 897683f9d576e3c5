import type { AreaTree } from '#modules/people/area/area.contract.ts'
import type { ObjectionPromise } from '#modules/people/regency/regency.contract.ts'
import { daysBetween } from '#modules/registry/proposal/cutoff.rules.ts'
import { isWorkingDay, type WorkingCalendar } from '#modules/registry/proposal/working-day.rules.ts'
import { addDays } from '#platform/day.ts'
import { readPhone } from '#platform/phone.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { cleanLine, cleanText, lengthOf } from '#platform/words.ts'
import { objectionLimits, type ObjectionClaim, type ObjectionDraft, type ObjectionProblem, type ObjectionState } from './objection.contract.ts'

/** The last day on which an answer keeps the promise: so many days, or working days, after the day on which the objection came. */
export function dueOn(receivedOn: string, within: ObjectionPromise['within'], calendar: WorkingCalendar): string {
  if ('days' in within) return addDays(receivedOn, within.days)
  let day = receivedOn
  for (let left = within.workingDays; left > 0;) {
    day = addDays(day, 1)
    if (isWorkingDay(day, calendar)) left -= 1
  }
  return day
}

/** What decides whether somebody may answer. */
export interface AnswerFacts {
  readonly state: ObjectionState
  readonly familyId: string | null
  readonly submittedBy: string | null
  readonly answeredBy: string | null
}

/** Why this person, of all who may, must leave the answer to another: who wrote it down, who lives there, and who answered first. */
export function answerBlockedBy(
  facts: AnswerFacts, doer: { readonly accountId: string | null; readonly ownFamilyIds: ReadonlySet<string> },
): 'own_step' | 'own_household' | 'first_answer' | null {
  if (facts.familyId !== null && doer.ownFamilyIds.has(facts.familyId)) return 'own_household'
  if (facts.submittedBy !== null && facts.submittedBy === doer.accountId) return 'own_step'
  if (facts.state === 'appealed' && (facts.answeredBy === null || facts.answeredBy === doer.accountId)) return 'first_answer'
  return null
}

/** How an objection's clock stands on a day: the days left (negative when late), and whether it is or was late. */
export function clockOf(objection: { readonly dueOn: string; readonly answeredOn: string | null }, today: string): { daysLeft: number | null; isLate: boolean } {
  if (objection.answeredOn !== null) return { daysLeft: null, isLate: objection.answeredOn > objection.dueOn }
  const daysLeft = daysBetween(today, objection.dueOn)
  return { daysLeft, isLate: daysLeft < 0 }
}

/** An objection that may be stored. */
export interface CheckedObjection {
  readonly claim: ObjectionClaim
  readonly familyId: string | null
  readonly proposalId: string | null
  readonly subjectName: string | null
  readonly subjectAddress: string | null
  readonly areaId: number | null
  readonly words: string
  readonly submitter: { readonly name: string | null; readonly phone: string | null }
}

/** Decides whether a draft can be stored; gives every problem at once, in the order of the form. */
export function checkObjection(draft: ObjectionDraft, areas: AreaTree): Result<CheckedObjection, readonly ObjectionProblem[]> {
  const problems: ObjectionProblem[] = []
  const within = (words: string, field: string, maximum: number): string | null => {
    const length = lengthOf(words)
    if (length > maximum) problems.push({ kind: 'too_long', field, maximum, length })
    return words === '' ? null : words
  }
  const isKnown = draft.familyId !== undefined || draft.proposalId !== undefined
  if (draft.claim === undefined) problems.push({ kind: 'claim_missing', field: 'claim' })
  const subjectName = within(cleanLine(draft.subjectName), 'subjectName', objectionLimits.nameLength)
  if (subjectName === null && !isKnown) problems.push({ kind: 'subject_missing', field: 'subjectName' })
  if (!isKnown && areas.byId.get(draft.areaId ?? 0)?.kind !== 'village') problems.push({ kind: 'village_missing', field: 'areaId' })
  const subjectAddress = within(cleanLine(draft.subjectAddress), 'subjectAddress', objectionLimits.addressLength)
  const words = within(cleanText(draft.words), 'words', objectionLimits.wordsLength)
  if (words === null) problems.push({ kind: 'words_missing', field: 'words' })
  const name = within(cleanLine(draft.submitterName), 'submitterName', objectionLimits.nameLength)
  const typedPhone = cleanLine(draft.submitterPhone)
  const phone = readPhone(typedPhone) ?? null
  if (typedPhone !== '' && phone === null) problems.push({ kind: 'phone_unreadable', field: 'submitterPhone' })
  if (problems.length > 0) return err(problems)
  return ok({
    claim: draft.claim!, familyId: draft.familyId ?? null, proposalId: draft.proposalId ?? null, subjectName, subjectAddress, areaId: draft.areaId ?? null,
    words: words!, submitter: { name, phone },
  })
}
