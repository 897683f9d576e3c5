import { z } from 'zod'
import type { WhatsAppSettings } from '#config-channels.ts'
import type { ListedTemplate } from '#modules/exchange/template/template.rules.ts'
import { authorization, brokenOff } from './whatsapp.adapter.ts'

const timeoutMs = 10_000
/** More than anybody may have: a provider that goes on for ever is not followed. */
const mostPages = 20

const Page = z.object({
  data: z.array(z.object({
    name: z.string(), language: z.string(), status: z.string(),
    components: z.array(z.object({ type: z.string(), text: z.string().optional() })).default([]),
  })),
  paging: z.object({ cursors: z.object({ after: z.string() }).optional(), next: z.string().optional() }).optional(),
})

/** What the account has, or why it cannot be known. */
export type TemplateList =
  | { readonly kind: 'listed'; readonly templates: readonly ListedTemplate[] }
  | { readonly kind: 'unknown'; readonly reason: 'unreachable' | 'timed_out' | 'provider_error' | 'not_authorised' }

/** The templates of an account, as the Cloud API lists them, page by page. */
export async function listTemplates(settings: WhatsAppSettings, businessAccountId: string): Promise<TemplateList> {
  const templates: ListedTemplate[] = []
  let after: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const read = await readPage(settings, businessAccountId, after)
    if (!('data' in read)) return read
    templates.push(...read.data.map(({ components, ...template }) => ({ ...template, body: components.find((part) => part.type === 'BODY')?.text ?? '' })))
    after = read.paging?.next === undefined ? undefined : read.paging.cursors?.after
    if (after === undefined) break
  }
  return { kind: 'listed', templates }
}

type Unknown = Extract<TemplateList, { kind: 'unknown' }>

async function readPage(settings: WhatsAppSettings, businessAccountId: string, after: string | undefined): Promise<z.infer<typeof Page> | Unknown> {
  const query = new URLSearchParams({ fields: 'name,language,status,components', limit: '100', ...(after !== undefined && { after }) })
  const answer = await fetch(`${settings.apiUrl}/${businessAccountId}/message_templates?${query.toString()}`, {
    headers: authorization(settings), signal: AbortSignal.timeout(timeoutMs), redirect: 'error',
  }).catch((error: Error) => (brokenOff(error).reason === 'timed_out' ? 'timed_out' : 'unreachable'))
  if (typeof answer === 'string') return { kind: 'unknown', reason: answer }
  // Of an account that is not there or not ours, the Cloud API says that the request is wrong.
  if (answer.status >= 400 && answer.status < 500) return { kind: 'unknown', reason: 'not_authorised' }
  const page = Page.safeParse(answer.ok ? await answer.json().catch(() => undefined) : undefined)
  return page.success ? page.data : { kind: 'unknown', reason: 'provider_error' }
}
