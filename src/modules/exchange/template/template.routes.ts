import type { ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { checkTemplates } from './template.actions.ts'
import { templateOperations } from './template.contract.ts'

/** What WhatsApp must approve, for whoever looks after the channels. */
export function templateRoutes(deps: ExchangeDeps): RouteModule {
  return implement(templateOperations, {
    listMessageTemplates: async () => {
      const { answer, templates } = await checkTemplates(deps)
      return ok({ answer, templates: [...templates] })
    },
  })
}
