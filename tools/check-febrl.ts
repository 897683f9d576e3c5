// node tools/run.mjs tools/check-febrl.ts FILE.csv [FILE.csv …]
// How well the engine does on FEBRL's public files, which have their truth in them. All pairs above the shipped threshold, learned on the file itself.
import { availableParallelism } from 'node:os'
import { assessPairs, pairsWithin } from '#modules/registry/linkage/assess.rules.ts'
import { createEncoder } from '#modules/registry/linkage/encode.rules.ts'
import { readFebrl } from '#modules/registry/linkage/febrl.load.ts'
import { linkRows } from '#modules/registry/linkage/link-rows.load.ts'
import { weightAt } from '#modules/registry/linkage/score.rules.ts'
import { shippedModel } from '#modules/registry/linkage/shipped-model.rules.ts'

for (const path of process.argv.slice(2)) {
  const febrl = await readFebrl(path)
  const encoder = createEncoder(new Date().getFullYear())
  for (const { record } of febrl) encoder.add(record)
  const run = await linkRows(encoder.finish(), { threads: availableParallelism(), model: shippedModel, learns: true, trust: 0, seed: 1 })
  const truth = { person: Int32Array.from(febrl, (row) => row.person), errors: new Int32Array(febrl.length) }
  const accuracy = assessPairs(run, truth, weightAt(run.model.calibration, run.model.thresholds.link))
  console.log(path, { rows: febrl.length, pairs: pairsWithin(truth.person), ...accuracy })
}
