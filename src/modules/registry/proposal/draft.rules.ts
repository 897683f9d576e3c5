import type { AreaTree } from '#modules/people/area/area.contract.ts'
import type { Criterion } from '#modules/people/regency/regency.contract.ts'
import { parseCard } from '#modules/registry/family/card.rules.ts'
import { parseNik } from '#modules/registry/person/nik.rules.ts'
import { readPhone } from '#platform/phone.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { cleanLine, cleanText, lengthOf, plainDigits } from '#platform/words.ts'
import { proposalLimits, type ProposalDraft, type ProposalKind, type ProposalProblem } from './proposal.contract.ts'

/** What this regency knows and a draft must fit. */
export interface DraftFacts {
  readonly areas: AreaTree
  readonly criteria: readonly Criterion[]
}

/** A proposal that may be stored: every word cleaned, every field decided. `familyId` is looked up by whoever stores it. */
export interface CheckedProposal {
  readonly kind: ProposalKind
  readonly familyId: string | null
  readonly againOf: string | null
  readonly subjectName: string | null
  readonly nik: string | null
  readonly card: string | null
  readonly subjectAddress: string | null
  readonly peopleCount: number | null
  /** The village; null only where the family says it. */
  readonly areaId: number | null
  readonly criteria: readonly string[]
  readonly reason: string
  readonly photos: readonly string[]
  readonly submitter: { readonly name: string | null; readonly phone: string | null }
}

/** Decides whether a draft can be stored. Gives every problem at once, in the order of the form, so that nobody mends a form twice. */
export function checkDraft(draft: ProposalDraft, facts: DraftFacts): Result<CheckedProposal, readonly ProposalProblem[]> {
  const problems: ProposalProblem[] = []
  const line = (field: 'subjectName' | 'subjectAddress' | 'submitterName', maximum: number) => (
    within(cleanLine(draft[field]), { field, maximum, problems })
  )
  if (draft.kind === undefined) problems.push({ kind: 'proposal_kind_missing', field: 'kind' })
  const familyId = draft.familyId ?? null
  const subjectName = line('subjectName', proposalLimits.nameLength)
  if (subjectName === null && familyId === null) problems.push({ kind: 'subject_missing', field: 'subjectName' })
  const numbers = readNumbers(draft, problems)
  const subjectAddress = line('subjectAddress', proposalLimits.addressLength)
  const peopleCount = readPeopleCount(draft, problems)
  const areaId = readVillage(draft, { facts, problems })
  const criteria = readCriteria(draft, { facts, problems })
  const reason = within(cleanText(draft.reason), { field: 'reason', maximum: proposalLimits.reasonLength, problems })
  if (reason === null) problems.push({ kind: 'reason_missing', field: 'reason' })
  if ((draft.photos ?? []).length > proposalLimits.photos) problems.push({ kind: 'too_many_photos', field: 'photos', maximum: proposalLimits.photos })
  const submitter = { name: line('submitterName', proposalLimits.nameLength), phone: readSubmitterPhone(draft, problems) }
  if (problems.length > 0) return err(problems)
  return ok({
    kind: draft.kind!, familyId, againOf: draft.againOf ?? null, subjectName, ...numbers, subjectAddress, peopleCount, areaId, criteria, reason: reason!,
    photos: draft.photos ?? [], submitter,
  })
}

function within(words: string, limit: { field: string; maximum: number; problems: ProposalProblem[] }): string | null {
  const length = lengthOf(words)
  if (length > limit.maximum) limit.problems.push({ kind: 'too_long', field: limit.field, maximum: limit.maximum, length })
  return words === '' ? null : words
}

/** Numbers may be left out; one that cannot be right is asked about once. */
function readNumbers(draft: ProposalDraft, problems: ProposalProblem[]): { nik: string | null; card: string | null } {
  const [typedNik, typedCard] = [cleanLine(draft.subjectNik), cleanLine(draft.subjectCard)]
  const nik = typedNik === '' ? null : parseNik(typedNik)
  const card = typedCard === '' ? null : parseCard(typedCard)
  if (nik !== null && !nik.ok) problems.push({ kind: 'nik_unreadable', field: 'subjectNik' })
  if (card !== null && !card.ok) problems.push({ kind: 'card_unreadable', field: 'subjectCard' })
  return { nik: nik?.ok ? nik.value.nik : null, card: card?.ok ? card.value.card : null }
}

function readPeopleCount(draft: ProposalDraft, problems: ProposalProblem[]): number | null {
  const typed = plainDigits(cleanLine(String(draft.peopleCount ?? '')))
  if (typed === '') return null
  const count = /^\d{1,3}$/.test(typed) ? Number(typed) : 0
  if (count < 1 || count > proposalLimits.people) problems.push({ kind: 'people_unreadable', field: 'peopleCount' })
  return count
}

/** A village meeting decides, so the village must be known. */
function readVillage(draft: ProposalDraft, { facts, problems }: { facts: DraftFacts; problems: ProposalProblem[] }): number | null {
  if (draft.familyId !== undefined && draft.areaId === undefined) return null
  const area = draft.areaId === undefined ? undefined : facts.areas.byId.get(draft.areaId)
  if (area?.kind !== 'village') problems.push({ kind: 'village_missing', field: 'areaId' })
  return draft.areaId ?? null
}

function readCriteria(draft: ProposalDraft, { facts, problems }: { facts: DraftFacts; problems: ProposalProblem[] }): readonly string[] {
  const named = [...new Set(draft.criteria ?? [])]
  const known = new Set(facts.criteria.filter((criterion) => draft.kind === undefined || criterion.kinds.includes(draft.kind)).map(({ key }) => key))
  if (named.some((key) => !known.has(key))) problems.push({ kind: 'criterion_unknown', field: 'criteria' })
  else if (named.length === 0) problems.push({ kind: 'criterion_missing', field: 'criteria' })
  return named
}

function readSubmitterPhone(draft: ProposalDraft, problems: ProposalProblem[]): string | null {
  const typed = cleanLine(draft.submitterPhone)
  const phone = readPhone(typed)
  if (typed !== '' && phone === undefined) problems.push({ kind: 'phone_unreadable', field: 'submitterPhone' })
  return phone ?? null
}
