import type { FastifyReply, FastifyRequest } from 'fastify'
import { publicActor, type Actor } from '#platform/db/actor.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok, type Result } from '#platform/result.ts'
import { beginNeededTotp, beginTotp, changePassword, confirmNeededTotp, confirmTotp, removeTotp, renewRecoveryCodes, type OwnChange } from './credential.actions.ts'
import { findSession, type KnownSession, type SessionDeps } from './session-actor.actions.ts'
import { describeCurrent, describeSession, deviceSecretOf, endOtherSessions, endOwnSession, listOwnSessions, switchScope } from './session.actions.ts'
import { sessionOperations, type CurrentSession } from './session.contract.ts'
import { deviceWords, isSameOrigin as isSameOriginOf } from './session.rules.ts'
import { enterSignInCode, replaceFirstPassword, signIn, signOut } from './sign-in.actions.ts'

/** Behind TLS the name itself makes browsers refuse a cookie that another host or plain HTTP set. */
function cookieNameFor(request: FastifyRequest): string {
  return request.protocol === 'https' ? '__Host-kentongan_session' : 'kentongan_session'
}

/** Who asks: the actor of the request's session, or nobody. */
export async function resolveActor(deps: SessionDeps, request: FastifyRequest): Promise<Actor> {
  const session = await findSession(deps, tokenOf(request))
  return session?.actor ?? publicActor(deps.regency.regencyId)
}

/** Whether a request that wants to change something comes from our own pages, whatever the host's name. */
export function isSameOrigin(request: FastifyRequest): boolean {
  const { origin, 'sec-fetch-site': secFetchSite } = request.headers
  return isSameOriginOf({ method: request.method, host: request.host, origin, secFetchSite: secFetchSite?.toString() })
}

/** Sign-in and everything that one may do to it. */
export function sessionRoutes(deps: SessionDeps): RouteModule {
  return implement(sessionOperations, {
    getCurrentSession: async ({ request, query }) => ok(await describeCurrent(deps, { token: tokenOf(request), kept: query.kept })),
    readDeviceSecret: async ({ actor }) => ok({ secret: deviceSecretOf(deps, actor) }),
    signIn: async ({ body, request, reply }) => {
      const caller = { address: request.ip, device: deviceWords(request.headers['user-agent']) }
      return handOver(deps, { request, reply }, await signIn(deps, caller, body))
    },
    enterSignInCode: async ({ body, request, reply }) =>
      handOver(deps, { request, reply }, await enterSignInCode(deps, tokenOf(request), body.code)),
    replaceFirstPassword: async ({ body, request, reply }) =>
      handOver(deps, { request, reply }, await replaceFirstPassword(deps, tokenOf(request), body.newPassword)),
    beginNeededTotp: async ({ command, request }) => beginNeededTotp(deps, { session: await findSession(deps, tokenOf(request)), command }),
    confirmNeededTotp: async ({ body, command, request, reply }) => {
      const proven = await confirmNeededTotp(deps, { session: await findSession(deps, tokenOf(request)), command }, body.code)
      if (!proven.ok) return proven
      const { token, recoveryCodes } = proven.value
      await handOver(deps, { request, reply }, ok(token))
      return ok({ recoveryCodes })
    },
    signOut: async ({ command, request, reply }) => {
      await signOut(deps, tokenOf(request), command)
      reply.clearCookie(cookieNameFor(request), { path: '/', secure: request.protocol === 'https' })
      return ok(undefined)
    },
    switchScope: async ({ body, command, request }) => {
      const switched = await switchScope(deps, await ownChange(deps, { command, request }), body.scopeId)
      return switched.ok ? ok(await describeSession(deps, await findSession(deps, tokenOf(request)))) : switched
    },
    listOwnSessions: async ({ request }) => ok(await listOwnSessions(deps, await getSession(deps, request))),
    endOwnSession: async ({ params, command, request }) => endOwnSession(deps, await ownChange(deps, { command, request }), params.sessionId),
    endOtherSessions: async ({ command, request }) => endOtherSessions(deps, await ownChange(deps, { command, request })),
    changePassword: async ({ body, command, request }) => changePassword(deps, await ownChange(deps, { command, request }), body),
    beginTotp: async ({ body, command, request }) => beginTotp(deps, await ownChange(deps, { command, request }), body.password),
    confirmTotp: async ({ body, command, request }) => confirmTotp(deps, await ownChange(deps, { command, request }), body.code),
    renewRecoveryCodes: async ({ body, command, request }) => renewRecoveryCodes(deps, await ownChange(deps, { command, request }), body.password),
    removeTotp: async ({ body, command, request }) => removeTotp(deps, await ownChange(deps, { command, request }), body.password),
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

/** Puts the new session's token into the cookie and tells the browser who it is now. */
async function handOver<E>(deps: SessionDeps, { request, reply }: Exchange, opened: Result<string, E>): Promise<Result<CurrentSession, E>> {
  if (!opened.ok) return opened
  const session = await findSession(deps, opened.value)
  const secondsLeft = session === undefined ? 0 : (session.expiresAt.getTime() - deps.clock.now().getTime()) / 1000
  reply.setCookie(cookieNameFor(request), opened.value, {
    path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https', maxAge: Math.max(0, Math.floor(secondsLeft)),
  })
  return ok(await describeSession(deps, session))
}

function tokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[cookieNameFor(request)]
}

/** The session of a request that was let through as signed in. */
async function getSession(deps: SessionDeps, request: FastifyRequest): Promise<KnownSession> {
  const session = await findSession(deps, tokenOf(request))
  if (session === undefined) throw new Error('the session ended while its request was answered')
  return session
}

async function ownChange(deps: SessionDeps, call: { command: OwnChange['command']; request: FastifyRequest }): Promise<OwnChange> {
  return { session: await getSession(deps, call.request), command: call.command }
}
