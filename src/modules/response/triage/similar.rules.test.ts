import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import sharp from 'sharp'
import { projectFolder } from '#config.ts'
import { loadRegency } from '#modules/people/index.ts'
import { photoHash } from '#platform/files/photo-hash.ts'
import { hashDistance, similarReasons, similarScore, type Likeness } from './similar.rules.ts'
import { vocabularyOf } from './spoken-words.rules.ts'

const { triage } = loadRegency(join(projectFolder, 'regencies', 'banyuwangi'))
const vocabulary = vocabularyOf(triage)
const suggestFrom = triage.duplicates[0]!.suggestFrom

function told(change: Partial<Likeness>): Likeness {
  return { story: '', category: 'PGN', subjectName: null, personId: null, familyId: null, areaId: 152_004, point: null, photoHashes: [], ...change }
}

function score(left: Partial<Likeness>, right: Partial<Likeness>): number {
  return similarScore(similarReasons(told(left), told(right), vocabulary))
}

describe('two reports', () => {
  const paijah = { story: 'Mbah Paijah di belakang masjid sudah dua hari tidak makan', subjectName: 'Mbah Paijah' }

  test.each<[string, Partial<Likeness>, Partial<Likeness>]>([
    ['of one person in one village', { personId: 'a' }, { personId: 'a', category: 'KES' }],
    ['in other words, another spelling, with the name', paijah, { story: 'nenek paijah mburi masjid durung mangan rong dino', subjectName: 'Paijah' }],
    ['with the same photo', { photoHashes: ['00ff00ff00ff00ff'] }, { photoHashes: ['00ff00ff00ff00fe'], story: 'lain sekali' }],
    ['almost word for word', { story: paijah.story }, { story: 'mbah paijah belakang masjid dua hari tidak makan tolong' }],
  ])('%s are suggested', (_, left, right) => {
    expect(score(left, right)).toBeGreaterThanOrEqual(suggestFrom)
  })

  test.each<[string, Partial<Likeness>, Partial<Likeness>]>([
    ['of one village and one kind', { story: 'atap bocor semua', category: 'RMH' }, { story: 'dinding roboh kena angin', category: 'RMH' }],
    ['of one spot', { story: 'butuh beras', point: { lat: -8.2, lng: 114.3 } }, { story: 'listrik putus', point: { lat: -8.2001, lng: 114.3 } }],
    ['of two people of one given name in two villages', { subjectName: 'Siti Aminah' }, { subjectName: 'Siti Rohmah', areaId: 52_003, category: 'KES' }],
  ])('%s are not', (_, left, right) => {
    expect(score(left, right)).toBeLessThan(suggestFrom)
  })

  test('say which words both have', () => {
    expect(similarReasons(told(paijah), told({ story: 'paijah belakang masjid tidak makan' }), vocabulary)[0]).toMatchObject({
      kind: 'similar_words', words: ['paijah', 'belakang', 'masjid', 'tidak', 'makan'],
    })
  })
})

describe('a photo\'s hash', () => {
  async function picture(seed: number): Promise<Buffer> {
    const shapes = Array.from({ length: 12 }, (_, at) => {
      const x = (seed * 97 + at * 131) % 560
      const y = (seed * 53 + at * 71) % 400
      return `<rect x="${x}" y="${y}" width="${60 + ((at * 37) % 90)}" height="80" fill="hsl(${(at * 47 + seed * 13) % 360},60%,${20 + ((at * 17) % 60)}%)"/>`
    })
    return sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#bbb"/>${shapes.join('')}</svg>`)).jpeg().toBuffer()
  }

  test('hardly changes when the photo is made smaller and saved again', async () => {
    const original = await picture(3)
    const again = await sharp(original).resize(320).jpeg({ quality: 50 }).toBuffer()
    expect(hashDistance(await photoHash(original), await photoHash(again))).toBeLessThanOrEqual(5)
  })

  test('differs between photos of different things', async () => {
    expect(hashDistance(await photoHash(await picture(3)), await photoHash(await picture(8)))).toBeGreaterThan(10)
  })
})
