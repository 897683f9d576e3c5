import { expect, test } from 'vitest'
import { createPresence, lookedForMs } from './presence.rules.ts'

const [budi, sari] = [{ accountId: 'b', name: 'Budi' }, { accountId: 's', name: 'Sari' }]

test('who looks is there until they have not asked for three quarters of a minute', () => {
  const presence = createPresence()
  expect(presence.note('case', sari, 0)).toBe(true)
  expect(presence.note('case', budi, 1_000)).toBe(true)
  expect(presence.lookersOf('case', 1_000)).toEqual([budi, sari])
  expect(presence.note('case', sari, 30_000)).toBe(false)
  expect(presence.lookersOf('case', 1_000 + lookedForMs)).toEqual([sari])
  expect(presence.lookersOf('case', 30_000 + lookedForMs)).toEqual([])
  expect(presence.note('case', sari, 30_000 + lookedForMs)).toBe(true)
})

test('each case has its own lookers', () => {
  const presence = createPresence()
  presence.note('case', budi, 0)
  presence.note('other', sari, 0)
  expect(presence.lookersOf('case', 10)).toEqual([budi])
})
