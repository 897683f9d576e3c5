import { describe, expect, test } from 'vitest'
import { Grant } from '#modules/people/regency/regency.contract.ts'
import { findTopic, topics } from '#modules/people/guide/topic.rules.ts'
import { messages } from '#web/i18n/index.ts'
import { navigationFor, screens } from './screens.tsx'

describe('the list of screens', () => {
  test('names each address once, under the staff root', () => {
    const paths = screens.map(({ path }) => path)
    expect(paths.length).toBeGreaterThan(5)
    expect(new Set(paths).size).toBe(paths.length)
    expect(paths.filter((path) => !/^\/petugas\/[a-z$A-Z/-]+$/.test(path))).toEqual([])
  })

  test('asks only for grants that exist', () => {
    const unknown = screens.filter(({ grant }) => [grant ?? []].flat().some((each) => !Grant.safeParse(each).success))
    expect(unknown).toEqual([])
  })

  test.each(screens.map((screen) => [screen.path, screen] as const))('%s has its code', async (_, screen) => {
    expect(await screen.load()).toBeTypeOf('function')
  })

  test('says in the menu what one does there, in both languages', () => {
    for (const lang of ['id', 'en'] as const) {
      const m = messages(lang)
      const entries = screens.flatMap(({ nav }) => (nav === undefined ? [] : [m.menu[nav]]))
      expect(entries.filter(({ text, about }) => text === '' || about === '')).toEqual([])
      expect(new Set(entries.map(({ text }) => text)).size).toBe(entries.length)
    }
  })
})

describe('the menu of a role', () => {
  test('holds what it may do and nothing else', () => {
    const paths = navigationFor(['people.account.manage']).map(({ path }) => path)
    expect(paths).toContain('/petugas/akun')
    expect(paths).toContain('/petugas/saya')
    expect(paths).not.toContain('/petugas/jejak')
  })
})

describe('the help', () => {
  test('explains every screen of the menu, for the same roles, in the same order', () => {
    expect(topics).toEqual(screens.flatMap(({ path, grant, nav }) => (nav === undefined ? [] : [{ key: nav, path, grants: [grant ?? []].flat() }])))
  })

  test.each([
    ['/petugas/meja', 'inbox'], ['/petugas/usulan/baru', 'proposals'], ['/petugas/permohonan-data/dijawab', 'requestsToDecide'], ['/petugas/kasus/1', undefined],
  ])('of %s is %s', (path, key) => {
    expect(findTopic(path)?.key).toBe(key)
  })
})
