import { findFamily } from '#modules/registry/family/family.store.ts'
import { placeView } from '#modules/registry/family/place.rules.ts'
import { listMembers } from '#modules/registry/family/profile.store.ts'
import { findField, isDeclined, type Field } from '#modules/registry/form/answer.rules.ts'
import { currentVersion } from '#modules/registry/form/form.actions.ts'
import type { AnswerValue, CompiledForm, Words } from '#modules/registry/form/form.contract.ts'
import { findCompiledForm } from '#modules/registry/form/form.store.ts'
import { withoutAnswers } from '#modules/registry/form/label.rules.ts'
import { messages } from '#web/i18n/index.ts'
import { act, type CommandReused } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { mergeAnswers } from './merge.rules.ts'
import { readPageMark, writePageMark } from './page-mark.rules.ts'
import { settleConflicts } from './dispute.actions.ts'
import { macOf, stateValues, type By, type SurveyDeps } from './survey.actions.ts'
import type { AnswerConflict, DisputedAnswer } from './survey.contract.ts'
import { insertAnswers, insertSurvey, listAnswers, lockFamilyAnswers, type AnswerRow } from './survey.store.ts'
import { listOpenConflicts, type ConflictRow } from './visit-family.store.ts'

/** Fields whose answers differ, the oldest first, with every answer that stands. Looks at people's answers are written down. */
export async function listConflicts(
  deps: Pick<SurveyDeps, 'db' | 'regency'>, actor: Actor, asked: string | undefined,
): Promise<Result<{ items: AnswerConflict[]; next: string | null }, { kind: 'page_unknown' }>> {
  const mark = asked === undefined ? null : readPageMark(asked, 3)
  if (mark === undefined) return err({ kind: 'page_unknown' })
  const after = mark === null ? null : { foundAt: mark[0] ?? '', familyId: mark[1] ?? '', field: mark[2] ?? '' }
  return deps.db.asActor(actor, async (tx) => {
    const rows = await listOpenConflicts(tx, after)
    const shown = rows.slice(0, 20)
    const form = await currentForm(tx, deps)
    const items: AnswerConflict[] = []
    for (const row of shown) items.push(...(await conflictView(tx, { deps, row, form })))
    const last = shown.at(-1)
    return ok({ items, next: rows.length > 20 && last !== undefined ? writePageMark([last.foundAt.toISOString(), last.familyId, last.field]) : null })
  })
}

async function currentForm(tx: Tx, deps: Pick<SurveyDeps, 'regency'>): Promise<CompiledForm | undefined> {
  const version = await currentVersion(tx, deps)
  return version && findCompiledForm(tx, version.formVersionId)
}

interface Viewed {
  readonly deps: Pick<SurveyDeps, 'regency'>
  readonly row: ConflictRow
  readonly form: CompiledForm | undefined
}

async function conflictView(tx: Tx, { deps, row, form }: Viewed): Promise<AnswerConflict[]> {
  const family = await findFamily(tx, row.familyId)
  const state = mergeAnswers(await listAnswers(tx, row.familyId, row.field)).get(row.field)
  if (family === undefined || state === undefined) return []
  const { areaId, hamlet, rt, rw, addressText, familyId } = family
  const field = form === undefined ? undefined : findField(form, row.field)
  const members = await listMembers(tx, familyId)
  await auditRead(tx, { action: 'listConflicts', subjectKind: 'family', subjectId: familyId, areaId, purpose: 'conflict', fields: [row.field] })
  const answers = state.heads.map((head) => answerView(head, field, form))
  return [{
    familyId, headName: (members.find((member) => member.relation === 'head') ?? members[0])?.name ?? '',
    place: placeView(deps.regency.areas, { areaId, hamlet, rt, rw, addressText }), field: row.field, label: withoutAnswers(field?.question.label ?? { id: row.field, en: row.field }),
    personName: members.find((member) => member.personId === field?.instance)?.name ?? null, class: state.heads[0]?.class ?? null, foundAt: row.foundAt.toISOString(),
    answers, mayDecide: tx.actor.grants.has('registry.profile.decide') && answers.every((answer) => !answer.isHidden),
  }]
}

function answerView(head: AnswerRow, field: Field | undefined, form: CompiledForm | undefined): DisputedAnswer {
  const isHidden = head.given === undefined
  return {
    answerId: head.answerId, value: (head.given ?? null) as DisputedAnswer['value'], words: isHidden ? { id: '', en: '' } : wordsFor(head.given ?? null, field, form), isHidden,
    by: head.by, visitedAt: head.visitedAt.toISOString(), receivedAt: head.receivedAt.toISOString(),
  }
}

/** An answer as people read it: the words of its choices, in both languages. */
function wordsFor(value: AnswerValue, field: Field | undefined, form: CompiledForm | undefined): Words {
  const [id, en] = [messages('id').survey, messages('en').survey]
  if (value === null) return { id: id.noAnswer, en: en.noAnswer }
  if (isDeclined(value)) return { id: id.declined[value.declined], en: en.declined[value.declined] }
  const list = form?.choices[field?.question.list ?? ''] ?? []
  const words = (Array.isArray(value) ? value : [value]).map((each): Words => list.find((choice) => choice.name === each)?.label ?? { id: String(each), en: String(each) })
  return { id: words.map((each) => each.id).join(', '), en: words.map((each) => each.en).join(', ') }
}

export type DecisionRefused = CommandReused | { readonly kind: 'not_found' | 'conflict_changed' | 'class_not_permitted' }

/** A person says which answer holds. The decision stands on all that differed, so it ends the dispute; the others stay in the history. */
export async function decideConflict(
  deps: SurveyDeps, by: By, decision: { readonly familyId: string; readonly field: string; readonly answerId: string; readonly seen: readonly string[] },
): Promise<Result<{ settledAt: string }, DecisionRefused>> {
  const { familyId, field: fieldId } = decision
  return act<{ settledAt: string }, DecisionRefused>(deps, { ...by, action: 'decideConflict' }, async (tx) => {
    const family = await findFamily(tx, familyId)
    if (family === undefined) return err({ kind: 'not_found' })
    await lockFamilyAnswers(tx, familyId)
    const state = mergeAnswers(await listAnswers(tx, familyId, fieldId)).get(fieldId)
    const chosen = state?.heads.find((head) => head.answerId === decision.answerId)
    if (state === undefined || chosen === undefined || state.heads.length < 2 || !isSeen(state.heads, decision.seen)) return err({ kind: 'conflict_changed' })
    if (chosen.given === undefined) return err({ kind: 'class_not_permitted' })
    const version = await currentVersion(tx, deps)
    const form = version && (await findCompiledForm(tx, version.formVersionId))
    const field = form && findField(form, fieldId)
    if (version === undefined) return err({ kind: 'conflict_changed' })
    const given = { answerId: newId(), field: fieldId, value: chosen.given, bases: state.heads.map((head) => head.answerId) }
    const visitedAt = new Date(Math.max(...state.heads.map((head) => head.visitedAt.getTime())))
    const sourceRecordId = await stateValues(deps, tx, { family, answers: field === undefined ? [] : [{ given, field }], bases: given.bases, visitedAt })
    const of = { familyId, areaId: family.areaId, surveyId: newId() }
    await insertSurvey(tx, { ...of, kind: 'decision', formVersionId: version.formVersionId, sourceRecordId, visitedAt, place: null, answers: 1, gaps: 0 })
    await insertAnswers(tx, of, [{ ...given, class: chosen.class, valueMac: macOf(deps, familyId, given) }])
    await settleConflicts(tx, familyId)
    tx.audit({ subjectKind: 'family', subjectId: familyId, areaId: family.areaId, detail: { field: fieldId, answerId: decision.answerId, of: state.heads.length } })
    return ok({ settledAt: tx.now.toISOString() })
  })
}

function isSeen(heads: readonly AnswerRow[], seen: readonly string[]): boolean {
  return heads.length === seen.length && heads.every((head) => seen.includes(head.answerId))
}
