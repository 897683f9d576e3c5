import { describe, expect, test } from 'vitest'
import { commonRefusals } from '#platform/http/contract.ts'
import { isLang, langOf, langs, messages, problems, refusalText, texts } from './index.ts'

type Tree = { readonly [key: string]: string | ((...parameters: never[]) => string) | Tree }

/** Every text of a catalogue by its dotted key. */
function leaves(tree: Tree, path = ''): [string, string | ((...parameters: never[]) => string)][] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`
    return typeof value === 'object' ? leaves(value, here) : [[here, value] as [string, typeof value]]
  })
}

const sources = leaves({ ...messages('id'), ...problems('id') } as unknown as Tree)
const translations = new Map(leaves({ ...messages('en'), ...problems('en') } as unknown as Tree))

describe('the catalogues', () => {
  test('hold the same keys in every language', () => {
    expect(sources.length).toBeGreaterThan(100)
    expect([...translations.keys()].toSorted()).toEqual(sources.map(([key]) => key).toSorted())
  })

  test('hold no empty text and no forgotten blank', () => {
    const bad = [...sources, ...translations].filter(([, text]) => typeof text === 'string' && (text.trim() === '' || text.trim() !== text))
    expect(bad.map(([key]) => key)).toEqual([])
  })

  test('use a parameter in both languages or in neither', () => {
    const differing = sources.filter(([key, text]) => typeof text !== typeof translations.get(key))
    expect(differing.map(([key]) => key)).toEqual([])
  })
})

describe('refusals', () => {
  test('every kind that a contract can refuse has its text in every language', async () => {
    const kinds = [...Object.keys(commonRefusals).map((kind) => ({ kind, operation: 'any' })), ...(await contractRefusals())]
    expect(kinds.length).toBeGreaterThan(Object.keys(commonRefusals).length)
    for (const lang of langs) {
      const texts = problems(lang).refusals
      const missing = kinds.filter(({ kind }) => !Object.hasOwn(texts, kind))
      expect(missing, `missing in ${lang}`).toEqual([])
    }
  })

  test('a kind that nobody described gets the general text', () => {
    expect(refusalText('id', { kind: 'toString' })).toBe(problems('id').refusals.server_error)
    expect(refusalText('en', { kind: 'not_found' })).toBe(problems('en').refusals.not_found)
  })
})

describe('a wrong field', () => {
  test('is described with its limit', () => {
    expect(texts.value('id', { kind: 'too_short', minimum: 10 })).toBe('Paling sedikit 10 huruf')
    expect(texts.value('en', { kind: 'required' })).toBe('Required')
    expect(texts.value('id', { kind: 'never_heard_of' })).toBe(problems('id').fieldProblems.wrong)
  })
})

describe('the language of a caller', () => {
  test.each([
    [undefined, 'id'],
    ['id-ID,id;q=0.9,en;q=0.8', 'id'],
    ['en-GB,en;q=0.9', 'en'],
    ['fr-FR, en;q=0.5', 'en'],
    ['jv,*;q=0.1', 'id'],
  ])('asking for "%s" gives %s', (header, lang) => {
    expect(langOf(header)).toBe(lang)
  })

  test('a word that is no language is recognised as such', () => {
    expect(isLang('id')).toBe(true)
    expect(isLang('ID')).toBe(false)
    expect(isLang(undefined)).toBe(false)
  })
})

/** Each refusal kind of each operation of each contract in the source tree. */
async function contractRefusals(): Promise<{ kind: string; operation: string }[]> {
  const contracts = import.meta.glob<Record<string, unknown>>(['../../modules/**/*.contract.ts', '../../platform/**/*.contract.ts'])
  const modules = await Promise.all(Object.values(contracts).map((load) => load()))
  return modules.flatMap((module) =>
    Object.entries(module)
      .filter(([name]) => name.endsWith('Operations'))
      .flatMap(([, operations]) => Object.entries(operations as Record<string, { refusals?: Record<string, number> }>))
      .flatMap(([operation, { refusals = {} }]) => Object.keys(refusals).map((kind) => ({ kind, operation }))),
  )
}
