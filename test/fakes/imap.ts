import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A mail server that speaks IMAP4rev1 as far as a mailbox is read: sign in, choose a folder, look for the unread, fetch, mark. */
export interface FakeImap {
  readonly environment: Readonly<Record<string, string>>
  readonly mails: { readonly raw: Buffer; isSeen: boolean }[]
  /** The commands that came, without the password. */
  readonly asked: string[]
  /** Hangs up at the next command that begins so. */
  hangUpAt: { command: string | undefined }
  readonly close: () => Promise<void>
}

const password = 'kata "sandi"\\uji'

export async function startFakeImap(): Promise<FakeImap> {
  const mails: FakeImap['mails'] = []
  const asked: string[] = []
  const hangUpAt: FakeImap['hangUpAt'] = { command: undefined }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    serve(socket, { mails, asked, hangUpAt })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    environment: { IMAP_URL: `imap://lapor:${encodeURIComponent(password)}@127.0.0.1:${port}/INBOX` },
    mails, asked, hangUpAt,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function serve(socket: Socket, { mails, asked, hangUpAt }: Pick<FakeImap, 'mails' | 'asked' | 'hangUpAt'>): void {
  let buffer = ''
  let isIn = false
  const say = (line: string): void => void socket.write(`${line}\r\n`)
  say('* OK [CAPABILITY IMAP4rev1] siap')
  socket.on('data', (chunk: Buffer) => {
    buffer += chunk.toString('latin1')
    for (let end = buffer.indexOf('\r\n'); end !== -1; end = buffer.indexOf('\r\n')) {
      const line = buffer.slice(0, end)
      buffer = buffer.slice(end + 2)
      const [tag = '', ...rest] = line.split(' ')
      const command = rest.join(' ')
      asked.push(command.startsWith('LOGIN') ? 'LOGIN' : command)
      if (hangUpAt.command !== undefined && command.startsWith(hangUpAt.command)) return void socket.destroy()
      answer(tag, command)
    }
  })

  function answer(tag: string, command: string): void {
    if (command === 'CAPABILITY') {
      say('* CAPABILITY IMAP4rev1')
      return say(`${tag} OK itu saja`)
    }
    if (command === `LOGIN "lapor" "${password.replaceAll(/["\\]/g, (sign) => `\\${sign}`)}"`) {
      isIn = true
      return say(`${tag} OK masuk`)
    }
    if (!isIn) return say(`${tag} NO [AUTHENTICATIONFAILED] salah`)
    if (command.startsWith('LIST')) {
      say(command === 'LIST "" ""' ? '* LIST (\\Noselect) "/" ""' : '* LIST () "/" INBOX')
      return say(`${tag} OK daftar`)
    }
    if (command.startsWith('SELECT')) {
      say('* FLAGS (\\Seen)')
      say('* OK [PERMANENTFLAGS (\\Seen)] tetap')
      say('* OK [UIDVALIDITY 1] tetap')
      say(`* ${mails.length} EXISTS`)
      return say(`${tag} OK [READ-WRITE] terbuka`)
    }
    if (command === 'UID SEARCH UNSEEN') {
      say(`* SEARCH ${mails.flatMap(({ isSeen }, at) => (isSeen ? [] : [at + 101])).join(' ')}`.trimEnd())
      return say(`${tag} OK dicari`)
    }
    const uid = Number(/^UID (?:FETCH|STORE) (\d+)/.exec(command)?.[1])
    const mail = mails[uid - 101]
    if (mail !== undefined && command.includes('BODY.PEEK[]')) {
      socket.write(`* ${uid - 100} FETCH (UID ${uid} BODY[]<0> {${mail.raw.length}}\r\n`)
      // In pieces, as a network brings it.
      socket.write(mail.raw.subarray(0, 10))
      socket.write(mail.raw.subarray(10))
      say(')')
      return say(`${tag} OK diambil`)
    }
    if (mail !== undefined && command.startsWith('UID STORE') && command.endsWith('(\\Seen)')) mail.isSeen = true
    return say(`${tag} ${command === 'LOGOUT' || mail !== undefined ? 'OK selesai' : 'BAD tidak dikenal'}`)
  }
}
