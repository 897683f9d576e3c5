import type { ChannelSettings } from '#config-channels.ts'
import type { Config } from '#config.ts'
import { createEmail } from '#modules/exchange/email/email.adapter.ts'
import { createSms } from '#modules/exchange/sms/sms.adapter.ts'
import { createWhatsApp } from '#modules/exchange/whatsapp/whatsapp.adapter.ts'
import type { ContactChannel } from '#modules/response/notice/notice.contract.ts'
import type { Adapter } from './channel.contract.ts'

const known = new WeakMap<ChannelSettings, ReadonlyMap<ContactChannel, Adapter>>()

/** The adapters of the channels that are connected. */
export function adaptersOf({ channels }: Pick<Config, 'channels'>): ReadonlyMap<ContactChannel, Adapter> {
  const made = known.get(channels) ?? makeAdapters(channels)
  known.set(channels, made)
  return made
}

/** The channels that are connected. */
export function connectedChannels(config: Pick<Config, 'channels'>): ReadonlySet<ContactChannel> {
  return new Set(adaptersOf(config).keys())
}

function makeAdapters({ whatsapp, sms, email }: ChannelSettings): ReadonlyMap<ContactChannel, Adapter> {
  const adapters: Adapter[] = []
  if (whatsapp !== undefined) adapters.push(createWhatsApp(whatsapp))
  if (sms !== undefined) adapters.push(createSms(sms))
  if (email !== undefined) adapters.push(createEmail(email))
  return new Map(adapters.map((adapter) => [adapter.channel, adapter]))
}
