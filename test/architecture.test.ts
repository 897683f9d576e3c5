import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectFolder } from '#config.ts'
import { findCycles, listImports, listSources, type Import } from '../tools/import-graph.ts'

const imports = listImports('src')
const sources = listSources('src')
const modulesInOrder = ['people', 'registry', 'response', 'privacy', 'exchange']
const roles = ['contract', 'rules', 'store', 'actions', 'routes', 'jobs', 'loop', 'load', 'cli', 'worker', 'adapter', 'public', 'island', 'page', 'form', 'part', 'test']

function moduleOf(path: string): string | undefined {
  return /^src\/modules\/([^/]+)\//.exec(path)?.[1]
}

function offenders(breaks: (each: Import) => boolean): string[] {
  return imports.filter(breaks).map((each) => `${each.from} → ${each.to}`)
}

test('there is something to check', () => {
  expect(sources.length).toBeGreaterThan(100)
  expect(imports.length).toBeGreaterThan(sources.length)
})

test('no file imports itself through others', () => {
  expect(findCycles(imports)).toEqual([])
})

test('every module stands in the order', () => {
  const folders = readdirSync(join(projectFolder, 'src/modules'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  expect(folders.toSorted()).toEqual(modulesInOrder.toSorted())
})

describe('what may know what', () => {
  test('a lower module does not know a higher one', () => {
    expect(offenders(({ from, to }) => {
      const [user, used] = [moduleOf(from), moduleOf(to)]
      return user !== undefined && used !== undefined && modulesInOrder.indexOf(used) > modulesInOrder.indexOf(user)
    })).toEqual([])
  })

  test('between modules only through index.ts, or a contract or rules that both sides share', () => {
    expect(offenders(({ from, to }) => {
      const [user, used] = [moduleOf(from), moduleOf(to)]
      if (user === undefined || used === undefined || user === used) return false
      return !/\/(index|[a-z-]+\.contract|[a-z-]+\.rules)\.tsx?$/.test(to)
    })).toEqual([])
  })

  test('the platform knows no module and no screen', () => {
    expect(offenders(({ from, to }) => from.startsWith('src/platform/') && !from.endsWith('.test.ts') && /^src\/(modules|web)\//.test(to))).toEqual([])
  })

  test('contracts and rules do no input or output', () => {
    expect(offenders(({ from, to, isTypeOnly }) => {
      if (!/\.(contract|rules)\.ts$/.test(from) || isTypeOnly) return false
      return to.startsWith('node:') || /\.(store|actions|routes|jobs)\.ts$/.test(to) || to.startsWith('src/platform/db/')
    })).toEqual([])
  })

  test('no server code reaches the browser', () => {
    expect(offenders(({ from, to, isTypeOnly }) => {
      if (isTypeOnly || from.endsWith('.test.ts')) return false
      const isBrowser = from.endsWith('.tsx') || from.endsWith('.island.ts') || /^src\/web\/(staff|kit|offline|api)\//.test(from)
      return isBrowser && (to.startsWith('node:') || /\.(store|actions|routes|jobs)\.ts$/.test(to) || /^src\/platform\/(db|jobs|files|audit)\//.test(to))
    })).toEqual([])
  })

  test('SQL stands in stores, jobs of bulk work and the platform only', () => {
    expect(offenders(({ from, to }) => /^src\/modules\/.*\.(rules|contract|routes|page|public)\.tsx?$/.test(from) && to === 'kysely')).toEqual([])
  })
})

test('a file of a module names its feature and its role', () => {
  const strange = sources.filter((path) => moduleOf(path) !== undefined && basename(path) !== 'index.ts').filter((path) => {
    const [, ...role] = basename(path).replace(/\.tsx?$/, '').split('.')
    // A test names the role that it tests, when the feature has more than one kind.
    const named = role.length === 2 && role[1] === 'test' ? role.slice(0, 1) : role
    return named.length !== 1 || !roles.includes(named[0]!)
  })
  expect(strange).toEqual([])
})

test('no drawer takes what has no place', () => {
  expect(sources.filter((path) => /(^|\/)(utils?|helpers?|common|shared|managers?|services?)(\.|\/)/.test(path.replace(/src\/web\/i18n\/(id|en)\/common\.ts/, '')))).toEqual([])
})
