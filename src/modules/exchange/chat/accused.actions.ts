import { exchanger, type ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { accusesInStory, findAccused, listAddressesOf, listCasesOf, type Accused, type OwnCase } from '#modules/response/index.ts'
import { isHeldByAnybody } from '#modules/people/index.ts'
import type { Turn } from './conversation.rules.ts'
import { barFromConversations, listConversationIds } from './conversation.store.ts'

/** Whom a person who writes accuses: in their reports, and in what they say to an officer now. */
export async function findAccusedBy(deps: ExchangeDeps, cases: readonly OwnCase[], turn: Turn): Promise<Accused> {
  const { deed, talk } = turn
  const words = deed?.kind === 'officer' ? deed.words : ''
  const told = accusesInStory(words, deps.regency) ? await findAccused(deps, { words, areaId: talk.draft.areaId ?? 0 }) : { accountIds: [], officeIds: [] }
  return union([told, ...cases.map((own) => own.accused)])
}

/** Whether a talk with an officer reaches one whom its person does not accuse. */
export async function isAnswerable(deps: ExchangeDeps, accused: Accused): Promise<boolean> {
  const isNobodyAccused = accused.accountIds.length + accused.officeIds.length === 0
  return isNobodyAccused || isHeldByAnybody(deps, 'exchange.chat.answer', accused)
}

function union(all: readonly Accused[]): Accused {
  return { accountIds: [...new Set(all.flatMap((each) => each.accountIds))], officeIds: [...new Set(all.flatMap((each) => each.officeIds))] }
}

/** It became known whom a case is about: they see nothing more of what its reporters say by chat. Doing it again changes nothing. */
export async function barFromChats(deps: ExchangeDeps, caseId: string): Promise<void> {
  await deps.db.asActor(exchanger(deps.regency), async (tx) => {
    for (const { conversationId, senderMac } of await listConversationIds(tx, await listAddressesOf(tx, caseId))) {
      const cases = await listCasesOf(deps, tx, senderMac)
      await barFromConversations(tx, [conversationId], { accused: union(cases.map((own) => own.accused)), isNewTalk: false })
    }
  })
}
