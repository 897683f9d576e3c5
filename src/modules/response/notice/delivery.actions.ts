import type { Deps } from '#deps.ts'
import { rulebookAt, type CaseState } from '#modules/response/case/case.rules.ts'
import { enterCases, findCaseState } from '#modules/response/case/case.store.ts'
import { countOpenQuestions, promiseOf } from '#modules/response/report/follow.rules.ts'
import type { Accused } from '#modules/response/protection/protection.rules.ts'
import { receiptOf } from '#modules/response/report/receipt.actions.ts'
import type { Tx } from '#platform/db/db.ts'
import type { NoticeKind } from './notice.contract.ts'
import { isForFollowers } from './notice.rules.ts'
import { findNotice, listContacts, listFollowers, listReportsOf, type ContactRow, type ReportOfAddress } from './notice.store.ts'

type ReadingDeps = Pick<Deps, 'keys' | 'regency'>

/** A notice with everything that its message may say, and whom it goes to. */
export interface NoticeToDeliver {
  readonly noticeId: string
  readonly caseId: string
  readonly kind: NoticeKind
  readonly danger: boolean
  /** Null of a protected case: what stands on a phone may be read by whoever holds it. */
  readonly category: string | null
  /** The office that acted, else the one that answers for the case. */
  readonly officeId: number
  readonly dueAt: Date | null
  readonly closesAt: Date | null
  /** The day of a visit that is planned. */
  readonly plannedOn: string | null
  readonly contacts: readonly (ContactRow & { readonly code: string })[]
}

/** A notice for delivery. The actor carries the right of the system that delivers; undefined when there is no such notice. */
export async function readNotice(deps: ReadingDeps, tx: Tx, noticeId: string): Promise<NoticeToDeliver | undefined> {
  const notice = await findNotice(tx, noticeId)
  if (notice === undefined) return undefined
  await enterCases(tx, [notice.caseId])
  const state = await findCaseState(tx, notice.caseId)
  if (state === undefined) return undefined
  const followers = isForFollowers(notice) ? await listFollowers(tx, { caseId: notice.caseId, joinedBy: notice.at }) : []
  await enterCases(tx, followers)
  const contacts = await listContacts(tx, { caseIds: [notice.caseId, ...followers], reportId: notice.reportId })
  const promise = promiseOf(state, { now: tx.now, rulebook: rulebookAt(deps.regency, tx.now) })
  return {
    noticeId, caseId: notice.caseId, kind: notice.kind, danger: state.facts.danger, category: state.facts.restricted ? null : state.facts.category,
    officeId: notice.officeId ?? state.facts.leadOfficeId, dueAt: promise.state === 'answered' ? null : promise.dueAt, closesAt: state.facts.closesAt, plannedOn: notice.plannedOn,
    contacts: contacts.map((contact) => ({ ...contact, code: receiptOf(deps, contact.commandId).code })),
  }
}

/** A report of somebody who writes to us, with what its case waits for. */
export interface OwnCase extends ReportOfAddress {
  readonly code: string
  readonly waitsForReply: boolean
  readonly status: CaseState['facts']['status']
  /** Whom it is about. */
  readonly accused: Accused
}

/** The cases that came from an address, or that its reports follow, the newest first. */
export async function listCasesOf(deps: ReadingDeps, tx: Tx, addressMac: Buffer): Promise<readonly OwnCase[]> {
  const reports = await listReportsOf(tx, addressMac)
  const states = await Promise.all(reports.map((report) => findCaseState(tx, report.caseId)))
  return reports.flatMap((report, at) => {
    const state = states[at]
    if (state === undefined) return []
    // A question was asked of the first reporter, not of those whose report was joined to theirs.
    const waitsForReply = !report.follows && countOpenQuestions(state) > 0
    return [{ ...report, code: receiptOf(deps, report.commandId).code, waitsForReply, status: state.facts.status, accused: accusedOf(state) }]
  })
}

function accusedOf({ facts }: CaseState): Accused {
  return { accountIds: facts.barredAccountIds, officeIds: facts.barredOfficeIds }
}

/** The addresses from which what a case is about was told: of its own reports and of those that follow it. */
export async function listAddressesOf(tx: Tx, caseId: string): Promise<readonly Buffer[]> {
  await enterCases(tx, [caseId])
  const followers = await listFollowers(tx, { caseId, joinedBy: tx.now })
  await enterCases(tx, followers)
  const contacts = await listContacts(tx, { caseIds: [caseId, ...followers], reportId: null })
  return contacts.map((contact) => contact.mac)
}
