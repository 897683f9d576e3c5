import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createSharedRuns } from './shared-runs.ts'

function counting(): { readonly ask: (key: string) => Promise<number>; readonly runs: () => number; change: () => void } {
  const share = createSharedRuns(5)
  let runs = 0
  let value = 0
  async function run(): Promise<number> {
    runs += 1
    const read = value
    await sleep(2)
    return read
  }
  return { ask: (key) => share(key, run), runs: () => runs, change: () => { value += 1 } }
}

test('a thousand who ask at once are answered by one run', async () => {
  const counter = counting()
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => counter.ask('all')))
  expect(new Set(answers)).toEqual(new Set([0]))
  expect(counter.runs()).toBe(1)
})

test('whoever asks after a change hears of it, though a run from before is still under way', async () => {
  const counter = counting()
  const before = counter.ask('all')
  await sleep(1)
  counter.change()
  const after = await Promise.all([counter.ask('all'), counter.ask('all'), counter.ask('all')])
  expect(await before).toBe(0)
  expect(after).toEqual([1, 1, 1])
  expect(counter.runs()).toBe(2)
})

test('each scope has its own run', async () => {
  const counter = counting()
  await Promise.all(['all', 'north', 'south', 'north'].map((key) => counter.ask(key)))
  expect(counter.runs()).toBe(3)
})

test('a run that fails fails for those who shared it, and the next one is made anew', async () => {
  const share = createSharedRuns(1)
  let runs = 0
  async function run(): Promise<number> {
    runs += 1
    if (runs === 1) throw new Error('the database is away')
    return runs
  }
  const failed = await Promise.allSettled([share('all', run), share('all', run)])
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await share('all', run)).toBe(2)
})
