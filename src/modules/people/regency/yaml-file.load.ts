import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml'
import { err, ok, type Result } from '#platform/result.ts'
import type { Path } from './regency-check.rules.ts'
import type { LocatedProblem } from './regency-problem.rules.ts'

/** A YAML file whose values can be traced back to their lines. */
export interface YamlFile {
  readonly value: unknown
  readonly document: Document
  readonly lines: LineCounter
}

/** Parses YAML 1.2; days stay text, a name written twice is an error. */
export function parseYaml(file: string, text: string): Result<YamlFile, LocatedProblem[]> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  if (document.errors.length === 0) return ok({ value: document.toJS({ maxAliasCount: 50 }), document, lines })
  const unreadable = document.errors.filter((error) => error.code !== 'DUPLICATE_KEY')
  // After the first thing that cannot be read, the rest of the file is read wrongly too.
  const problems = (unreadable.length > 0 ? unreadable.slice(0, 1) : document.errors).map((error): LocatedProblem => {
    const line = lines.linePos(error.pos[0]).line
    if (error.code === 'DUPLICATE_KEY') return { kind: 'member_twice', file, path: [], line }
    return { kind: 'yaml_unreadable', file, path: [], line, detail: { reason: error.message } }
  })
  return err(problems)
}

/** Line of a path: of the name of a member, of the start of a list's item; of the nearest thing above when it is missing. */
export function lineOf(file: YamlFile, path: Path): number {
  let node = follow(file, file.document.contents)
  let offset = startOf(node) ?? 0
  for (const step of path) {
    const found = stepInto(node, step)
    if (found === undefined) break
    offset = startOf(found.mark) ?? offset
    node = follow(file, found.node)
  }
  return Math.max(1, file.lines.linePos(offset).line)
}

function stepInto(node: Node | null, step: string | number): { mark: unknown; node: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item: Pair) => isScalar(item.key) && String(item.key.value) === String(step))
    return pair === undefined ? undefined : { mark: pair.key, node: pair.value }
  }
  if (!isSeq(node) || typeof step !== 'number') return undefined
  const item = node.items[step]
  return item === undefined ? undefined : { mark: item, node: item }
}

function follow(file: YamlFile, value: unknown): Node | null {
  if (isAlias(value)) return value.resolve(file.document) ?? null
  return isNode(value) ? value : null
}

function startOf(value: unknown): number | undefined {
  return isNode(value) ? value.range?.[0] : undefined
}
