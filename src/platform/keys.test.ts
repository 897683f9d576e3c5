import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, test } from 'vitest'
import { fingerprintOf, loadKeys } from './keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'kentongan-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

const starters = 6

/** Loads the keys in a thread of its own, at the very moment at which the others do; gives their fingerprint. */
function loadTogether(path: string, gate: Int32Array): Promise<string> {
  const code = `import { parentPort, workerData } from 'node:worker_threads'
    const { fingerprintOf, loadKeys } = await import(workerData.keys)
    Atomics.add(workerData.gate, 0, 1)
    while (Atomics.load(workerData.gate, 0) < ${starters});
    parentPort.postMessage(fingerprintOf(loadKeys(workerData.path)))`
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), { workerData: { path, gate, keys: new URL('./keys.ts', import.meta.url).href } })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

test('whoever starts at the same moment gets the same keys, and nothing half made stays behind', async () => {
  for (let round = 0; round < 10; round += 1) {
    const name = `keys-${round}.json`
    const path = join(folder, name)
    const gate = new Int32Array(new SharedArrayBuffer(4))
    const seen = await Promise.all(Array.from({ length: starters }, () => loadTogether(path, gate)))
    expect(new Set(seen)).toEqual(new Set([fingerprintOf(loadKeys(path))]))
    expect(readdirSync(folder).filter((each) => each.startsWith(name))).toEqual([name])
  }
})

test('what was sealed is opened by the keys as they are loaded again, and by no other', () => {
  const path = join(folder, 'mine.json')
  const sealed = loadKeys(path).seal('3510151203900001')
  expect(loadKeys(path).open(sealed)).toBe('3510151203900001')
  expect(() => loadKeys(join(folder, 'other.json')).open(sealed)).toThrow()
})
