import { isOpen, type CaseFacts, type CaseState } from '#modules/response/case/case.rules.ts'

/** Who hears of what happens on a case: everybody in its place and offices, or of a protected one those who handle it; never those whom it is about. */
export function hearersOf(state: CaseState): { only?: { accountIds: string[]; grant: string }; except?: { accountIds: string[]; officeIds: number[] } } {
  const { restricted, barredAccountIds, barredOfficeIds } = state.facts
  const isAbout = barredAccountIds.length + barredOfficeIds.length > 0
  return {
    ...(restricted && { only: { accountIds: [...handlersOf(state)], grant: 'response.case.protect' } }),
    ...(isAbout && { except: { accountIds: [...barredAccountIds], officeIds: [...barredOfficeIds] } }),
  }
}

/** The accounts that handle a case: named, or holding a task that wants work. */
export function handlersOf(state: { readonly facts: Pick<CaseFacts, 'namedHandlers'>; readonly tasks: CaseState['tasks'] }): ReadonlySet<string> {
  const holders = state.tasks.flatMap((task) => (isOpen(task) && task.holderAccountId !== null ? [task.holderAccountId] : []))
  return new Set([...state.facts.namedHandlers.map((handler) => handler.accountId), ...holders])
}
