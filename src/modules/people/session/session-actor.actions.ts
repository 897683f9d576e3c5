import type { Regency } from '#modules/people/regency/regency.contract.ts'
import { findRole, needsSecondStep, reachOf } from '#modules/people/regency/regency.rules.ts'
import { publicActor, type Actor } from '#platform/db/actor.ts'
import type { Db } from '#platform/db/db.ts'
import type { PlatformDeps } from '#platform/deps.ts'
import { hashToken, isToken } from '#platform/secrets/token.ts'
import { actorMemoryMs } from './limits.rules.ts'
import { findLiveSession, type LiveSession } from './session.store.ts'

/** What signing in needs of the platform, and the regency whose roles it reads. */
export interface SessionDeps extends Pick<PlatformDeps, 'db' | 'clock' | 'keys' | 'jobs'> {
  readonly regency: Regency
}

/** A session as this process knows it: who it is, and as whom it acts once it is open. */
export interface KnownSession extends LiveSession {
  readonly actor: Actor
}

interface Memory {
  readonly sessions: Map<string, { readonly session: KnownSession; readonly until: number }>
  /** Grows with every change, so that an answer read before a change is not remembered after it. */
  changes: number
}

const memories = new WeakMap<Db, Memory>()
const mostRemembered = 10_000

/** The session that a token opens, at most a second old; one query at most, none for what cannot be a token. */
export async function findSession(deps: SessionDeps, token: string | undefined): Promise<KnownSession | undefined> {
  if (!isToken(token)) return undefined
  const memory = memoryOf(deps)
  const tokenHash = hashToken(token)
  const key = tokenHash.toString('base64')
  const now = deps.clock.now().getTime()
  const known = memory.sessions.get(key)
  if (known !== undefined && known.until > now) return known.session
  const changesBefore = memory.changes
  const live = await deps.db.asActor(publicActor(deps.regency.regencyId), (tx) => findLiveSession(tx, tokenHash))
  if (live === undefined) {
    memory.sessions.delete(key)
    return undefined
  }
  const session = knownSession(live, deps.regency)
  if (memory.changes === changesBefore) remember(memory, key, { session, until: now + actorMemoryMs })
  return session
}

/** Forgets who sessions are; called after every change to accounts, scopes and sessions, so that it bites at the next request. */
export function forgetSessions(deps: Pick<SessionDeps, 'db'>): void {
  const memory = memoryOf(deps)
  memory.changes += 1
  memory.sessions.clear()
}

/** A session whose role needs a second step that its account has not set up is not open, however it came to be so. */
function knownSession(live: LiveSession, regency: Regency): KnownSession {
  const lacksCode = live.stage === 'open' && !live.hasTotp && needsSecondStep(regency, live.role)
  const session: LiveSession = lacksCode ? { ...live, stage: 'new_code' } : live
  return { ...session, actor: actorOf(session, regency) }
}

/** As whom an open session acts; an unfinished sign-in, or a role that is no longer configured, acts as nobody. */
function actorOf(session: LiveSession, regency: Regency): Actor {
  const role = findRole(regency, session.role)
  if (session.stage !== 'open' || role === undefined) return publicActor(regency.regencyId)
  return {
    regencyId: regency.regencyId, accountId: session.accountId, name: session.name, role: session.role, ...reachOf(regency, role, session),
    ownOfficeId: session.officeId, homeAreaId: session.areaId, grants: new Set(role.grants), caseIds: [],
  }
}

/** The sign-in itself, before anybody is proven: sees one account at a time and the counters of attempts, nothing else. */
export function signInActor(regencyId: number): Actor {
  return { ...publicActor(regencyId), grants: new Set(['people.session.open']) }
}

/** The sign-in once somebody is proven: acts in that account's name, still without any right of its roles. */
export function provenActor(regencyId: number, account: { accountId: string; name: string }): Actor {
  return { ...signInActor(regencyId), accountId: account.accountId, name: account.name }
}

function memoryOf(deps: Pick<SessionDeps, 'db'>): Memory {
  const known = memories.get(deps.db)
  if (known !== undefined) return known
  const fresh: Memory = { sessions: new Map(), changes: 0 }
  memories.set(deps.db, fresh)
  return fresh
}

function remember(memory: Memory, key: string, entry: { session: KnownSession; until: number }): void {
  if (memory.sessions.size >= mostRemembered) memory.sessions.clear()
  memory.sessions.set(key, entry)
}
