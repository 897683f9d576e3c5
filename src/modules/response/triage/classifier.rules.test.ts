import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectFolder } from '#config.ts'
import { loadRegency } from '#modules/people/index.ts'
import { classify, trainClassifier } from './classifier.rules.ts'
import { evaluate } from './evaluate.rules.ts'
import { vocabularyOf } from './spoken-words.rules.ts'

const { triage } = loadRegency(join(projectFolder, 'regencies', 'banyuwangi'))
const vocabulary = vocabularyOf(triage)
const classifier = trainClassifier(triage.samples, vocabulary)

describe('on samples that it never saw', () => {
  const measured = evaluate(classifier, triage.heldOut)

  test('the first suggestion is right in five of six, one of two almost always', () => {
    expect(measured.samples).toBeGreaterThanOrEqual(100)
    expect(measured.top1).toBeGreaterThanOrEqual(0.83)
    expect(measured.top2).toBeGreaterThanOrEqual(0.93)
  })

  test('no kind is left behind', () => {
    for (const { category, samples, recall, precision } of measured.categories) {
      expect(samples, category).toBeGreaterThanOrEqual(10)
      expect(recall, `${category} recall`).toBeGreaterThanOrEqual(0.6)
      expect(precision, `${category} precision`).toBeGreaterThanOrEqual(0.7)
    }
  })

  test('none of them was trained on', () => {
    const trained = new Set(triage.samples.map((sample) => sample.text.toLowerCase()))
    expect(triage.heldOut.filter((sample) => trained.has(sample.text.toLowerCase()))).toEqual([])
    expect(triage.samples.length).toBeGreaterThanOrEqual(300)
  })
})

describe('a suggestion', () => {
  test.each([
    ['wes rong dino durung mangan', 'PGN'],
    ['isun sing duwe picis hang bayar sekolah', 'PDK'],
    ['gentenge trocoh', 'RMH'],
    ['ktp ilang', 'ADM'],
    ['listrikku dipedot pln', 'UTL'],
  ])('"%s" is understood in the local tongues', (text, category) => {
    expect(classify(classifier, text)?.slice(0, 2).map((each) => each.category)).toContain(category)
  })

  test('names the written words that led to it', () => {
    const [first] = classify(classifier, 'tolong pak BERAS habis, sing mangan')!
    expect(first).toMatchObject({ category: 'PGN' })
    expect(first!.words).toContain('beras')
  })

  test('says nothing about words that it never saw', () => {
    expect(classify(classifier, '???')).toBeUndefined()
  })

  test('shares add up to one, and the same samples give the same model', () => {
    const again = trainClassifier(triage.samples, vocabulary)
    for (const { text } of triage.heldOut) {
      const said = classify(classifier, text) ?? []
      expect(said.reduce((sum, each) => sum + each.probability, 0)).toBeCloseTo(1)
      expect(classify(again, text)).toEqual(said)
    }
  })
})
