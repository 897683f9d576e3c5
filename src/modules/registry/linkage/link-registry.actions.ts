import type { Deps } from '#deps.ts'
import { regencyReach, withDescendants } from '#modules/people/index.ts'
import { proposeReviews } from '#modules/registry/review/review.store.ts'
import { actAsSystem } from '#platform/act.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { dayOf } from '#platform/day.ts'
import { createEncoder, type Encoder } from './encode.rules.ts'
import { leastLearnedFrom } from './everybody.rules.ts'
import {
  findNewestModel, hasOthers, insertModel, listDistrictsOf, openNiks, streamKnown, streamNewcomers, streamOthers, type KnownRecord,
} from './linkage.store.ts'
import { linkRows } from './link-rows.load.ts'
import { indexKnown } from './match-index.rules.ts'
import type { LinkModel } from './model.contract.ts'
import { proposalsOfMatches, proposalsOfRun, type LinkProposal, type Proposed } from './proposal.rules.ts'
import { shippedModel } from './shipped-model.rules.ts'

export interface LinkRegistryOptions {
  readonly threads: number
  readonly seed: number
  /** Learn from this registry; else the newest model decides, or the shipped one. */
  readonly learns: boolean
  /** Ask about what is found; else only say how much there is. */
  readonly asks: boolean
}

/** What came out of comparing everybody with everybody. */
export interface RegistryLinked {
  readonly persons: number
  readonly likely: number
  readonly doubtful: number
  /** How many questions are new. */
  readonly asked: number
  readonly modelVersion: string
}

/** Compares everybody in the registry with everybody and asks a person about those who may be one. Nothing is merged by it. */
export async function linkRegistry(deps: Deps, options: LinkRegistryOptions): Promise<RegistryLinked> {
  const actor = linker(deps)
  const { rows, people, model } = await deps.db.asActor(actor, async (tx) => {
    const { encoder, people } = await gather(streamKnown(tx, deps.keys), deps)
    return { rows: encoder.finish(), people, model: await modelInUse(tx, people.length) }
  })
  const version = versionOf(deps.clock.now(), rows.count)
  const run = await linkRows(rows, { ...options, model, version })
  const proposals = proposalsOfRun(run, rows, people).toArray()
  const likely = proposals.filter((proposal) => proposal.band === 'link').length
  const asked = await actAsSystem(deps, { actor, action: 'linkRegistry' }, async (tx) => {
    if (options.learns) await insertModel(tx, run.model)
    const fresh = options.asks ? await proposeReviews(tx, proposals) : 0
    tx.audit({ subjectKind: 'linkage_model', subjectId: run.model.version, areaId: 0, detail: { persons: rows.count, likely, doubtful: proposals.length - likely, asked: fresh } })
    return fresh
  })
  return { persons: rows.count, likely, doubtful: proposals.length - likely, asked, modelVersion: run.model.version }
}

/** Persons as numbers, and as far as a proposal needs. */
interface Gathered {
  readonly encoder: Encoder
  readonly people: readonly Proposed[]
}

async function gather(persons: AsyncIterable<readonly KnownRecord[]>, deps: Deps): Promise<Gathered> {
  const encoder = createEncoder(thisYear(deps))
  const people: Proposed[] = []
  for await (const some of persons) {
    for (const person of some) {
      encoder.add(person, person.isNikClosed)
      people.push({ id: person.id, areaId: person.areaId })
    }
  }
  return { encoder, people }
}

/**
 * Compares the persons whom a snapshot made with those who were known in the same districts, and asks about those who may be one. Gives how many
 * questions are new; doing it again asks nothing twice.
 */
export async function matchSnapshot(deps: Deps, snapshotId: string): Promise<number> {
  const actor = linker(deps)
  const found = await matchesOf(deps, actor, snapshotId)
  if (found === undefined || found.proposals.length === 0) return 0
  return actAsSystem(deps, { actor, action: 'matchSnapshot' }, async (tx) => {
    const asked = await proposeReviews(tx, found.proposals)
    if (asked > 0) tx.audit({ subjectKind: 'snapshot', subjectId: snapshotId, areaId: 0, detail: { asked, model: found.model.version } })
    return asked
  })
}

interface Asked {
  readonly model: LinkModel
  readonly proposals: readonly LinkProposal[]
}

/** What a snapshot leaves to be asked; undefined when nobody was known, or it made nobody. */
async function matchesOf(deps: Deps, actor: Actor, snapshotId: string): Promise<Asked | undefined> {
  const read = await deps.db.asActor(actor, (tx) => readBySnapshot(tx, deps, snapshotId))
  if (read === undefined) return undefined
  const { encoder, people, news, model } = read
  const met = indexKnown({ encoder, ids: people.map((person) => person.id) }, model).meet(news)
  // In a transaction of its own: none stays open while it is reckoned.
  const matches = met.settle(await deps.db.asActor(actor, (tx) => openNiks(tx, deps.keys, met.closed)))
  const ids = new Set(matches.map((match) => match.knownId))
  const known = new Map(people.filter((person) => ids.has(person.id)).map((person) => [person.id, person]))
  return { model, proposals: proposalsOfMatches(model, matches, { news, known }) }
}

/** Who was known, whom a snapshot made, and the model for so many. */
interface Read extends Gathered {
  readonly news: readonly KnownRecord[]
  readonly model: LinkModel
}

async function readBySnapshot(tx: Tx, deps: Deps, snapshotId: string): Promise<Read | undefined> {
  const listed = { snapshotId, areaIds: areasOf(deps, await listDistrictsOf(tx, snapshotId)) }
  if (!await hasOthers(tx, listed)) return undefined
  const news: KnownRecord[] = []
  for await (const some of streamNewcomers(tx, deps.keys, snapshotId)) news.push(...some)
  if (news.length === 0) return undefined
  const namesMothers = news.some((person) => person.motherName !== null)
  const others = await gather(streamOthers(tx, deps.keys, { ...listed, namesMothers }), deps)
  return { ...others, news, model: await modelInUse(tx, others.people.length) }
}

/** The districts with their villages; whoever lives somewhere in the regency is compared with such only. */
function areasOf({ regency }: Deps, districtIds: readonly number[]): readonly number[] {
  return districtIds.flatMap((districtId) => (districtId === 0 ? [districtId] : withDescendants(regency.areas, districtId)))
}

/** The newest model of this registry that can judge so many persons, or the shipped one. */
export async function modelInUse(tx: Tx, persons: number): Promise<LinkModel> {
  return await findNewestModel(tx, leastLearnedFrom(persons)) ?? shippedModel
}

/** The engine as an actor: it sees everybody whom it compares. */
export function linker({ regency }: Pick<Deps, 'regency'>): Actor {
  const grants = ['registry.person.read', 'registry.list.import', 'registry.review.decide']
  return systemActor(regency.regencyId, { areaIds: regencyReach(regency).areaIds, officeIds: [], grants })
}

/** A version says when and from how much was learned. */
export function versionOf(now: Date, rows: number): string {
  return `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').toLowerCase()}.${rows}`
}

function thisYear({ clock, regency }: Deps): number {
  return Number(dayOf(clock.now(), regency.timeZone).slice(0, 4))
}
