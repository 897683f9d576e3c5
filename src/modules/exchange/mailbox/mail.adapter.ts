import PostalMime, { type Email } from 'postal-mime'
import { isEmail } from '#platform/email.ts'

/** A mail as a person wrote it. */
export interface Mail {
  readonly sender: string
  /** The name that the sender's machine gave it, with the sender; null when it gave none. */
  readonly name: string | null
  readonly subject: string
  /** Only what was newly written: no quotation, no signature. */
  readonly text: string
  readonly photos: readonly Buffer[]
}

const mostPhotos = 3
/** Smaller pictures are the ornaments of a signature. */
const smallestPhotoBytes = 2_000
const deepest = 32

/** Reads a mail (RFC 5322 with MIME); undefined when no person wrote it, nobody could be answered, or it is no mail at all. */
export async function readMail(raw: Buffer, own: string): Promise<Mail | undefined> {
  const email = await PostalMime.parse(raw, { maxNestingDepth: deepest }).catch(() => undefined)
  const sender = addressIn(email?.from?.address)
  if (email === undefined || sender === undefined || sender === addressIn(own) || isOfMachine(email, sender)) return undefined
  return {
    sender, name: email.messageId === undefined ? null : `${sender} ${email.messageId}`, subject: (email.subject ?? '').slice(0, 300),
    text: newlyWritten(wordsOf(email)).slice(0, 4_000), photos: photosOf(email),
  }
}

/** The address in `Siti <siti@example.id>`, in lower case. */
function addressIn(header: string | undefined): string | undefined {
  const found = (/<([^<>]+)>\s*$/.exec(header ?? '')?.[1] ?? header ?? '').trim().toLowerCase()
  return isEmail(found) ? found : undefined
}

/** Bounces, absence notes, newsletters, what the mail server holds for spam or for forged: RFC 3834 asks that none of them is answered. */
function isOfMachine({ headers }: Email, sender: string): boolean {
  const says = (name: string, pattern: RegExp): boolean => headers.some(({ key, value }) => key === name && pattern.test(value))
  return (
    says('auto-submitted', /^(?!no\b)\S/i) || says('precedence', /bulk|junk|list/i) || says('list-id', /./) || says('list-unsubscribe', /./)
    || says('x-autoreply', /./) || says('x-autorespond', /./) || says('return-path', /^<>$/) || says('content-type', /^multipart\/report/i)
    || says('x-spam-flag', /^yes/i) || says('authentication-results', /\bdmarc=fail\b/i) || /^(mailer-daemon|postmaster|no-?reply|donotreply)\b/.test(sender)
  )
}

/** The plain words, otherwise those of the page. */
function wordsOf({ text = '', html = '' }: Email): string {
  return text.trim() === '' ? plainOf(html) : text
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" }

function plainOf(page: string): string {
  const shown = page.replaceAll(/<(style|script|head|blockquote)\b[\s\S]*?<\/\1>/gi, '')
  return shown.replaceAll(/<(br|\/p|\/div|\/li)\b[^>]*>/gi, '\n').replaceAll(/<[^>]*>/g, '').replaceAll(/&([a-z]+|#39);/gi, (whole, name: string) => entities[name.toLowerCase()] ?? whole)
}

/** Lines by which mail programs open what they quote, and the two dashes before a signature. */
const ends: readonly RegExp[] = [
  /^-- ?$/, /^-{2,}\s*(original message|pesan asli|forwarded message|pesan terusan)/i, /^_{10,}$/, /^(on|pada)\b.{5,200}\b(wrote|menulis)\s*:$/i, /^(from|dari):\s.+@/i,
]

/** What was newly written in a mail: up to the quotation or the signature, without quoted lines. */
export function newlyWritten(text: string): string {
  // The line "On … wrote:" is often broken in two.
  const lines = text.replaceAll(/\r/g, '').replaceAll(/^((?:on|pada)\b.{5,120})\n(.{0,120}(?:wrote|menulis)\s*:)$/gim, '$1 $2').split('\n')
  const end = lines.findIndex((line) => ends.some((pattern) => pattern.test(line.trim())))
  const own = (end === -1 ? lines : lines.slice(0, end)).filter((line) => !line.startsWith('>'))
  return own.join('\n').replaceAll(/\n{3,}/g, '\n\n').trim()
}

function photosOf({ attachments }: Email): readonly Buffer[] {
  const pictures = attachments.filter(({ mimeType }) => mimeType.startsWith('image/')).map(({ content }) => Buffer.from(content as ArrayBuffer))
  return pictures.filter(({ length }) => length >= smallestPhotoBytes).slice(0, mostPhotos)
}
