import { implement, type RouteModule } from '#platform/http/routes.ts'
import { err } from '#platform/result.ts'
import { formatters } from '#web/i18n/format.ts'
import type { Lang } from '#web/i18n/lang.ts'
import { publicMessages } from '#web/public/texts.ts'
import { answerAppeal, answerObjection, createObjection, type ObjectionDeps } from './objection.actions.ts'
import { getObjection, listObjections, revealObjector } from './objection-view.actions.ts'
import { objectionOperations, type ObjectionProblem } from './objection.contract.ts'

/** Objections over the API, for officers. */
export function objectionRoutes(deps: ObjectionDeps): RouteModule {
  return implement(objectionOperations, {
    createObjection: async ({ actor, command, language, body }) => {
      const made = await createObjection(deps, { actor, command, channel: 'counter' }, body)
      if (made.ok || made.error.kind !== 'objection_invalid') return made
      const errors = made.error.problems.map((problem) => ({ pointer: `#/${problem.field}`, message: objectionWords(language, problem), ...problem }))
      return err({ kind: 'objection_invalid', errors })
    },
    listObjections: ({ actor, query }) => listObjections(deps, actor, query),
    getObjection: ({ actor, params }) => getObjection(deps, actor, params.objectionId),
    answerObjection: ({ actor, command, params, body }) => answerObjection(deps, { actor, command }, { ...params, ...body }),
    answerAppeal: ({ actor, command, params, body }) => answerAppeal(deps, { actor, command }, { ...params, ...body }),
    revealObjector: ({ actor, params, body }) => revealObjector(deps, actor, { ...params, ...body }),
  })
}

/** What to do about one problem, in the sender's language. */
export function objectionWords(lang: Lang, problem: ObjectionProblem): string {
  const m = publicMessages(lang)
  const number = formatters(lang).number
  if (problem.kind === 'too_long') return m.proposalProblems.too_long({ maximum: number(problem.maximum), length: number(problem.length) })
  return m.objectionPage.problems[problem.kind]
}
