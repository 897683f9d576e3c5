import type { Clusters } from './cluster.rules.ts'
import { guardsOf } from './guard.rules.ts'
import type { Band, LinkExplanation, LinkGuard, MatchCandidate } from './linkage.contract.ts'
import type { LinkModel } from './model.contract.ts'
import type { Rows } from './row.rules.ts'
import type { Pairs } from './scan.rules.ts'
import { createExplainer, type Explain } from './score.rules.ts'

/** Somebody as far as a proposal needs. */
export interface Proposed {
  readonly id: string
  readonly areaId: number
}

/** Two persons who may be one, for somebody to decide; the smaller id first. */
export interface LinkProposal {
  readonly leftId: string
  readonly rightId: string
  /** The smallest area that holds both: the village, the district, or the regency (0). */
  readonly areaId: number
  readonly rules: readonly ['model']
  readonly score: number
  /** Numbers contradict: one person's word is not enough. */
  readonly needsTwo: boolean
  readonly band: Exclude<Band, 'none'>
  readonly explanation: LinkExplanation
}

/** What a run over everybody came to. */
export interface LinkOutcome {
  readonly model: LinkModel
  readonly pairs: Pairs
  readonly clusters: Clusters
}

interface Finding {
  readonly pattern: number
  readonly band: Band
  readonly guards: readonly LinkGuard[]
}

/** What to ask about two persons. */
function propose(explain: Explain, [one, other]: readonly [Proposed, Proposed], finding: Finding): LinkProposal {
  const [left, right] = one.id < other.id ? [one, other] : [other, one]
  const band = finding.band === 'link' ? 'link' : 'review'
  const explanation = { ...explain(finding.pattern, finding.guards), band } as const
  return {
    leftId: left.id, rightId: right.id, areaId: areaOfBoth(left.areaId, right.areaId), rules: ['model'], score: explanation.probability, band, explanation,
    needsTwo: finding.guards.includes('two_niks') || finding.guards.includes('nik_of_another'),
  }
}

/** The smallest area that holds two areas (ids as in the official codes: village CCVVVV, district CC, regency 0). */
function areaOfBoth(one: number, other: number): number {
  if (one === other) return one
  const [mine, theirs] = [districtOf(one), districtOf(other)]
  return mine === theirs ? mine : 0
}

function districtOf(areaId: number): number {
  return areaId >= 10_000 ? Math.floor(areaId / 10_000) : areaId
}

/** What a run over everybody leaves to be decided: who came out as one, and the likely pairs that were held back. */
export function* proposalsOfRun({ model, pairs, clusters }: LinkOutcome, rows: Rows, people: readonly Proposed[]): Generator<LinkProposal> {
  const explain = createExplainer(model)
  for (let pair = 0; pair < pairs.left.length; pair += 1) {
    const [left, right, pattern] = [pairs.left[pair]!, pairs.right[pair]!, pairs.pattern[pair]!]
    const held = clusters.held.get(pair)
    const guards = [...new Set([...guardsOf(rows, [left, right], pattern), ...(held === undefined ? [] : [held])])]
    const isOne = clusters.root[left] === clusters.root[right]
    yield propose(explain, [people[left]!, people[right]!], { pattern, guards, band: isOne ? 'link' : 'review' })
  }
}

/** What matches of new persons with those who were known leave to be decided; `news` are the rows that were asked about. */
export function proposalsOfMatches(
  model: LinkModel, matches: readonly MatchCandidate[], people: { readonly news: readonly Proposed[]; readonly known: ReadonlyMap<string, Proposed> },
): readonly LinkProposal[] {
  const explain = createExplainer(model)
  return matches.map((match) => propose(explain, [people.news[match.row]!, people.known.get(match.knownId)!], match))
}
