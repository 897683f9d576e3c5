import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actNames, getAct, type Act, type ActName, type Attempt } from './acts.ts'
import { arrange, type Arranged, type PlaceName } from './arrange.ts'

/**
 * What an attempt comes to. `yes`: done, and shown where there is something to show. `hidden`: as if it were not there. `no`: the role lacks the
 * right altogether. Anything else is the kind of the refusal.
 */
export type Outcome = 'yes' | 'hidden' | 'no' | `but: ${string}`

/** One outcome for each place of the table, or one for an act that is no place's. */
export type Row = Outcome | readonly [own: Outcome, other: Outcome]

export interface RoleTable {
  readonly username: string
  /** A place that is the role's own, and one that is not: another village, or the same village but another office's case. */
  readonly places: readonly [own: PlaceName, other: PlaceName]
  /** What is not written here is not allowed. */
  readonly may: Partial<Readonly<Record<ActName, Row>>>
}

/** Tries every act as one role: in its own place, in a wrong one, and once more as nobody. */
export function describeRole(role: string, table: RoleTable): void {
  describe(role, () => {
    let arranged: Arranged
    beforeAll(async () => {
      arranged = await arrange({ places: table.places })
    })
    afterAll(() => arranged.close())

    test.each(actNames.map((name) => [name, say(rowOf(table, name)), name] as const))('%s: %s', async (_title, _outcome, name) => {
      expect(await tryInPlaces(arranged, table, name)).toEqual(rowOf(table, name))
    })

    test('nobody does any of it', async () => {
      const own = arranged.places[table.places[0]]
      const seen = await Promise.all(actNames.map(async (name) => {
        const answer = await getAct(name).run({ arranged, client: arranged.world.nobody(), accountId: randomUUID(), officeId: null, place: own })
        return [name, answer.statusCode, answer.json<{ kind: string }>().kind]
      }))
      expect(seen).toEqual(actNames.map((name) => [name, 401, 'sign_in_required']))
    })
  })
}

function rowOf(table: RoleTable, name: ActName): Row {
  return table.may[name] ?? (getAct(name).isAnywhere === true ? 'no' : ['no', 'no'])
}

function say(row: Row): string {
  return typeof row === 'string' ? row : row.join(', elsewhere ')
}

async function tryInPlaces(arranged: Arranged, table: RoleTable, name: ActName): Promise<Row> {
  const client = await arranged.world.as(table.username)
  const { accountId, scope } = (await client.get('/api/people/session')).json<{ accountId: string; scope: { officeId: number | null } }>()
  const act = getAct(name)
  const [own, other] = table.places.map((place): Attempt => {
    return { arranged, client, accountId, officeId: scope.officeId, place: arranged.places[place] }
  })
  if (act.isAnywhere === true) return outcomeOf(act, own!, await act.run(own!))
  return [outcomeOf(act, own!, await act.run(own!)), outcomeOf(act, other!, await act.run(other!))]
}

function outcomeOf(act: Act, attempt: Attempt, answer: LightMyRequestResponse): Outcome {
  if (answer.statusCode < 300) return act.shows === undefined || act.shows(answer, attempt.place) ? 'yes' : 'hidden'
  const { kind } = answer.json<{ kind: string }>()
  if (kind === 'not_permitted') return 'no'
  return kind === 'not_found' ? 'hidden' : `but: ${kind}`
}
