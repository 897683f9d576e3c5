import type { TwinConfig, TwinRegency } from '#modules/registry/twin/twin.contract.ts'
import type { Truth } from './assess.rules.ts'
import { createEncoder } from './encode.rules.ts'
import type { LinkRecord } from './linkage.contract.ts'
import { plantedLists, type PlantedRow, type PlantedSize } from './planted-list.rules.ts'
import type { Rows } from './row.rules.ts'

export interface PlantedRows {
  readonly rows: Rows
  readonly truth: Truth
  /** Milliseconds that turning the lists into numbers took, by the clock and of the processor; making them up is not counted. */
  readonly encoding: number
  readonly encodingCpu: number
}

export interface PlantedSource {
  readonly config: TwinConfig
  readonly regency: TwinRegency
  /** Tell the time and what the processor has worked, in milliseconds. */
  readonly measure: { readonly wall: () => number; readonly cpu: () => number }
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
  const took = { wall: 0, cpu: 0 }
  function timed<T>(work: () => T): T {
    const [wall, cpu] = [measure.wall(), measure.cpu()]
    const value = work()
    took.wall += measure.wall() - wall
    took.cpu += measure.cpu() - cpu
    return value
  }
  for (const batch of batches(plantedLists(source.config, source.regency, size), note)) {
    timed(() => { for (const record of batch) encoder.add(record) })
  }
  const rows = timed(() => encoder.finish())
  return { rows, truth: { person: Int32Array.from(person), errors: Int32Array.from(errors) }, encoding: took.wall, encodingCpu: took.cpu }
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
