import type { Deps } from '#deps.ts'
import { getCategory, locateArea, regencyReach, type Channel, type Regency } from '#modules/people/index.ts'
import { findFamilyIdsOf, findPersonByNik, macOfNik, makeProvisionalPerson, sealNik, tidyName, type ProvisionalPerson } from '#modules/registry/index.ts'
import { openCase } from '#modules/response/case/case.actions.ts'
import type { OpenCase } from '#modules/response/case/case.contract.ts'
import { enterCases } from '#modules/response/case/case.store.ts'
import { accusesInStory } from '#modules/response/protection/accused.rules.ts'
import { findAccused } from '#modules/response/protection/protection.actions.ts'
import type { Accused } from '#modules/response/protection/protection.rules.ts'
import { setApartIfSuspect } from '#modules/response/set-apart/set-apart.actions.ts'
import { keepFirstLook, lookAtReport } from '#modules/response/triage/triage.actions.ts'
import { keepContacts } from '#modules/response/notice/notice.actions.ts'
import type { Reach, TellBy } from '#modules/response/notice/notice.contract.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import { publicActor, systemActor, type Actor } from '#platform/db/actor.ts'
import { findReceivedPhotos } from '#platform/files/receive-photo.ts'
import { photoHash } from '#platform/files/photo-hash.ts'
import type { ReceivedPhoto } from '#platform/files/photo-token.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { publicMessages } from '#web/public/texts.ts'
import { receiptOf } from './receipt.actions.ts'
import type { ReportDraft, ReportProblem, ReportReceipt, Secrecy } from './report.contract.ts'
import { checkReport, type CheckedReport, type ReportFacts } from './report.rules.ts'
import { findPhoto, findReporter, insertPhotos, insertReport, insertReporter } from './report.store.ts'

export type ReportDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'files' | 'regency' | 'clock'>

export interface ReportInvalid {
  readonly kind: 'report_invalid'
  readonly problems: readonly ReportProblem[]
}

/** Who tells us, by which command, over which channel. */
export interface ReportCall {
  readonly actor: Actor
  readonly command: Command
  readonly channel: Channel
  /** What the sender's machine says of itself, to count what comes from one; kept as a keyed hash. */
  readonly device?: string
  /** The story's words are ours, because the sender spoke or wrote none. */
  readonly isWordless?: boolean
  /** Whom the answer reaches back by the same channel; for whoever wrote to us by one. */
  readonly reach?: Reach
  /** Whom it is about, where the caller knows it of themselves. */
  readonly about?: { readonly personId: string | null; readonly familyId: string | null }
}

/**
 * Takes a report: one act makes the report, its reporter, a provisional person when nobody is registered under what was told, the case with
 * its tasks and clocks, and the traces. The same command gives the same receipt.
 */
export async function createReport(
  deps: ReportDeps, call: ReportCall, draft: ReportDraft,
): Promise<Result<ReportReceipt, ReportInvalid | CommandReused>> {
  const checked = checkReport(draft, { ...(await factsFor(deps, draft)), isReachable: call.reach !== undefined })
  if (!checked.ok) return err({ kind: 'report_invalid', problems: checked.error })
  const photos = await findReceivedPhotos(deps, checked.value.photos)
  if (photos === undefined) return err({ kind: 'report_invalid', problems: [{ kind: 'photo_unknown', field: 'photos' }] })
  const hashed = await withHashes(deps, photos)
  const known = call.about ?? (await findRegistered(deps, checked.value.subjectNik))
  const actor = actorFor(call, checked.value)
  const accused = await accusedIn(deps, checked.value)
  const receipt = receiptOf(deps, call.command.id)
  const look = await lookAtReport(deps, { ...checked.value, at: deps.clock.now() })
  const restricted = look.protects || getCategory(deps.regency, checked.value.category).restricted === true
  const done = await act(deps, { actor, command: call.command, action: 'createReport' }, async (tx) => {
    const report = { ...checked.value, reportId: newId(), channel: call.channel }
    // Somebody whom only a protected report knows is named in it alone: the village verifies nobody of it, and finds nobody of it.
    const provisional = known === undefined && !restricted ? provisionalPerson(deps, report) : null
    const personId = known?.personId ?? provisional?.personId ?? null
    const about = { personId, personIsProvisional: provisional !== null, familyId: known?.familyId ?? null, photoCount: photos.length }
    const takenBy = call.channel === 'web' ? null : actor.accountId
    await Promise.all([
      provisional && makeProvisionalPerson(tx, provisional),
      openCase(tx, deps, {
        ...caseOf(deps.regency, report, about), urgency: look.urgency, restricted,
        ...(accused && { accused }),
        also: (caseId) => Promise.all([
          insertReport(tx, { ...report, caseId, commandId: call.command.id, receiptMac: receipt.mac, takenBy, personId }),
          keepReporter(tx, deps, { ...report, caseId, reach: call.reach ?? null, tellBy: draft.tellBy ?? null }),
          keepFirstLook(tx, { ...look, ...report, caseId }),
          setApartIfSuspect(tx, deps, { ...report, caseId, device: call.device ?? null, isWordless: call.isWordless === true, isDanger: look.urgency === 'danger' }),
          insertPhotos(tx, { ...report, caseId, eventSeq: null, photos: hashed.map((photo) => ({ ...photo, photoId: newId() })) }),
        ]),
      }),
    ])
    tx.audit({
      subjectKind: 'report', subjectId: report.reportId, ...(!restricted && { areaId: report.areaId }),
      detail: { ...(!restricted && { category: report.category }), channel: call.channel, secrecy: report.secrecy, photos: photos.length },
    })
    return ok({ reportId: report.reportId, receivedAt: tx.now.toISOString() })
  })
  return done.ok ? ok({ ...done.value, receiptCode: receipt.code }) : done
}

async function factsFor(deps: Pick<Deps, 'db' | 'regency'>, draft: ReportDraft): Promise<ReportFacts> {
  const { areas, categories } = deps.regency
  return { categories: new Set(categories.map((category) => category.code)), areas, nearIds: await areasNear(deps, draft) }
}

/** Which areas the phone's place may mean: by the imported borders, or the nearest districts where there are none. Not asked when the place was named. */
async function areasNear(deps: Pick<Deps, 'db' | 'regency'>, draft: ReportDraft): Promise<readonly number[]> {
  const { point } = draft
  if (point === undefined || draft.areaId !== undefined || draft.areaUnknown === true) return []
  const { accuracyMeters, ...at } = point
  const place = await deps.db.asActor(publicActor(deps.regency.regencyId), (tx) => (
    locateArea(deps, tx, { ...at, ...(accuracyMeters !== undefined && { accuracyMeters }) })
  ))
  if (place.kind === 'village') return [place.areaId, ...place.others]
  return place.kind === 'districts' ? place.areaIds : []
}

/** The photos with what makes them comparable; one that cannot be read is compared with none. */
async function withHashes(deps: ReportDeps, photos: readonly ReceivedPhoto[]): Promise<readonly (ReceivedPhoto & { differenceHash?: string })[]> {
  return Promise.all(photos.map(async (photo) => {
    const bytes = await deps.files.read(photo.sha256)
    return bytes === undefined ? photo : { ...photo, differenceHash: await photoHash(bytes) }
  }))
}

/** Whom the report is about: named by the reporter, or told of in the story. Undefined when nobody in office is. */
async function accusedIn(deps: ReportDeps, report: CheckedReport): Promise<Accused | undefined> {
  const isTold = report.accusedWords === null && accusesInStory(report.story, deps.regency)
  const words = isTold ? report.story : report.accusedWords
  return words === null ? undefined : findAccused(deps, { words, areaId: report.areaId })
}

/** Everything that is wrong with a draft, without taking it. */
export async function listDraftProblems(deps: Pick<Deps, 'db' | 'regency'>, draft: ReportDraft): Promise<readonly ReportProblem[]> {
  const checked = checkReport(draft, await factsFor(deps, draft))
  return checked.ok ? [] : checked.error
}

/** Whoever wants no name leaves none, not even that of the account that happens to be signed in. */
function actorFor(call: ReportCall, report: CheckedReport): Actor {
  const isOwn = call.channel === 'web' && call.actor.grants.has('response.report.own')
  if (call.channel !== 'web' || (isOwn && report.secrecy !== 'anonymous')) return call.actor
  return publicActor(call.actor.regencyId)
}

/** The registered person with the NIK that was told. Looked up by the system, because the one who tells may not look. */
async function findRegistered(deps: ReportDeps, nik: string | null): Promise<{ personId: string; familyId: string | null } | undefined> {
  if (nik === null) return undefined
  const reader = systemActor(deps.regency.regencyId, { ...regencyReach(deps.regency), grants: ['registry.person.read'] })
  return deps.db.asActor(reader, async (tx) => {
    const person = await findPersonByNik(tx, macOfNik(deps.keys, nik))
    if (person === undefined) return undefined
    const families = await findFamilyIdsOf(tx, [person.personId])
    return { personId: person.personId, familyId: families.get(person.personId) ?? null }
  })
}

/** Somebody whom no list knows: a provisional person, for the village to verify. Null when nothing was told to call them by. */
function provisionalPerson(deps: ReportDeps, report: CheckedReport): ProvisionalPerson | null {
  const name = tidyName(report.subjectName ?? '')
  const person = { personId: newId(), areaId: report.areaId }
  if (report.subjectNik === null) return name === '' ? null : { ...person, name }
  return { ...person, name: name === '' ? publicMessages('id').unnamedPerson : name, nik: sealNik(deps.keys, report.subjectNik) }
}

interface OnItsWay extends CheckedReport {
  readonly reportId: string
  readonly channel: Channel
}

type AboutPerson = 'personId' | 'personIsProvisional' | 'familyId'

function caseOf(regency: Regency, report: OnItsWay, found: Pick<OpenCase, AboutPerson | 'photoCount'>): OpenCase {
  return {
    ...found, reportId: report.reportId, areaId: report.areaId, category: report.category, channel: report.channel,
    danger: getCategory(regency, report.category).danger, summary: firstWords(report.story), reporterCanReply: report.secrecy !== 'anonymous',
  }
}

/** The beginning of the story for the inbox, in whole characters. */
function firstWords(story: string): string {
  const line = story.replaceAll(/\s+/g, ' ')
  const characters = [...line]
  return characters.length <= 140 ? line : `${characters.slice(0, 139).join('')}…`
}

interface WithReporter extends OnItsWay {
  readonly caseId: string
  readonly reach: Reach | null
  readonly tellBy: TellBy | null
}

async function keepReporter(tx: ActTx, deps: ReportDeps, report: WithReporter): Promise<void> {
  if (report.reporter === null) return
  const { name, phone, email } = report.reporter
  await insertReporter(tx, {
    reportId: report.reportId, caseId: report.caseId, areaId: report.areaId, name, accountId: report.channel === 'web' ? tx.actor.accountId : null,
    phone: phone === null ? null : { sealed: deps.keys.seal(phone), last4: phone.slice(-4) },
  })
  await keepContacts(tx, deps, { report, given: { phone, email, reach: report.reach, tellBy: report.tellBy } })
}

/** A photo of a case for one of its officers; the look is noted. */
export async function openReportPhoto(
  deps: Pick<Deps, 'db' | 'files'>, actor: Actor, asked: { caseId: string; photoId: string },
): Promise<Result<{ bytes: Buffer; mediaType: string }, { readonly kind: 'not_found' }>> {
  const found = await deps.db.asActor(actor, async (tx) => {
    const photo = (await enterCases(tx, [asked.caseId])).length === 1 ? await findPhoto(tx, asked) : undefined
    if (photo === undefined) return undefined
    await auditRead(tx, {
      action: 'readReportPhoto', subjectKind: 'case', subjectId: asked.caseId, areaId: photo.areaId, purpose: 'case', fields: ['photo'],
    })
    return photo
  })
  const bytes = found && (await deps.files.read(found.sha256))
  return bytes === undefined ? err({ kind: 'not_found' }) : ok({ bytes, mediaType: found!.mediaType })
}

/** Name and number of a reporter, for a reason; the look is noted before it is given. */
export async function revealReporter(
  deps: Pick<Deps, 'db' | 'keys'>, actor: Actor, asked: { caseId: string; reportId: string; reason: string },
): Promise<Result<{ name: string | null; phone: string | null; secrecy: Secrecy }, { readonly kind: 'not_found' | 'reporter_anonymous' }>> {
  return deps.db.asActor(actor, async (tx) => {
    const reporter = (await enterCases(tx, [asked.caseId])).length === 1 ? await findReporter(tx, asked) : undefined
    if (reporter === undefined) return err({ kind: 'not_found' as const })
    if (reporter.secrecy === 'anonymous') return err({ kind: 'reporter_anonymous' as const })
    await auditRead(tx, {
      action: 'revealReporter', subjectKind: 'report', subjectId: asked.reportId, areaId: reporter.areaId, purpose: asked.reason,
      fields: ['name', 'phone'],
    })
    const phone = reporter.phoneSealed === null ? null : deps.keys.open(reporter.phoneSealed)
    return ok({ name: reporter.name, phone, secrecy: reporter.secrecy as Secrecy })
  })
}
