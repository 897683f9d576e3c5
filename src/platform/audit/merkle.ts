import { createHash } from 'node:crypto'

/** The hash of one entry. Leaves and nodes carry different first bytes, so that a node can never pass for an entry. */
export function leafHash(content: string): Buffer {
  return createHash('sha256').update(Buffer.from([0])).update(content, 'utf8').digest()
}

/** The root over leaves in their order; an odd node goes up unchanged. Needs at least one leaf. */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  let level = [...leaves]
  while (level.length > 1) level = pairUp(level)
  const root = level[0]
  if (root === undefined) throw new Error('a seal covers at least one entry')
  return root
}

function pairUp(level: readonly Buffer[]): Buffer[] {
  const above: Buffer[] = []
  for (let index = 0; index < level.length; index += 2) {
    const left = level[index]!
    const right = level[index + 1]
    above.push(right === undefined ? left : createHash('sha256').update(Buffer.from([1])).update(left).update(right).digest())
  }
  return above
}

export interface SealContent {
  readonly regencyId: number
  readonly sealNo: number
  readonly entryCount: number
  readonly root: Buffer
  readonly previousHash: Buffer
}

/** The hash that chains a seal to the one before; the first seal's `previousHash` is 32 zero bytes. */
export function sealHash(seal: SealContent): Buffer {
  const head = `${seal.regencyId}|${seal.sealNo}|${seal.entryCount}|`
  return createHash('sha256').update(Buffer.from([2])).update(head, 'utf8').update(seal.root).update(seal.previousHash).digest()
}
