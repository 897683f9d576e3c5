import { z } from 'zod'
import { ScopeView } from '#modules/people/session/session.contract.ts'
import type { Operations } from '#platform/http/contract.ts'
import { AskedScope } from './asked-scope.contract.ts'

/** What people type to sign in: a NIP, or a word of small letters, digits, dots and dashes. */
export const Username = z.string().trim().toLowerCase().regex(/^[a-z0-9][a-z0-9._-]{2,39}$/, 'username_not_usable')
export const PersonalName = z.string().trim().min(2, 'name_not_usable').max(100)

/** A role to be given: in an area, and for an office where the role acts for one. */
export const NewScope = z.object({ role: z.string().min(1).max(40), areaId: z.int(), officeId: z.int().nullable() }).meta({ id: 'NewScope' })
export type NewScope = Readonly<z.infer<typeof NewScope>>

export const Account = z.object({
  accountId: z.uuid(),
  username: z.string(),
  name: z.string(),
  isDisabled: z.boolean(),
  mustChangePassword: z.boolean(),
  hasTotp: z.boolean(),
  /** When the holder said by which numbers their family is known; null when a case of their own family is recognised by the name alone. */
  kinStatedAt: z.iso.datetime().nullable(),
  lastSeenAt: z.iso.datetime().nullable(),
  scopes: z.array(ScopeView),
}).meta({ id: 'Account' })
export type Account = Readonly<z.infer<typeof Account>>

/** One account, with the roles that wait for a second person. */
export const AccountDetail = Account.extend({ asked: z.array(AskedScope) }).meta({ id: 'AccountDetail' })
export type AccountDetail = Readonly<z.infer<typeof AccountDetail>>

/** Which accounts a list shows: those that are open, closed, or open and without a word about the holder's family. */
export const AccountState = z.enum(['active', 'disabled', 'kin_unstated'])
export type AccountState = z.infer<typeof AccountState>

export const NewAccount = z.object({ username: Username, name: PersonalName, scopes: z.array(NewScope).min(1).max(10) }).meta({ id: 'NewAccount' })
export type NewAccount = Readonly<z.infer<typeof NewAccount>>

/** The password that the holder must replace when signing in first; shown here once and stored nowhere in readable form. */
export const OneTimePassword = z.object({ accountId: z.uuid(), username: z.string(), oneTimePassword: z.string() }).meta({ id: 'OneTimePassword' })
export type OneTimePassword = Readonly<z.infer<typeof OneTimePassword>>

/** A role that counts from now on, or one that waits for a second person. */
const GivenScope = z.discriminatedUnion('state', [
  z.object({ state: z.literal('given'), scopeId: z.uuid() }), z.object({ state: z.literal('asked'), askedScopeId: z.uuid() }),
]).meta({ id: 'GivenScope' })

/** What a scope can be made of. */
export const ScopeChoices = z.object({
  roles: z.array(z.object({
    role: z.string(), name: z.object({ id: z.string(), en: z.string() }),
    area: z.enum(['village', 'district', 'regency', 'none']), office: z.enum(['own', 'all', 'none']),
  })),
  areas: z.array(z.object({ areaId: z.int(), name: z.string(), kind: z.enum(['regency', 'district', 'village']), parentId: z.int().nullable() })),
  offices: z.array(z.object({ officeId: z.int(), name: z.object({ id: z.string(), en: z.string() }), areaId: z.int() })),
}).meta({ id: 'ScopeChoices' })
export type ScopeChoices = Readonly<z.infer<typeof ScopeChoices>>

const AccountId = z.object({ accountId: z.uuid() })
const Done = z.object({ done: z.literal(true) })
const manage = 'people.account.manage'

/** Why a scope cannot be given: the regency has no such role, or the role does not work in such a place or for such an office. */
export const scopeRefusals = { role_unknown: 422, area_does_not_fit: 422, office_does_not_fit: 422, scope_already_held: 409, scope_already_asked: 409 } as const

export const accountOperations = {
  listAccounts: {
    method: 'GET', path: '/api/people/accounts', access: manage, summary: 'Accounts by user name',
    query: z.object({
      q: z.string().trim().max(100).optional(),
      role: z.string().max(40).optional(),
      state: AccountState.optional(),
      after: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    ok: z.object({ items: z.array(Account), next: z.string().nullable() }),
  },
  getAccount: {
    method: 'GET', path: '/api/people/accounts/:accountId', access: manage, summary: 'One account', params: AccountId, ok: AccountDetail,
  },
  createAccount: {
    method: 'POST', path: '/api/people/accounts', access: manage, summary: 'Make an account; gives its first password once',
    body: NewAccount, ok: OneTimePassword.extend({ awaitsApproval: z.boolean() }), status: 201, refusals: { username_taken: 409, ...scopeRefusals },
  },
  disableAccount: {
    method: 'PUT', path: '/api/people/accounts/:accountId/suspension', access: manage, summary: 'Close an account; its sessions end at once',
    params: AccountId, ok: Done, refusals: { own_rights: 403 },
  },
  enableAccount: {
    method: 'DELETE', path: '/api/people/accounts/:accountId/suspension', access: manage, summary: 'Open a closed account again',
    params: AccountId, ok: Done, refusals: { own_rights: 403 },
  },
  resetPassword: {
    method: 'POST', path: '/api/people/accounts/:accountId/password-reset', access: manage, summary: 'Give a new first password; sessions end at once',
    params: AccountId, ok: OneTimePassword, refusals: { own_rights: 403 },
  },
  removeAccountTotp: {
    method: 'DELETE', path: '/api/people/accounts/:accountId/totp', access: manage, summary: 'Take away the second step of somebody who lost the phone',
    params: AccountId, ok: Done, refusals: { own_rights: 403, totp_not_on: 409 },
  },
  grantScope: {
    method: 'POST', path: '/api/people/accounts/:accountId/scopes', access: manage, summary: 'Give a role in a place, or ask for it where a second person has to approve',
    params: AccountId, body: NewScope, ok: GivenScope, status: 201, refusals: { own_rights: 403, ...scopeRefusals },
  },
  withdrawScope: {
    method: 'DELETE', path: '/api/people/accounts/:accountId/scopes/:scopeId', access: manage, summary: 'Take a role back; sessions in it end at once',
    params: AccountId.extend({ scopeId: z.uuid() }), ok: Done, refusals: { own_rights: 403 },
  },
  listScopeChoices: {
    method: 'GET', path: '/api/people/scope-choices', access: manage, summary: 'Roles, areas and offices that a scope can be made of',
    ok: ScopeChoices,
  },
} as const satisfies Operations
