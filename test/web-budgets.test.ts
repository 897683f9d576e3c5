import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { projectFolder } from '#config.ts'
import { readManifest } from '#web/pages.ts'

const distDir = join(projectFolder, 'dist')
const client = join(distDir, 'client')
const manifest = readManifest(distDir) as Readonly<Record<string, Chunk>>
const staffPage = 'src/web/staff/index.html'

interface Chunk {
  readonly file: string
  readonly isDynamicEntry?: boolean
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

const kilobyte = 1024

function gzipped(file: string): number {
  return gzipSync(readFileSync(join(client, file)), { level: 9 }).length
}

function asBrotli(file: string): number {
  return brotliCompressSync(readFileSync(join(client, file))).length
}

/** A chunk, what it imports at once, and their styles. */
function filesOf(key: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[key]
  if (chunk === undefined || seen.has(chunk.file)) return seen
  seen.add(chunk.file)
  for (const style of chunk.css ?? []) seen.add(style)
  for (const imported of chunk.imports ?? []) filesOf(imported, seen)
  return seen
}

const firstOpen = filesOf(staffPage)

describe('the staff application', () => {
  test('is at most 200 kB when first opened', () => {
    const bytes = gzipped(staffPage) + [...firstOpen].reduce((sum, file) => sum + gzipped(file), 0)
    expect(firstOpen.size).toBeGreaterThan(1)
    expect(bytes / kilobyte).toBeLessThanOrEqual(200)
  })

  test('brings its texts with the screens that read them, at most 12 kB a group as browsers ask for it behind TLS', () => {
    const groups = Object.keys(manifest).filter((key) => /\/i18n\/(id|en)\/group\//.test(key))
    const inEnglish = groups.filter((key) => key.includes('/en/') && !key.endsWith('/door.ts'))
    expect(inEnglish.length).toBeGreaterThan(5)
    expect(groups).toEqual(expect.arrayContaining(inEnglish.map((key) => key.replace('/en/', '/id/'))))
    expect(groups.filter((key) => asBrotli(manifest[key]!.file) / kilobyte > 12)).toEqual([])
  })

  test('waits for no group of texts and no English when first opened, and never asks for what only the server reads', () => {
    const textFiles = Object.keys(manifest).filter((key) => key.includes('/i18n/'))
    expect(textFiles.filter((key) => firstOpen.has(manifest[key]!.file))).toEqual([])
    expect(textFiles.filter((key) => key.endsWith('/server.ts'))).toEqual([])
  })

  test('adds at most 60 kB with each screen', () => {
    const lazy = Object.keys(manifest).filter((key) => manifest[key]?.isDynamicEntry === true)
    expect(lazy.length).toBeGreaterThan(0)
    const heavy = lazy
      .map((key) => ({ key, kB: [...filesOf(key)].filter((file) => !firstOpen.has(file)).reduce((sum, file) => sum + gzipped(file), 0) / kilobyte }))
      .filter(({ kB }) => kB > 60)
    expect(heavy).toEqual([])
  })

  test('ships no validator: the contracts travel as addresses', () => {
    const withZod = globSync('assets/*.js', { cwd: client }).filter((file) => readFileSync(join(client, file), 'utf8').includes('ZodError'))
    expect(withZod).toEqual([])
  })
})

describe('the islands of the residents\' pages', () => {
  test('are at most 6 kB each', () => {
    const islands = Object.keys(manifest).filter((key) => key.endsWith('.island.ts'))
    const heavy = islands
      .map((key) => ({ key, kB: [...filesOf(key)].reduce((sum, file) => sum + gzipped(file), 0) / kilobyte }))
      .filter(({ kB }) => kB > 6)
    expect(islands.length).toBeGreaterThan(0)
    expect(heavy).toEqual([])
  })
})

describe('the service worker', () => {
  const worker = readFileSync(join(client, 'sw.js'), 'utf8')

  test('keeps every file of the staff application, and each of them exists', () => {
    const kept = [...worker.matchAll(/\/assets\/[\w.-]+/g)].map(([file]) => file)
    const missing = kept.filter((file) => !existsSync(join(client, file)))
    expect(missing).toEqual([])
    expect(kept).toEqual(expect.arrayContaining([...firstOpen].map((file) => `/${file}`)))
  })

  test('names a page and a version, with nothing left to fill in', () => {
    expect(worker).toContain('"/petugas"')
    expect(worker).not.toMatch(/__(FILES|VERSION)__/)
  })
})

describe('old browsers (Chrome 109, Firefox 115, Safari 15.4)', () => {
  /** The staff application brings these with it (`src/web/staff/es2023.ts`). */
  const brought = /\.(toSorted|toReversed|toSpliced)\(/g
  const tooNew = /Object\.groupBy|Map\.groupBy|Promise\.(withResolvers|try)|Array\.fromAsync|URL\.(canParse|parse)\(|AbortSignal\.any|crypto\.randomUUID/g
  const tooNewStyle = /color-mix\(|light-dark\(|@starting-style|@scope|:popover-open|&:/g
  const islandFiles = Object.keys(manifest).filter((key) => key.endsWith('.island.ts')).flatMap((key) => [...filesOf(key)])

  test.each([
    ['scripts', globSync('assets/*.js', { cwd: client }), tooNew],
    ['islands', islandFiles, brought],
    ['styles', globSync('assets/*.css', { cwd: client }), tooNewStyle],
  ])('find nothing in our %s that came later', (_, files, later) => {
    expect(files.length).toBeGreaterThan(0)
    const found = files.flatMap((file) => [...readFileSync(join(client, file), 'utf8').matchAll(later)].map(([word]) => `${file}: ${word}`))
    expect(found).toEqual([])
  })
})
