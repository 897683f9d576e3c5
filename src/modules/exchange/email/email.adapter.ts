import nodemailer from 'nodemailer'
import type { EmailSettings } from '#config-channels.ts'
import type { Adapter, Sent } from '#modules/exchange/channel/channel.contract.ts'
import { plainText } from '#modules/exchange/sms/sms.rules.ts'

const timeoutMs = 15_000

/** Hands e-mails to an SMTP server. Its taking one is all that is ever known: a mail that bounces later comes back as a mail. */
export function createEmail(settings: EmailSettings): Adapter {
  const transport = nodemailer.createTransport({
    url: settings.smtpUrl, pool: true, maxConnections: 2, connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs,
    disableFileAccess: true, disableUrlAccess: true,
  })
  const domain = /@([\w.-]+)/.exec(settings.from)?.[1] ?? 'localhost'
  return {
    channel: 'email',
    send: async ({ messageId, to, content }) => {
      const messageName = `<${messageId}@${domain}>`
      return transport.sendMail({
        from: settings.from, to, subject: content.kind === 'text' ? content.subject : undefined, text: plainText(content), messageId: messageName,
        headers: { 'Auto-Submitted': 'auto-generated' },
      }).then((): Sent => ({ kind: 'sent', providerId: messageName }), readFailure)
    },
  }
}

/** Codes of 400 to 499 may go another time, those above never will to this address; without one there was no server. */
function readFailure(error: Error & { code?: string; responseCode?: number }): Sent {
  if (error.code === 'EAUTH') return { kind: 'down', reason: 'not_authorised' }
  if (error.responseCode !== undefined && error.responseCode >= 500) return { kind: 'refused', reason: 'address_refused' }
  if (error.responseCode !== undefined) return { kind: 'down', reason: 'provider_error' }
  return { kind: 'down', reason: error.code === 'ETIMEDOUT' ? 'timed_out' : 'unreachable' }
}
