/**
 * Builds the web when its sources changed since the last build: `node tools/build-web.ts`, or `buildWeb(say)` from a program.
 * A build appears whole or not at all: it is made in a folder of its own and moved into place.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const distDir = join(root, 'dist')
const stampFile = join(distDir, 'sources.sha256')
const isThisFileRun = process.argv[1] === fileURLToPath(import.meta.url)

const sources = ['src/web/**/*', 'src/modules/**/*.{ts,tsx,css}', 'src/platform/**/*.ts', 'tools/vite/*.ts', 'vite.config.ts', 'package-lock.json']
/** Changes that cannot reach a page. */
const serverOnly = /\.(store|actions|routes|jobs|test|rules\.test)\.tsx?$/

/** Builds the web unless the last build was made from the same sources. Says what it does; throws when the build fails. */
export async function buildWeb(say: (line: string) => void): Promise<void> {
  const stamp = stampOfSources()
  if (isBuiltFrom(stamp)) return
  const startedAt = performance.now()
  say('Web: membangun halaman … / building the pages …')
  const target = join(root, '.cache', `web-${process.pid}`)
  try {
    await buildInto(target)
    writeFileSync(join(target, 'sources.sha256'), stamp)
    moveIntoPlace(target)
  } finally {
    rmSync(target, { recursive: true, force: true })
  }
  say(`Web: selesai / done (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`)
}

/** Two builds may finish at once (a server starts while tests run): the later one stays. */
function moveIntoPlace(target: string): void {
  for (let attempt = 1; ; attempt += 1) {
    const aside = `${target}.old`
    if (existsSync(distDir)) renameSync(distDir, aside)
    rmSync(aside, { recursive: true, force: true })
    try {
      renameSync(target, distDir)
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY' || attempt === 5) throw error
    }
  }
}

/** Whether the last build was made from the sources as they are. */
export function isWebFresh(): boolean {
  return isBuiltFrom(stampOfSources())
}

function isBuiltFrom(stamp: string): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp
}

/** The hash of everything that a build is made from. */
function stampOfSources(): string {
  const files = sources
    .flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !serverOnly.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const hash = createHash('sha256')
  for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

/** A process of its own: it gives the bundler's memory back, and a test's NODE_ENV does not reach the build. */
function buildInto(target: string): Promise<void> {
  mkdirSync(target, { recursive: true })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const env = { ...process.env, NODE_ENV: 'production' }
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), target], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  child.on('error', reject)
  child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the web build failed\n${output}`))))
  return promise
}

async function runVite(target: string): Promise<void> {
  const { createBuilder } = await import('vite')
  const into = (name: string): object => ({ build: { outDir: join(target, name), emptyOutDir: true } })
  const builder = await createBuilder({ root, logLevel: 'warn', environments: { client: into('client'), ssr: into('server') } })
  await builder.buildApp()
}

if (isThisFileRun) {
  const target = process.argv[2]
  await (target === undefined ? buildWeb(console.log) : runVite(target))
}
