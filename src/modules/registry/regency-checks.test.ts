import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { projectFolder } from '#config.ts'
import { readRegency } from '#modules/people/index.ts'
import { registryChecks } from './index.ts'

const folders: string[] = []
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

/** What is wrong with a copy of the template in which pieces of one file are replaced, and the lines on which the new pieces stand. */
function problemsWith(file: string, pieces: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'regency-'))
  folders.push(folder)
  cpSync(join(projectFolder, 'regencies/_template'), folder, { recursive: true })
  const changed = Object.entries(pieces).reduce((text, [piece, becomes]) => {
    expect(text, `the template no longer holds ${piece}`).toContain(piece)
    return text.replace(piece, becomes)
  }, readFileSync(join(folder, file), 'utf8'))
  writeFileSync(join(folder, file), changed)
  const read = readRegency(folder, registryChecks)
  const lines = changed.split('\n').flatMap((line, at) => (Object.values(pieces).some((becomes) => line.includes(becomes.split('\n').at(-1)!)) ? [at + 1] : []))
  return { problems: read.ok ? [] : read.error, lines }
}

test('a regency corrects the file for the ministry in its own folder: columns, words and days', () => {
  const pieces = {
    '      - { field: reference, header: NO REFERENSI }': "      - { field: null, header: KODE PROVINSI, always: '35' }\n      - { field: null, header: KOSONG }\n      - { field: reference, header: NO USULAN }",
    '    answers:': '    kindWords: { in: USUL BARU, out: USUL HAPUS, correction: PERBAIKAN }\n    dayFormat: DD/MM/YYYY\n    answers:',
  }
  expect(problemsWith('proposals.yaml', pieces).problems).toEqual([])
  expect(problemsWith('proposals.yaml', { '{ field: reference, header: NO REFERENSI }': '{ field: null, header: NO REFERENSI }' }).problems.map(({ kind }) => kind)).toEqual(['layout_without_reference'])
})

describe('the words of a regency\'s files', () => {
  test.each(['_template', 'banyuwangi'])('are the registry\'s own in %s', (name) => {
    const read = readRegency(join(projectFolder, 'regencies', name), registryChecks)
    expect(read.ok ? [] : read.error).toEqual([])
  })

  test.each<[string, string, Readonly<Record<string, string>>, string]>([
    ['a criterion about a word that nobody keeps', 'criteria.yaml', { 'attribute: hasNoDwelling, is: [true]': 'attribute: hasNoDweling, is: [true]' }, 'not_one_of'],
    ['a criterion about a person\'s word of a family', 'criteria.yaml', { 'of: head, attribute: worked': 'of: family, attribute: worked' }, 'not_one_of'],
    ['yes that is no yes', 'criteria.yaml', { 'attribute: hasNoDwelling, is: [true]': 'attribute: hasNoDwelling, is: [betul]' }, 'not_one_of'],
    ['a floor that there is not', 'criteria.yaml', { 'attribute: floor, is: [earth, cement]': 'attribute: floor, is: [earht, cement]' }, 'not_one_of'],
    ['bounds of what is no number', 'criteria.yaml', { 'attribute: hasNoDwelling, is: [true]': 'attribute: hasNoDwelling, atLeast: 1' }, 'test_does_not_fit'],
    ['a layout that nobody knows', 'imports.yaml', { 'disabledLayouts: []': 'disabledLayouts: [siks]' }, 'not_one_of'],
    ['a layout that is preferred and disabled', 'imports.yaml', { 'preferredLayout: null': 'preferredLayout: siak', 'disabledLayouts: []': 'disabledLayouts: [siak]' }, 'layout_preferred_and_disabled'],
    ['a heading of a field that there is not', 'imports.yaml', { 'field: name }': 'field: nama }' }, 'not_one_of'],
    ['a heading twice', 'imports.yaml', { 'field: name }': 'field: name }\n  - { heading: NAMA SESUAI KTP, field: nik }' }, 'heading_not_usable'],
  ])('are refused with file and line: %s', (_what, file, pieces, kind) => {
    const { problems, lines } = problemsWith(file, pieces)
    expect(problems.map((problem) => [problem.kind, problem.file])).toEqual([[kind, file]])
    expect(lines).toContain(problems[0]?.line)
  })
})
