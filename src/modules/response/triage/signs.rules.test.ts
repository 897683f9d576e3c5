import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectFolder } from '#config.ts'
import { loadRegency } from '#modules/people/index.ts'
import { findSigns, urgencyBySigns } from './signs.rules.ts'
import { spokenWords, vocabularyOf } from './spoken-words.rules.ts'

const { triage } = loadRegency(join(projectFolder, 'regencies', 'banyuwangi'))
const vocabulary = vocabularyOf(triage)

function signsIn(text: string, on = '2026-11-25'): string[] {
  return findSigns(spokenWords(text, vocabulary), { signs: triage.signs, vocabulary, on }).map(({ key, words }) => `${key}: ${words}`)
}

describe('danger in the words', () => {
  test.each([
    ['Anak saya LAPAR pak', ['hunger: lapar']],
    ['larene ngelih kabeh', ['hunger: ngelih']],
    ['isun sing mangan rong dino', ['hunger: sing mangan']],
    ['blm mkn dr kmrn', ['hunger: blm mkn']],
    ['bapak loro nemen', ['grave-illness: loro nemen']],
    ['napasnya sesaakkk', []],
    ['dia sesak nafas', ['grave-illness: sesak nafas']],
    ['bojone ngantemi terus', ['violence: ngantemi']],
    ['lare digebugi bapake', ['violence: digebugi', 'child-at-risk: lare digebugi']],
    ['saya mau bunuh diri saja', ['suicide: bunuh diri']],
    ['arep nglalu', ['suicide: nglalu']],
    ['adik dipasung di kamar', ['shackled: dipasung']],
    ['omahe kobongan', ['house-lost: omahe kobongan']],
    ['nenek tinggal sendirian dan lumpuh', ['alone-and-helpless: tinggal sendirian']],
  ])('%s → %j', (text, wanted) => {
    expect(signsIn(text)).toEqual(wanted)
  })

  test.each([
    'tidak lapar, hanya butuh seragam', 'ini bukan kekerasan', 'jalan desa rusak', 'kapan bantuan cair', 'mau tanya alamat kantor',
  ])('%s: nothing', (text) => {
    expect(signsIn(text)).toEqual([])
  })

  test('a sign holds from its day on', () => {
    expect(signsIn('anak lapar', '2026-10-31')).toEqual([])
  })
})

test('danger comes before the kind, and a dangerous kind is urgent even without a word for it', () => {
  const lapar = [{ key: 'hunger', words: 'lapar' }]
  const alone = [{ key: 'alone-and-helpless', words: 'lumpuh' }]
  expect(urgencyBySigns(lapar, triage.signs, { danger: false })).toBe('danger')
  expect(urgencyBySigns(alone, triage.signs, { danger: false })).toBe('urgent')
  expect(urgencyBySigns([], triage.signs, { danger: true })).toBe('urgent')
  expect(urgencyBySigns([], triage.signs, { danger: false })).toBe('ordinary')
})
