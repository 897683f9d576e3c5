import { checkTemplates, connectedChannels, isMailboxStill } from '#modules/exchange/index.ts'
import { asOwner } from '#install.ts'
import type { Regency } from '#modules/people/index.ts'
import { systemClock } from '#platform/clock.ts'
import { findings, type Examined, type Finding } from './finding.ts'

/** Whether WhatsApp has approved every message that goes out of itself; without, news goes by the reporter's next address. */
export async function examineTemplates({ config, text }: Examined, regency: Regency | undefined): Promise<Finding> {
  const is = findings('templates')
  if (regency === undefined) return { check: 'templates', state: 'skipped', message: text.templatesSkipped }
  const { answer, templates } = await checkTemplates({ config, regency })
  if (answer === 'not_connected') return is.good(text.templatesNotConnected)
  if (answer !== 'known') return is.warning(text.templatesUnknown[answer])
  const unusable = templates.filter((template) => template.state !== null && template.state !== 'approved')
  if (unusable.length === 0) return is.good(text.templatesGood(templates.length))
  return is.warning(text.templatesMissing(unusable.map(({ name, language, state }) => `${name} ${language}: ${text.templateStates[state!]}`).join(', ')))
}

/** Which channels to the people are connected, and what was not sent because one is not: that is no failed delivery, but nobody was told. */
export async function examineChannels(ownerUrl: string, regency: Regency, { config, text }: Examined): Promise<Finding> {
  const is = findings('channels')
  const connected = [...connectedChannels(config)]
  const unsent = (await countUnsent(ownerUrl, regency.regencyId)).filter(({ channel }) => !connected.includes(channel))
  const which = unsent.map(({ channel, count }) => text.channelUnsent(text.channelNames[channel], count)).join(', ')
  if (which !== '') return is.warning(text.channelsUnsent(which))
  return is.good(connected.length === 0 ? text.channelsNone : text.channelsGood(connected.map((channel) => text.channelNames[channel]).join(', ')))
}

interface Unsent {
  readonly channel: keyof Examined['text']['channelNames']
  readonly count: number
}

async function countUnsent(ownerUrl: string, regencyId: number): Promise<readonly Unsent[]> {
  return asOwner(ownerUrl, async (client) => {
    await client.query("select set_config('app.regency', $1, false)", [String(regencyId)])
    const { rows } = await client.query<Unsent>(`
      select channel, count(*)::int as count from exchange.message
      where regency_id = $1 and state = 'given_up' and reason = 'not_connected' group by channel order by channel desc`, [regencyId])
    return rows
  })
}

interface MailboxRow {
  readonly lastLookedAt: Date | null
  readonly lastMailAt: Date | null
  readonly failingSince: Date | null
  readonly lastReason: string | null
}

/** Whether the mailbox is read: when it was, and since when that fails. */
export async function examineMailbox(ownerUrl: string, regency: Regency, { config, text, lang }: Examined): Promise<Finding> {
  const is = findings('mailbox')
  if (config.channels.mailbox === undefined) return is.good(text.mailboxNotConnected)
  const known = await readMailboxRow(ownerUrl, regency.regencyId)
  const say = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short', timeZone: regency.timeZone })
  if (known?.failingSince instanceof Date) return is.fault(text.mailboxFailing(say.format(known.failingSince), text.mailboxReasons[known.lastReason ?? ''] ?? '–'))
  if (known?.lastLookedAt === undefined || known.lastLookedAt === null) return is.warning(text.mailboxNever)
  if (isMailboxStill(known, systemClock.now())) return is.warning(text.mailboxStill(say.format(known.lastLookedAt)))
  return is.good(text.mailboxGood(say.format(known.lastLookedAt), known.lastMailAt === null ? text.mailboxNoMail : say.format(known.lastMailAt)))
}

async function readMailboxRow(ownerUrl: string, regencyId: number): Promise<MailboxRow | undefined> {
  return asOwner(ownerUrl, async (client) => {
    await client.query("select set_config('app.regency', $1, false)", [String(regencyId)])
    const { rows } = await client.query<MailboxRow>(`
      select last_looked_at as "lastLookedAt", last_mail_at as "lastMailAt", failing_since as "failingSince", last_reason as "lastReason"
      from exchange.mailbox where regency_id = $1`, [regencyId])
    return rows[0]
  })
}
