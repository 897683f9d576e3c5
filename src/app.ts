import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { projectFolder } from '#config.ts'
import type { Deps } from '#deps.ts'
import { isSameOrigin, resolveActor } from '#modules/people/index.ts'
import { modules } from '#modules/index.ts'
import { addDocs } from '#platform/http/docs.ts'
import type { Operations } from '#platform/http/contract.ts'
import { addHealth } from '#platform/http/health.ts'
import { addPages } from '#platform/http/page.ts'
import { addRoutes } from '#platform/http/routes.ts'
import { createServer } from '#platform/http/server.ts'
import type { Loops } from '#platform/jobs/loops.ts'
import { isCountedFor } from '#modules/response/index.ts'
import { addLiveRoute } from '#platform/live/live.routes.ts'
import { langOf, isLang, type Lang } from '#web/i18n/index.ts'
import { addWeb, styleSources } from '#web/serve.ts'

const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string }

/** The HTTP side: every module's operations and pages on one server. Not listening yet. */
export async function createApp(deps: Deps, options: { distDir: string; loops: () => Loops | undefined }): Promise<FastifyInstance> {
  const app = await createServer({
    deps, languageOf, isSameOrigin, styleSources: styleSources(deps.pages), trustedProxies: deps.config.trustedProxies,
    authenticate: (request) => resolveActor(deps, request),
    errorPage: (request, problem) => deps.pages.render('error', {
      lang: request.language, regency: deps.regency, status: problem.status, message: deps.texts.refusal(request.language, problem),
    }),
  })
  // The screens count deadlines by the server's clock; each answer tells it.
  app.addHook('onRequest', async (_request, reply) => void reply.header('date', deps.clock.now().toUTCString()))
  addHealth(app, { db: deps.db, regencyId: deps.regency.regencyId, loops: options.loops, now: deps.clock.now })
  addLiveRoute(app, {
    live: deps.live, texts: deps.texts, isCounted: isCountedFor,
    whoAsks: (request) => resolveActor(deps, request as FastifyRequest),
  })
  const routes = modules.flatMap((module) => module.routes(deps))
  for (const each of routes) addRoutes(app, each, deps)
  for (const module of modules) addPages(app, module.pages(deps))
  addDocs(app, { operations: Object.assign({}, ...routes.map((each) => each.operations)) as Operations, version })
  addWeb(app, {
    distDir: options.distDir, brand: deps.regency.brand, timeZone: deps.regency.timeZone, isSynthetic: deps.config.demo !== undefined,
  })
  return app
}

/** The address decides for pages (`/en/…`), the person's choice for the API, the browser's wish for the rest. */
function languageOf(request: FastifyRequest): Lang {
  if (/^\/en(\/|\?|$)/.test(request.url)) return 'en'
  if (!request.url.startsWith('/api/')) return 'id'
  const chosen = request.cookies['kentongan_lang']
  return isLang(chosen) ? chosen : langOf(request.headers['accept-language'])
}
