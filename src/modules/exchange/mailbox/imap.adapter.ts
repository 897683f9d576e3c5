import type { MailboxSettings } from '#config-channels.ts'
import type { FailureReason } from '#modules/exchange/channel/channel.contract.ts'

const timeoutMs = 30_000
const mostAtOnce = 50
/** Of a larger mail the beginning is read: words come before attachments. */
const mostBytes = 20_000_000

/**
 * Reads the unread mails of a mailbox by IMAP, the oldest first, and marks each as read once `take` has it. What `take` throws ends the reading;
 * that mail stays unread. Gives how many stay unread because one reading takes no more. The password stands in no error.
 */
export async function readMailbox({ host, port, isTls, user, password, folder }: MailboxSettings, take: (raw: Buffer) => Promise<void>): Promise<number> {
  // Only a server with a mailbox waits for the library, and none waits at its start.
  const { ImapFlow } = await import('imapflow')
  const client = new ImapFlow({
    host, port, secure: isTls, auth: { user, pass: password }, logger: false, disableAutoIdle: true, maxLiteralSize: 2 * mostBytes,
    connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs,
  })
  // A line that breaks while nothing is asked is told by the next question.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.mailboxOpen(folder)
    const unread = (await client.search({ seen: false }, { uid: true })) || []
    for (const uid of unread.slice(0, mostAtOnce)) {
      const mail = await client.fetchOne(`${uid}`, { source: { maxLength: mostBytes } }, { uid: true })
      if (mail && mail.source !== undefined) await take(mail.source)
      if (!(await client.messageFlagsAdd(`${uid}`, ['\\Seen'], { uid: true }))) throw new Error('the mail server did not mark a mail as read')
    }
    await client.logout()
    return Math.max(0, unread.length - mostAtOnce)
  } catch (error) {
    throw withoutAsked(error)
  } finally {
    client.close()
  }
}

/** Why the mailbox could not be read, in a word of ours. */
export function reasonOfMailbox(error: unknown): FailureReason {
  const { code, message = '' } = error as { readonly code?: string; readonly message?: string }
  if (message === signInRefused) return 'not_authorised'
  if (message.startsWith('the mail server')) return 'provider_error'
  return code === 'ETIMEOUT' || code === 'ETIMEDOUT' || code === 'GREETING_TIMEOUT' || code === 'CONNECT_TIMEOUT' ? 'timed_out' : 'unreachable'
}

const signInRefused = 'the mail server refuses the sign-in'

/** What the server refused by its name alone: the whole command may hold what nobody should read in a log. */
function withoutAsked(error: unknown): unknown {
  const { authenticationFailed, executedCommand } = error as { readonly authenticationFailed?: boolean; readonly executedCommand?: string }
  if (authenticationFailed === true) return new Error(signInRefused)
  return executedCommand === undefined ? error : new Error(`the mail server refuses ${executedCommand.split(' ').slice(1, 3).join(' ')}`)
}
