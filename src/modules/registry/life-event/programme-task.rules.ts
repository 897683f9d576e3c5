import type { EventPlan } from './life-event.rules.ts'

/** A task that an event raises; one that ends a programme says which, where a list names it. */
export type ProgrammeTask = EventPlan['tasks'][number] & { readonly programme?: string }

/** Which programmes pay whom, as far as any list says: the family, and each of its people. Keys of the regency's programmes. */
export interface Received {
  readonly family: readonly string[]
  readonly persons: ReadonlyMap<string, readonly string[]>
}

/**
 * One task for each programme that is to be told of a death or a move, so that each is told by somebody. A family's programmes are told once, with the
 * first who goes. Where no list names any, the one general task stays: no list is complete.
 */
export function programmeTasks(tasks: EventPlan['tasks'], received: Received): readonly ProgrammeTask[] {
  const ending = tasks.filter(({ kind }) => kind === 'end_programme')
  const told = ending.flatMap((task, at) => {
    const programmes = new Set([...(at === 0 ? received.family : []), ...(received.persons.get(task.personId) ?? [])])
    return [...programmes].map((programme): ProgrammeTask => ({ ...task, programme }))
  })
  return told.length === 0 ? tasks : [...tasks.filter(({ kind }) => kind !== 'end_programme'), ...told]
}
