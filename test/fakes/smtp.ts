import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** An SMTP server that takes mails, or refuses their receivers. */
export interface FakeSmtp {
  readonly environment: Readonly<Record<string, string>>
  readonly mails: { readonly to: string; readonly data: string }[]
  /** What the next receivers are answered instead of success. */
  readonly refuseWith: string[]
  readonly close: () => Promise<void>
}

export async function startFakeSmtp(): Promise<FakeSmtp> {
  const mails: FakeSmtp['mails'] = []
  const refuseWith: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    talk(socket, { mails, refuseWith })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    environment: { SMTP_URL: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, MAIL_FROM: 'UGD Kemiskinan <lapor@contoh.id>' },
    mails, refuseWith,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function talk(socket: Socket, { mails, refuseWith }: Pick<FakeSmtp, 'mails' | 'refuseWith'>): void {
  let buffer = ''
  let to = ''
  let inData = false
  const say = (line: string): void => void socket.write(`${line}\r\n`)
  say('220 contoh.id ESMTP')
  // A letter of several bytes may come in two pieces.
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    buffer += chunk
    for (;;) {
      const end = buffer.indexOf(inData ? '\r\n.\r\n' : '\r\n')
      if (end === -1) return
      const part = buffer.slice(0, end)
      buffer = buffer.slice(end + (inData ? 5 : 2))
      if (inData) {
        mails.push({ to, data: part })
        inData = false
        say('250 queued')
      } else answer(part)
    }
  })

  function answer(line: string): void {
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'EHLO' || verb === 'HELO') return say('250 contoh.id')
    if (verb === 'RCPT') {
      to = /<([^>]*)>/.exec(line)?.[1] ?? ''
      return say(refuseWith.shift() ?? '250 ok')
    }
    if (verb === 'DATA') {
      inData = true
      return say('354 go on')
    }
    if (verb === 'QUIT') return void socket.end('221 bye\r\n')
    return say('250 ok')
  }
}
