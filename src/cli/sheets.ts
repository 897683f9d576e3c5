import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { drawSheet, loadRegency } from '#modules/people/index.ts'
import { systemClock } from '#platform/clock.ts'
import { langs } from '#web/i18n/index.ts'
import type { CliCall } from './command.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { valueOf } from './module-answer.ts'

/** `sheets`: the one-page sheets of every role, or of one, in both languages. They are drawn from the regency's files; no database is asked. */
export async function sheets(call: CliCall): Promise<ExitCode> {
  const config = call.config()
  const deps = { config, clock: systemClock, regency: loadRegency(config.regencyDir) }
  const folder = resolve(call.required('out'))
  const asked = call.option('role')
  const roles = asked === undefined ? deps.regency.roles.map(({ key }) => key) : [asked]
  const files: string[] = []
  for (const role of roles) {
    for (const lang of langs) {
      const sheet = valueOf(call, await drawSheet(deps, { role, lang, origin: `http://${config.host}:${config.port}` }))
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, sheet.fileName), sheet.bytes)
      files.push(sheet.fileName)
    }
  }
  call.answer({ lines: [call.text.done.sheetsWritten(String(files.length), folder)], json: { folder, files } })
  return exitCode.good
}
