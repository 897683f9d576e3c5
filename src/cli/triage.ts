import { trainModel } from '#modules/response/index.ts'
import type { CliCall } from './command.ts'
import { withDeps } from './database.ts'
import { exitCode, type ExitCode } from './exit-code.ts'

/** `triage train`: learns anew, measures the model on samples that it never saw, and puts it into use. */
export async function triageTrain(call: CliCall): Promise<ExitCode> {
  return withDeps(call, async (deps) => {
    const trained = await trainModel(deps)
    const number = new Intl.NumberFormat(call.lang)
    const percent = new Intl.NumberFormat(call.lang, { style: 'percent', maximumFractionDigits: 1 })
    const text = call.text.done
    const { evaluation, previous } = trained
    call.answer({
      lines: [
        text.trained({ version: trained.version, samples: number.format(trained.samples), corrections: number.format(trained.corrections) }),
        text.trainedScore({
          samples: number.format(evaluation.samples), top1: percent.format(evaluation.top1), top2: percent.format(evaluation.top2),
          before: percent.format(previous.top1),
        }),
        ...evaluation.categories.map(({ category, precision, recall, samples }) => text.trainedKind({
          category, precision: percent.format(precision), recall: percent.format(recall), samples: number.format(samples),
        })),
      ],
      json: trained,
    })
    return exitCode.good
  })
}
