// node tools/run.mjs tools/make-link-model.ts
// Makes the model that the product ships: learned from planted lists, calibrated by their truth. The same code gives the same file.
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { loadRegency } from '#modules/people/index.ts'
import { loadTwinConfig, twinRegency } from '#modules/registry/index.ts'
import { judge } from '#modules/registry/linkage/assess.rules.ts'
import { calibrate, type Judged } from '#modules/registry/linkage/calibration.rules.ts'
import { linkRows } from '#modules/registry/linkage/link-rows.load.ts'
import { LinkModel } from '#modules/registry/linkage/model.contract.ts'
import { byGroup, groupSizes } from '#modules/registry/linkage/pattern.rules.ts'
import { encodePlanted } from '#modules/registry/linkage/planted-rows.rules.ts'

// Not the seeds that accuracy is measured with. Lists of several kinds, so that a weight means the same in all of them on average.
const plantings = [{ seed: 3, roughness: 0.7 }, { seed: 4, roughness: 1 }, { seed: 5, roughness: 1.5 }]
const families = 60_000
const version = '2026.1'

const regencyDir = fileURLToPath(new URL('../regencies/banyuwangi', import.meta.url))
const source = { config: await loadTwinConfig(regencyDir), regency: twinRegency(loadRegency(regencyDir).areas), measure: { wall: () => 0, cpu: () => 0 } }
let model = blankModel()
const judged: Judged[] = []
for (const planting of plantings) {
  const { rows, truth } = encodePlanted(source, { families, ...planting })
  const run = await linkRows(rows, { threads: availableParallelism(), model: blankModel(), learns: true, trust: 0, seed: planting.seed })
  for (const pair of judge(run, truth)) judged.push(pair)
  if (planting.roughness === 1) model = run.model
  console.log(`seed ${planting.seed}: ${rows.count} rows, ${run.pairs.left.length} pairs`)
}
const shipped = LinkModel.parse({ ...rounded(model), version, calibration: calibrate(judged).map(([weight, share]) => [short(weight), short(share)]), thresholds: { link: 0.9, review: 0.3 } })
writeFileSync(new URL('../src/modules/registry/linkage/shipped-model.json', import.meta.url), `${JSON.stringify(shipped, null, 1)}\n`)

/** Nothing known yet: all shares alike, and a weight means what it says. */
function blankModel(): LinkModel {
  const shares = byGroup((_, group) => ({ same: even(groupSizes[group]!), other: even(groupSizes[group]!) }))
  return {
    version: 'blank', prior: 0.1, shares, calibration: [[-8, 0.004], [8, 0.996]],
    thresholds: { link: 0.95, review: 0.05 }, trained: { rows: 0, pairs: 0, rounds: 0, seed: 0 },
  }
}

function even(size: number): number[] {
  return Array.from({ length: size }, () => 1 / size)
}

function rounded(from: LinkModel): LinkModel {
  const shares = byGroup((key) => ({ same: from.shares[key].same.map(short), other: from.shares[key].other.map(short) }))
  return { ...from, prior: short(from.prior), shares }
}

function short(value: number): number {
  return Number(value.toPrecision(5))
}
