import { act, type CommandReused } from '#platform/act.ts'
import { systemActor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { findNamedAccounts, listOfficeColleagues, type Regency } from '#modules/people/index.ts'
import type { Db } from '#platform/db/db.ts'
import { actOnCase, type CaseCall, type CaseDeps, type NotFound } from '#modules/response/case/case.actions.ts'
import type { CaseState, Decision } from '#modules/response/case/case.rules.ts'
import { enterCases } from '#modules/response/case/case.store.ts'
import { isNamed, namesIn, officesNamed, type Accusation } from './accused.rules.ts'
import * as rules from './protection.rules.ts'
import { findProtected, insertGlassBreak, insertOverride } from './protection.store.ts'

interface Reasoned {
  readonly seenVersion: number
  readonly reason: string
}

/** Lets only those who handle a case see it. */
export async function protectCase(deps: CaseDeps, call: CaseCall, input: Reasoned) {
  return actOnCase(deps, call, {
    action: 'protectCase', seen: { act: 'protect', seenVersion: input.seenVersion }, decide: (state, acting) => rules.protectCase(state, input, acting),
  })
}

/** Lets everybody see it again in whose scope it lies. */
export async function liftProtection(deps: CaseDeps, call: CaseCall, input: Reasoned) {
  return actOnCase(deps, call, {
    action: 'liftProtection', seen: { act: 'lift_protection', seenVersion: input.seenVersion },
    decide: (state, acting) => rules.liftProtection(state, input, acting),
  })
}

/** Names an officer of one's own office who handles the case, or takes the name back. */
export async function setHandler(deps: CaseDeps, call: CaseCall, input: { seenVersion: number; handlerId: string; handles: boolean }) {
  return actOnCase(deps, call, {
    action: 'setHandler', seen: { act: 'set_handler', seenVersion: input.seenVersion },
    decide: async (state, acting, tx): Promise<Result<Decision, rules.CaseRefused | { readonly kind: 'not_protected' | 'officer_unknown' }>> => {
      const colleagues = await listOfficeColleagues(tx, acting.officeId ?? -1)
      const known = colleagues.find((colleague) => colleague.accountId === input.handlerId)
        ?? state.facts.namedHandlers.find((handler) => handler.accountId === input.handlerId)
      if (known === undefined) return err({ kind: 'officer_unknown' })
      return rules.setHandler(state, { accountId: known.accountId, name: known.name, handles: input.handles }, acting)
    },
  })
}

/** Announced with the case when it becomes known whom it is about; whoever keeps words of its reporters elsewhere follows it. */
export const accusedNamed = 'response.accused.named'

/** Says which officer or office a case is about. */
export async function barFromCase(deps: CaseDeps, call: CaseCall, input: Reasoned & { readonly accused: string }) {
  const named = await accountsNamed(deps, input.accused)
  return actOnCase(deps, call, {
    action: 'barFromCase', seen: { act: 'bar', seenVersion: input.seenVersion },
    decide: (state, acting): Result<Decision, rules.CaseRefused | { readonly kind: 'accused_unknown' | 'accused_is_oneself' }> => {
      const accused = accusedOn(state, { words: input.accused, accountIds: named, regency: deps.regency })
      if (accused.accountIds.length + accused.officeIds.length === 0) return err({ kind: 'accused_unknown' })
      const isOneself = accused.accountIds.includes(acting.accountId ?? '') || accused.officeIds.includes(acting.officeId ?? -1)
      return isOneself ? err({ kind: 'accused_is_oneself' }) : rules.barFromCase(state, { ...accused, reason: input.reason }, acting)
    },
    also: (tx) => tx.announce(accusedNamed, { caseId: call.caseId }),
  })
}

function accusedOn(state: CaseState, named: { words: string; accountIds: readonly string[]; regency: Regency }): rules.Accused {
  const offices = officesNamed({ words: named.words, areaId: state.facts.areaId }, named.regency)
  return { accountIds: named.accountIds, officeIds: offices.map((office) => office.officeId) }
}

/** Whom a report is about, found by the system, because the one who tells may not look. */
export async function findAccused(deps: { readonly db: Db; readonly regency: Regency }, accusation: Accusation): Promise<rules.Accused> {
  const offices = officesNamed(accusation, deps.regency)
  return { accountIds: await accountsNamed(deps, accusation.words), officeIds: offices.map((office) => office.officeId) }
}

async function accountsNamed(deps: { readonly db: Db; readonly regency: Regency }, words: string): Promise<readonly string[]> {
  const reader = systemActor(deps.regency.regencyId, { areaIds: [], officeIds: [], grants: ['people.account.manage'] })
  const candidates = await deps.db.asActor(reader, (tx) => findNamedAccounts(tx, namesIn(words)))
  return candidates.filter((account) => isNamed(account.name, words)).map((account) => account.accountId)
}

const glassHours = 24

/** Opens a protected case in an emergency: written down, and told to its head and the data protection officer, before anything is shown. */
export async function breakGlass(
  deps: CaseDeps, call: Pick<CaseCall, 'actor' | 'command'>, input: { caseNumber: string; reason: string },
): Promise<Result<{ caseId: string; untilAt: string }, NotFound | CommandReused>> {
  return act(deps, { ...call, action: 'breakGlass' }, async (tx) => {
    const found = await findProtected(tx, input.caseNumber)
    if (found === undefined) return err({ kind: 'not_found' as const })
    const untilAt = new Date(tx.now.getTime() + glassHours * 3_600_000)
    const breakId = newId()
    await insertGlassBreak(tx, { ...found, ...input, breakId, untilAt })
    tx.audit({ subjectKind: 'case', subjectId: found.caseId, purpose: input.reason, detail: { untilAt: untilAt.toISOString() } })
    tx.notify({
      topic: 'glass', kind: 'broken', subjectId: breakId, areaId: found.areaId, officeIds: found.officeIds,
      only: { accountIds: [], grant: 'response.glass.review' },
    })
    return ok({ caseId: found.caseId, untilAt: untilAt.toISOString() })
  })
}

type OverrideRefused = NotFound | CommandReused | { readonly kind: 'officer_unknown' | 'conflict_is_own' | 'allowed_already' }

/** Lets an officer of one's own office work on a case although they stand near to it. */
export async function allowDespiteConflict(
  deps: CaseDeps, call: CaseCall, input: { officerId: string; reason: string },
): Promise<Result<{ officerId: string }, OverrideRefused>> {
  return act(deps, { ...call, action: 'allowDespiteConflict' }, async (tx): Promise<Result<{ officerId: string }, OverrideRefused>> => {
    if ((await enterCases(tx, [call.caseId])).length === 0) return err({ kind: 'not_found' })
    if (input.officerId === call.actor.accountId) return err({ kind: 'conflict_is_own' })
    const colleagues = await listOfficeColleagues(tx, call.actor.ownOfficeId ?? -1)
    if (!colleagues.some((colleague) => colleague.accountId === input.officerId)) return err({ kind: 'officer_unknown' })
    if (!(await insertOverride(tx, { caseId: call.caseId, accountId: input.officerId, reason: input.reason }))) return err({ kind: 'allowed_already' })
    tx.audit({ subjectKind: 'case', subjectId: call.caseId, purpose: input.reason, detail: { officer: input.officerId } })
    return ok({ officerId: input.officerId })
  })
}
