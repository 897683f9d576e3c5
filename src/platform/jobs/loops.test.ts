import { expect, test } from 'vitest'
import { createLog } from '#platform/log.ts'
import { startLoops } from './loops.ts'

test('a loop is late by its own rhythm: one that rests for hours is not, one that fails again and again is', async () => {
  const loops = startLoops([
    { name: 'rests', everySeconds: 3_600, run: async () => undefined },
    { name: 'fails', everySeconds: 0.01, run: async () => { throw new Error('no') } },
  ], createLog('silent'))
  await expect.poll(() => loops.late(0.2)).toEqual(['fails'])
  expect(loops.ages().get('fails')).toBe(Number.POSITIVE_INFINITY)
  await loops.close()
})
