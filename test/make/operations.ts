import { modules } from '#modules/index.ts'
import type { Operation } from '#platform/http/contract.ts'
import type { World } from '../world.ts'

/** Every operation that the server offers, by its name, as the modules compose it; nobody has to remember to list one. */
export function listOperations(world: Pick<World, 'deps'>): ReadonlyMap<string, Operation> {
  return new Map(modules.flatMap((module) => module.routes(world.deps)).flatMap((routes) => Object.entries(routes.operations)))
}
