import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An SMS gateway as many are: a form in, JSON out, a call back for what comes in. */
export interface FakeSms {
  readonly environment: Readonly<Record<string, string>>
  readonly sent: { readonly id: string; readonly to: string; readonly text: string; readonly ref: string }[]
  readonly failWith: number[]
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    environment: {
      SMS_SEND_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/kirim`, SMS_SEND_BODY: 'nomor={to}&pesan={text}&ref={ref}',
      SMS_AUTHORIZATION: 'Basic dWppOnVqaQ==', SMS_ID_MEMBER: 'message_id', SMS_INBOUND_SECRET: smsSecret, SMS_INBOUND_MEMBERS: 'msisdn,body,message_id,status',
    },
    sent, failWith,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
