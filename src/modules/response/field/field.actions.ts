import type { Deps } from '#deps.ts'
import { actOnCase, type CaseCall } from '#modules/response/case/case.actions.ts'
import { decide, type CaseState, type Decision } from '#modules/response/case/case.rules.ts'
import { enterCases, findCaseState, listCaseEvents } from '#modules/response/case/case.store.ts'
import { insertVisit, listSubjectNames, type NewVisit } from '#modules/response/case/case-view.store.ts'
import { findOwnConflict } from '#modules/response/protection/protection.store.ts'
import { createReport } from '#modules/response/report/report.actions.ts'
import type { Command, CommandReused } from '#platform/act.ts'
import type { Tx } from '#platform/db/db.ts'
import { findReceivedPhotos } from '#platform/files/receive-photo.ts'
import type { ReceivedPhoto } from '#platform/files/photo-token.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { FieldVisitDraft, FieldVisitReceipt } from './field.contract.ts'
import { arriveVisit, planVisit as decidePlan, readFindings, standingOf, type Estranged, type Found } from './field.rules.ts'
import { enterByLoan, findArrivedVisit } from './field.store.ts'

export type FieldDeps = Pick<Deps, 'db' | 'jobs' | 'regency' | 'keys' | 'files' | 'clock'>

export type FieldVisitRefused = CommandReused | { readonly kind: 'not_found' | 'photos_unknown' | 'finding_unknown' | 'office_not_on_case' }

/** One's office will call at the house on a day; the reporter is told. */
export async function planVisit(deps: FieldDeps, call: CaseCall, input: { readonly taskId: string; readonly seenVersion: number; readonly plannedOn: string }) {
  return actOnCase(deps, call, { action: 'planVisit', seen: { act: 'plan_visit', ...input }, decide: (state, acting) => decidePlan(state, input, acting) })
}

/**
 * A visit made without signal is handed in. It is kept whatever became of the case; sent again, it is the same visit. What was found opens its reports
 * afterwards, each by a command of its own that is always the same, so that a visit sent again after a crash opens what is still missing and nothing twice.
 */
export async function sendFieldVisit(deps: FieldDeps, call: CaseCall, draft: FieldVisitDraft): Promise<Result<FieldVisitReceipt, FieldVisitRefused>> {
  const photos = await findReceivedPhotos(deps, draft.photos.map((photo) => photo.token))
  const kept = await keepVisit(deps, call, { draft, photos })
  if (!kept.ok) return kept
  const { receipt, state, names } = await deps.db.asActor(call.actor, (tx) => receiptOf(tx, { caseId: call.caseId, visitId: draft.visitId }))
  const found = readFindings(deps.regency, draft.findings, state.facts)
  if (!found.ok) return found
  const opens = receipt.standing === 'own_conflict' ? [] : found.value.opens
  await openReports(deps, call, { visit: draft, state, opens, subjectName: names[0] })
  return ok({ ...receipt, opened: opens.map(({ category }) => ({ ...category.name })) })
}

interface Arriving {
  readonly draft: FieldVisitDraft
  /** Undefined when one of them is not here. */
  readonly photos: readonly ReceivedPhoto[] | undefined
}

async function keepVisit(deps: FieldDeps, call: CaseCall, { draft, photos }: Arriving): Promise<Result<unknown, FieldVisitRefused>> {
  let estranged: Estranged = null
  let arrived: NewVisit['arrived']
  const done = await actOnCase(deps, call, {
    action: 'sendFieldVisit',
    enterElse: async (tx) => {
      estranged = 'out_of_reach'
      return enterByLoan(tx, call.caseId)
    },
    decide: async (state, acting, tx): Promise<Result<Decision, { readonly kind: 'finding_unknown' | 'photos_unknown' | 'office_not_on_case' }>> => {
      const { visitId, taskId, outcome } = draft
      if ((await findArrivedVisit(tx, { caseId: call.caseId, visitId })) !== undefined) return ok(decide(state, acting, []))
      if (!(await isForRoad(tx, state))) return err({ kind: 'office_not_on_case' })
      if (photos === undefined) return err({ kind: 'photos_unknown' })
      const found = readFindings(deps.regency, draft.findings, state.facts)
      if (!found.ok) return found
      if (estranged === null && (await findOwnConflict(tx, call.caseId)) !== null) estranged = 'own_conflict'
      const standing = standingOf(state, { taskId, estranged }, acting)
      arrived = { outcome, standing, findingKeys: found.value.shown.map(({ key }) => key) }
      return ok(arriveVisit(state, { visitId, taskId, outcome, standing, found: found.value, raised: await listRaised(tx, call.caseId) }, acting))
    },
    also: async (tx) => {
      if (arrived !== undefined) await insertVisit(tx, { ...newVisit(tx, call.caseId, draft), photos: photosOf(tx, draft, photos ?? []), arrived })
    },
  })
  if (done.ok) return done
  const { kind } = done.error
  if (kind === 'not_found' || kind === 'finding_unknown' || kind === 'photos_unknown' || kind === 'office_not_on_case' || kind === 'command_reused') return err({ kind })
  throw new Error(`a visit made without signal was refused: ${kind}`)
}

/** Whether the officer had reason to call there: their office has a part in the case, or they took it along when it had. */
async function isForRoad(tx: Tx, { facts }: CaseState): Promise<boolean> {
  return facts.officeIds.includes(tx.actor.ownOfficeId ?? -1) || enterByLoan(tx, facts.caseId)
}

/** The findings for which reports were opened from an entered case. */
async function listRaised(tx: Tx, caseId: string): Promise<ReadonlySet<string>> {
  const events = await listCaseEvents(tx, caseId, 0)
  return new Set(events.flatMap(({ kind, detail }) => (kind === 'finding_raised' && detail.finding !== undefined ? [detail.finding] : [])))
}

function newVisit(tx: Tx, caseId: string, { visitId, visitedAt, words, place }: FieldVisitDraft): Omit<NewVisit, 'photos' | 'arrived'> {
  return { visitId, caseId, officeId: tx.actor.ownOfficeId ?? -1, visitedAt: earliest(visitedAt, tx.now), findings: words, place }
}

/** A device's clock may run ahead; what was seen cannot have been seen later than it arrived. */
function earliest(said: string, now: Date): Date {
  const moment = new Date(said)
  return moment < now ? moment : now
}

function photosOf(tx: Tx, draft: FieldVisitDraft, received: readonly ReceivedPhoto[]): NewVisit['photos'] {
  return draft.photos.flatMap(({ photoId, token, takenAt, place }) => {
    // A token begins with the hash of its photo; the same picture twice is one file.
    const photo = received.find(({ sha256 }) => token.startsWith(sha256))
    return photo === undefined ? [] : [{ photoId, takenAt: earliest(takenAt, tx.now).toISOString(), place, sha256: photo.sha256, width: photo.width, height: photo.height }]
  })
}

interface Kept {
  readonly receipt: Omit<FieldVisitReceipt, 'opened'>
  readonly state: CaseState
  /** Whom the reports of the case name. */
  readonly names: readonly string[]
}

async function receiptOf(tx: Tx, visit: { readonly caseId: string; readonly visitId: string }): Promise<Kept> {
  const isEntered = (await enterCases(tx, [visit.caseId])).length === 1 || (await enterByLoan(tx, visit.caseId))
  const [row, state] = isEntered ? [await findArrivedVisit(tx, visit), await findCaseState(tx, visit.caseId)] : []
  if (row === undefined || state === undefined) throw new Error('a visit that was kept is not found')
  return { state, names: await listSubjectNames(tx, visit.caseId), receipt: { visitId: visit.visitId, receivedAt: row.receivedAt.toISOString(), standing: row.standing, photos: [...row.photos] } }
}

interface Opening {
  readonly visit: FieldVisitDraft
  readonly state: CaseState
  readonly opens: Found['opens']
  readonly subjectName: string | undefined
}

/** A report for each finding that asks for one. One kind is opened once from a case; of what is protected each visit gives its own word to those who handle it. */
async function openReports(deps: FieldDeps, call: CaseCall, { visit, state, opens, subjectName }: Opening): Promise<void> {
  const { facts } = state
  for (const { key, name, category } of opens) {
    const command = commandOf(deps, [facts.caseId, key, ...(category.restricted === true ? [visit.visitId] : [])])
    const about = { personId: facts.personId, familyId: facts.familyId }
    const opened = await createReport(deps, { actor: call.actor, command, channel: 'visit', about }, {
      category: category.code, story: `${name.id}. Temuan kunjungan untuk kasus ${facts.caseNumber}.`, subject: 'other', contact: 'anonymous', areaId: facts.areaId,
      // Named only where the person is known: else a second person would be made of the same name.
      ...(subjectName !== undefined && facts.personId !== null && { subjectName }),
      ...(visit.place !== null && { point: { lat: visit.place.lat, lng: visit.place.lng, ...(visit.place.accuracyMeters !== null && { accuracyMeters: visit.place.accuracyMeters }) } }),
    })
    if (!opened.ok && opened.error.kind !== 'command_reused') throw new Error(`a finding opened no report: ${key}`)
  }
}

/** Always the same command for the same words, whoever sends them. */
function commandOf({ keys }: FieldDeps, words: readonly string[]): Command {
  const bodySha256 = keys.mac('field.report', words.join(' '))
  const hex = bodySha256.toString('hex')
  return { id: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`, bodySha256 }
}
