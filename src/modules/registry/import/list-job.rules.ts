import type { JsonObject } from '#platform/json.ts'

/** Which list a job is about. */
export interface ListOfJob {
  readonly importId: string
  readonly areaId: number
}

/** Reads what a job carries; throws when it is not ours. */
export function listOfJob(data: JsonObject): ListOfJob {
  const { importId, areaId } = data
  if (typeof importId !== 'string' || typeof areaId !== 'number') throw new Error('a job without a list')
  return { importId, areaId }
}

/** Does the work; when it fails, settles that, so that a list never waits for ever. What settling cannot do is thrown: the queue tries again. */
export async function settleFailure(work: () => Promise<void>, settle: (error: unknown) => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    await settle(error)
  }
}

/** What may be logged of an error: where it happened; its message could carry somebody's data. */
export function traceOf(error: unknown): string {
  return error instanceof Error ? `${error.name} ${error.stack?.split('\n').slice(1, 4).map((line) => line.trim()).join(' ') ?? ''}` : 'unknown'
}
