import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/** That somebody did or looked at something. `purpose` is filled where sensitive data was read. */
export const AuditEntry = z.object({
  entryId: z.int(),
  at: z.iso.datetime(),
  accountId: z.uuid().nullable(),
  accountName: z.string().nullable(),
  role: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  /** The name where the subject is an account or an area; other subjects are looked up where they belong. */
  subjectName: z.string().nullable(),
  areaId: z.int().nullable(),
  areaName: z.string().nullable(),
  officeId: z.int().nullable(),
  officeName: z.object({ id: z.string(), en: z.string() }).nullable(),
  purpose: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
}).meta({ id: 'AuditEntry' })
export type AuditEntry = Readonly<z.infer<typeof AuditEntry>>

/** What a resident is told of those who dealt with their data: the office and the role, not the officer's name. */
export const LookAtMe = AuditEntry.pick({ entryId: true, at: true, role: true, action: true, officeName: true, purpose: true })
  .extend({ roleName: z.object({ id: z.string(), en: z.string() }).nullable(), fields: z.array(z.string()) }).meta({ id: 'LookAtMe' })
export type LookAtMe = Readonly<z.infer<typeof LookAtMe>>

/** Key-set paging, newest first: `after` is the number of the last entry that was seen. */
const paging = { after: z.coerce.number().int().positive().optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }

export const auditOperations = {
  listAuditEntries: {
    method: 'GET', path: '/api/people/audit-entries', access: 'people.audit.read',
    summary: 'What was done and looked at, newest first. Asking about one person or account is itself written down.',
    query: z.object({
      account: z.string().trim().max(100).optional(),
      action: z.string().trim().max(80).regex(/^[A-Za-z0-9_.]*$/).optional(),
      subjectKind: z.string().trim().max(40).regex(/^[a-z_]*$/).optional(),
      // A person is asked for by their id: a NIK or card number typed here would stand in the address and in the trail itself.
      subjectId: z.string().trim().max(100).refine((text) => !/\d{16}/.test(text.replaceAll(/[\s.]/g, '')), { error: 'number_not_here' }).optional(),
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
      readsOnly: z.stringbool().optional(),
      ...paging,
    }),
    ok: z.object({ items: z.array(AuditEntry), next: z.string().nullable() }),
  },
  listLooksAtMe: {
    method: 'GET', path: '/api/people/audit-entries/mine', access: 'signed_in', summary: 'Who dealt with the data about me, newest first',
    query: z.object(paging), ok: z.object({ isKnownPerson: z.boolean(), items: z.array(LookAtMe), next: z.string().nullable() }),
  },
} as const satisfies Operations
