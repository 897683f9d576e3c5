import { availableParallelism } from 'node:os'
import { calibrateModel, linkRegistry, reportLinkage, type LinkageReport } from '#modules/registry/index.ts'
import type { CliCall } from './command.ts'
import { withDeps } from './database.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { valueOf } from './module-answer.ts'
import { numberOf } from './parse.ts'

const mostThreads = 64

/** `link`: compares everybody in the registry with everybody. What is found is asked, never merged. Or only says how right the model is, or puts it right. */
export async function link(call: CliCall): Promise<ExitCode> {
  if (call.isOn('report')) return report(call)
  if (call.isOn('calibrate')) return calibrate(call)
  return compare(call)
}

async function compare(call: CliCall): Promise<ExitCode> {
  const threads = numberOf({ name: 'threads', value: call.option('threads') ?? String(Math.min(mostThreads, availableParallelism())), minimum: 1, maximum: mostThreads }, call.text)
  const seed = numberOf({ name: 'seed', value: call.option('seed') ?? '1', minimum: 0, maximum: 2_147_483_647 }, call.text)
  return withDeps(call, async (deps) => {
    const linked = await linkRegistry(deps, { threads, seed, learns: call.isOn('learn'), asks: !call.isOn('dry-run') })
    const number = new Intl.NumberFormat(call.lang)
    const text = call.text.done
    call.answer({
      lines: [
        text.linkedPersons(number.format(linked.persons), linked.modelVersion),
        text.linkedPairs(number.format(linked.likely), number.format(linked.doubtful)),
        text.linkedAsked(number.format(linked.asked)),
      ],
      json: linked,
    })
    return exitCode.good
  })
}

async function report(call: CliCall): Promise<ExitCode> {
  return withDeps(call, async (deps) => {
    const found = await reportLinkage(deps)
    call.answer({ lines: linesOf(call, found), json: found })
    return exitCode.good
  })
}

function linesOf({ text, lang }: CliCall, { modelVersion, trainedRows, calibratedBy, decisions, bands }: LinkageReport): string[] {
  const number = new Intl.NumberFormat(lang).format
  const percent = new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 1 }).format
  const { same, different, needed } = decisions
  return [
    text.done.linkModel({ version: modelVersion, rows: number(trainedRows) }),
    calibratedBy === null ? text.done.linkNotCalibrated : text.done.linkCalibratedBy({ pairs: number(calibratedBy.pairs) }),
    text.done.linkDecisions({ same: number(same), different: number(different), needed: number(needed.pairs), ofEach: number(needed.ofEach) }),
    ...bands.map((band) => text.done.linkBand({ shown: percent(band.shown), found: percent(band.true), pairs: number(band.pairs) })),
  ]
}

async function calibrate(call: CliCall): Promise<ExitCode> {
  return withDeps(call, async (deps) => {
    const made = valueOf(call, await calibrateModel(deps))
    const number = new Intl.NumberFormat(call.lang).format
    call.answer({ lines: [call.text.done.linkCalibrated({ version: made.modelVersion, pairs: number(made.pairs) })], json: made })
    return exitCode.good
  })
}
