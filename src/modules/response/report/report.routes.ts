import type { FastifyReply } from 'fastify'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import type { Command, CommandReused } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import { receivePhoto } from '#platform/files/receive-photo.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { InputError } from '#platform/http/contract.ts'
import type { Channel } from '#modules/people/index.ts'
import type { Lang } from '#web/i18n/lang.ts'
import { listOwnReports } from './follow.actions.ts'
import { problemWords } from './problem-words.rules.ts'
import type { PublicDeps } from '#web/exchange.ts'
import { countSending, deviceOf, type TooManyRequests } from './receipt.actions.ts'
import { createReport, openReportPhoto, revealReporter, type ReportInvalid } from './report.actions.ts'
import { listReportPlaces } from './report-form.rules.ts'
import { storyOfCall } from './handed-call.rules.ts'
import { reportOperations, type ReportDraft, type ReportReceipt } from './report.contract.ts'

/** Reports over the API: the same rules as the page's form. */
export function reportRoutes(deps: PublicDeps): RouteModule {
  return implement(reportOperations, {
    createReport: async ({ actor, command, language, body, request, reply }) => {
      const counted = await countSending(deps, { kind: 'report', ip: request.ip })
      if (!counted.ok) return askToWait(reply, counted.error)
      return take(deps, { actor, command, language, channel: 'web', device: deviceOf(request) }, body)
    },
    addReportPhoto: async ({ body, request, reply }) => {
      const counted = await countSending(deps, { kind: 'photo', ip: request.ip })
      if (!counted.ok) return askToWait(reply, counted.error)
      const received = await receivePhoto(deps, body)
      return received.ok ? ok({ photo: received.value.photo }) : received
    },
    createAssistedReport: async ({ actor, command, language, body }) => {
      const { channel, callNumber = '', handedOverAt, ...told } = body
      const isHandedOver = channel === 'call_center' && told.story !== undefined
      const story = isHandedOver ? { story: storyOfCall(told.story!, { callNumber, handedOverAt }) } : {}
      // Whom nobody asked has agreed to nothing: they read the answer on the page of their report.
      return take(deps, { actor, command, language, channel }, { ...told, ...story, tellBy: told.tellBy ?? 'none' })
    },
    listReportChoices: async ({ actor }) => ok({
      categories: deps.regency.categories.map(({ code, name }) => ({ code, name: { ...name } })),
      districts: listReportPlaces(deps.regency.areas).districts.map((district) => ({ ...district, villages: [...district.villages] })),
      homeAreaId: actor.homeAreaId ?? 0,
    }),
    listOwnReports: async ({ actor, query }) => ok(await listOwnReports(deps, actor, query)),
    readReportPhoto: async ({ actor, params }) => {
      const opened = await openReportPhoto(deps, actor, params)
      return opened.ok ? ok({ ...opened.value, immutable: true }) : opened
    },
    revealReporter: async ({ actor, params, body }) => revealReporter(deps, actor, { ...params, ...body }),
  })
}

function askToWait(reply: FastifyReply, refusal: TooManyRequests): Result<never, TooManyRequests> {
  reply.header('retry-after', String(refusal.retryAfterSeconds))
  return err(refusal)
}

interface Sender {
  readonly actor: Actor
  readonly command: Command
  readonly language: Lang
  readonly channel: Channel
  readonly device?: string
}

type Refused = { readonly kind: 'report_invalid'; readonly errors: readonly InputError[] } | CommandReused

/** Takes the report; each problem is named by its place in the body and in the sender's language. */
async function take(deps: PublicDeps, sender: Sender, draft: ReportDraft): Promise<Result<ReportReceipt, Refused>> {
  const taken = await createReport(deps, sender, draft)
  if (taken.ok || taken.error.kind === 'command_reused') return taken as Result<ReportReceipt, CommandReused>
  return err({ kind: 'report_invalid', errors: errorsOf(taken.error, sender.language) })
}

function errorsOf({ problems }: ReportInvalid, language: Lang): readonly InputError[] {
  return problems.map((problem) => ({ pointer: `#/${problem.field}`, message: problemWords(language, problem), ...problem }))
}
