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
import { hasSeal, verifyAudit, type Verification } from '#platform/audit/verify.ts'
import { systemClock } from '#platform/clock.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import { createDb, type Db } from '#platform/db/db.ts'
import type { CliCall } from './command.ts'
import { withDatabase } from './database.ts'
import { exitCode, type ExitCode } from './exit-code.ts'

/** `audit verify`: recomputes every seal from the entries as they stand now. */
export async function auditVerify(call: CliCall): Promise<ExitCode> {
  return withDatabase(call, async ({ config, appUrl }) => {
    const { regencyId } = loadRegency(config.regencyDir)
    const verification = await verifyThrough(appUrl(), regencyId)
    const anchor = call.option('anchor')
    const isAnchored = anchor === undefined || (await withAuditor(appUrl(), regencyId, (db, actor) => hasSeal(db, actor, anchor)))
    const lines = [...auditLines(verification, call), ...(isAnchored ? [] : [call.text.done.anchorMissing(anchor)])]
    call.answer({ lines, json: { ...verification, ...(anchor !== undefined && { isAnchored }) } })
    return isSound(verification) && isAnchored ? exitCode.good : exitCode.failed
  })
}

/** Recomputes the seals of a database through the server's own login. */
export async function verifyThrough(appUrl: string, regencyId: number): Promise<Verification> {
  return withAuditor(appUrl, regencyId, verifyAudit)
}

function isSound({ faults, unsealedOld }: Verification): boolean {
  return faults.length === 0 && unsealedOld === 0
}

async function withAuditor<T>(appUrl: string, regencyId: number, work: (db: Db, actor: Actor) => Promise<T>): Promise<T> {
  const db = createDb(appUrl, { clock: systemClock, max: 1 })
  try {
    return await work(db, systemActor(regencyId, { areaIds: [], officeIds: [], grants: ['audit.seal'] }))
  } finally {
    await db.close()
  }
}

/** The outcome in words; the head is said each time, because it only protects when it is kept elsewhere. */
export function auditLines(verification: Verification, { text, lang }: Pick<CliCall, 'text' | 'lang'>): string[] {
  const { seals, entries, faults, unsealedOld, head } = verification
  const number = new Intl.NumberFormat(lang)
  return [
    text.done.audit(number.format(seals), number.format(entries)),
    ...faults.map((fault) => `  ${text.done.auditFault(fault.sealNo, text.auditReasons[fault.reason])}`),
    ...(unsealedOld > 0 ? [`  ${text.done.auditUnsealed(unsealedOld)}`] : []),
    ...(isSound(verification) ? [text.done.auditGood] : []),
    text.done.auditHead(head),
  ]
}

/** `audit export`: the entries and seals as lines of JSON, for `tools/verify-audit.mjs` on another machine. */
export async function auditExport(call: CliCall): Promise<ExitCode> {
  return withDatabase(call, ({ config, appUrl }) => withAuditor(appUrl(), loadRegency(config.regencyDir).regencyId, async (db, actor) => {
    const to = call.option('to') === undefined ? undefined : resolve(call.required('to'))
    const purpose = `${call.required('reason')} (${userInfo().username})`
    // Noted before the first line goes out, in a transaction of its own: an export that breaks off was still an export.
    await db.asActor(actor, (tx) => auditRead(tx, {
      action: 'exportAudit', subjectKind: 'audit', subjectId: String(actor.regencyId), purpose, fields: ['entry', 'seal'],
    }))
    const work: Exporting<Counts> = (write) => exportAudit(db, actor, write)
    const counts = to === undefined ? await writeLines(process.stdout, work) : await intoFile(to, work)
    const sentence = call.text.done.exported(to ?? 'stdout', new Intl.NumberFormat(call.lang).format(counts.entries))
    if (to === undefined) call.say(sentence)
    else call.answer({ lines: [sentence], json: { path: to, ...counts } })
    return exitCode.good
  }))
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
