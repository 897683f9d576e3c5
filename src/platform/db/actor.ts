/** Who acts, in which role, and how far that role reaches in this session. The only key to the database. */
export interface Actor {
  readonly regencyId: number
  /** Undefined accounts are null: nobody signed in, or the system itself. */
  readonly accountId: string | null
  readonly name: string
  readonly role: string
  /** Every area the scope covers: its root and all below. */
  readonly areaIds: readonly number[]
  /** Every office whose work the scope sees. */
  readonly officeIds: readonly number[]
  /** The one office in whose name the actor acts. */
  readonly ownOfficeId: number | null
  /** The root of the scope. */
  readonly homeAreaId: number | null
  readonly grants: ReadonlySet<string>
  /** Cases opened by a receipt code, or by being the one who reported. */
  readonly caseIds: readonly string[]
}

/** Somebody who is not signed in: no rows but those that are public. */
export function publicActor(regencyId: number): Actor {
  return {
    regencyId, accountId: null, name: '', role: 'public', areaIds: [], officeIds: [],
    ownOfficeId: null, homeAreaId: null, grants: new Set(), caseIds: [],
  }
}

/** The system at its own work (sweeps, seals, imports): sees the areas and offices given, with the grants given. */
export function systemActor(regencyId: number, reach: Pick<Actor, 'areaIds' | 'officeIds'> & { grants?: readonly string[] }): Actor {
  return { ...publicActor(regencyId), role: 'system', areaIds: reach.areaIds, officeIds: reach.officeIds, grants: new Set(reach.grants ?? []) }
}

const uuidPattern = /^[0-9a-f-]{36}$/i
const wordPattern = /^[a-z0-9_.]+$/

/** The database's own roles behind the door: `app_regency` is an `app_user` whose areas are all there are, so that no row is asked for its area. */
export type DatabaseRole = 'app_user' | 'app_regency'

/** How a transaction in an actor's name is opened. */
export interface Context {
  readonly role: DatabaseRole
  /** The SQL to open it with. */
  readonly sql: string
}

/** Gives the context of each actor, worked out once. `everyArea`: all areas of the regency; where none are known, nobody covers all. */
export function createContexts(everyArea: readonly number[]): (actor: Actor) => Context {
  const contexts = new WeakMap<Actor, Context>()
  return (actor) => {
    const known = contexts.get(actor)
    if (known !== undefined) return known
    const role = coversAll(actor, everyArea) ? 'app_regency' : 'app_user'
    const context: Context = { role, sql: contextSql(actor, role) }
    contexts.set(actor, context)
    return context
  }
}

function coversAll(actor: Actor, everyArea: readonly number[]): boolean {
  if (everyArea.length === 0 || actor.areaIds.length < everyArea.length) return false
  const covered = new Set(actor.areaIds)
  return everyArea.every((areaId) => covered.has(areaId))
}

/** Every value is checked against a closed shape before it enters the text, because `set local` takes no parameters. */
function contextSql(actor: Actor, role: DatabaseRole): string {
  return [
    'begin',
    `set local role ${role}`,
    `set local app.regency = '${integer(actor.regencyId)}'`,
    `set local app.account = '${actor.accountId === null ? '' : matching(uuidPattern, actor.accountId)}'`,
    `set local app.areas = '{${actor.areaIds.map(integer).join(',')}}'`,
    `set local app.office = '${actor.ownOfficeId === null ? '' : integer(actor.ownOfficeId)}'`,
    `set local app.offices = '{${actor.officeIds.map(integer).join(',')}}'`,
    `set local app.grants = '{${[...actor.grants].map((grant) => matching(wordPattern, grant)).join(',')}}'`,
    `set local app.cases = '{${actor.caseIds.map((id) => matching(uuidPattern, id)).join(',')}}'`,
  ].join('; ')
}

function integer(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error('an id of the context is not an integer')
  return String(value)
}

function matching(pattern: RegExp, value: string): string {
  if (!pattern.test(value)) throw new Error('a word of the context has an unexpected shape')
  return value
}
