import { sourcedValues } from '#modules/registry/attribute/attribute.rules.ts'
import { listClusterStatements } from '#modules/registry/attribute/attribute.store.ts'
import { findFamily } from '#modules/registry/family/family.store.ts'
import { placeView } from '#modules/registry/family/place.rules.ts'
import { findDecileRow, listMembers } from '#modules/registry/family/profile.store.ts'
import { fieldIdOf, questionsOf } from '#modules/registry/form/answer.rules.ts'
import { currentVersion } from '#modules/registry/form/form.actions.ts'
import { memberRepeat, type AnswerValue, type CompiledForm } from '#modules/registry/form/form.contract.ts'
import { findCompiledForm } from '#modules/registry/form/form.store.ts'
import { findAttribute } from '#modules/registry/form/vocabulary.rules.ts'
import { ageInYears } from '#modules/registry/person/birth.rules.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import type { FileAnswer } from '#platform/http/routes.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { mergeAnswers } from './merge.rules.ts'
import { readPageMark, writePageMark } from './page-mark.rules.ts'
import type { SurveyDeps } from './survey.actions.ts'
import type { KnownAnswer, VisitBundle, VisitFamily } from './survey.contract.ts'
import { listAnswers, listSurveyPhotos } from './survey.store.ts'
import { listVisitFamilies } from './visit-family.store.ts'

type NotFound = { readonly kind: 'not_found' }

/** Families to choose for visits: of the own area, those not visited for longest first. */
export async function findVisitFamilies(
  deps: Pick<SurveyDeps, 'db' | 'regency'>, actor: Actor, asked: { readonly after?: string | undefined; readonly name?: string | undefined },
): Promise<Result<{ items: VisitFamily[]; next: string | null }, { kind: 'page_unknown' }>> {
  const mark = asked.after === undefined ? null : readPageMark(asked.after, 2)
  if (mark === undefined) return err({ kind: 'page_unknown' })
  const after = mark === null ? null : { lastVisitedAt: mark[0] ?? null, familyId: mark[1] ?? '' }
  const rows = await deps.db.asActor(actor, async (tx) => {
    const area = actor.homeAreaId ?? 0
    const found = await listVisitFamilies(tx, { after, name: asked.name ?? '' })
    const look = { action: 'listVisitFamilies', subjectKind: 'area', subjectId: String(area), areaId: area, purpose: 'visit', fields: ['name', 'address', 'decile'] }
    await auditRead(tx, { ...look, listed: found.slice(0, 50).map((family) => family.familyId) })
    return found
  })
  const shown = rows.slice(0, 50)
  const last = shown.at(-1)
  return ok({
    items: shown.map(({ areaId, hamlet, rt, rw, addressText, lastVisitedAt, ...row }) => ({
      ...row, place: placeView(deps.regency.areas, { areaId, hamlet, rt, rw, addressText }), lastVisitedAt: lastVisitedAt?.toISOString() ?? null,
    })),
    next: rows.length > 50 && last !== undefined ? writePageMark([last.lastVisitedAt?.toISOString() ?? null, last.familyId]) : null,
  })
}

/** Everything that a visit needs at a door without signal. Who took it along is written down. */
export async function prepareVisit(
  deps: Pick<SurveyDeps, 'db' | 'regency'>, actor: Actor, familyId: string,
): Promise<Result<VisitBundle, NotFound | { readonly kind: 'form_missing' }>> {
  return deps.db.asActor(actor, async (tx) => {
    const family = await findFamily(tx, familyId)
    if (family === undefined) return err({ kind: 'not_found' as const })
    const version = await currentVersion(tx, deps)
    const form = version === undefined ? undefined : await findCompiledForm(tx, version.formVersionId)
    if (version === undefined || form === undefined) return err({ kind: 'form_missing' as const })
    const today = dayOf(tx.now, deps.regency.timeZone)
    const members = (await listMembers(tx, familyId)).filter((member) => member.memberTo === null)
    const { areaId, hamlet, rt, rw, addressText, decile } = family
    const source = decile === null ? undefined : await findDecileRow(tx, decile.sourceRecordId)
    await auditRead(tx, { action: 'prepareVisit', subjectKind: 'family', subjectId: familyId, areaId, purpose: 'visit', fields: ['members', 'address', 'decile', 'answers'] })
    return ok({
      familyId, headName: (members.find((member) => member.relation === 'head') ?? members[0])?.name ?? '',
      place: placeView(deps.regency.areas, { areaId, hamlet, rt, rw, addressText }),
      decile: decile === null ? null : { decile: decile.decile, on: decile.on, sourceName: source?.sourceName ?? '', isSynthetic: source?.isSynthetic ?? false, rowNumber: source?.rowNumber ?? 0 },
      formVersionId: version.formVersionId, formNumber: version.number,
      members: members.map(({ personId, name, sex, relation, birthOn }) => ({ personId, name, sex, relation, ageInYears: birthOn === null ? null : ageInYears(birthOn, today) })),
      known: await knownAnswers(tx, { form, familyId, personIds: members.map((member) => member.personId), regency: deps.regency }),
      preparedAt: tx.now.toISOString(),
    })
  })
}

interface About {
  readonly form: CompiledForm
  readonly familyId: string
  readonly personIds: readonly string[]
  readonly regency: SurveyDeps['regency']
}

/** What is known of the questions of a form: the last answers of visits, and where there is none, what the lists say. */
export async function knownAnswers(tx: Tx, about: About): Promise<KnownAnswer[]> {
  const merged = mergeAnswers(await listAnswers(tx, about.familyId))
  const asked = [...merged.values()].map(({ field, heads, isDisputed }): KnownAnswer => {
    const latest = heads.toSorted((left, right) => right.visitedAt.getTime() - left.visitedAt.getTime())[0]
    return {
      field, heads: heads.map((head) => head.answerId), value: (latest?.given ?? null) as KnownAnswer['value'], isHidden: latest?.given === undefined, isDisputed,
      on: latest === undefined ? null : dayOf(latest.visitedAt, about.regency.timeZone), by: latest?.by ?? null,
    }
  })
  const listed = await listedAnswers(tx, about)
  return [...asked, ...listed.filter(({ field }) => !merged.has(field))]
}

async function listedAnswers(tx: Tx, { form, familyId, personIds, regency }: About): Promise<KnownAnswer[]> {
  const statements = await listClusterStatements(tx, [familyId, ...personIds])
  const known: KnownAnswer[] = []
  for (const [name, { repeat }] of questionsOf(form)) {
    if (repeat !== null && repeat !== memberRepeat) continue
    const attribute = findAttribute(name, repeat === null ? 'family' : 'person')
    if (attribute === undefined) continue
    for (const subjectId of repeat === null ? [familyId] : personIds) {
      const value = sourcedValues(statements.get(subjectId) ?? [], regency).find((each) => each.attribute === attribute.attribute && each.isCurrent)
      if (value === undefined) continue
      known.push({
        field: fieldIdOf(name, repeat, repeat === null ? null : subjectId), heads: [], value: asAnswer(value.value), isHidden: false, isDisputed: false,
        on: value.validFrom, by: value.sourceName,
      })
    }
  }
  return known
}

function asAnswer(value: unknown): KnownAnswer['value'] {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return value as Extract<AnswerValue, string | number> & KnownAnswer['value']
}

/** One photo of a visit; the look is written down. */
export async function readSurveyPhoto(
  deps: Pick<SurveyDeps, 'db' | 'files'>, actor: Actor, asked: { readonly familyId: string; readonly photoId: string },
): Promise<Result<FileAnswer, NotFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const photo = (await listSurveyPhotos(tx, asked.familyId)).find(({ photoId }) => photoId === asked.photoId)
    const bytes = photo === undefined ? undefined : await deps.files.read(photo.sha256)
    if (photo === undefined || bytes === undefined) return err({ kind: 'not_found' as const })
    await auditRead(tx, { action: 'readSurveyPhoto', subjectKind: 'family', subjectId: asked.familyId, purpose: 'profile', fields: [photo.field] })
    return ok({ bytes, mediaType: 'image/jpeg' })
  })
}
