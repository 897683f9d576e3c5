import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectFolder } from '#config.ts'
import { loadRegency } from '#modules/people/index.ts'
import { templateState, wantedTemplates } from './template.rules.ts'

const regency = loadRegency(join(projectFolder, 'regencies', '_template'))
const wanted = wantedTemplates(regency)

describe('what is submitted for approval', () => {
  test('is every notice in both languages, with blanks that count up, words before the first and after the last', () => {
    expect(wanted).toHaveLength(Object.keys(regency.messages.notices).length * 2)
    for (const { text, examples } of wanted) {
      const blanks = [...text.matchAll(/\{\{(\d+)\}\}/g)].map((match) => Number(match[1]))
      expect([...new Set(blanks)]).toEqual(examples.map((_, at) => at + 1))
      expect(text).toMatch(/^[^{][^]*[^}]$/)
      expect(text).not.toMatch(/(?<!\{)\{\w/)
      expect(text.length).toBeLessThanOrEqual(1_024)
      expect(examples).not.toContain('–')
    }
  })

  test('says how to have no more messages', () => {
    expect(wanted.filter(({ language }) => language === 'id').every(({ text }) => text.endsWith('Balas BERHENTI bila tidak ingin dikirimi pesan.'))).toBe(true)
  })

  test('stands word for word in the book of the channels', () => {
    const book = readFileSync(join(projectFolder, 'docs', 'operations', 'channels.md'), 'utf8')
    const brand = { id: regency.brand.id.name, en: regency.brand.en.name }
    for (const { name, language, text } of wanted) {
      expect(book).toContain(`\`${name}\``)
      expect(book).toContain(text.split('\n')[0]!.replaceAll(brand[language], '*[brand]*'))
    }
  })
})

describe('where a template stands', () => {
  const one = { name: 'laporan_dibaca', language: 'id' as const, text: 'Laporan {{1}} dibaca {{2}}' }
  const listed = { name: 'laporan_dibaca', language: 'id', status: 'APPROVED', body: 'Laporan {{1}} sudah dibaca {{2}}' }
  test.each<[string, object[], string]>([
    ['it is approved, in other words', [listed], 'approved'],
    ['it waits', [{ ...listed, status: 'PENDING' }], 'pending'],
    ['it is rejected', [{ ...listed, status: 'REJECTED' }], 'rejected'],
    ['it is paused for its quality', [{ ...listed, status: 'PAUSED' }], 'paused'],
    ['it is switched off', [{ ...listed, status: 'DISABLED' }], 'paused'],
    ['there is none', [], 'missing'],
    ['there is one in another language', [{ ...listed, language: 'en' }], 'missing'],
    ['it has more blanks than are filled', [{ ...listed, body: '{{1}} {{2}} {{3}}' }], 'differs'],
  ])('%s', (_what, all, state) => {
    expect(templateState(one, all as never)).toBe(state)
  })

  test('English of any country is English', () => {
    expect(templateState({ ...one, language: 'en' }, [{ ...listed, language: 'en_US' }])).toBe('approved')
  })
})
