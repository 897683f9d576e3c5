// Installs the dependencies when they are missing or the lockfile changed. Needs nothing but Node 20 and npm; says what it does.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stampPath = `${root}node_modules/.kentongan-installed`
const stamp = createHash('sha256').update(readFileSync(`${root}package-lock.json`)).digest('hex')
const isInstalled = existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp

if (!isInstalled) {
  console.log('Installing dependencies (first run, or the lockfile changed) …')
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm]] : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
  const done = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit' })
  if (done.status !== 0) {
    console.error('npm could not install the dependencies. Is the npm registry reachable?')
    process.exit(done.status ?? 1)
  }
  writeFileSync(stampPath, stamp)
}
