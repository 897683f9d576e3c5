import { randomInt, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'

/** An SMS gateway as many are: a form in, JSON out, a call back for what comes in. */
export interface FakeSms {
  readonly environment: Readonly<Record<string, string>>
  readonly sent: { readonly id: string; readonly to: string; readonly text: string; readonly ref: string }[]
  readonly failWith: number[]
  /** Nobody listens any more; and again, at the same address. */
  readonly unplug: () => Promise<void>
  readonly plugIn: () => Promise<void>
  readonly close: () => Promise<void>
}

export const smsSecret = 'rahasia-gerbang-sms-uji'

export async function startFakeSms(): Promise<FakeSms> {
  const sent: FakeSms['sent'] = []
  const failWith: number[] = []
  const server = createServer((request, answer) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (request.headers.authorization !== 'Basic dWppOnVqaQ==') return void answer.writeHead(401).end()
      const failure = failWith.shift()
      if (failure !== undefined) return void answer.writeHead(failure).end('{}')
      const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
      const id = randomUUID()
      sent.push({ id, to: form.get('nomor') ?? '', text: form.get('pesan') ?? '', ref: form.get('ref') ?? '' })
      return void answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ status: 'ok', message_id: id }))
    })
  })
  const listen = (at: number): Promise<void> => new Promise((resolve, reject) => {
    server.once('error', reject).listen(at, '127.0.0.1', () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
  const unplug = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  const port = await listenSomewhere(listen)
  return {
    environment: {
      SMS_SEND_URL: `http://127.0.0.1:${port}/kirim`, SMS_SEND_BODY: 'nomor={to}&pesan={text}&ref={ref}',
      SMS_AUTHORIZATION: 'Basic dWppOnVqaQ==', SMS_ID_MEMBER: 'message_id', SMS_INBOUND_SECRET: smsSecret, SMS_INBOUND_MEMBERS: 'msisdn,body,message_id,status',
    },
    sent, failWith, unplug, plugIn: () => listen(port), close: unplug,
  }
}

/** A port below those that the system gives away by itself: nobody else is given it while nobody listens there. */
async function listenSomewhere(listen: (port: number) => Promise<void>): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000)
    try {
      await listen(port)
      return port
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    }
  }
}
