import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '#config.ts'
import { loadRegency } from '#modules/people/index.ts'
import { listSources } from '../tools/import-graph.ts'
import { regencyDir } from './template.ts'

// Nothing in the code knows one regency: its names, codes and numbers stand in regencies/ only, so that another regency can take over.
const regency = loadRegency(regencyDir)
const names = [...new Set([...regency.areas.byId.values()].map((area) => area.name))]
const digits = regency.code.replace('.', '')

/** The regency's name in any writing, and its code: dotted, plain, or at the start of an identity number. */
const ofRegency = new RegExp(`${regency.name}|(?<!\\d)${regency.code.replace('.', '\\.')}(?!\\d)|(?<!\\d)${digits}(?=$|\\D|\\d{12}(?!\\d))`, 'giu')
/** Names of its districts and villages, as whole words in their official writing. */
const ofAreas = new RegExp(`(?<![\\p{L}\\p{N}])(${names.join('|')})(?![\\p{L}\\p{N}])`, 'gu')

function wordsIn(text: string): readonly string[] {
  return [...text.matchAll(ofRegency), ...text.matchAll(ofAreas)].map((found) => found[0])
}

test('the words are found where they stand', () => {
  expect(names.length).toBeGreaterThan(200)
  const [district] = names.filter((name) => name !== regency.name)
  expect(wordsIn(`${regency.name.toUpperCase()} ${regency.code} "${digits}" ${digits}120107800001 x-${regency.code}.01 ${district}`)).toHaveLength(6)
  expect(wordsIn(`1${digits} ${digits}9 ${district}ku`)).toEqual([])
})

test('no source file holds a word of the demo regency', () => {
  // Tests tell of what happens in the demo regency, so they may name it.
  const sources = listSources('src').filter((path) => !/\.test\.tsx?$/.test(path))
  expect(sources.length).toBeGreaterThan(100)
  const found = sources.flatMap((path) => wordsIn(readFileSync(join(projectFolder, path), 'utf8')).map((word) => `${path}: ${word}`))
  expect(found).toEqual([])
})
