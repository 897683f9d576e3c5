import type { z } from 'zod'
import type { Deps } from '#deps.ts'
import { regencyReach, withDescendants } from '#modules/people/index.ts'
import { sourcedValues, type Statement } from '#modules/registry/attribute/attribute.rules.ts'
import { listClusterStatements } from '#modules/registry/attribute/attribute.store.ts'
import { maskCard } from '#modules/registry/family/card.rules.ts'
import { listClusters, findPersonRoots, type SubjectKind } from '#modules/registry/merge/cluster.store.ts'
import { isOwnHousehold } from '#modules/registry/merge/household.store.ts'
import { chooseKept } from '#modules/registry/merge/merge.rules.ts'
import { listStandings } from '#modules/registry/merge/merge.store.ts'
import { personView } from '#modules/registry/search/search.actions.ts'
import { listPersonLines, type PersonLine } from '#modules/registry/search/search.store.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { agreementOf } from './card.rules.ts'
import { findPairNumbers, type PairNumbers } from './card.store.ts'
import { listFamilyLines } from './family-pairs.store.ts'
import type { Review, ReviewCard, ReviewHead, ReviewItem, reviewOperations } from './review.contract.ts'
import { readMark, writeMark } from './review.rules.ts'
import { findReview, listReviewRecords, listSteps, type ReviewRecord, type Step } from './review.store.ts'

export type ReviewDeps = Pick<Deps, 'db' | 'jobs' | 'regency'>

/**
 * Both persons of a pair are read together, also where only one lives in the village that was asked: the pair is what the actor may see. Only the
 * persons of pairs that were found in the actor's own areas are asked for here, with the actor's own grants for reading.
 */
export async function readPersons<T>(deps: ReviewDeps, actor: Actor, read: (tx: Tx) => Promise<T>): Promise<T> {
  const grants = new Set([...actor.grants].filter((grant) => grant !== 'registry.review.decide'))
  return deps.db.asActor({ ...actor, areaIds: regencyReach(deps.regency).areaIds, grants }, read)
}

/** One page of pairs. */
export async function listReviews(
  deps: ReviewDeps, actor: Actor, query: z.output<typeof reviewOperations.listReviews.query>,
): Promise<Result<{ items: ReviewItem[]; next: string | null }, { readonly kind: 'page_unknown' }>> {
  const after = query.after === undefined ? undefined : readMark(query.after)
  if (query.after !== undefined && after === undefined) return err({ kind: 'page_unknown' })
  const areaIds = query.area === undefined || query.area === 0 ? null : withDescendants(deps.regency.areas, query.area)
  const found = await deps.db.asActor(actor, async (tx) => {
    const records = await listReviewRecords(tx, { about: query.about, state: query.state, rule: query.rule, areaIds, after, limit: query.limit + 1 })
    const area = actor.homeAreaId ?? 0
    await auditRead(tx, { action: 'listReviews', subjectKind: 'area', subjectId: String(area), areaId: area, purpose: 'review', fields: ['name', 'birth'], listed: records.slice(0, query.limit).flatMap((record) => [record.leftId, record.rightId]) })
    return records
  })
  const page = found.slice(0, query.limit)
  const lines = await readPersons(deps, actor, (tx) => (query.about === 'family' ? readFamilySides(tx, page) : readPersonSides(tx, page)))
  const last = found.length > query.limit ? page.at(-1) : undefined
  return ok({
    items: page.flatMap((record) => itemOf(deps, record, lines)),
    next: last === undefined ? null : writeMark({ score: last.score, reviewId: last.reviewId }),
  })
}

async function readSides(tx: Tx, records: readonly ReviewRecord[]): Promise<ReadonlyMap<string, PersonLine>> {
  const ids = records.flatMap((record) => [record.leftId, record.rightId])
  const roots = await findPersonRoots(tx, ids)
  const lines = await listPersonLines(tx, [...new Set(roots.values())])
  return new Map(ids.flatMap((id): [string, PersonLine][] => {
    const line = lines.get(roots.get(id) ?? id)
    return line === undefined ? [] : [[id, line]]
  }))
}

/** One of the two as the queue shows it. */
type ListedSide = Omit<ReviewItem['left'], 'areaName'> & { readonly areaId: number }

async function readPersonSides(tx: Tx, records: readonly ReviewRecord[]): Promise<ReadonlyMap<string, ListedSide>> {
  const lines = await readSides(tx, records)
  return new Map([...lines].map(([id, { personId, name, birthOn, areaId }]) => [id, { subjectId: personId, name, birthOn, areaId, members: null }]))
}

async function readFamilySides(tx: Tx, records: readonly ReviewRecord[]): Promise<ReadonlyMap<string, ListedSide>> {
  const lines = await listFamilyLines(tx, records.flatMap((record) => [record.leftId, record.rightId]))
  return new Map([...lines].map(([id, { familyId, headName, areaId, members }]) => [id, { subjectId: familyId, name: headName ?? '–', birthOn: null, areaId, members }]))
}

function itemOf({ regency }: ReviewDeps, record: ReviewRecord, lines: ReadonlyMap<string, ListedSide>): ReviewItem[] {
  const [left, right] = [lines.get(record.leftId), lines.get(record.rightId)]
  if (left === undefined || right === undefined) return []
  const side = ({ areaId, ...shown }: ListedSide) => ({ ...shown, areaName: regency.areas.byId.get(areaId)?.name ?? '' })
  const { reviewId, kind: about, state, verdict, needsTwo } = record
  return [{ reviewId, about, state, verdict, needsTwo, rules: [...record.rules], foundAt: record.foundAt.toISOString(), left: side(left), right: side(right) }]
}

/** One pair side by side; who looked is written down for both persons. */
export async function getReview(deps: ReviewDeps, actor: Actor, reviewId: string): Promise<Result<Review, { kind: 'not_found' }>> {
  const seen = await deps.db.asActor(actor, async (tx) => {
    const record = await findReview(tx, reviewId)
    return record && { record, steps: await listSteps(tx, reviewId) }
  })
  if (seen === undefined || seen.record.kind !== 'person') return err({ kind: 'not_found' })
  const review = await readPersons(deps, actor, (tx) => readReview(tx, deps, { ...seen, isInReach: actor.areaIds.includes(seen.record.areaId) }))
  return review === undefined ? err({ kind: 'not_found' }) : ok(review)
}

/** A pair as it was found, before both sides are read. */
export interface Seen {
  readonly record: ReviewRecord
  readonly steps: readonly Step[]
  /** False for whoever sees the pair only because their village was asked. */
  readonly isInReach: boolean
}

async function readReview(tx: Tx, deps: ReviewDeps, { record, steps, isInReach }: Seen): Promise<Review | undefined> {
  const sides = await readSides(tx, [record])
  const [leftLine, rightLine] = [sides.get(record.leftId), sides.get(record.rightId)]
  if (leftLine === undefined || rightLine === undefined) return undefined
  const ids = [leftLine.personId, rightLine.personId]
  const pair = { leftId: leftLine.personId, rightId: rightLine.personId }
  const known = { numbers: await findPairNumbers(tx, pair), statements: await listClusterStatements(tx, ids), others: await otherNames(tx, ids) }
  const [left, right] = [cardOf(deps, leftLine, known), cardOf(deps, rightLine, known)]
  for (const line of [leftLine, rightLine]) {
    await auditRead(tx, {
      action: 'getReview', subjectKind: 'person', subjectId: line.personId, areaId: line.areaId, purpose: 'review',
      fields: ['name', 'birth', 'address', 'nik_last4', ...new Set((known.statements.get(line.personId) ?? []).flatMap(({ values }) => Object.keys(values)))],
    })
  }
  return {
    ...await headOf(tx, deps, { record, steps, isInReach, ...pair, areaIds: [leftLine.areaId, rightLine.areaId] }), explanation: record.explanation, left, right,
    agreement: agreementOf(left, right, known.numbers), merged: [...sourcedValues(ids.flatMap((id) => known.statements.get(id) ?? []), deps.regency)],
  }
}

/** What is said of a pair whatever it is about: where it stands, who may do what, which of the two would stand for both. */
export async function headOf(
  tx: Tx, deps: ReviewDeps, { record, steps, isInReach, leftId, rightId, areaIds }: Seen & { leftId: string; rightId: string; areaIds: readonly number[] },
): Promise<ReviewHead> {
  const { reviewId, state, verdict, needsTwo } = record
  return {
    reviewId, state, verdict, needsTwo, rules: [...record.rules], foundAt: record.foundAt.toISOString(),
    keptId: await keptOf(tx, { kind: record.kind, leftId, rightId }), villages: villagesOf(deps, areaIds),
    askedVillage: record.askedAreaId === null ? null : (deps.regency.areas.byId.get(record.askedAreaId)?.name ?? null),
    steps: steps.map((step) => stepView(tx, step)),
    may: mayOf(record, { accountId: tx.actor.accountId, isInReach, isOwn: await isOwnHousehold(tx, [leftId, rightId]) }),
  }
}

async function keptOf(tx: Tx, pair: { kind: SubjectKind; leftId: string; rightId: string }): Promise<string> {
  const standings = await listStandings(tx, pair.kind, [pair.leftId, pair.rightId])
  const [left, right] = [standings.get(pair.leftId), standings.get(pair.rightId)]
  return left === undefined || right === undefined ? pair.leftId : chooseKept(left, right).kept.subjectId
}

async function otherNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const clusters = await listClusters(tx, ids)
  const lines = await listPersonLines(tx, [...clusters.values()].flat())
  return new Map([...clusters].map(([id, members]) => [id, members.filter((member) => member !== id).flatMap((member) => lines.get(member)?.name ?? [])]))
}

interface KnownOfPair {
  readonly numbers: PairNumbers
  readonly statements: ReadonlyMap<string, readonly Statement[]>
  readonly others: ReadonlyMap<string, readonly string[]>
}

function cardOf(deps: ReviewDeps, line: PersonLine, known: KnownOfPair): ReviewCard {
  const cardEnd = known.numbers.cardEnds.get(line.personId)
  const { endedAs: _endedAs, ...shown } = personView(deps, line)
  return {
    ...shown, cardMasked: cardEnd === undefined ? null : maskCard(cardEnd), values: [...sourcedValues(known.statements.get(line.personId) ?? [], deps.regency)],
    otherNames: [...(known.others.get(line.personId) ?? [])],
  }
}

function villagesOf({ regency }: ReviewDeps, areaIds: readonly number[]): Review['villages'] {
  return [...new Set(areaIds)].flatMap((areaId) => {
    const area = regency.areas.byId.get(areaId)
    return area?.kind === 'village' ? [{ areaId, name: area.name }] : []
  })
}

function stepView(tx: Tx, step: Step): Review['steps'][number] {
  return { kind: step.kind, verdict: step.verdict, words: step.words, by: step.saidByName, isOwn: step.saidBy === tx.actor.accountId, at: step.saidAt.toISOString() }
}

function mayOf(record: ReviewRecord, who: { accountId: string | null; isInReach: boolean; isOwn: boolean }): Review['may'] {
  const mayDecide = who.isInReach && !who.isOwn
  const isWaiting = record.state === 'open' || record.state === 'asked_village'
  return {
    decide: mayDecide && isWaiting, confirm: mayDecide && record.state === 'proposed' && record.proposedBy !== who.accountId,
    answer: !who.isOwn && record.state === 'asked_village', undo: mayDecide && (record.state === 'decided' || record.state === 'proposed'),
  }
}
