// Everything that must hold, cheapest first: types, lint, dead code, migrations, generated files, tests on a real database, browser stories.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { readdirSync } from 'node:fs'
import { projectFolder } from '#config.ts'

interface Check {
  readonly name: string
  /** A tool of the project, by the file that Node runs, or a native command of node_modules/.bin. */
  readonly script?: string
  readonly command?: string
  readonly args: readonly string[]
}

const modules = 'node_modules'
const typescript = `${modules}/typescript/bin/tsc`
const vitest = `${modules}/vitest/vitest.mjs`
const migrations = readdirSync(join(projectFolder, 'db/migrations')).map((name) => `db/migrations/${name}`)

/** Each line runs side by side; the next line waits for it. */
const stages: readonly (readonly Check[])[] = [
  [
    { name: 'types: server', script: typescript, args: ['-p', 'tsconfig.server.json'] },
    { name: 'types: rules and contracts', script: typescript, args: ['-p', 'tsconfig.pure.json'] },
  ],
  [
    { name: 'types: web', script: typescript, args: ['-p', 'tsconfig.web.json'] },
    { name: 'types: stories', script: typescript, args: ['-p', 'test/stories/tsconfig.json'] },
    { name: 'types: service worker', script: typescript, args: ['-p', 'src/web/offline/tsconfig.json'] },
    { name: 'migrations', command: 'squawk', args: migrations },
  ],
  [
    { name: 'lint', command: 'oxlint', args: ['--deny-warnings', 'src', 'test', 'tools', 'bench'] },
    { name: 'dead code', script: `${modules}/knip/bin/knip.js`, args: [] },
  ],
  [{ name: 'generated from the database', script: 'tools/db-types.ts', args: ['--check'] }],
  [{ name: 'web build', script: 'tools/build-web.ts', args: [] }],
  [{ name: 'tests', script: vitest, args: ['run'] }],
  [{ name: 'browser stories', script: vitest, args: ['run', '--config', 'vitest.stories.config.ts'] }],
]

for (const stage of stages) {
  const failed = (await Promise.all(stage.map(run))).filter((name) => name !== undefined)
  if (failed.length > 0) {
    console.error(`\nFailed: ${failed.join(', ')}`)
    process.exit(1)
  }
}
console.log('\nEverything holds.')

/** Runs one check; its output appears when it fails, or at once for the long ones that stand alone in their stage. */
async function run(check: Check, _index: number, stage: readonly Check[]): Promise<string | undefined> {
  const started = performance.now()
  const [command, args] = check.command === undefined
    ? [process.execPath, [check.script!, ...check.args]]
    : [join(projectFolder, modules, '.bin', check.command), [...check.args]]
  const isAlone = stage.length === 1
  const child = spawn(command, args, { cwd: projectFolder, stdio: ['ignore', isAlone ? 'inherit' : 'pipe', isAlone ? 'inherit' : 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('close', resolve)
  })
  const seconds = ((performance.now() - started) / 1_000).toFixed(1)
  console.log(`${code === 0 ? '✓' : '✗'} ${check.name} (${seconds} s)`)
  if (code !== 0) console.error(output)
  return code === 0 ? undefined : check.name
}
