import type { Deps } from '#deps.ts'
import { listTemplates } from '#modules/exchange/whatsapp/template-list.adapter.ts'
import type { MessageTemplate, TemplateAnswer } from './template.contract.ts'
import { templateState, wantedTemplates } from './template.rules.ts'

export interface CheckedTemplates {
  readonly answer: TemplateAnswer
  readonly templates: readonly MessageTemplate[]
}

/** The messages that WhatsApp must approve, and which of them it has: it is asked each time, and only reads. */
export async function checkTemplates({ regency, config }: Pick<Deps, 'regency' | 'config'>): Promise<CheckedTemplates> {
  const wanted = wantedTemplates(regency)
  const settings = config.channels.whatsapp
  const unasked = (answer: TemplateAnswer): CheckedTemplates => ({ answer, templates: wanted.map((each) => ({ ...each, state: null })) })
  if (settings === undefined) return unasked('not_connected')
  if (settings.businessAccountId === undefined) return unasked('account_unset')
  const list = await listTemplates(settings, settings.businessAccountId)
  if (list.kind === 'unknown') return unasked(list.reason)
  return { answer: 'known', templates: wanted.map((each) => ({ ...each, state: templateState(each, list.templates) })) }
}
