import { z } from 'zod'

/** What the environment says about channels to the people. A channel is either told whole or not at all. */
export const ChannelEnvironment = z.object({
  /** Id of the sender's number at WhatsApp (not the number itself). */
  WHATSAPP_PHONE_NUMBER_ID: z.string().regex(/^\d+$/).optional(),
  WHATSAPP_ACCESS_TOKEN: z.string().min(1).optional(),
  /** Signs what WhatsApp brings. */
  WHATSAPP_APP_SECRET: z.string().min(1).optional(),
  /** A word of one's own choice by which WhatsApp proves the address of the webhook. */
  WHATSAPP_VERIFY_TOKEN: z.string().min(8).optional(),
  /** Id of the WhatsApp Business account that the number belongs to: by it the approved templates are looked up. */
  WHATSAPP_BUSINESS_ACCOUNT_ID: z.string().regex(/^\d+$/).optional(),
  WHATSAPP_API_URL: z.url().default('https://graph.facebook.com/v24.0'),
  /** Where the SMS gateway takes messages. */
  SMS_SEND_URL: z.url().optional(),
  /** The body of a sending, with {to}, {text} and {ref}: `to={to}&message={text}` or `{"to":"{to}","body":"{text}"}`. */
  SMS_SEND_BODY: z.string().includes('{to}').includes('{text}').default('to={to}&text={text}&ref={ref}'),
  /** The Authorization header for the gateway. */
  SMS_AUTHORIZATION: z.string().optional(),
  /** Member of the gateway's JSON answer that names the message; one within another as `data.id`. */
  SMS_ID_MEMBER: z.string().default('id'),
  /** A secret that the gateway sends along with what it brings. */
  SMS_INBOUND_SECRET: z.string().min(16).optional(),
  /** Members of what the gateway brings: sender, text, id, and of its reports on deliveries: id and state; one within another as `payload.message`. */
  SMS_INBOUND_MEMBERS: z.string().regex(/^[\w.]+(,[\w.]+){3}$/).default('from,text,id,status'),
  /** `smtp://user:password@host:587` or `smtps://…:465`. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).optional(),
  /** The mailbox that people write to: `imaps://user:password@host:993/INBOX`. */
  IMAP_URL: z.url({ protocol: /^imaps?$/ }).optional(),
})

export interface WhatsAppSettings {
  readonly phoneNumberId: string
  readonly accessToken: string
  readonly appSecret: string
  readonly verifyToken: string
  readonly apiUrl: string
  readonly businessAccountId: string | undefined
}

export interface SmsSettings {
  readonly sendUrl: string
  readonly sendBody: string
  readonly authorization: string | undefined
  readonly idMember: string
  readonly inboundSecret: string | undefined
  readonly inboundMembers: { readonly from: string; readonly text: string; readonly id: string; readonly status: string }
}

export interface EmailSettings {
  readonly smtpUrl: string
  readonly from: string
}

export interface MailboxSettings {
  readonly host: string
  readonly port: number
  readonly isTls: boolean
  readonly user: string
  readonly password: string
  readonly folder: string
}

/** The channels that are connected. */
export interface ChannelSettings {
  readonly whatsapp: WhatsAppSettings | undefined
  readonly sms: SmsSettings | undefined
  readonly email: EmailSettings | undefined
  /** Where mails to us arrive; without it nobody reads them. */
  readonly mailbox: MailboxSettings | undefined
}

/** Reads which channels are connected; `wrong` names what is missing of a channel that is told in part. */
export function readChannelSettings(values: z.infer<typeof ChannelEnvironment>): { readonly settings: ChannelSettings; readonly wrong: readonly string[] } {
  const wrong = [
    ...missing(values, ['WHATSAPP_PHONE_NUMBER_ID', 'WHATSAPP_ACCESS_TOKEN', 'WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN']),
    ...missing(values, ['SMTP_URL', 'MAIL_FROM']),
    ...wrongMailbox(values),
  ]
  return { settings: { whatsapp: whatsappOf(values), sms: smsOf(values), email: emailOf(values), mailbox: mailboxOf(values) }, wrong }
}

type Values = z.infer<typeof ChannelEnvironment>

function missing(values: Values, names: readonly (keyof Values)[]): string[] {
  if (names.every((name) => values[name] === undefined)) return []
  return names.filter((name) => values[name] === undefined).map((name) => `${name}: missing, because others of this channel are set`)
}

function whatsappOf(values: Values): WhatsAppSettings | undefined {
  const { WHATSAPP_PHONE_NUMBER_ID: phoneNumberId, WHATSAPP_ACCESS_TOKEN: accessToken } = values
  const { WHATSAPP_APP_SECRET: appSecret, WHATSAPP_VERIFY_TOKEN: verifyToken, WHATSAPP_API_URL: apiUrl } = values
  if (phoneNumberId === undefined || accessToken === undefined || appSecret === undefined || verifyToken === undefined) return undefined
  return { phoneNumberId, accessToken, appSecret, verifyToken, apiUrl, businessAccountId: values.WHATSAPP_BUSINESS_ACCOUNT_ID }
}

function smsOf(values: Values): SmsSettings | undefined {
  if (values.SMS_SEND_URL === undefined) return undefined
  const [from = '', text = '', id = '', status = ''] = values.SMS_INBOUND_MEMBERS.split(',')
  return {
    sendUrl: values.SMS_SEND_URL, sendBody: values.SMS_SEND_BODY, authorization: values.SMS_AUTHORIZATION, idMember: values.SMS_ID_MEMBER,
    inboundSecret: values.SMS_INBOUND_SECRET, inboundMembers: { from, text, id, status },
  }
}

function emailOf(values: Values): EmailSettings | undefined {
  const { SMTP_URL: smtpUrl, MAIL_FROM: from } = values
  return smtpUrl === undefined || from === undefined ? undefined : { smtpUrl, from }
}

const mailboxAddress = /^(imaps?):\/\/([^:@/]+):([^@/]+)@([^:@/]+)(?::(\d+))?(?:\/(.*))?$/

/** A mailbox without a way to answer is none; and its password goes in the clear to this very machine alone. */
function wrongMailbox({ IMAP_URL: given, SMTP_URL: smtpUrl }: Values): string[] {
  if (given === undefined) return []
  const [, protocol, , , host = ''] = mailboxAddress.exec(given) ?? []
  return [
    ...(smtpUrl === undefined ? ['SMTP_URL: missing, because mails that come in are answered'] : []),
    ...(protocol === undefined ? ['IMAP_URL: imaps://user:password@host:993/INBOX, with signs like @ in user or password written as %40'] : []),
    ...(protocol === 'imap' && !['127.0.0.1', 'localhost'].includes(host) ? ['IMAP_URL: imaps, except on this machine'] : []),
  ]
}

function mailboxOf({ IMAP_URL: given }: Values): MailboxSettings | undefined {
  const read = given === undefined ? null : mailboxAddress.exec(given)
  if (read === null) return undefined
  const [, protocol, user = '', password = '', host = '', port, folder = ''] = read
  const isTls = protocol === 'imaps'
  return {
    host, port: Number(port ?? (isTls ? 993 : 143)), isTls, user: decodeURIComponent(user), password: decodeURIComponent(password),
    folder: folder === '' ? 'INBOX' : decodeURIComponent(folder),
  }
}
