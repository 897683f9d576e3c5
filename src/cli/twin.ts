import { once } from 'node:events'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { asOwner } from '#install.ts'
import { loadRegency } from '#modules/people/index.ts'
import { loadTwin, loadTwinConfig, RegistryNotEmpty, twinFamilies, twinRegency, TwinUnusable } from '#modules/registry/index.ts'
import { noteAsOwner } from '#platform/audit/owner-note.ts'
import { CliProblem, type CliCall } from './command.ts'
import { withDeps } from './database.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { numberOf } from './parse.ts'

const largestTwin = 1_000_000

interface Size {
  readonly families: number
  readonly seed: number
}

/** `twin`: invented families. Loaded into an empty registry, or written as lines of JSON; the same seed gives the same families. */
export async function twin(call: CliCall): Promise<ExitCode> {
  const size: Size = {
    families: numberOf({ name: 'families', value: call.required('families'), minimum: 1, maximum: largestTwin }, call.text),
    seed: numberOf({ name: 'seed', value: call.required('seed'), minimum: 0, maximum: 2_147_483_647 }, call.text),
  }
  try {
    return call.isOn('load') ? await load(call, size) : await write(call, size)
  } catch (error) {
    if (error instanceof RegistryNotEmpty) {
      throw new CliProblem({ kind: 'registry_not_empty', message: call.text.problems.registryNotEmpty, code: exitCode.inUse })
    }
    if (error instanceof TwinUnusable) throw new CliProblem({ kind: 'twin_unusable', message: error.message, code: exitCode.failed })
    throw error
  }
}

async function load(call: CliCall, size: Size): Promise<ExitCode> {
  return withDeps(call, async (deps) => {
    const number = new Intl.NumberFormat(call.lang)
    const loaded = await loadTwin(deps, {
      ...size, ownerUrl: deps.ownerUrl,
      onProgress: eachTwentieth(size.families, (done) => call.say(call.text.done.progress(number.format(done), number.format(size.families)))),
    })
    await asOwner(deps.ownerUrl, (client) => noteAsOwner(client, {
      regencyId: deps.regency.regencyId, action: 'loadTwin', subjectKind: 'twin', subjectId: String(size.seed),
      detail: { ...loaded }, at: deps.clock.now(),
    }))
    call.answer({ lines: [call.text.done.twinLoaded(number.format(loaded.families), number.format(loaded.persons))], json: loaded })
    return exitCode.good
  })
}

/** Passes on the first report of each twentieth part. */
function eachTwentieth(total: number, say: (done: number) => void): (done: number) => void {
  let shown = 0
  return (done) => {
    const part = Math.floor((done / total) * 20)
    if (part > shown) say(done)
    shown = Math.max(shown, part)
  }
}

async function write(call: CliCall, size: Size): Promise<ExitCode> {
  const folder = call.option('to')
  if (folder === undefined) {
    await writeFamilies(process.stdout, call, size)
    return exitCode.good
  }
  const path = join(resolve(folder), 'families.jsonl')
  if (existsSync(path)) throw new CliProblem({ kind: 'file_exists', message: call.text.problems.fileExists(path), code: exitCode.inUse })
  await mkdir(resolve(folder), { recursive: true })
  const stream = createWriteStream(path, { flags: 'wx' })
  await writeFamilies(stream, call, size)
  stream.end()
  await finished(stream)
  call.answer({ lines: [call.text.done.twinWritten(path)], json: { path, ...size } })
  return exitCode.good
}

/** One line says what this is, so that nobody takes it for real people; then one line a family. */
async function writeFamilies(stream: Writable, call: CliCall, size: Size): Promise<void> {
  const { regencyDir } = call.config()
  const config = await loadTwinConfig(regencyDir)
  const regency = loadRegency(regencyDir)
  const head = { synthetic: true, regency: regency.code, asOfOn: config.twin.asOfOn, ...size }
  stream.write(`${JSON.stringify(head)}\n`)
  for (const family of twinFamilies(config, twinRegency(regency.areas), size)) {
    if (!stream.write(`${JSON.stringify(family)}\n`)) await once(stream, 'drain')
  }
}
