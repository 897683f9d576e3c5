import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Actor } from '#platform/db/actor.ts'
import { commonRefusals } from '#platform/http/contract.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Texts } from '#platform/http/texts.ts'
import { concerns, type Live, type LiveEvent } from './live.ts'

const heartbeatMilliseconds = 20_000

/** An event and not a comment, so that a screen whose line is dead without knowing it misses it and connects again. */
const beatMessage = 'event: beat\ndata: here\n\n'

/** Something happened: nothing of what, where, or to whom. */
const countsMessage = `data: ${JSON.stringify({ topic: 'counts', kind: 'changed', subjectId: '' })}\n\n`

/** The same bytes for everybody who hears of an event. */
const messages = new WeakMap<LiveEvent, string>()

function messageOf(event: LiveEvent): string {
  const known = messages.get(event)
  if (known !== undefined) return known
  const message = `data: ${JSON.stringify({ topic: event.topic, kind: event.kind, subjectId: event.subjectId })}\n\n`
  messages.set(event, message)
  return message
}

export interface LiveRouteOptions {
  readonly live: Live
  readonly texts: Texts
  /** Who sees an event in counts only, and not what it is about: they are told that something happened, and nothing else. */
  readonly isCounted: (event: LiveEvent, actor: Actor) => boolean
  /** Who asks now; asked again at each heartbeat, so that a withdrawn right closes the stream and another role hears other things. */
  readonly whoAsks: (request: unknown) => Promise<Actor>
}

/** `GET /api/live`: server-sent events about what changed in the actor's scope. Ids only; the screen asks for the rows. */
export function addLiveRoute(app: FastifyInstance, options: LiveRouteOptions): void {
  const open = new Set<ServerResponse>()
  // A stream never ends by itself, and the server would wait for it for ever; screens connect again when the server is back.
  app.addHook('preClose', async () => open.forEach((stream) => stream.end()))
  app.get('/api/live', { compress: false } as object, (request, reply) => {
    let actor: Actor = request.actor
    if (actor.accountId === null) {
      return sendProblem(reply, { refusal: { kind: 'sign_in_required' }, status: commonRefusals.sign_in_required, texts: options.texts })
    }
    reply.hijack()
    const stream = reply.raw
    open.add(stream)
    stream.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    stream.write('retry: 2000\n\n')
    const unsubscribe = options.live.subscribe((event) => {
      if (concerns(event, actor)) stream.write(messageOf(event))
      else if (options.isCounted(event, actor)) stream.write(countsMessage)
    })
    const beat = async (): Promise<void> => {
      actor = await options.whoAsks(request)
      if (actor.accountId === null) stream.end()
      else stream.write(beatMessage)
    }
    // Whoever cannot be asked for now (the database is away) is let go; the screen connects again by itself.
    const heartbeat = setInterval(() => void beat().catch(() => stream.end()), heartbeatMilliseconds)
    const end = (): void => {
      open.delete(stream)
      clearInterval(heartbeat)
      unsubscribe()
    }
    stream.on('close', end)
    return undefined
  })
}
