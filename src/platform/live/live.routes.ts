import type { FastifyInstance } from 'fastify'
import type { Actor } from '#platform/db/actor.ts'
import { concerns, type Live } from './live.ts'

const heartbeatMilliseconds = 20_000

export interface LiveRouteOptions {
  readonly live: Live
  /** Who asks now; asked again at each heartbeat, so that a withdrawn right closes the stream. */
  readonly isStillAllowed: (request: unknown) => Promise<boolean>
}

/** `GET /api/live`: server-sent events about what changed in the actor's scope. Ids only; the screen asks for the rows. */
export function addLiveRoute(app: FastifyInstance, options: LiveRouteOptions): void {
  app.get('/api/live', { compress: false } as object, (request, reply) => {
    const actor: Actor = request.actor
    if (actor.accountId === null) return reply.code(401).send()
    reply.hijack()
    const stream = reply.raw
    stream.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    stream.write('retry: 2000\n\n')
    const unsubscribe = options.live.subscribe((event) => {
      if (concerns(event, actor)) stream.write(`data: ${JSON.stringify({ topic: event.topic, kind: event.kind, subjectId: event.subjectId })}\n\n`)
    })
    const heartbeat = setInterval(async () => {
      if (await options.isStillAllowed(request)) stream.write(': still here\n\n')
      else stream.end()
    }, heartbeatMilliseconds)
    const end = (): void => {
      clearInterval(heartbeat)
      unsubscribe()
    }
    stream.on('close', end)
    return undefined
  })
}
