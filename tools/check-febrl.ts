// node tools/run.mjs tools/check-febrl.ts FILE.csv [FILE.csv …]
// How well the engine does on FEBRL's public files, which have their truth in them, learned on the file itself: first only with the pairs that the
// passes bring together, as in a register of millions, then with everybody against everybody, as a file of a few thousand rows allows.
import { availableParallelism } from 'node:os'
import { accuracyOf, pairsWithin, type Accuracy } from '#modules/registry/linkage/assess.rules.ts'
import { createComparer } from '#modules/registry/linkage/compare.rules.ts'
import { learn } from '#modules/registry/linkage/em.rules.ts'
import { createEncoder } from '#modules/registry/linkage/encode.rules.ts'
import { readFebrl } from '#modules/registry/linkage/febrl.load.ts'
import { startCrew } from '#modules/registry/linkage/link-crew.load.ts'
import { uniquePairs } from '#modules/registry/linkage/pairs.rules.ts'
import { patternCount } from '#modules/registry/linkage/pattern.rules.ts'
import type { Rows } from '#modules/registry/linkage/row.rules.ts'
import { sparse, type Pairs } from '#modules/registry/linkage/scan.rules.ts'
import { weighPattern, weightAt, weightTables } from '#modules/registry/linkage/score.rules.ts'
import { shippedModel } from '#modules/registry/linkage/shipped-model.rules.ts'

// The files have no families and hold some hundred true pairs: what is known of Indonesian lists counts for a hundred.
const trust = 100

for (const path of process.argv.slice(2)) {
  const febrl = await readFebrl(path)
  const encoder = createEncoder(new Date().getFullYear())
  for (const { record } of febrl) encoder.add(record)
  const rows = encoder.finish()
  const person = Int32Array.from(febrl, (row) => row.person)
  console.log(path, { rows: rows.count, pairs: pairsWithin(person) })
  console.log('  passes', assess(await metInPasses(rows), person))
  console.log('  everybody', assess(everybody(rows), person))
}

async function metInPasses(rows: Rows): Promise<Pairs> {
  const crew = await startCrew(rows, availableParallelism())
  const found = await crew.find(weightTables(shippedModel), Number.NEGATIVE_INFINITY)
  await crew.dismiss()
  return uniquePairs(found)
}

function everybody(rows: Rows): Pairs {
  const comparer = createComparer(rows)
  const count = (rows.count * (rows.count - 1)) / 2
  const [left, right, pattern] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)]
  let at = 0
  for (let one = 0; one < rows.count; one += 1) {
    for (let other = one + 1; other < rows.count; other += 1, at += 1) {
      left[at] = one
      right[at] = other
      pattern[at] = comparer.pattern(one, other)
    }
  }
  return { left, right, pattern }
}

interface Assessed {
  readonly compared: number
  /** By the threshold from which the shipped model links. */
  readonly linked: Accuracy
  /** By the threshold that fits the file best. */
  readonly best: Accuracy
}

/** Learns from how the pairs compare, and counts what would be linked. */
function assess(pairs: Pairs, person: Int32Array): Assessed {
  const counts = new Float64Array(patternCount)
  for (const pattern of pairs.pattern) counts[pattern]! += 1
  const model = { ...shippedModel, ...learn(sparse(counts), { mostRounds: 100, before: { ...shippedModel, pairs: trust } }) }
  const tables = weightTables(model)
  const judged = Array.from(pairs.pattern, (pattern, pair) => ({ weight: weighPattern(tables, pattern), isSame: person[pairs.left[pair]!] === person[pairs.right[pair]!] }))
    .toSorted((one, other) => other.weight - one.weight)
  const wanted = pairsWithin(person)
  let right = 0
  const reached = judged.map(({ weight, isSame }, at) => {
    if (isSame) right += 1
    return { weight, accuracy: accuracyOf({ found: at + 1, right, wanted }) }
  })
  const link = weightAt(model.calibration, model.thresholds.link)
  const none = accuracyOf({ found: 0, right: 0, wanted })
  const linked = reached.findLast(({ weight }) => weight >= link)?.accuracy ?? none
  return { compared: judged.length, linked, best: reached.reduce((one, { accuracy }) => (accuracy.f1 > one.f1 ? accuracy : one), none) }
}
