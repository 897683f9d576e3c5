import { readFile, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { areaIdOf, findUserActor } from '#modules/people/index.ts'
import {
  confirmImport, downloadBadRows, getImport, listListSources, registryModule, setImportColumns, uploadList, type ImportDetail, type Listing,
} from '#modules/registry/index.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { columns } from './columns.ts'
import { CliProblem, UsageError, type CliCall } from './command.ts'
import { withDeps, type CliDeps } from './database.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { valueOf } from './module-answer.ts'

const lookEveryMs = 150

/**
 * `import`: a list goes the same way as on the screen (read, columns as recognised, every row checked, stored at once), in the name of
 * somebody who may do it. Rows that cannot be stored are named and can be taken out as a workbook.
 */
export async function importList(call: CliCall): Promise<ExitCode> {
  const path = resolve(call.argument(0))
  const bytes = await readFile(path)
  return withDeps(call, async (deps) => {
    const source = sourceOf(call, deps)
    const actor = await actorOf(call, deps)
    // A running server works on the queues too; whoever comes first does the job.
    const handlers = registryModule.jobs(deps)
    await deps.jobs.declare(handlers)
    await deps.jobs.work(handlers)
    const asOfOn = call.option('as-of') ?? dayOf(deps.clock.now(), deps.regency.timeZone)
    const uploaded = valueOf(call, await uploadList(deps, listing(deps, actor), { fileName: basename(path), source, asOfOn, bytes }))
    return bring({ call, deps, actor, importId: uploaded.importId })
  })
}

interface Bringing {
  readonly call: CliCall
  readonly deps: CliDeps
  readonly actor: Actor
  readonly importId: string
}

async function bring(bringing: Bringing): Promise<ExitCode> {
  const { call, deps, actor, importId } = bringing
  const read = await waitUntil(bringing, 'mapped')
  const said = { importId, fields: read.columns.map((column) => column.field), relationCodes: read.relationCodes }
  valueOf(call, await setImportColumns(deps, listing(deps, actor), said))
  const checked = await waitUntil(bringing, 'checked')
  await writeRejected(bringing, checked)
  const isOnlyCheck = call.isOn('check')
  if (!isOnlyCheck) valueOf(call, await confirmImport(deps, listing(deps, actor), importId))
  const last = isOnlyCheck ? checked : await waitUntil(bringing, 'confirmed')
  answer(call, { checked, last })
  return (checked.counts?.bad ?? 0) === 0 ? exitCode.good : exitCode.failed
}

function sourceOf(call: CliCall, deps: CliDeps): string {
  const sources = listListSources(deps.regency, dayOf(deps.clock.now(), deps.regency.timeZone))
  const keys = sources.map((source) => source.key)
  const source = call.option('source') ?? sources.find(({ kind }) => kind === 'village_list')?.key
  if (source === undefined || !keys.includes(source)) throw new UsageError(call.text.usageErrors.notAmong('--source', keys.join(', ')))
  return source
}

async function actorOf(call: CliCall, deps: CliDeps): Promise<Actor> {
  const code = call.required('village')
  const area = [...deps.regency.areas.byId.values()].find((each) => each.kind === 'village' && each.code === code)
  if (area === undefined) throw new UsageError(call.text.usageErrors.unknownVillage(code))
  const username = call.required('as')
  const actor = await findUserActor(deps, { username, grant: 'registry.list.import', areaId: areaIdOf(code) })
  if (actor !== undefined) return actor
  throw new CliProblem({ kind: 'user_may_not_import', message: call.text.problems.userMayNotImport(username, area.name), code: exitCode.failed })
}

function listing(deps: CliDeps, actor: Actor): Listing {
  const id = newId()
  return { actor, command: { id, bodySha256: deps.keys.mac('command', id) } }
}

/** Follows the work in the background until the list has come that far; a list that failed ends the command with its reason. */
async function waitUntil({ call, deps, actor, importId }: Bringing, state: ImportDetail['state']): Promise<ImportDetail> {
  const number = new Intl.NumberFormat(call.lang)
  for (let said = 0; ; await sleep(lookEveryMs)) {
    const list = valueOf(call, await getImport(deps, actor, { importId, language: call.lang }))
    if (list.state === state) return list
    if (list.refusal !== null) throw new CliProblem({ kind: list.refusal.kind, message: list.refusal.text, code: exitCode.failed })
    // Somebody gave it up on the screen meanwhile.
    if (list.state === 'cancelled') valueOf(call, { ok: false, error: { kind: 'list_settled' } })
    if (list.rowsDone > said && list.rowsTotal > 0) call.say(call.text.done.progress(number.format(list.rowsDone), number.format(list.rowsTotal)))
    said = list.rowsDone
  }
}

/** Takes out what will not be stored, as it came and with the reasons, where the command line names a file for it. */
async function writeRejected({ call, deps, actor, importId }: Bringing, { counts }: ImportDetail): Promise<void> {
  const path = call.option('rejected')
  if (path === undefined || (counts?.bad ?? 0) === 0) return
  const file = valueOf(call, await downloadBadRows(deps, actor, { importId, language: call.lang }))
  await writeFile(resolve(path), file.bytes, { mode: 0o600 })
}

function answer(call: CliCall, { checked, last }: { checked: ImportDetail; last: ImportDetail }): void {
  const { done } = call.text
  const number = (value: number): string => new Intl.NumberFormat(call.lang).format(value)
  const { good = 0, warned = 0, bad = 0 } = checked.counts ?? {}
  const { result } = last
  call.answer({
    lines: [
      done.listChecked(number(checked.rowsTotal), number(good + warned), number(bad)),
      ...columns(checked.kinds.map((kind) => [`  ${number(kind.rows)}`, kind.label])),
      result === null ? done.listOnlyChecked : done.listStored(number(result.new), number(result.changed), number(result.same)),
    ],
    json: { importId: last.importId, state: last.state, rows: checked.rowsTotal, counts: checked.counts, result },
  })
}
