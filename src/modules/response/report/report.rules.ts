import type { Area, AreaTree } from '#modules/people/area/area.contract.ts'
import { parseNik } from '#modules/registry/person/nik.rules.ts'
import { readPhone } from '#platform/phone.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { isEmail } from '#platform/email.ts'
import { cleanLine, cleanText, lengthOf, plainDigits } from '#platform/words.ts'
import { reportLimits, type MeasuredPoint, type ReportDraft, type ReportProblem, type Secrecy, type SubjectKind } from './report.contract.ts'
import { suggestAreas } from './place.rules.ts'

/** What this regency knows and a draft must fit. */
export interface ReportFacts {
  readonly categories: ReadonlySet<string>
  readonly areas: AreaTree
  /** Areas at the draft's point and beside it, the likeliest first. */
  readonly nearIds: readonly number[]
  /** The sender wrote to us by a channel that reaches them back: no number need be asked for. */
  readonly isReachable?: boolean
}

/** A report that may be stored: every word cleaned, every field decided. */
export interface CheckedReport {
  readonly category: string
  readonly story: string
  readonly subject: SubjectKind
  readonly subjectName: string | null
  readonly subjectNik: string | null
  readonly subjectAddress: string | null
  readonly peopleCount: number | null
  /** The most exact area known; 0 when only words or a point were given. */
  readonly areaId: number
  readonly placeWords: string | null
  readonly point: MeasuredPoint | null
  readonly photos: readonly string[]
  readonly secrecy: Secrecy
  readonly reporter: Reporter | null
  readonly accusedWords: string | null
}

/** Who told us, and how to reach them. Null where nothing may be known. */
export interface Reporter {
  readonly name: string | null
  /** With country code: `+6281234567890`. */
  readonly phone: string | null
  readonly email: string | null
}

/**
 * Decides whether a draft can be stored. Gives every problem at once, in the order of the form, so that nobody mends a form twice.
 * Little is required, because a report is never refused for lack of data: a kind, a few words, some place, and a number or the wish for none.
 */
export function checkReport(draft: ReportDraft, facts: ReportFacts): Result<CheckedReport, readonly ReportProblem[]> {
  const problems: ReportProblem[] = []
  const words = readWords(draft, problems)
  checkCategory(draft, { facts, problems })
  if (words.story === null) problems.push({ kind: 'story_missing', field: 'story' })
  const subjectNik = readNik(draft, problems)
  const peopleCount = readPeopleCount(draft, problems)
  const areaId = readArea(draft, { facts, problems, placeWords: words.placeWords })
  if ((draft.photos ?? []).length > reportLimits.photos) problems.push({ kind: 'too_many_photos', field: 'photos', maximum: reportLimits.photos })
  const reporter = readReporter(draft, { problems, name: words.reporterName, isReachable: facts.isReachable === true })
  if (problems.length > 0) return err(inOrder(problems))
  const subject = draft.subject ?? 'self'
  const secrecy = secrecyOf(draft)
  return ok({
    category: draft.category!, story: words.story!, subject, subjectNik, peopleCount, areaId,
    subjectName: subject === 'self' ? openName(reporter, secrecy) : words.subjectName,
    subjectAddress: words.subjectAddress, placeWords: words.placeWords, point: draft.point ?? null,
    photos: draft.photos ?? [], secrecy, reporter, accusedWords: words.accused,
  })
}

/** Every officer of a case reads the subject's name: a reporter who keeps their name to themselves does not hand it on as that of the one in need. */
function openName(reporter: Reporter | null, secrecy: Secrecy): string | null {
  return secrecy === 'open' ? (reporter?.name ?? null) : null
}

const fieldOrder = [
  'category', 'story', 'subject', 'subjectName', 'subjectNik', 'subjectAddress', 'peopleCount', 'areaId', 'placeWords', 'point', 'photos',
  'contact', 'phone', 'email', 'reporterName', 'accused',
]

function inOrder(problems: readonly ReportProblem[]): ReportProblem[] {
  return problems.toSorted((left, right) => fieldOrder.indexOf(left.field) - fieldOrder.indexOf(right.field))
}

interface Words {
  readonly story: string | null
  readonly subjectName: string | null
  readonly subjectAddress: string | null
  readonly placeWords: string | null
  readonly reporterName: string | null
  readonly accused: string | null
}

function readWords(draft: ReportDraft, problems: ReportProblem[]): Words {
  return {
    story: within(cleanText(draft.story), { field: 'story', maximum: reportLimits.storyLength, problems }),
    subjectName: within(cleanLine(draft.subjectName), { field: 'subjectName', maximum: reportLimits.nameLength, problems }),
    subjectAddress: within(cleanLine(draft.subjectAddress), { field: 'subjectAddress', maximum: reportLimits.wordsLength, problems }),
    placeWords: within(cleanLine(draft.placeWords), { field: 'placeWords', maximum: reportLimits.wordsLength, problems }),
    reporterName: within(cleanLine(draft.reporterName), { field: 'reporterName', maximum: reportLimits.nameLength, problems }),
    accused: within(cleanLine(draft.accused), { field: 'accused', maximum: reportLimits.wordsLength, problems }),
  }
}

function within(words: string, limit: { field: string; maximum: number; problems: ReportProblem[] }): string | null {
  const length = lengthOf(words)
  if (length > limit.maximum) limit.problems.push({ kind: 'too_long', field: limit.field, maximum: limit.maximum, length })
  return words === '' ? null : words
}

function checkCategory(draft: ReportDraft, { facts, problems }: { facts: ReportFacts; problems: ReportProblem[] }): void {
  if (!facts.categories.has(draft.category ?? '')) problems.push({ kind: 'category_missing', field: 'category' })
}

/** Somebody's number, however its digits were grouped. One that cannot be right is asked about once; it may always be left out. */
function readNik(draft: ReportDraft, problems: ReportProblem[]): string | null {
  const typed = cleanLine(draft.subjectNik)
  if (typed === '') return null
  const read = parseNik(typed)
  if (read.ok) return read.value.nik
  problems.push({ kind: 'nik_unreadable', field: 'subjectNik' })
  return null
}

function readPeopleCount(draft: ReportDraft, problems: ReportProblem[]): number | null {
  const typed = plainDigits(cleanLine(String(draft.peopleCount ?? '')))
  if (typed === '') return null
  const count = /^\d{1,3}$/.test(typed) ? Number(typed) : 0
  if (count < 1 || count > reportLimits.people) problems.push({ kind: 'people_unreadable', field: 'peopleCount' })
  return count
}

/** A place that could mean several is asked about, never guessed; a sender who knows none of them is believed. */
function readArea(draft: ReportDraft, known: { facts: ReportFacts; problems: ReportProblem[]; placeWords: string | null }): number {
  const { facts, problems, placeWords } = known
  if (draft.areaId !== undefined) {
    if (!facts.areas.byId.has(draft.areaId)) problems.push({ kind: 'area_unknown', field: 'areaId' })
    return draft.areaId
  }
  if (placeWords === null && draft.point === undefined) {
    problems.push({ kind: 'place_missing', field: 'areaId' })
    return 0
  }
  const candidates = draft.areaUnknown === true ? [] : suggestAreas(facts.areas, { words: placeWords, nearIds: facts.nearIds })
  if (candidates.length > 0) problems.push({ kind: 'area_unclear', field: 'areaId', candidates: candidates.map(asCandidate) })
  return 0
}

function asCandidate({ areaId, code, name, kind }: Area): Pick<Area, 'areaId' | 'code' | 'name' | 'kind'> {
  return { areaId, code, name, kind }
}

function secrecyOf(draft: ReportDraft): Secrecy {
  if (draft.contact === 'anonymous') return 'anonymous'
  return draft.secret === false ? 'open' : 'secret'
}

interface Asked {
  readonly problems: ReportProblem[]
  readonly name: string | null
  readonly isReachable: boolean
}

function readReporter(draft: ReportDraft, { problems, name, isReachable }: Asked): Reporter | null {
  if (draft.contact === 'anonymous') return null
  const email = readEmail(draft, problems)
  const typed = cleanLine(draft.phone)
  const phone = readPhone(typed)
  if (typed === '' && (isReachable || email !== null)) return { name, phone: null, email }
  if (typed === '' && draft.contact === undefined) problems.push({ kind: 'contact_missing', field: 'contact' })
  else if (typed === '') problems.push({ kind: 'phone_missing', field: 'phone' })
  else if (phone === undefined) problems.push({ kind: 'phone_unreadable', field: 'phone' })
  return { name, phone: phone ?? null, email }
}

function readEmail(draft: ReportDraft, problems: ReportProblem[]): string | null {
  const typed = cleanLine(draft.email)
  if (typed === '' && draft.tellBy === 'email') problems.push({ kind: 'email_missing', field: 'email' })
  if (typed === '') return null
  if (isEmail(typed)) return typed
  problems.push({ kind: 'email_unreadable', field: 'email' })
  return null
}
