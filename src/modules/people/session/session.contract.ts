import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/**
 * How far a sign-in has come: the code of the second step is due, a first password of one's own is due, the role needs a second step that has to be
 * set up (`new_code`), or all is done.
 */
export const SessionStage = z.enum(['code', 'new_password', 'new_code', 'open'])
export type SessionStage = z.infer<typeof SessionStage>

const Bilingual = z.object({ id: z.string(), en: z.string() })

/** A role in a place and for an office, in words for the screen. */
export const ScopeView = z.object({
  scopeId: z.uuid(),
  role: z.string(),
  roleName: Bilingual,
  areaId: z.int(),
  areaName: z.string(),
  officeId: z.int().nullable(),
  officeName: Bilingual.nullable(),
}).meta({ id: 'ScopeView' })
export type ScopeView = Readonly<z.infer<typeof ScopeView>>

const OpenSession = z.object({
  state: z.literal('open'),
  sessionId: z.uuid(),
  accountId: z.uuid(),
  username: z.string(),
  name: z.string(),
  scope: ScopeView,
  scopes: z.array(ScopeView),
  grants: z.array(z.string()),
  hasTotp: z.boolean(),
  expiresAt: z.iso.datetime(),
  idleMinutes: z.int(),
})

/** Who this browser is at the moment. `code`, `new_password` and `new_code` are parts of a sign-in and open nothing yet. */
export const CurrentSession = z.discriminatedUnion('state', [
  /** `keptHasEnded`: somebody ended the session for which this device keeps things; it must forget them. */
  z.object({ state: z.literal('nobody'), keptHasEnded: z.literal(true).optional() }),
  z.object({ state: z.literal('code') }),
  z.object({ state: z.literal('new_password'), username: z.string(), name: z.string() }),
  z.object({ state: z.literal('new_code'), username: z.string(), name: z.string() }),
  OpenSession,
]).meta({ id: 'CurrentSession' })
export type CurrentSession = Readonly<z.infer<typeof CurrentSession>>

/** One of the signed-in person's own sessions; `device` is browser and system, empty when unknown. */
export const OwnSession = z.object({
  sessionId: z.uuid(),
  device: z.string(),
  openedAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  isCurrent: z.boolean(),
}).meta({ id: 'OwnSession' })
export type OwnSession = Readonly<z.infer<typeof OwnSession>>

/** Shortest password that is accepted; length does more than odd characters do (NIST SP 800-63B, OWASP ASVS 6.2). */
export const passwordMinimum = 10

const Password = z.string().min(1).max(1_000)
const NewPassword = z.string().min(1).max(1_000)
export const SignIn = z.object({ username: z.string().trim().min(1).max(100), password: Password }).meta({ id: 'SignIn' })
/** Six digits of the authenticator, or one of the recovery codes (`ABCDE-FGHJK`); spaces and small letters are forgiven. */
export const SignInCode = z.object({ code: z.string().trim().min(6).max(20) }).meta({ id: 'SignInCode' })
export const OwnPassword = z.object({ password: Password }).meta({ id: 'OwnPassword' })

/** What is shown once to set up an authenticator: the secret, its address, and the same as a picture. */
export const TotpEnrolment = z.object({ secret: z.string(), uri: z.string(), qrSvg: z.string() }).meta({ id: 'TotpEnrolment' })
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' })

const attemptRefusals = { too_many_attempts: 429 } as const
const passwordRefusals = { password_too_short: 422, password_too_long: 422, password_too_common: 422, password_unchanged: 422 } as const
const reproofRefusals = { password_wrong: 403, ...attemptRefusals } as const
const Done = z.object({ done: z.literal(true) })

/** Signing in and out, and what everybody may do to their own sign-in. */
export const sessionOperations = {
  getCurrentSession: {
    method: 'GET', path: '/api/people/session', access: 'public', summary: 'Who this browser is. `kept`: the session for which the device keeps things.',
    query: z.object({ kept: z.uuid().optional() }), ok: CurrentSession,
  },
  readDeviceSecret: {
    method: 'GET', path: '/api/people/device-secret', access: 'signed_in', ok: z.object({ secret: z.base64() }),
    summary: 'The secret of one’s account of which a device makes the key for what it keeps without signal. Always the same; nobody else is given it.',
  },
  signIn: {
    method: 'POST', path: '/api/people/session', access: 'public', summary: 'Sign in with user name and password; may ask for a second step',
    body: SignIn, ok: CurrentSession, refusals: { sign_in_refused: 401, account_without_scope: 403, ...attemptRefusals },
  },
  enterSignInCode: {
    method: 'POST', path: '/api/people/session/code', access: 'public', summary: 'Second step: code of the authenticator, or a recovery code',
    body: SignInCode, ok: CurrentSession, refusals: { sign_in_lapsed: 401, code_wrong: 401, account_without_scope: 403, ...attemptRefusals },
  },
  replaceFirstPassword: {
    method: 'POST', path: '/api/people/session/first-password', access: 'public', summary: 'Replace the password that an administrator gave',
    body: z.object({ newPassword: NewPassword }), ok: CurrentSession, refusals: { sign_in_lapsed: 401, account_without_scope: 403, ...passwordRefusals },
  },
  beginNeededTotp: {
    method: 'POST', path: '/api/people/session/second-step', access: 'public', summary: 'Begin to set up the second step that the role needs, before anything is open',
    ok: TotpEnrolment, refusals: { sign_in_lapsed: 401, totp_already_on: 409 },
  },
  confirmNeededTotp: {
    method: 'POST', path: '/api/people/session/second-step/confirmation', access: 'public', summary: 'Prove that the authenticator works: the session is open, the recovery codes are shown once',
    body: z.object({ code: z.string().trim().regex(/^\d{6}$/) }), ok: RecoveryCodes,
    refusals: { sign_in_lapsed: 401, code_wrong: 403, totp_not_begun: 409, totp_already_on: 409, ...attemptRefusals },
  },
  signOut: {
    method: 'DELETE', path: '/api/people/session', access: 'public', summary: 'Sign out; also fine when nobody is signed in', ok: z.undefined(), status: 204,
  },
  switchScope: {
    method: 'POST', path: '/api/people/session/scope', access: 'signed_in', summary: 'Work in another of your roles from now on in this session',
    body: z.object({ scopeId: z.uuid() }), ok: CurrentSession, refusals: { second_step_needed: 403 },
  },
  listOwnSessions: {
    method: 'GET', path: '/api/people/sessions', access: 'signed_in', summary: 'Where you are signed in', ok: z.object({ items: z.array(OwnSession) }),
  },
  endOwnSession: {
    method: 'DELETE', path: '/api/people/sessions/:sessionId', access: 'signed_in', summary: 'End one of your sessions',
    params: z.object({ sessionId: z.uuid() }), ok: Done,
  },
  endOtherSessions: {
    method: 'DELETE', path: '/api/people/sessions', access: 'signed_in', summary: 'End all your sessions but this one', ok: z.object({ ended: z.int() }),
  },
  changePassword: {
    method: 'PUT', path: '/api/people/password', access: 'signed_in', summary: 'Change your password; ends your other sessions',
    body: z.object({ currentPassword: Password, newPassword: NewPassword }), ok: Done, refusals: { ...reproofRefusals, ...passwordRefusals },
  },
  beginTotp: {
    method: 'POST', path: '/api/people/totp', access: 'signed_in', summary: 'Begin to set up an authenticator as second step',
    body: OwnPassword, ok: TotpEnrolment, refusals: { ...reproofRefusals, totp_already_on: 409 },
  },
  confirmTotp: {
    method: 'POST', path: '/api/people/totp/confirmation', access: 'signed_in', summary: 'Prove that the authenticator works; gives the recovery codes once',
    body: z.object({ code: z.string().trim().regex(/^\d{6}$/) }), ok: RecoveryCodes,
    refusals: { code_wrong: 403, totp_not_begun: 409, totp_already_on: 409, ...attemptRefusals },
  },
  renewRecoveryCodes: {
    method: 'POST', path: '/api/people/totp/recovery-codes', access: 'signed_in', summary: 'New recovery codes; the old ones stop working',
    body: OwnPassword, ok: RecoveryCodes, refusals: { ...reproofRefusals, totp_not_on: 409 },
  },
  removeTotp: {
    method: 'POST', path: '/api/people/totp/removal', access: 'signed_in', summary: 'Sign in without the second step from now on',
    body: OwnPassword, ok: Done, refusals: { ...reproofRefusals, totp_not_on: 409, second_step_needed: 403 },
  },
} as const satisfies Operations
