#!/usr/bin/env node
// Verifies an export of the audit from outside: node tools/verify-audit.mjs EXPORT.jsonl [--anchor HASH] [--json]
// Needs nothing but Node 20; copy this one file to a machine of your own. It recomputes every seal from the entries' text:
//   leaf = sha256(0x00 ‖ text)   node = sha256(0x01 ‖ left ‖ right), an odd node goes up unchanged
//   seal = sha256(0x02 ‖ "regency|seal|entries|" ‖ root ‖ hash of the seal before), the first one after 32 zero bytes
// --anchor takes the hash of a seal that was kept elsewhere (printed, mailed): it must still stand in the chain, which shows
// that the chain was not made anew as a whole. Ends with 0 when nothing was changed, 1 when something was, 2 when it could not read.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

const args = process.argv.slice(2)
const anchor = args.includes('--anchor') ? args[args.indexOf('--anchor') + 1] : undefined
const path = args.find((arg, index) => !arg.startsWith('--') && args[index - 1] !== '--anchor')

try {
  if (path === undefined) throw new Error('usage: node tools/verify-audit.mjs EXPORT.jsonl [--anchor HASH] [--json]')
  const result = await verify(path)
  if (args.includes('--json')) console.log(JSON.stringify(result))
  else print(result)
  process.exitCode = result.faults.length === 0 && result.unsealedOld === 0 ? 0 : 1
} catch (error) {
  console.error(error.message)
  process.exitCode = 2
}

async function verify(path) {
  const state = {
    regencyId: undefined, seal: undefined, leaves: [], previous: { sealNo: 0, hash: '0'.repeat(64) }, faults: [], entries: 0,
    unsealed: [], newestSeal: 0, isAnchored: false, end: undefined,
  }
  let isFirst = true
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const line = parse(text)
    if (isFirst && (line.kind !== 'header' || line.format !== 'kentongan-audit/1')) throw new Error('this is not an export of the audit')
    isFirst = false
    take(line, state)
  }
  closeSeal(state)
  if (state.end === undefined) throw new Error('the export is cut off: it has no last line')
  const last = state.previous.sealNo
  if (anchor !== undefined && !state.isAnchored) state.faults.push({ sealNo: last, reason: 'anchor_missing' })
  if (state.end.seals !== last) state.faults.push({ sealNo: last + 1, reason: 'seal_missing' })
  const unsealedOld = state.unsealed.filter((at) => Date.parse(at) < state.newestSeal - 3_600_000).length
  return { seals: last, entries: state.entries, unsealedOld, head: state.previous.hash, faults: state.faults }
}

/** A line that cannot be read any more still lies in a seal, so it is a fault of that seal rather than the end of the work. */
function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return { kind: 'unreadable' }
  }
}

function take(line, state) {
  switch (line.kind) {
    case 'header':
      state.regencyId = line.regencyId
      return
    case 'seal':
      closeSeal(state)
      state.seal = line
      return
    case 'entry':
      state.leaves.push(sha256(Buffer.from([0]), Buffer.from(String(line.content), 'utf8')))
      return
    case 'unsealed':
      state.unsealed.push(line.at)
      return
    case 'end':
      state.end = line
      return
    default:
      state.faults.push({ sealNo: state.seal?.sealNo ?? state.previous.sealNo, reason: 'line_unreadable' })
  }
}

/** Holds the seal that was open against its entries and against the seal before it. */
function closeSeal(state) {
  const { seal, leaves, previous } = state
  if (seal === undefined) return
  const fault = (reason) => state.faults.push({ sealNo: seal.sealNo, reason })
  if (seal.sealNo !== previous.sealNo + 1) fault('seal_missing')
  if (seal.previousHash !== previous.hash) fault('chain_broken')
  if (hashOfSeal(seal, state.regencyId) !== seal.sealHash) fault('seal_changed')
  if (leaves.length !== seal.entryCount) fault('entries_missing')
  else if (rootOf(leaves).toString('hex') !== seal.root) fault('root_differs')
  state.entries += leaves.length
  state.isAnchored ||= seal.sealHash === anchor
  state.newestSeal = Math.max(state.newestSeal, Date.parse(seal.sealedAt) || 0)
  state.previous = { sealNo: seal.sealNo, hash: seal.sealHash }
  state.seal = undefined
  state.leaves = []
}

function hashOfSeal(seal, regencyId) {
  const head = `${regencyId}|${seal.sealNo}|${seal.entryCount}|`
  const [root, previousHash] = [seal.root, seal.previousHash].map((hex) => Buffer.from(String(hex), 'hex'))
  return sha256(Buffer.from([2]), Buffer.from(head), root, previousHash).toString('hex')
}

function rootOf(leaves) {
  let level = leaves
  while (level.length > 1) {
    const above = []
    for (let index = 0; index < level.length; index += 2) {
      above.push(index + 1 < level.length ? sha256(Buffer.from([1]), level[index], level[index + 1]) : level[index])
    }
    level = above
  }
  return level[0] ?? Buffer.alloc(0)
}

function sha256(...parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

function print({ seals, entries, head, faults, unsealedOld }) {
  console.log(`${seals} seals, ${entries} entries. Last seal: ${head}`)
  for (const { sealNo, reason } of faults) console.log(`  seal ${sealNo}: ${reason}`)
  if (unsealedOld > 0) console.log(`  ${unsealedOld} old entries were never sealed`)
  if (faults.length === 0 && unsealedOld === 0) console.log('Nothing was changed since it was sealed.')
}
