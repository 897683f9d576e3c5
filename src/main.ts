import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { ConfigError, loadConfig, projectFolder, type Config } from '#config.ts'
import { startBackups } from '#backups.ts'
import { cliTexts } from '#cli/texts/index.ts'
import { demoAccounts, ensureDemo } from '#demo.ts'
import { playDemoReports } from '#demo-reports.ts'
import { asOwner, install } from '#install.ts'
import { loadRegency, RegencyError } from '#modules/people/index.ts'
import { registryChecks } from '#modules/registry/index.ts'
import { systemClock } from '#platform/clock.ts'
import { isUnreachable } from '#platform/db/away.ts'
import { startEmbedded } from '#platform/db/embedded.ts'
import { assertOwnKeys, WrongKeys } from '#platform/key-fact.ts'
import { FolderInUse, lockFolder } from '#platform/lock.ts'
import { createLog } from '#platform/log.ts'
import { start } from '#start.ts'
import { buildWeb } from '../tools/build-web.ts'

const distDir = join(projectFolder, 'dist')

try {
  await main(loadConfig(process.env))
} catch (error) {
  console.error(explain(error))
  // Whatever was started until then ends with us; the embedded database is told by the kernel.
  process.exit(error instanceof FolderInUse ? 3 : 1)
}

/** Config → database → modules → HTTP and work, and the way back down. */
async function main(config: Config): Promise<void> {
  const regency = loadRegency(config.regencyDir, registryChecks)
  const unlock = lockFolder(config.dataDir)
  process.on('exit', unlock)
  const [embedded] = await Promise.all([config.databaseUrl === undefined ? startEmbedded(config.dataDir) : undefined, buildWeb(say)])
  const ownerUrl = embedded?.url ?? config.databaseUrl!
  const installed = await install({ ownerUrl, appUrl: config.databaseAppUrl, secretFile: join(config.dataDir, 'app.secret'), regency })
  if (installed.applied.length > 0) say(`Database: ${installed.applied.length} migrations applied`)
  await asOwner(ownerUrl, (client) => assertOwnKeys(client, regency.regencyId, config.keyFile))
  const log = createLog(config.logLevel)
  const options = { config, regency, appUrl: installed.appUrl, distDir, clock: systemClock, log }
  const running = await start({ ...options, works: false })
  // The demo's past is played first: no clock but its own may find its cases late.
  if (config.demo !== undefined) await ensureDemo(running.deps, { ownerUrl, demo: config.demo, say, playReports: () => playDemoReports(options) })
  await running.work()
  const address = await running.app.listen({ host: config.host, port: config.port })
  announce(config, address)
  const backups = startBackups({ config, ownerUrl, regencyId: regency.regencyId, log })
  endOnSignal(async () => {
    await backups?.close()
    await running.close()
    await embedded?.stop()
  })
  // What Node made of our sources is kept for the next start, also if this process is killed.
  flushCompileCache()
}

function say(line: string): void {
  console.log(line)
}

function announce(config: Config, address: string): void {
  const lines = ['', `  Kentongan   ${config.publicUrl ?? address}`, `  Petugas     ${config.publicUrl ?? address}/petugas`, '']
  if (config.demo !== undefined) {
    lines.push('  Demo (data sintetis / synthetic people). Masuk / sign in:', '')
    for (const account of demoAccounts()) lines.push(`    ${account.username.padEnd(20)} ${account.password.padEnd(22)} ${account.describes}`)
    lines.push('')
  }
  lines.push('  Ctrl-C menghentikan semuanya / stops everything.', '')
  say(lines.join('\n'))
}

function endOnSignal(end: () => Promise<void>): void {
  let ending = false
  const handle = (): void => {
    if (ending) return
    ending = true
    say('Menghentikan … / Stopping …')
    end().then(() => process.exit(0), (error: unknown) => {
      console.error(explain(error))
      process.exit(1)
    })
  }
  process.on('SIGINT', handle)
  process.on('SIGTERM', handle)
}

/** What the person at the terminal needs: what is wrong and what to do; a stack only for our own mistakes. */
function explain(error: unknown): string {
  if (error instanceof FolderInUse) {
    return `Folder data ini sedang dipakai server lain (proses ${error.pid}). Hentikan dulu, atau pilih DATA_DIR lain.
This data folder is in use by another server (process ${error.pid}). Stop it first, or choose another DATA_DIR.`
  }
  if (error instanceof WrongKeys) {
    const [inIndonesian, inEnglish] = {
      missing: ['hilang', 'is missing'], other: ['bukan milik data ini', 'does not belong to this data'], old: ['salinan lama', 'is an old copy'],
    }[error.reason]
    return `Kunci NIK ${error.path} ${inIndonesian}. Kembalikan keys.json yang asli dari salinannya; tanpa itu NIK dan nomor KK tidak terbaca.
The NIK key file ${error.path} ${inEnglish}. Bring the original keys.json back from its copy; without it no NIK or KK number can be read.`
  }
  if (error instanceof ConfigError || error instanceof RegencyError) return error.message
  const { code = '', message } = error as NodeJS.ErrnoException
  if (isUnreachable({ code })) return (['id', 'en'] as const).map((lang) => cliTexts(lang).problems.databaseUnreachable(message || code)).join('\n')
  if (code === 'EADDRINUSE') {
    return 'Port ini sudah dipakai. Pilih yang lain, misalnya PORT=3001 npm start.\nThis port is in use. Choose another, for example PORT=3001 npm start.'
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
