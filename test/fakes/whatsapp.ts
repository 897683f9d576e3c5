import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { World } from '../world.ts'

/** A message that the fake was given to send. */
export interface FakeMessage {
  readonly id: string
  readonly to: string
  readonly body: Readonly<Record<string, unknown>> & { readonly type: string }
  readonly ownId: string
  /** What a person reads. */
  readonly text: string
}

/** A server that speaks as the Cloud API does: takes messages, gives media, refuses with its own codes. */
export interface FakeWhatsApp {
  readonly environment: Readonly<Record<string, string>>
  readonly sent: FakeMessage[]
  /** The next answers instead of success, in order. */
  readonly failWith: { readonly status: number; readonly body?: object; readonly headers?: Record<string, string> }[]
  /** Takes what comes and answers nothing, until it is let go; how many are held so. */
  readonly silence: { isOn: boolean; readonly held: number; readonly end: () => void }
  readonly putMedia: (bytes: Buffer, mediaType: string) => string
  /** What the account has of templates, as the provider lists them. */
  readonly templates: { name: string; language: string; status: string; body: string }[]
  /** How many of the next requests for media break off. */
  media: { failures: number }
  readonly close: () => Promise<void>
}

const token = 'EAAG-uji'
export const appSecret = 'rahasia-aplikasi-uji'
export const verifyToken = 'kata-sandi-webhook'
export const phoneNumberId = '1055501112222'
export const businessAccountId = '2066602223333'
/** The provider gives its lists in pages. */
const templatesOnAPage = 5

export async function startFakeWhatsApp(): Promise<FakeWhatsApp> {
  const sent: FakeMessage[] = []
  const failWith: FakeWhatsApp['failWith'] = []
  const stored = new Map<string, { bytes: Buffer; mediaType: string }>()
  const media = { failures: 0 }
  const held: ServerResponse[] = []
  const silence = {
    isOn: false,
    get held() { return held.filter((answer) => !answer.destroyed).length },
    end: () => {
      silence.isOn = false
      for (const answer of held.splice(0)) answer.destroy()
    },
  }
  const templates: FakeWhatsApp['templates'] = []
  const server = createServer((request, answer) => void respond(request, answer))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function respond(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    if (silence.isOn) return void held.push(answer)
    if (request.headers.authorization !== `Bearer ${token}`) return json(answer, 401, { error: { code: 190, message: 'Invalid OAuth access token' } })
    const path = request.url ?? ''
    if (request.method === 'POST' && path === `/${phoneNumberId}/messages`) return takeMessage(request, answer)
    if (path.startsWith(`/${businessAccountId}/message_templates?`)) return giveTemplates(new URLSearchParams(path.split('?')[1]), answer)
    const bytes = stored.get(path.replace('/bytes/', ''))
    if (path.startsWith('/bytes/') && bytes !== undefined) return void answer.writeHead(200, { 'content-type': bytes.mediaType }).end(bytes.bytes)
    const named = stored.get(path.slice(1))
    if (named === undefined) return json(answer, 404, { error: { code: 100 } })
    if (media.failures > 0) {
      media.failures -= 1
      return json(answer, 503, { error: { code: 2 } })
    }
    return json(answer, 200, { url: `${url}/bytes/${path.slice(1)}`, mime_type: named.mediaType, file_size: named.bytes.length, id: path.slice(1) })
  }

  function giveTemplates(query: URLSearchParams, answer: ServerResponse): void {
    const failure = failWith.shift()
    if (failure !== undefined) return json(answer, failure.status, failure.body ?? {}, failure.headers)
    const from = Number(query.get('after') ?? 0)
    const data = templates.slice(from, from + templatesOnAPage).map(({ body, ...each }) => ({ ...each, id: `t-${each.name}`, category: 'UTILITY', components: [{ type: 'BODY', text: body }] }))
    const after = String(from + templatesOnAPage)
    const isLast = from + templatesOnAPage >= templates.length
    return json(answer, 200, { data, paging: { cursors: { before: String(from), after }, ...(!isLast && { next: `${url}/next` }) } })
  }

  async function takeMessage(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = JSON.parse(await textOf(request)) as FakeMessage['body'] & { to?: string; recipient?: string; biz_opaque_callback_data: string }
    const failure = failWith.shift()
    if (failure !== undefined) return json(answer, failure.status, failure.body ?? {}, failure.headers)
    const id = `wamid.${randomUUID()}`
    sent.push({ id, to: body.to ?? body.recipient ?? '', body, ownId: body.biz_opaque_callback_data, text: textIn(body) })
    return json(answer, 200, { messaging_product: 'whatsapp', contacts: [{ input: body.to, wa_id: body.to }], messages: [{ id }] })
  }

  return {
    environment: {
      WHATSAPP_PHONE_NUMBER_ID: phoneNumberId, WHATSAPP_ACCESS_TOKEN: token, WHATSAPP_APP_SECRET: appSecret, WHATSAPP_VERIFY_TOKEN: verifyToken, WHATSAPP_API_URL: url,
      WHATSAPP_BUSINESS_ACCOUNT_ID: businessAccountId,
    },
    sent, failWith, media, templates, silence,
    putMedia: (bytes, mediaType) => {
      const id = String(Math.floor(Math.random() * 1e15))
      stored.set(id, { bytes, mediaType })
      return id
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function textIn(body: Readonly<Record<string, unknown>>): string {
  const { text, interactive, template } = body as { text?: { body: string }; interactive?: { body: { text: string } }; template?: { name: string } }
  return text?.body ?? interactive?.body.text ?? template?.name ?? ''
}

function json(answer: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  answer.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** What WhatsApp posts to the webhook, signed as it signs. */
export async function postWebhook(world: World, value: object, options: { secret?: string; raw?: string } = {}) {
  const body = options.raw ?? JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata: { phone_number_id: phoneNumberId }, ...value } }] }],
  })
  const signature = createHmac('sha256', options.secret ?? appSecret).update(body).digest('hex')
  return world.app.inject({
    method: 'POST', url: '/hook/whatsapp', payload: body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
  })
}

/** One message of a person: `part` is its kind with its content. */
export function messageFrom(sender: { from?: string; user_id?: string }, part: { type: string } & Record<string, unknown>, id = `wamid.in.${randomUUID()}`): object {
  return { messages: [{ ...(sender.from !== undefined && { from: sender.from }), ...(sender.user_id !== undefined && { from_user_id: sender.user_id }), id, timestamp: '1764036000', ...part }] }
}
