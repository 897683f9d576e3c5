import { availableParallelism } from 'node:os'
import { linkRegistry } from '#modules/registry/index.ts'
import type { CliCall } from './command.ts'
import { withDeps } from './database.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { numberOf } from './parse.ts'

const mostThreads = 64

/** `link`: compares everybody in the registry with everybody. What is found is asked, never merged. */
export async function link(call: CliCall): Promise<ExitCode> {
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
