import type { Deps } from '#deps.ts'
import { closeAddress } from '#modules/response/notice/notice.actions.ts'
import { contactsOf, type Given } from '#modules/response/notice/notice.rules.ts'
import { holderOf } from '#modules/response/report/follow.actions.ts'
import { macOfCode } from '#modules/response/report/receipt.actions.ts'
import type { OpenedReceipt } from '#modules/response/report/report.store.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { Lang } from '#web/i18n/lang.ts'
import type { ContactProblem, ContactView, ContactWish, KeptContacts } from './contact.contract.ts'
import { contactsAfter, contactView } from './contact.rules.ts'
import { changeOwnContacts, listOwnContacts } from './contact.store.ts'

type ContactDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'regency'>

/** A code that opens a report. */
export type Holder = OpenedReceipt & { readonly code: string }

/** How the holder of a code is reached, as their page may show it. */
export async function showContacts(deps: ContactDeps, holder: Holder): Promise<ContactView> {
  return deps.db.asActor(holderOf(deps, holder), async (tx) => contactView((await readContacts(deps, tx, holder)).kept))
}

/** Who changes how they are reached, by which command, in which language news should come. */
export interface ContactCall {
  readonly holder: Holder
  readonly command: Command
  readonly lang: Lang
}

type Invalid = { readonly kind: 'contact_invalid'; readonly problems: readonly ContactProblem[] }

/** The holder of a code gives, changes or refuses the address for news. What waits to be sent goes by the new one. */
export async function changeContacts(deps: ContactDeps, call: ContactCall, wish: ContactWish): Promise<Result<object, Invalid | CommandReused>> {
  return act(deps, { actor: holderOf(deps, call.holder), command: call.command, action: 'changeOwnContacts' }, async (tx): Promise<Result<object, Invalid>> => {
    const { kept, areaId } = await readContacts(deps, tx, call.holder)
    const after = contactsAfter(kept, wish)
    if (!after.ok) return err({ kind: 'contact_invalid', problems: after.error })
    await write(deps, tx, { call, areaId, given: after.value })
    return ok({})
  })
}

/** The holder of a code takes number and address back: nobody can call or write to them any more. */
export async function forgetContacts(deps: ContactDeps, call: ContactCall): Promise<Result<object, CommandReused>> {
  return act(deps, { actor: holderOf(deps, call.holder), command: call.command, action: 'forgetOwnContacts' }, async (tx): Promise<Result<object, never>> => {
    const { areaId } = await readContacts(deps, tx, call.holder)
    await write(deps, tx, { call, areaId, given: { reach: null, phone: null, email: null, tellBy: 'none' } })
    return ok({})
  })
}

async function readContacts(deps: ContactDeps, tx: Tx, { code }: Holder): Promise<{ kept: KeptContacts; areaId: number }> {
  const rows = await listOwnContacts(tx, macOfCode(deps, code))
  const [first] = rows
  if (first === undefined) throw new Error('a report that was just opened is not there')
  const contacts = rows.flatMap(({ channel, lang, sealed }) => (channel === null ? [] : [{ channel, lang: lang!, address: deps.keys.open(sealed!) }]))
  return { kept: { contacts, phone: first.phoneSealed === null ? null : deps.keys.open(first.phoneSealed) }, areaId: first.areaId }
}

async function write(deps: ContactDeps, tx: ActTx, { call, areaId, given }: { call: ContactCall; areaId: number; given: Given }): Promise<void> {
  const contacts = contactsOf(given).map((contact) => ({ channel: contact.channel, ...closeAddress(deps.keys, contact) }))
  const phone = given.phone === null ? null : { sealed: deps.keys.seal(given.phone), last4: given.phone.slice(-4) }
  await changeOwnContacts(tx, macOfCode(deps, call.holder.code), { lang: call.lang, phone, contacts })
  tx.audit({
    subjectKind: 'report', subjectId: call.holder.reportId, areaId, detail: { channels: contacts.map((contact) => contact.channel), hasNumber: phone !== null },
  })
}
