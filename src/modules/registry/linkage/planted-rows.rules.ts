import type { TwinConfig, TwinRegency } from '#modules/registry/twin/twin.contract.ts'
import type { Truth } from './assess.rules.ts'
import { createEncoder } from './encode.rules.ts'
import type { LinkRecord } from './linkage.contract.ts'
import { plantedLists, type PlantedRow, type PlantedSize } from './planted-list.rules.ts'
import type { Rows } from './row.rules.ts'

export interface PlantedRows {
  readonly rows: Rows
  readonly truth: Truth
  /** Milliseconds that turning the lists into numbers took; making them up is not counted. */
  readonly encoding: number
}

export interface PlantedSource {
  readonly config: TwinConfig
  readonly regency: TwinRegency
  /** Tells the time in milliseconds. */
  readonly measure: () => number
  /** Sees every row on its way, with its number. */
  readonly onRow?: (row: PlantedRow, number: number) => void
}

/** The five planted lists as the engine takes them, with the truth beside them. */
export function encodePlanted(source: PlantedSource, size: PlantedSize): PlantedRows {
  const { measure } = source
  const encoder = createEncoder(Number(source.config.twin.asOfOn.slice(0, 4)))
  const [person, errors]: [number[], number[]] = [[], []]
  const note = (row: PlantedRow): void => {
    source.onRow?.(row, person.length)
    person.push(row.person)
    errors.push(row.errors)
  }
  let encoding = 0
  for (const batch of batches(plantedLists(source.config, source.regency, size), note)) {
    const started = measure()
    for (const record of batch) encoder.add(record)
    encoding += measure() - started
  }
  const started = measure()
  const rows = encoder.finish()
  return { rows, truth: { person: Int32Array.from(person), errors: Int32Array.from(errors) }, encoding: encoding + measure() - started }
}

const batchSize = 2_000

function* batches(planted: ReturnType<typeof plantedLists>, note: (row: PlantedRow) => void): Generator<LinkRecord[]> {
  let batch: LinkRecord[] = []
  for (const row of planted) {
    batch.push(row.record)
    note(row)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  yield batch
}
