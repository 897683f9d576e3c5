import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { projectFolder } from '#config.ts'

/** One import in one file; paths from the project's root, packages by their name. */
export interface Import {
  readonly from: string
  readonly to: string
  /** Erased before anything runs: no dependency at run time. */
  readonly isTypeOnly: boolean
}

const importPattern = /^(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\s+from\s+)?['"]([^'"]+)['"]/gm
const dynamicPattern = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

/** Every TypeScript file below a folder, tests included; paths from the project's root. */
export function listSources(folder: string): readonly string[] {
  return readdirSync(join(projectFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.endsWith('.d.ts'))
    .sort()
}

/** What each file below a folder imports. */
export function listImports(folder: string): readonly Import[] {
  return listSources(folder).flatMap((from) => {
    const text = readFileSync(join(projectFolder, from), 'utf8')
    const fixed = [...text.matchAll(importPattern)].map((match) => ({ from, to: resolve(from, match[2]!), isTypeOnly: match[1] !== undefined }))
    const lazy = [...text.matchAll(dynamicPattern)].map((match) => ({ from, to: resolve(from, match[1]!), isTypeOnly: false }))
    return [...fixed, ...lazy]
  })
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`
  if (specifier.startsWith('.')) return relative(projectFolder, join(projectFolder, dirname(from), specifier))
  return specifier
}

/** Groups of files that import one another in a circle; empty is good. */
export function findCycles(imports: readonly Import[]): readonly (readonly string[])[] {
  const graph = new Map<string, string[]>()
  for (const { from, to, isTypeOnly } of imports) {
    if (isTypeOnly || !existsSync(join(projectFolder, to))) continue
    graph.set(from, [...(graph.get(from) ?? []), to])
  }
  return stronglyConnected(graph).filter((group) => group.length > 1)
}

/** Tarjan's algorithm, over file names. */
function stronglyConnected(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const groups: string[][] = []

  function visit(node: string): void {
    order.set(node, order.size)
    low.set(node, order.get(node)!)
    stack.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) visit(next)
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!))
    }
    if (low.get(node) !== order.get(node)) return
    groups.push(stack.splice(stack.indexOf(node)))
  }

  for (const node of graph.keys()) {
    if (!order.has(node)) visit(node)
  }
  return groups
}
