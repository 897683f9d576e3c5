// node tools/run.mjs tools/ablate-linkage.ts [FAMILIES] [SEED]
// What it is worth to learn the shares among strangers from the compared pairs, against fixing them from random pairs as is often done. The table in
// docs/linkage.md is what this prints.
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { loadRegency } from '#modules/people/index.ts'
import { loadTwinConfig, twinRegency } from '#modules/registry/index.ts'
import { assessClusters, assessPairs, type Accuracy } from '#modules/registry/linkage/assess.rules.ts'
import { createComparer } from '#modules/registry/linkage/compare.rules.ts'
import { sharesOfStrangers } from '#modules/registry/linkage/em.rules.ts'
import { startCrew } from '#modules/registry/linkage/link-crew.load.ts'
import { learnFrom, linkRows } from '#modules/registry/linkage/link-rows.load.ts'
import type { LevelShares, LinkModel } from '#modules/registry/linkage/model.contract.ts'
import { patternCount } from '#modules/registry/linkage/pattern.rules.ts'
import { encodePlanted } from '#modules/registry/linkage/planted-rows.rules.ts'
import type { Rows } from '#modules/registry/linkage/row.rules.ts'
import { sparse } from '#modules/registry/linkage/scan.rules.ts'
import { weightAt } from '#modules/registry/linkage/score.rules.ts'
import { shippedModel } from '#modules/registry/linkage/shipped-model.rules.ts'
import { createRandom } from '#modules/registry/twin/random.rules.ts'

const randomPairs = 2_000_000
const mostRounds = 100
const [families, seed] = [Number(process.argv[2] ?? 60_000), Number(process.argv[3] ?? 7)]
const regencyDir = fileURLToPath(new URL('../regencies/banyuwangi', import.meta.url))
const source = { config: await loadTwinConfig(regencyDir), regency: twinRegency(loadRegency(regencyDir).areas), measure: { wall: () => 0, cpu: () => 0 } }
const { rows, truth } = encodePlanted(source, { families, seed, roughness: 1 })
console.log(`${rows.count} rows, ${families} families, seed ${seed}`)
await say('learned from the compared pairs', undefined)
await say('fixed from random pairs', strangersOf(rows))

/** Links with a model that was learned from nothing but these rows, and says how right it was. */
async function say(what: string, fixedOther: LevelShares | undefined): Promise<void> {
  const threads = availableParallelism()
  const crew = await startCrew(rows, threads)
  const { learned } = await learnFrom(rows, crew, { seed, mostRounds, fixedOther })
  await crew.dismiss()
  const model: LinkModel = { ...shippedModel, version: 'ablation', prior: learned.prior, shares: learned.shares }
  const run = await linkRows(rows, { threads, model, learns: false, seed })
  const pairs = [0.5, 0.9, 0.99].map((probability) => ({ probability, ...assessPairs(run, truth, weightAt(model.calibration, probability)) }))
  console.log(`${what}: persons ${show(assessClusters(run.clusters, truth))}, prior ${learned.prior.toFixed(3)}`)
  for (const each of pairs) console.log(`  pairs from ${each.probability} on: ${show(each)}`)
}

function strangersOf({ count }: Rows): LevelShares {
  const random = createRandom(seed, 1)
  const comparer = createComparer(rows)
  const counts = new Float64Array(patternCount)
  for (let pair = 0; pair < randomPairs; pair += 1) {
    const [left, right] = [random.int(count), random.int(count)]
    if (left !== right) counts[comparer.pattern(left, right)]! += 1
  }
  return sharesOfStrangers(sparse(counts))
}

function show({ precision, recall, f1 }: Accuracy): string {
  return `precision ${precision.toFixed(4)} recall ${recall.toFixed(4)} F1 ${f1.toFixed(4)}`
}
