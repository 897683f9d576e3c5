import { expect, test } from 'vitest'
import type { Regency } from '#modules/people/regency/regency.contract.ts'
import { confusionOf, wordsOfSamples, wordsToShow } from './corrections.rules.ts'
import { vocabularyOf } from './spoken-words.rules.ts'

const regency = {
  categories: [{ code: 'PGN', name: { id: 'Pangan', en: 'Food' } }, { code: 'KES', name: { id: 'Kesehatan', en: 'Health' } }],
} as unknown as Regency
const vocabulary = vocabularyOf({ spellings: [{ means: 'lapar', language: 'osing', written: ['ngelih', 'luwe'] }], negations: [] })
const known = wordsOfSamples([{ category: 'PGN', text: 'Anak-anak lapar, beras habis' }], vocabulary)

const words: readonly { readonly fact: string; readonly given: readonly string[]; readonly shown: readonly string[] }[] = [
  { fact: 'words of the samples are shown', given: ['beras', 'lapar'], shown: ['beras', 'lapar'] },
  { fact: 'a local spelling of such a word is shown as it was written', given: ['ngelih'], shown: ['ngelih'] },
  { fact: 'a word that is in no sample is not', given: ['berasih', 'paijah'], shown: [] },
  { fact: 'a word with a figure is not', given: ['anak2', '085'], shown: [] },
]

test.each(words)('$fact', ({ given, shown }) => {
  expect(wordsToShow(given, known, vocabulary)).toEqual({ words: shown, otherWords: given.length - shown.length })
})

test('what agrees is summed up, and what does not is listed by name, the most frequent first', () => {
  const counts = [
    { suggested: 'PGN', confirmed: 'PGN', count: 5 }, { suggested: 'KES', confirmed: 'KES', count: 2 },
    { suggested: 'none', confirmed: 'KES', count: 1 }, { suggested: 'KES', confirmed: 'PGN', count: 3 },
  ]
  const confusion = confusionOf(counts, 'kind', regency)
  expect(confusion).toMatchObject({ decided: 11, asSuggested: 7 })
  expect(confusion.pairs.map(({ suggested, confirmed, count }) => [suggested.name?.id ?? suggested.key, confirmed.name?.id, count]))
    .toEqual([['Kesehatan', 'Pangan', 3], ['none', 'Kesehatan', 1]])
})

test('urgencies are called by their words', () => {
  expect(confusionOf([{ suggested: '1', confirmed: '3', count: 4 }], 'urgency', regency))
    .toEqual({
      decided: 4, asSuggested: 0,
      pairs: [{ suggested: { key: 'danger', name: null }, confirmed: { key: 'ordinary', name: null }, count: 4 }],
    })
})
