import type { Deps } from '#deps.ts'
import { settlePersons } from '#modules/registry/attribute/survivor.actions.ts'
import { updatePersons, insertPersons } from '#modules/registry/person/person.store.ts'
import { act, type ActTx, type CommandReused } from '#platform/act.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { findPersonRoots, listClusters } from './cluster.store.ts'
import { isOwnHousehold } from './household.store.ts'
import type { Doing } from './merge.actions.ts'
import { lockMerging } from './merge.store.ts'
import { endSplit, findSplit, hasLaterChange, insertSplit, listSplitChanges, putBack } from './split-record.store.ts'
import { checkSplit, factsOf, type Facts, type SplitRefused } from './split.rules.ts'
import { listFacts, listFactStatements, listHeld, moveLinks, moveMemberships, moveNik, moveValues, sealRecordsFor, type PersonFactsRow, type SplitChange } from './split.store.ts'

export type SplitDeps = Pick<Deps, 'db' | 'jobs' | 'regency' | 'keys'>
type Kind<K extends string> = { readonly kind: K }

export interface SplitAsked {
  readonly personId: string
  readonly sourceRecordIds: readonly string[]
  readonly toPersonId: string | null
  readonly takesNik: boolean
  readonly reason: string
}
type Refused = SplitRefused | Kind<'not_found' | 'own_household' | 'split_target_same' | 'split_target_has_nik'>

/** Values that only some may read move with their rows all the same: the hand that moves them shows them to nobody. */
function movingHand(actor: Actor): Actor {
  return { ...actor, grants: new Set([...actor.grants, 'registry.health.read', 'registry.disability.read', 'registry.income.read']) }
}

/** Gives source rows of a person to another one, or to a new one made from them, with all that hangs on them. */
export async function splitPerson(
  deps: SplitDeps, doing: Doing, asked: SplitAsked,
): Promise<Result<{ splitId: string; toPersonId: string }, Refused | CommandReused>> {
  return act<{ splitId: string; toPersonId: string }, Refused>(deps, { ...doing, actor: movingHand(doing.actor), action: 'splitPerson' }, async (tx) => {
    await lockMerging(tx)
    const ready = await readySplit(tx, asked)
    if (!ready.ok) return ready
    const { rootId, from, toPersonId } = ready.value
    const target = toPersonId ?? (await makePersonFrom(tx, asked, from))
    const move = { from, to: target, sourceRecordIds: asked.sourceRecordIds }
    const before = await listFacts(tx, toPersonId === null ? from : [...from, toPersonId])
    await sealRecordsFor(tx, deps.keys, move)
    const changes = [
      ...(await moveValues(tx, move)), ...(await moveLinks(tx, move)),
      ...(await moveMemberships(tx, { ...move, today: dayOf(tx.now, deps.regency.timeZone) })),
      ...(asked.takesNik ? await moveNikOf(tx, deps, move) : []), ...(await renewFacts(tx, deps, { ...move, before })),
    ]
    const areaId = (await listFacts(tx, [rootId])).get(rootId)?.areaId ?? 0
    const splitId = await insertSplit(tx, { personId: rootId, toPersonId: target, madePerson: toPersonId === null, areaId, reason: asked.reason }, changes)
    tx.audit({ subjectKind: 'person', subjectId: rootId, areaId, purpose: asked.reason, detail: { splitId, toPersonId: target, rows: changes.length } })
    return ok({ splitId, toPersonId: target })
  })
}

async function readySplit(tx: ActTx, asked: SplitAsked): Promise<Result<{ rootId: string; from: readonly string[]; toPersonId: string | null }, Refused>> {
  const roots = await findPersonRoots(tx, [asked.personId, ...(asked.toPersonId === null ? [] : [asked.toPersonId])])
  const rootId = roots.get(asked.personId)
  const toPersonId = asked.toPersonId === null ? null : roots.get(asked.toPersonId)
  if (rootId === undefined || toPersonId === undefined) return err({ kind: 'not_found' })
  if (rootId === toPersonId) return err({ kind: 'split_target_same' })
  if (await isOwnHousehold(tx, toPersonId === null ? [rootId] : [rootId, toPersonId])) return err({ kind: 'own_household' })
  const cluster = (await listClusters(tx, [rootId])).get(rootId) ?? []
  const checked = checkSplit(await listHeld(tx, cluster), asked.sourceRecordIds)
  if (!checked.ok) return checked
  if (toPersonId !== null && asked.takesNik && (await listFacts(tx, [toPersonId])).get(toPersonId)?.hasNik === true) return err({ kind: 'split_target_has_nik' })
  if (toPersonId !== null && (await listHeld(tx, [toPersonId])).some((held) => asked.sourceRecordIds.includes(held.sourceRecordId))) return err({ kind: 'record_unknown' })
  return ok({ rootId, from: checked.value.from, toPersonId })
}

async function makePersonFrom(tx: ActTx, asked: SplitAsked, from: readonly string[]): Promise<string> {
  const known = (await listFacts(tx, from)).get(from[0] ?? '')
  if (known === undefined) throw new Error('who is split is out of reach')
  const statements = (await listFactStatements(tx, from)).filter((row) => asked.sourceRecordIds.includes(row.sourceRecordId))
  const facts = factsOf(statements, { ...plainFacts(known), sourceRecordId: asked.sourceRecordIds[0] ?? null })
  const personId = newId()
  await insertPersons(tx, [{ personId, status: 'registered', alias: null, nik: null, ...facts }])
  return personId
}

function plainFacts({ areaId, name, sex, birthOn, birthPlace, sourceRecordId }: PersonFactsRow): Facts {
  return { areaId, name, sex, birthOn, birthPlace, sourceRecordId }
}

async function moveNikOf(tx: ActTx, { keys }: SplitDeps, move: { from: readonly string[]; to: string }): Promise<readonly SplitChange[]> {
  const facts = await listFacts(tx, move.from)
  const holder = move.from.find((personId) => facts.get(personId)?.hasNik === true)
  return holder === undefined ? [] : moveNik(tx, keys, { from: holder, to: move.to })
}

interface Renewing {
  readonly from: readonly string[]
  readonly to: string
  readonly sourceRecordIds: readonly string[]
  /** The facts of those who were there already, as they stood before anything moved. */
  readonly before: ReadonlyMap<string, PersonFactsRow>
}

/** Whoever had their facts from a row that went has them from the strongest that is left; then everybody's facts follow what is now said of them. */
async function renewFacts(tx: ActTx, deps: SplitDeps, { from, to, sourceRecordIds, before }: Renewing): Promise<readonly SplitChange[]> {
  const statements = await listFactStatements(tx, from)
  const orphaned = [...before.values()].filter((row) => sourceRecordIds.includes(row.sourceRecordId ?? ''))
  await updatePersons(tx, orphaned.map((row) => {
    const facts = factsOf(statements.filter((statement) => statement.personId === row.personId), { ...plainFacts(row), sourceRecordId: null })
    return { personId: row.personId, status: 'registered', alias: row.alias, ...facts }
  }))
  await settlePersons(tx, deps.regency, [...from, to])
  const after = await listFacts(tx, [...before.keys()])
  return [...before.values()].flatMap((row): SplitChange[] => {
    const [was, is] = [keptFacts(row), keptFacts(after.get(row.personId) ?? row)]
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ kind: 'facts', fromPersonId: row.personId, areaId: row.areaId, key: {}, before: was, after: is }]
  })
}

function keptFacts(row: PersonFactsRow) {
  return { ...plainFacts(row), alias: row.alias }
}

export type UndoSplitRefused = Kind<'not_found' | 'already_undone' | 'undo_later_first' | 'own_household'>

/** Gives the rows back that a split moved; a person whom it made stands for nobody any more. */
export async function undoSplit(
  deps: SplitDeps, doing: Doing, what: { splitId: string; reason: string },
): Promise<Result<{ splitId: string }, UndoSplitRefused | CommandReused>> {
  return act<{ splitId: string }, UndoSplitRefused>(deps, { ...doing, actor: movingHand(doing.actor), action: 'undoSplit' }, async (tx) => {
    await lockMerging(tx)
    const split = await findSplit(tx, what.splitId)
    if (split === undefined) return err({ kind: 'not_found' })
    if (split.undoneAt !== null) return err({ kind: 'already_undone' })
    if (await isOwnHousehold(tx, [split.personId, split.toPersonId])) return err({ kind: 'own_household' })
    const changes = await listSplitChanges(tx, split.splitId)
    if (await hasLaterChange(tx, split, changes.map((change) => change.fromPersonId))) return err({ kind: 'undo_later_first' })
    for (const change of changes) await putBack(tx, deps.keys, { change, toPersonId: split.toPersonId })
    await putFactsBack(tx, changes)
    await endSplit(tx, split, what.reason)
    tx.audit({ subjectKind: 'person', subjectId: split.personId, areaId: split.areaId, purpose: what.reason, detail: { splitId: split.splitId, rows: changes.length } })
    return ok({ splitId: split.splitId })
  })
}

async function putFactsBack(tx: ActTx, changes: readonly SplitChange[]): Promise<void> {
  const facts = changes.filter((change) => change.kind === 'facts')
  await updatePersons(tx, facts.map((change) => ({
    personId: change.fromPersonId, status: 'registered', ...(change.before as unknown as Facts & { alias: string | null }),
  })))
}
