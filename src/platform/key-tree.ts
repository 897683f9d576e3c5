import { hash } from 'node:crypto'

/**
 * The nodes of a tree of keys by their place: the digits of the way from the root, whose place is ''. Each node gives its sixteen children and
 * nothing above it. A tree is kept by its root alone until something in it is destroyed, and then by what stands beside the way to it.
 */
export type KeyTree = ReadonlyMap<string, Buffer>

const digits = [...'0123456789abcdef']
/** Sixteen digits are 64 bits: among three million subjects, ten thousand destroyed ones meet a living one in one of half a billion registries. */
const depth = 16
const nodeBytes = 32

/** The place of a subject's leaf. */
export function leafPlace(subjectId: string): string {
  return hash('sha256', `subject\0${subjectId}`).slice(0, depth)
}

/** The kept node above a place, or at it; undefined when the place is destroyed. */
export function keptAbove(tree: KeyTree, place: string): string | undefined {
  for (let length = 0; length <= depth; length += 1) {
    const above = place.slice(0, length)
    if (tree.has(above)) return above
  }
  return undefined
}

/** A node, with room behind it for the digit of the child that is next. */
function stepFrom(node: Buffer): Buffer {
  return Buffer.concat([node, Buffer.alloc(1)])
}

/**
 * Puts the child in the node's place. A hash of 33 bytes, always as many, so it needs no HMAC, which costs several times as much; taken as latin1,
 * which Node gives four times as fast as a buffer: it is done a dozen times for each subject, and in a linkage for millions of them.
 */
function goDown(step: Buffer, digit: string): void {
  step.write(digit, nodeBytes, 'latin1')
  step.write(hash('sha256', step, 'latin1'), 'latin1')
}

function nodeOf(step: Buffer): Buffer {
  return Buffer.from(step.subarray(0, nodeBytes))
}

function childOf(node: Buffer, digit: string): Buffer {
  const step = stepFrom(node)
  goDown(step, digit)
  return nodeOf(step)
}

/** Nodes near the root that were derived already, at most as many as this many digits have places. */
const rememberedDigits = 4

/** Derives the leaf at a place; undefined when it is destroyed. `known` remembers nodes near the root, and is forgotten with the tree. */
export function leafAt(tree: KeyTree, place: string, known: Map<string, Buffer>): Buffer | undefined {
  const kept = keptAbove(tree, place)
  if (kept === undefined) return undefined
  const near = place.slice(0, rememberedDigits)
  const start = kept.length < near.length && known.has(near) ? near : kept
  const step = stepFrom((known.get(start) ?? tree.get(start))!)
  for (let length = start.length; length < depth; length += 1) {
    goDown(step, place[length]!)
    if (length + 1 === near.length) known.set(near, nodeOf(step))
  }
  return nodeOf(step)
}

/** The tree without the leaf at a place: what stood above it is replaced by what stands beside the way. Every other leaf stays as it is. */
export function withoutLeaf(tree: KeyTree, place: string): KeyTree {
  let at = keptAbove(tree, place)
  if (at === undefined) return tree
  const left = new Map(tree)
  let node = left.get(at)!
  left.delete(at)
  while (at.length < depth) {
    const next: string = place[at.length]!
    for (const digit of digits) {
      if (digit !== next) left.set(at + digit, childOf(node, digit))
    }
    node = childOf(node, next)
    at += next
  }
  return left
}
