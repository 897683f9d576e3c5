// node tools/run.mjs tools/check-febrl.ts FILE.csv [FILE.csv …]
// How well the engine does on FEBRL's public files, which have their truth in them, learned on the file itself: as it works on a list of a few thousand
// rows, everybody with everybody, and beside it only with the pairs that the passes bring together, as in a register of millions.
import { availableParallelism } from 'node:os'
import { accuracyOf, assessClusters, assessPairs, judge, pairsWithin, type Accuracy, type Truth } from '#modules/registry/linkage/assess.rules.ts'
import { createEncoder } from '#modules/registry/linkage/encode.rules.ts'
import { readFebrl } from '#modules/registry/linkage/febrl.load.ts'
import { linkRows, type LinkRun } from '#modules/registry/linkage/link-rows.load.ts'
import { weightAt } from '#modules/registry/linkage/score.rules.ts'
import { shippedModel } from '#modules/registry/linkage/shipped-model.rules.ts'

// The files have no families and hold some hundred true pairs: what is known of Indonesian lists counts for a hundred.
const trust = 100
const seed = 1
const goal = '0.999'

for (const path of process.argv.slice(2)) {
  const febrl = await readFebrl(path)
  const encoder = createEncoder(new Date().getFullYear())
  for (const { record } of febrl) encoder.add(record)
  const rows = encoder.finish()
  const truth: Truth = { person: Int32Array.from(febrl, (row) => row.person), errors: new Int32Array(rows.count) }
  console.log(`${path}: ${rows.count} rows, ${pairsWithin(truth.person)} true pairs`)
  for (const compares of ['everybody', 'passes'] as const) {
    say(compares, await linkRows(rows, { threads: availableParallelism(), model: shippedModel, learns: true, trust, seed, compares }), truth)
  }
}

function say(who: string, run: LinkRun, truth: Truth): void {
  const linked = assessPairs(run, truth, weightAt(run.model.calibration, run.model.thresholds.link))
  const seconds = (run.took.learning + run.took.finding + run.took.clustering) / 1_000
  console.log(`${linked.f1.toFixed(3) >= goal ? '✓' : '✗'} ${who.padEnd(9)} ${run.compared} pairs compared in ${seconds.toFixed(1)} s`)
  console.log(`    at the shipped threshold ${show(linked)}; at the best ${show(best(run, truth))}; persons ${show(assessClusters(run.clusters, truth))}`)
}

/** The accuracy by the threshold that fits the file best. */
function best(run: LinkRun, truth: Truth): Accuracy {
  const wanted = pairsWithin(truth.person)
  let right = 0
  const reached = judge(run, truth).toSorted((one, other) => other.weight - one.weight).map(({ isSame }, at) => {
    if (isSame) right += 1
    return accuracyOf({ found: at + 1, right, wanted })
  })
  return reached.reduce((one, each) => (each.f1 > one.f1 ? each : one), accuracyOf({ found: 0, right: 0, wanted }))
}

function show({ precision, recall, f1 }: Accuracy): string {
  return `precision ${precision.toFixed(4)} recall ${recall.toFixed(4)} F1 ${f1.toFixed(4)}`
}
