import { join } from 'node:path'
import { install } from '#install.ts'
import { loadRegency } from '#modules/people/index.ts'
import { registryChecks } from '#modules/registry/index.ts'
import type { CliCall } from './command.ts'
import { withDatabase } from './database.ts'
import { exitCode, type ExitCode } from './exit-code.ts'

/** `migrate`: what every start does, as a step of its own: before an upgrade's first start, or by somebody who holds the owner's login. */
export async function migrate(call: CliCall): Promise<ExitCode> {
  return withDatabase(call, async ({ config, ownerUrl }) => {
    const regency = loadRegency(config.regencyDir, registryChecks)
    const { applied } = await install({ ownerUrl, appUrl: config.databaseAppUrl, secretFile: join(config.dataDir, 'app.secret'), regency })
    call.answer({ lines: [...applied.map((name) => `  ${name}`), call.text.done.migrated(applied.length)], json: { applied } })
    return exitCode.good
  }, { creates: true })
}
