import { randomUUID } from 'node:crypto'
import { act, type Command } from '#platform/act.ts'
import { publicActor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { ok } from '#platform/result.ts'
import { openCase, type OpenCase, type OpenedCase } from '#modules/response/index.ts'
import type { World } from '../world.ts'

/** A village of the demo regency with an officer at each rung above it: Kemiren in the district Glagah. */
export const kemiren = 152_004
export const glagah = 15
/** Another village in another district: Tembokrejo in Muncar. */
export const tembokrejo = 52_003

/** A command as a client would send it. */
export function someCommand(): Command {
  return { id: randomUUID(), bodySha256: Buffer.alloc(32, 1) }
}

function someCase(change: Partial<OpenCase>): OpenCase {
  return {
    reportId: newId(), areaId: kemiren, category: 'KES', channel: 'web', danger: true, summary: 'Sakit, tidak bisa berobat', photoCount: 0,
    personId: null, familyId: null, reporterCanReply: true, ...change,
  }
}

/** A case as a report opens it, without the report itself: health trouble in Kemiren unless told otherwise. */
export async function makeCase(world: World, change: Partial<OpenCase> = {}): Promise<OpenedCase> {
  const input = someCase(change)
  const actor = publicActor(world.deps.regency.regencyId)
  const what = { actor, command: someCommand(), action: 'test.openCase' }
  const opened = await act(world.deps, what, async (tx) => ok(await openCase(tx, world.deps, input)))
  if (!opened.ok) throw new Error('a case was not opened')
  return opened.value
}

/** Many cases, some in each transaction, for tests and benches of the sweep and the inbox. */
export async function makeCases(
  world: Pick<World, 'deps'>, count: number, change: (index: number) => Partial<OpenCase> = () => ({}),
): Promise<OpenedCase[]> {
  const actor = publicActor(world.deps.regency.regencyId)
  const made: OpenedCase[] = []
  while (made.length < count) {
    await act(world.deps, { actor, command: someCommand(), action: 'test.openCases' }, async (tx) => {
      const end = Math.min(count, made.length + 25)
      while (made.length < end) made.push(await openCase(tx, world.deps, someCase(change(made.length))))
      return ok({ count: end })
    })
  }
  return made
}

/** A case of a place and its offices about the family that lives there. */
export async function makeCaseOfFamily(
  world: World, place: { readonly areaId: number; readonly category: string; readonly family: { readonly familyId: string; readonly personId: string } },
): Promise<string> {
  const { areaId, category, family: { familyId, personId } } = place
  return (await makeCase(world, { areaId, category, familyId, personId })).caseId
}
