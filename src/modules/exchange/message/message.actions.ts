import type { Deps } from '#deps.ts'
import type { FailureReason } from '#modules/exchange/channel/channel.contract.ts'
import { getCategory, getOffice, type Regency } from '#modules/people/index.ts'
import { holdsOn } from '#modules/people/regency/messages.contract.ts'
import { readNotice, type NoticeToDeliver } from '#modules/response/index.ts'
import type { ActTx } from '#platform/act.ts'
import { dayOf } from '#platform/day.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { newId } from '#platform/id.ts'
import { formatters, messages, type Lang } from '#web/i18n/index.ts'
import { publicPaths } from '#web/routes.ts'
import { connectedChannels } from '#modules/exchange/channel/channel.actions.ts'
import { quietUntil } from './message.rules.ts'
import { insertNoticeMessage, listOptedOut, listTriedChannels, lockMessage, changeMessage, type StoredMessage } from './message.store.ts'

export type ExchangeDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'files' | 'regency' | 'clock' | 'config' | 'log'>

/** The system that delivers and receives: it reads what it tells of, and changes nothing of a case. */
export function exchanger(regency: Regency): Actor {
  return systemActor(regency.regencyId, { areaIds: [], officeIds: [], grants: ['exchange.work', 'response.case.sweep', 'response.case.read'] })
}

/** Makes the messages of a notice, one for each reporter of the case. Doing it again makes no second one. */
export async function planNotice(deps: ExchangeDeps, noticeId: string): Promise<void> {
  await deps.db.asActor(exchanger(deps.regency), async (tx) => {
    const notice = await readNotice(deps, tx, noticeId)
    if (notice === undefined) return
    for (const reportId of new Set(notice.contacts.map((contact) => contact.reportId))) await planFor(deps, tx, { notice, reportId })
  })
}

interface Planned {
  readonly notice: NoticeToDeliver
  readonly reportId: string
}

/** Gives a reporter's notice to the first of their addresses that can take it; where none can, what stands in the way is written down. */
async function planFor(deps: ExchangeDeps, tx: Tx, { notice, reportId }: Planned): Promise<boolean> {
  const words = deps.regency.messages.notices[notice.kind]
  const tried = new Set(await listTriedChannels(tx, { noticeId: notice.noticeId, reportId }))
  const left = notice.contacts.filter((contact) => contact.reportId === reportId && !tried.has(contact.channel))
  const optedOut = words.requiredBy === undefined ? await listOptedOut(tx, left.map((contact) => contact.mac)) : []
  const connected = connectedChannels(deps.config)
  const blockOf = (contact: (typeof left)[number]): FailureReason | null => {
    if (optedOut.includes(contact.mac.toString('hex'))) return 'opted_out'
    return connected.has(contact.channel) ? null : 'not_connected'
  }
  // Whoever reported in a chat was told the code there.
  if (notice.kind === 'received' && left[0]?.cameBy === left[0]?.channel) return false
  const chosen = left.find((contact) => blockOf(contact) === null) ?? (tried.size === 0 ? left[0] : undefined)
  if (chosen === undefined) return false
  const reason = blockOf(chosen)
  const message = { messageId: newId(), noticeId: notice.noticeId, reportId, caseId: notice.caseId, channel: chosen.channel, kind: notice.kind }
  await insertNoticeMessage(tx, { ...message, dueAt: dueAtOf(deps.regency, notice, tx.now), reason })
  return reason === null
}

/** When a notice may go out: at once where life is at stake or where it answers what was done just now, else not in the night. */
export function dueAtOf(regency: Regency, notice: Pick<NoticeToDeliver, 'danger' | 'kind'>, now: Date): Date {
  const quiet = regency.messages.quietHours.find((hours) => holdsOn(hours, dayOf(now, regency.timeZone)))
  if (quiet === undefined || notice.danger || regency.messages.notices[notice.kind].atNight === true) return now
  return quietUntil(now, quiet, regency.timeZone) ?? now
}

/** A message that will not arrive: the next of the reporter's addresses gets its turn; where there is none, it is given up. */
export async function passOn(deps: ExchangeDeps, tx: Tx, { message, reason, at }: { message: StoredMessage; reason: FailureReason; at: Date }): Promise<void> {
  const notice = message.noticeId === null ? undefined : await readNotice(deps, tx, message.noticeId)
  const goesOn = notice !== undefined && message.reportId !== null && (await planFor(deps, tx, { notice, reportId: message.reportId }))
  await changeMessage(tx, message.messageId, { state: goesOn ? 'failed' : 'given_up', reason, at })
}

/** What the blanks of a notice are filled with, in the language of the one who reads. */
export function factsOf(deps: Pick<Deps, 'regency' | 'config'>, notice: NoticeToDeliver, to: { lang: Lang; code: string }): Readonly<Record<string, string>> {
  const { lang, code } = to
  const say = formatters(lang)
  return {
    code, link: linkTo(deps, lang, code), brand: deps.regency.brand[lang].name,
    category: notice.category === null ? messages(lang).chat.anyTrouble : getCategory(deps.regency, notice.category).name[lang],
    office: getOffice(deps.regency, notice.officeId).name[lang],
    ...(notice.dueAt !== null && { due: say.moment(notice.dueAt) }), ...(notice.closesAt !== null && { closes: say.moment(notice.closesAt) }),
    ...(notice.plannedOn !== null && { day: say.day(notice.plannedOn) }),
  }
}

/** The page of a report, as it stands in a message. */
export function linkTo(deps: Pick<Deps, 'config'>, lang: Lang, code: string): string {
  const { publicUrl, host, port } = deps.config
  return `${publicUrl ?? `http://${host}:${port}`}${publicPaths(lang).receipt(code)}`
}

/** Somebody of the office has a message tried once more, whatever became of it. */
export async function resendMessage(tx: ActTx, messageId: string): Promise<StoredMessage | 'not_failed' | undefined> {
  const message = await lockMessage(tx, messageId)
  if (message === undefined) return undefined
  if (message.state !== 'failed' && message.state !== 'given_up') return 'not_failed'
  await changeMessage(tx, messageId, { state: 'queued', reason: null, dueAt: tx.now, tries: 0 })
  tx.audit({ subjectKind: 'message', subjectId: messageId, detail: { channel: message.channel, kind: message.kind } })
  return message
}
