import type { Deps } from '#deps.ts'
import { regencyReach } from '#modules/people/index.ts'
import { proposeReviews } from '#modules/registry/review/review.store.ts'
import { actAsSystem } from '#platform/act.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { dayOf } from '#platform/day.ts'
import { createEncoder, type Encoder } from './encode.rules.ts'
import { leastLearnedFrom } from './everybody.rules.ts'
import { findNewestModel, insertModel, listDistrictsOf, streamKnown, type KnownRecord } from './linkage.store.ts'
import { linkRows } from './link-rows.load.ts'
import { indexKnown } from './match-index.rules.ts'
import type { LinkModel } from './model.contract.ts'
import { proposalsOfMatches, proposalsOfRun, type LinkProposal, type Proposed } from './proposal.rules.ts'
import type { Rows } from './row.rules.ts'
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
    const gathered = await gather(tx, deps)
    return { ...gathered, model: await modelInUse(tx, gathered.rows.count) }
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

async function gather(tx: Tx, deps: Deps): Promise<{ rows: Rows; people: readonly Proposed[] }> {
  const encoder = createEncoder(thisYear(deps))
  const people: Proposed[] = []
  for await (const record of streamKnown(tx, deps.keys)) {
    encoder.add(record)
    people.push({ id: record.id, areaId: record.areaId })
  }
  return { rows: encoder.finish(), people }
}

/**
 * Compares the persons whom a snapshot made with those who were known in the same districts, and asks about those who may be one. Gives how many
 * questions are new; doing it again asks nothing twice.
 */
export async function matchSnapshot(deps: Deps, snapshotId: string): Promise<number> {
  const actor = linker(deps)
  const { model, parted } = await deps.db.asActor(actor, async (tx) => {
    const districtIds = await listDistrictsOf(tx, snapshotId)
    const parted = await partBySnapshot(streamKnown(tx, deps.keys, districtIds), snapshotId, thisYear(deps))
    return { parted, model: await modelInUse(tx, parted.known.length) }
  })
  const proposals = matchesOf(model, parted)
  if (proposals.length === 0) return 0
  return actAsSystem(deps, { actor, action: 'matchSnapshot' }, async (tx) => {
    const asked = await proposeReviews(tx, proposals)
    if (asked > 0) tx.audit({ subjectKind: 'snapshot', subjectId: snapshotId, areaId: 0, detail: { asked, model: model.version } })
    return asked
  })
}

/** Who was known, as numbers and as far as a proposal needs; and whom a snapshot made. */
interface Parted {
  readonly encoder: Encoder
  readonly known: readonly Proposed[]
  readonly news: readonly KnownRecord[]
}

function matchesOf(model: LinkModel, { encoder, known, news }: Parted): readonly LinkProposal[] {
  if (news.length === 0 || known.length === 0) return []
  const matches = indexKnown({ encoder, ids: known.map((person) => person.id) }, model).find(news)
  const met = new Set(matches.map((match) => match.knownId))
  const metPersons = known.filter((person) => met.has(person.id))
  return proposalsOfMatches(model, matches, { news, known: new Map(metPersons.map((person) => [person.id, person])) })
}

async function partBySnapshot(people: AsyncIterable<KnownRecord>, snapshotId: string, year: number): Promise<Parted> {
  const encoder = createEncoder(year)
  const [known, news]: [Proposed[], KnownRecord[]] = [[], []]
  for await (const person of people) {
    if (person.snapshotId === snapshotId) {
      news.push(person)
      continue
    }
    encoder.add(person)
    known.push({ id: person.id, areaId: person.areaId })
  }
  return { encoder, known, news }
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
