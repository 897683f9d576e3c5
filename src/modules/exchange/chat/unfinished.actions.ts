import { exchanger, type ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { listOptedOut } from '#modules/exchange/message/message.store.ts'
import { holdsOn, type UnfinishedRule } from '#modules/people/regency/messages.contract.ts'
import { hearDanger } from '#modules/response/index.ts'
import { actAsSystem, type ActTx } from '#platform/act.ts'
import { dayOf } from '#platform/day.ts'
import { readPhotoToken } from '#platform/files/photo-token.ts'
import { newId } from '#platform/id.ts'
import type { Loop } from '#platform/jobs/loops.ts'
import { Talk, type SilenceDeed } from './conversation.contract.ts'
import { newTalk } from './conversation.rules.ts'
import { insertInbound } from './conversation.store.ts'
import { senderQueue, type WaitingMessage } from './receive.actions.ts'
import { afterSilence, isHalfTold, type NextLook, type Unfinished } from './unfinished.rules.ts'
import { forgetTold, setLook, takeLooks, type LookedAt } from './unfinished.store.ts'

const mostAtOnce = 50
const windowMs = 24 * 3_600_000 - 60_000

/**
 * Looks at reports by chat that stopped in the middle. What a silence asks for is worked off like a message of its person, in their order; it has a name of
 * its own, so that it happens once, whoever looks beside us and whatever crashes. Gives how many were looked at.
 */
export async function lookAtUnfinished(deps: ExchangeDeps): Promise<number> {
  return actAsSystem(deps, { actor: exchanger(deps.regency), action: 'lookAtUnfinished' }, async (tx) => {
    const rows = await takeLooks(tx, mostAtOnce)
    for (const row of rows) await lookAtOne(deps, tx, row)
    return rows.length
  })
}

async function lookAtOne(deps: ExchangeDeps, tx: ActTx, row: LookedAt): Promise<void> {
  const talk = Talk.parse(JSON.parse(deps.keys.open(row.stateSealed)))
  const rule = unfinishedRule(deps, tx.now)
  if (rule === undefined || !isHalfTold(talk)) return setLook(tx, row.conversationId, null)
  const { what, lookAt } = await decide(deps, tx, { row, talk, rule })
  if (what === 'forget') return forgetTold(tx, row.conversationId, deps.keys.seal(JSON.stringify(newTalk({ newId }, talk.lang))))
  await keepFiles(deps, talk)
  if (what !== null) await noteSilence(deps, tx, { row, talk, what })
  await setLook(tx, row.conversationId, lookAt)
}

async function decide(deps: ExchangeDeps, tx: ActTx, { row, talk, rule }: { row: LookedAt; talk: Talk; rule: UnfinishedRule }): Promise<NextLook> {
  const { draft } = talk
  const heard = await hearDanger(deps, { story: draft.story, category: draft.category, at: tx.now })
  const today = dayOf(tx.now, deps.regency.timeZone)
  const unfinished: Unfinished = {
    lastHeardAt: row.lastInboundAt, now: tx.now, rule, timeZone: deps.regency.timeZone,
    windowEndsAt: row.channel === 'whatsapp' ? new Date(row.lastInboundAt.getTime() + windowMs) : null,
    isOptedOut: (await listOptedOut(tx, [row.senderMac])).length > 0,
    isDanger: heard === 'danger', isDoubtful: heard === 'possible' || (draft.story === '' && draft.voices.length > 0),
    quiet: deps.regency.messages.quietHours.find((hours) => holdsOn(hours, today)) ?? null,
  }
  return afterSilence(unfinished)
}

/** The rule by which silences are reckoned at a moment. */
export function unfinishedRule({ regency }: Pick<ExchangeDeps, 'regency'>, now: Date): UnfinishedRule | undefined {
  return regency.messages.unfinished.find((rule) => holdsOn(rule, dayOf(now, regency.timeZone)))
}

/** Photos and voice messages of a report that is not sent stand in no row yet: they are wanted as long as it may be taken up again. */
async function keepFiles(deps: ExchangeDeps, { draft }: Talk): Promise<void> {
  const photos = draft.photos.flatMap((token) => readPhotoToken(token, deps.keys.mac)?.sha256 ?? [])
  await Promise.all([...photos, ...draft.voices.map((voice) => voice.sha256)].map((sha256) => deps.files.keep(sha256)))
}

async function noteSilence(deps: ExchangeDeps, tx: ActTx, { row, talk, what }: { row: LookedAt; talk: Talk; what: SilenceDeed }): Promise<void> {
  const waiting: WaitingMessage = {
    sender: deps.keys.open(row.senderSealed), heard: { kind: 'silence', what, draftId: talk.draftId, since: row.lastInboundAt.toISOString() },
  }
  const fresh = await insertInbound(tx, [{
    inboundId: newId(), channel: row.channel, kind: 'message', providerId: `silence:${what}:${talk.draftId}`, senderMac: row.senderMac,
    payloadSealed: deps.keys.seal(JSON.stringify(waiting)),
  }])
  if (fresh.size > 0) await tx.enqueue(senderQueue, { sender: row.senderMac.toString('hex'), channel: row.channel })
}

/** Looks every minute. */
export function unfinishedLoop(deps: ExchangeDeps): Loop {
  return { name: 'unfinished-chats', everySeconds: 60, run: async () => void (await lookAtUnfinished(deps)) }
}
