import type { Texts } from '#platform/http/texts.ts'
import { fieldProblemFrom, messages, refusalText, type FieldProblem } from '#web/i18n/index.ts'

/** The message catalogue behind the platform's errors. A kind that only a feature knows has its text among the refusals. */
export const texts: Texts = {
  refusal: refusalText,
  value: (language, problem) => {
    const catalogue = messages(language)
    if (problem.kind in catalogue.fieldProblems) return fieldProblemFrom(catalogue, problem as FieldProblem)
    return problem.kind in catalogue.refusals ? refusalText(language, problem) : catalogue.fieldProblems.wrong
  },
}
