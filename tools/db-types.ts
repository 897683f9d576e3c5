// Renews what is generated from the migrated database: src/platform/db/schema.ts (types) and db/schema/ (a picture of each table).
// With --check it only says whether they are true, and fails when they are not.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from '#config.ts'
import { startEmbedded } from '#platform/db/embedded.ts'
import { migrate } from '#platform/db/migrate.ts'
import { drawSchema } from './schema-picture.ts'

const typesFile = join(projectFolder, 'src/platform/db/schema.ts')
const pictures = join(projectFolder, 'db/schema')
const isCheck = process.argv.includes('--check')

const folder = mkdtempSync(join(tmpdir(), 'kentongan-types-'))
const embedded = await startEmbedded(folder, { fsync: 'off' })
try {
  await migrate(embedded.url)
  const wrong = [...renewTypes(embedded.url), ...renewPictures(await drawSchema(embedded.url))]
  if (wrong.length > 0) {
    console.error(`Not true any more: ${wrong.join(', ')}. Run: npm run db:types`)
    process.exitCode = 1
  }
} finally {
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true })
}

function renewTypes(url: string): string[] {
  const args = [
    join(projectFolder, 'node_modules/kysely-codegen/dist/cli/bin.js'), '--dialect', 'postgres', '--url', url, '--out-file', typesFile,
    '--default-schema', 'public', '--date-parser', 'string', '--type-mapping', JSON.stringify({ int8: 'number' }), '--exclude-pattern', '{public,pgboss}.*',
    ...(isCheck ? ['--verify'] : []),
  ]
  const done = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (done.status === 0) return []
  if (!isCheck) throw new Error(done.stderr + done.stdout)
  return ['src/platform/db/schema.ts']
}

function renewPictures(drawn: ReadonlyMap<string, string>): string[] {
  mkdirSync(pictures, { recursive: true })
  const kept = new Map(readdirSync(pictures).map((name) => [name, readFileSync(join(pictures, name), 'utf8')]))
  const wrong = [...drawn].filter(([name, text]) => kept.get(name) !== text).map(([name]) => `db/schema/${name}`)
  const gone = [...kept.keys()].filter((name) => !drawn.has(name))
  if (isCheck) return [...wrong, ...gone.map((name) => `db/schema/${name}`)]
  for (const [name, text] of drawn) writeFileSync(join(pictures, name), text)
  for (const name of gone) rmSync(join(pictures, name))
  return []
}
