import { createHash } from 'node:crypto'
import { takeIn } from '#modules/exchange/chat/receive.actions.ts'
import { exchanger, type ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { receivePhoto } from '#platform/files/receive-photo.ts'
import type { Loop } from '#platform/jobs/loops.ts'
import { readMailbox, reasonOfMailbox } from './imap.adapter.ts'
import { readMail, type Mail } from './mail.adapter.ts'
import { noteMailboxFailure, noteMailboxRead } from './mailbox.store.ts'

/** Takes in what is unread in the mailbox, and writes down how that went. Two that read at once take each mail in once. Gives how many mails of people were read. */
export async function takeMails(deps: ExchangeDeps): Promise<number> {
  const { mailbox, email } = deps.config.channels
  if (mailbox === undefined || email === undefined) return 0
  let taken = 0
  const take = async (raw: Buffer): Promise<void> => {
    const mail = await readMail(raw, email.from)
    if (mail === undefined) return deps.log.info({ channel: 'email', sizeBytes: raw.length }, 'a mail of no person was passed by')
    await takeOne(deps, mail, raw)
    taken += 1
  }
  try {
    const waiting = await readMailbox(mailbox, take)
    await deps.db.asActor(exchanger(deps.regency), (tx) => noteMailboxRead(tx, { taken, waiting }))
  } catch (error) {
    await deps.db.asActor(exchanger(deps.regency), (tx) => noteMailboxFailure(tx, { taken, reason: reasonOfMailbox(error) }))
    throw error
  }
  return taken
}

async function takeOne(deps: ExchangeDeps, mail: Mail, raw: Buffer): Promise<void> {
  const photos: string[] = []
  for (const bytes of mail.photos) {
    const received = await receivePhoto(deps, bytes)
    if (received.ok) photos.push(received.value.photo)
  }
  const providerId = createHash('sha256').update(mail.name ?? raw).digest('hex')
  const { sender, subject, text } = mail
  await takeIn(deps, 'email', { received: [{ providerId, sender, heard: { kind: 'mail', subject, text, photos } }], deliveries: [] })
}

/** Looks into the mailbox every minute, where there is one. */
export function mailboxLoops(deps: ExchangeDeps): readonly Loop[] {
  return deps.config.channels.mailbox === undefined ? [] : [{ name: 'mailbox', everySeconds: 60, run: async () => void (await takeMails(deps)) }]
}
