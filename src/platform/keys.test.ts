import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, test } from 'vitest'
import { addKey, addKeyTree, destroyKeys } from './key-file.ts'
import { fingerprintOf, KeyDestroyed, loadKeys, sealMark, subjectMark } from './keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'kentongan-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

const starters = 6

/** Loads the keys of one file after the other in a thread of its own, each at the very moment at which the others do; gives their fingerprints. */
function loadTogether(paths: readonly string[], gate: Int32Array): Promise<string[]> {
  const code = `import { parentPort, workerData } from 'node:worker_threads'
    const { fingerprintOf, loadKeys } = await import(workerData.keys)
    const { gate, paths } = workerData
    parentPort.postMessage(paths.map((path, round) => {
      let come = Atomics.add(gate, round, 1) + 1
      if (come === ${starters}) Atomics.notify(gate, round)
      for (; come < ${starters}; come = Atomics.load(gate, round)) Atomics.wait(gate, round, come)
      return fingerprintOf(loadKeys(path))
    }))`
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), { workerData: { paths, gate, keys: new URL('./keys.ts', import.meta.url).href } })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

test('whoever starts at the same moment gets the same keys, and nothing half made stays behind', async () => {
  const names = Array.from({ length: 10 }, (_, round) => `keys-${round}.json`)
  const paths = names.map((name) => join(folder, name))
  const gate = new Int32Array(new SharedArrayBuffer(4 * paths.length))
  const seen = await Promise.all(Array.from({ length: starters }, () => loadTogether(paths, gate)))
  for (const [round, name] of names.entries()) {
    expect(new Set(seen.map((fingerprints) => fingerprints[round]))).toEqual(new Set([fingerprintOf(loadKeys(paths[round]!))]))
    expect(readdirSync(folder).filter((each) => each.startsWith(name))).toEqual([name])
  }
})

test('what was sealed is opened by the keys as they are loaded again, and by no other', () => {
  const path = join(folder, 'mine.json')
  const sealed = loadKeys(path).seal('3510151203900001')
  expect(loadKeys(path).open(sealed)).toBe('3510151203900001')
  expect(() => loadKeys(join(folder, 'other.json')).open(sealed)).toThrow()
})

const subjects = ['0193a1b2-0000-7000-8000-000000000001', '0193a1b2-0000-7000-8000-000000000002', '0193a1b2-0000-7000-8000-000000000003'] as const

test('what is closed for a subject opens while its key is there; destroyed, it opens for nobody, and all others do', () => {
  const path = join(folder, 'subjects.json')
  const running = loadKeys(path)
  const [one, other] = [running.sealFor(subjects[0], '3510151203900001'), running.sealFor(subjects[1], '3510151203900002')]
  expect([running.open(one), loadKeys(path).open(other)]).toEqual(['3510151203900001', '3510151203900002'])
  const copy = join(folder, 'copy.json')
  copyFileSync(path, copy)

  destroyKeys(path, [subjects[0], subjects[2]])
  expect(() => loadKeys(path).open(one)).toThrow(KeyDestroyed)
  expect([loadKeys(path).openKept(one), loadKeys(path).open(other)]).toEqual([null, '3510151203900002'])
  // A process that read the file before sees it too.
  expect(running.isDestroyed(subjects[0])).toBe(true)
  expect([running.openKept(one), running.openKept(other)]).toEqual([null, '3510151203900002'])
  // What comes for them is as closed as what came before; a copy of the file from before has their key.
  expect(running.openKept(running.sealFor(subjects[2], 'afterwards'))).toBeNull()
  expect(loadKeys(copy).open(one)).toBe('3510151203900001')
  expect(statSync(path).mode & 0o077).toBe(0)
})

test('a destroyed key is noticed though the file was written in the same moment as the one before', () => {
  const path = join(folder, 'same-moment.json')
  const running = loadKeys(path)
  const closed = running.sealFor(subjects[0], '3510151203900001')
  const { atime, mtime } = statSync(path)
  utimesSync(path, atime, mtime)
  expect(running.isDestroyed(subjects[0])).toBe(false)
  destroyKeys(path, [subjects[0]])
  utimesSync(path, atime, mtime)
  expect(running.isDestroyed(subjects[0])).toBe(true)
  expect(running.openKept(closed)).toBeNull()
})

test('a key that is added keeps what is destroyed destroyed, and closes the rest anew', () => {
  const path = join(folder, 'added.json')
  const [gone, kept, loose] = [loadKeys(path).sealFor(subjects[0], 'gone'), loadKeys(path).sealFor(subjects[1], 'kept'), loadKeys(path).seal('loose')]
  destroyKeys(path, [subjects[0]])
  addKey(path)
  const keys = loadKeys(path)
  const anew = { gone: keys.sealAnew(gone), kept: keys.sealAnew(kept), loose: keys.sealAnew(loose), told: keys.sealAnew(loose, subjects[2]), late: keys.sealAnew(loose, subjects[0]) }
  for (const name of ['gone', 'kept', 'told', 'late'] as const) expect(anew[name].subarray(0, 3), name).toEqual(subjectMark('k2'))
  expect(anew.loose.subarray(0, 3)).toEqual(sealMark('k2'))
  expect(Object.values(anew).map((each) => keys.openKept(each))).toEqual([null, 'kept', 'loose', 'loose', null])
  expect([keys.openKept(gone), keys.openKept(kept)]).toEqual([null, 'kept'])
  destroyKeys(path, [subjects[2]])
  expect([loadKeys(path).openKept(anew.told), loadKeys(path).openKept(anew.kept)]).toEqual([null, 'kept'])
})

test('what goes to another subject and comes back is what it was', () => {
  const keys = loadKeys(join(folder, 'back.json'))
  const closed = keys.sealFor(subjects[0], '3510151203900001')
  const moved = keys.sealAnew(closed, subjects[1])
  expect(keys.open(moved)).toBe('3510151203900001')
  expect(moved).not.toEqual(closed)
  expect(keys.sealAnew(moved, subjects[0])).toEqual(closed)
})

test('a file from before subjects had keys is completed once, and opens what it closed', () => {
  const path = join(folder, 'earlier.json')
  const closed = loadKeys(path).seal('3510151203900001')
  const { tree: _tree, ...earlier } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  writeFileSync(path, JSON.stringify(earlier))
  expect(() => loadKeys(path).sealFor(subjects[0], 'x')).toThrow(/earlier version/)
  addKeyTree(path)
  const first = loadKeys(path).sealFor(subjects[0], 'x')
  addKeyTree(path)
  expect([loadKeys(path).open(first), loadKeys(path).open(closed)]).toEqual(['x', '3510151203900001'])
})
