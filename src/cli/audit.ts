import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { userInfo } from 'node:os'
import { finished } from 'node:stream/promises'
import type { Writable } from 'node:stream'
import { loadRegency } from '#modules/people/index.ts'
import { exportAudit, type ExportLine } from '#platform/audit/export.ts'
import { auditRead } from '#platform/audit/read.ts'
import { verifyAudit, type Verification } from '#platform/audit/verify.ts'
import { systemClock } from '#platform/clock.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import { createDb } from '#platform/db/db.ts'
import type { CliCall, CliCommand } from './command.ts'
import { withDatabase } from './database.ts'
import { exitCode, type ExitCode } from './exit-code.ts'

/** `audit verify`: recomputes every seal from the entries as they stand now. */
export const auditVerifyCommand: CliCommand = { name: 'audit verify', arguments: [], options: {}, run: verify }

/** `audit export`: the entries and seals as lines of JSON, for `tools/verify-audit.mjs` on another machine. */
export const auditExportCommand: CliCommand = {
  name: 'audit export', arguments: [], options: { to: { value: 'FILE' }, reason: { value: 'TEXT', required: true } }, run: exportTo,
}

async function verify(call: CliCall): Promise<ExitCode> {
  return withDatabase(call, async ({ config, appUrl }) => {
    const verification = await verifyThrough(appUrl(), loadRegency(config.regencyDir).regencyId)
    call.answer({ lines: auditLines(verification, call), json: verification })
    return verification.faults.length === 0 && verification.unsealedOld === 0 ? exitCode.good : exitCode.failed
  })
}

/** Recomputes the seals of a database through the server's own login. */
export async function verifyThrough(appUrl: string, regencyId: number): Promise<Verification> {
  const db = createDb(appUrl, { clock: systemClock, max: 1 })
  try {
    return await verifyAudit(db, auditor(regencyId))
  } finally {
    await db.close()
  }
}

/** The outcome in words; the head is said each time, because it only protects when it is kept elsewhere. */
export function auditLines({ seals, entries, faults, unsealedOld, head }: Verification, { text, lang }: Pick<CliCall, 'text' | 'lang'>): string[] {
  const number = new Intl.NumberFormat(lang)
  return [
    text.done.audit(number.format(seals), number.format(entries)),
    ...faults.map((fault) => `  ${text.done.auditFault(fault.sealNo, text.auditReasons[fault.reason])}`),
    ...(unsealedOld > 0 ? [`  ${text.done.auditUnsealed(unsealedOld)}`] : []),
    ...(faults.length === 0 && unsealedOld === 0 ? [text.done.auditGood] : []),
    text.done.auditHead(head),
  ]
}

function auditor(regencyId: number): Actor {
  return systemActor(regencyId, { areaIds: [], officeIds: [], grants: ['audit.seal'] })
}

async function exportTo(call: CliCall): Promise<ExitCode> {
  return withDatabase(call, async ({ config, appUrl }) => {
    const db = createDb(appUrl(), { clock: systemClock, max: 1 })
    const actor = auditor(loadRegency(config.regencyDir).regencyId)
    const to = call.option('to') === undefined ? undefined : resolve(call.required('to'))
    try {
      // Noted before the first line goes out, in a transaction of its own: an export that breaks off was still an export.
      const purpose = `${call.required('reason')} (${userInfo().username})`
      await db.asActor(actor, (tx) => auditRead(tx, {
        action: 'exportAudit', subjectKind: 'audit', subjectId: String(actor.regencyId), purpose, fields: ['entry', 'seal'],
      }))
      const work: Exporting<Counts> = (write) => exportAudit(db, actor, write)
      const counts = to === undefined ? await writeLines(process.stdout, work) : await intoFile(to, work)
      const sentence = call.text.done.exported(to ?? 'stdout', new Intl.NumberFormat(call.lang).format(counts.entries))
      if (to === undefined) call.say(sentence)
      else call.answer({ lines: [sentence], json: { path: to, ...counts } })
      return exitCode.good
    } finally {
      await db.close()
    }
  })
}

type Counts = Awaited<ReturnType<typeof exportAudit>>
type Exporting<T> = (write: (line: ExportLine) => Promise<void>) => Promise<T>

/** The file appears whole or not at all. */
async function intoFile<T>(path: string, work: Exporting<T>): Promise<T> {
  const aside = `${path}.partial`
  const stream = createWriteStream(aside, { mode: 0o600, flush: true })
  try {
    const value = await writeLines(stream, work)
    stream.end()
    await finished(stream)
    await rename(aside, path)
    return value
  } catch (error) {
    stream.destroy()
    await rm(aside, { force: true })
    throw error
  }
}

async function writeLines<T>(stream: Writable, work: Exporting<T>): Promise<T> {
  return work(async (line) => {
    if (!stream.write(`${JSON.stringify(line)}\n`)) await once(stream, 'drain')
  })
}
