import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Area } from '#modules/people/index.ts'
import { buildAreaTree } from '#modules/people/area/area.rules.ts'
import type { ReportDraft } from './report.contract.ts'
import { checkReport } from './report.rules.ts'
import { readPhone } from '#platform/phone.ts'
import { cleanLine, cleanText } from '#platform/words.ts'

function area(code: string, name: string, centroid: Area['centroid'] = null): Area {
  const digits = code.replaceAll('.', '').slice(4)
  const parent = code.length === 5 ? null : code.slice(0, code.lastIndexOf('.'))
  return {
    areaId: digits === '' ? 0 : Number(digits), code, name, centroid, kind: kindOf(code),
    parentId: parent === null ? null : Number(parent.replaceAll('.', '').slice(4) || 0),
  }
}

function kindOf(code: string): Area['kind'] {
  if (code.length === 5) return 'regency'
  return code.length === 8 ? 'district' : 'village'
}

const facts = {
  categories: new Set(['PGN', 'KES']),
  areas: buildAreaTree([
    area('99.01', 'Contoh'),
    area('99.01.01', 'Utara', { lat: -8.1, lng: 114.1 }), area('99.01.02', 'Selatan', { lat: -8.6, lng: 114.1 }),
    area('99.01.01.2001', 'Sumberagung'), area('99.01.02.2001', 'Sumberagung'), area('99.01.02.2002', 'Karangsari'),
  ]),
  nearIds: [] as readonly number[],
}

const good: ReportDraft = { category: 'PGN', story: 'Belum makan dua hari', areaId: 22_002, contact: 'phone', phone: '0812 3456 7890' }

function kindsOf(draft: ReportDraft): string[] {
  const checked = checkReport(draft, facts)
  return checked.ok ? [] : checked.error.map((problem) => `${problem.field}:${problem.kind}`)
}

describe('a draft', () => {
  test('with a kind, a few words, a place and a number is a report', () => {
    expect(checkReport(good, facts)).toEqual({
      ok: true,
      value: {
        category: 'PGN', story: 'Belum makan dua hari', subject: 'self', subjectName: null, subjectNik: null, subjectAddress: null, peopleCount: null,
        areaId: 22_002, placeWords: null, point: null, photos: [], secrecy: 'secret', reporter: { name: null, phone: '+6281234567890', email: null }, accusedWords: null,
      },
    })
  })

  test('about oneself carries the reporter\'s name as the name of the one in need, unless that name is to be kept secret', () => {
    const open = checkReport({ ...good, reporterName: ' Siti  Aminah ', secret: false }, facts)
    expect(open.ok && [open.value.subjectName, open.value.reporter?.name]).toEqual(['Siti Aminah', 'Siti Aminah'])
    const secret = checkReport({ ...good, reporterName: 'Siti Aminah' }, facts)
    expect(secret.ok && [secret.value.subjectName, secret.value.reporter?.name]).toEqual([null, 'Siti Aminah'])
  })

  test('without a name is kept without a name, whatever else was typed', () => {
    const checked = checkReport({ ...good, contact: 'anonymous', reporterName: 'Siti' }, facts)
    expect(checked.ok && [checked.value.secrecy, checked.value.reporter, checked.value.subjectName]).toEqual(['anonymous', null, null])
  })

  test('that is empty is told everything at once, in the order of the form', () => {
    expect(kindsOf({})).toEqual(['category:category_missing', 'story:story_missing', 'areaId:place_missing', 'contact:contact_missing'])
  })

  test.each<[string, Partial<ReportDraft>, string]>([
    ['a kind of another regency', { category: 'XYZ' }, 'category:category_missing'],
    ['a story of 20,000 letters', { story: 'a'.repeat(20_000) }, 'story:too_long'],
    ['a story of nothing but invisible signs', { story: '\u0000\u202E \u2066' }, 'story:story_missing'],
    ['a NIK with letters', { subjectNik: '35100512O8900003' }, 'subjectNik:nik_unreadable'],
    ['a NIK of fifteen digits', { subjectNik: '351005120890000' }, 'subjectNik:nik_unreadable'],
    ['no number of people', { peopleCount: 'empat' }, 'peopleCount:people_unreadable'],
    ['a village that does not exist', { areaId: 999_999 }, 'areaId:area_unknown'],
    ['a number that is none', { phone: '12345' }, 'phone:phone_unreadable'],
    ['an address that is none', { email: 'siti@' }, 'email:email_unreadable'],
    ['an address with a second line', { email: 'a@b.id\nBcc: c@d.id' }, 'email:email_unreadable'],
    ['the wish to be called without a number', { phone: ' ' }, 'phone:phone_missing'],
    ['four photos', { photos: ['a', 'b', 'c', 'd'] }, 'photos:too_many_photos'],
  ])('with %s is told so', (_name, change, problem) => {
    expect(kindsOf({ ...good, ...change })).toEqual([problem])
  })

  test('keeps 2,000 letters, counted as people count them', () => {
    expect(kindsOf({ ...good, story: '🥁'.repeat(2_000) })).toEqual([])
    expect(kindsOf({ ...good, story: '🥁'.repeat(2_001) })).toEqual(['story:too_long'])
  })

  test('reads a NIK however its digits are grouped or wide', () => {
    const checked = checkReport({ ...good, subjectNik: '３５１００５ 120890.0003' }, facts)
    expect(checked.ok && checked.value.subjectNik).toBe('3510051208900003')
  })
})

describe('a place in words', () => {
  const words = (placeWords: string, more: Partial<ReportDraft> = {}): ReportDraft => {
    const { areaId: _areaId, ...rest } = good
    return { ...rest, placeWords, ...more }
  }
  const candidatesOf = (draft: ReportDraft): readonly number[] => {
    const checked = checkReport(draft, facts)
    const unclear = checked.ok ? undefined : checked.error.find((problem) => problem.kind === 'area_unclear')
    return unclear?.kind === 'area_unclear' ? unclear.candidates.map((candidate) => candidate.areaId) : []
  }

  test('that names a village which exists twice is asked about', () => {
    expect(candidatesOf(words('Dusun Krajan, desa Sumberagung'))).toEqual([12_001, 22_001])
  })

  test('puts the village of the district that is named too in front', () => {
    expect(candidatesOf(words('sumber agung kec. selatan'))).toEqual([22_001, 12_001, 2])
  })

  test('is asked about even when only one village has that name', () => {
    expect(candidatesOf(words('Karangsari RT 03'))).toEqual([22_002])
  })

  test('is believed when the sender knows none of the areas', () => {
    const checked = checkReport(words('Sumberagung', { areaUnknown: true }), facts)
    expect(checked).toMatchObject({ ok: true, value: { areaId: 0, placeWords: 'Sumberagung' } })
  })

  test('that names nothing known is kept as words', () => {
    expect(checkReport(words('dekat jembatan lama'), facts)).toMatchObject({ ok: true, value: { areaId: 0 } })
  })

  test('can be a point alone; the areas found at it are asked about, after those that the words name', () => {
    const { areaId: _areaId, ...rest } = good
    const point = { lat: -8.12, lng: 114.1 }
    expect(checkReport({ ...rest, point }, { ...facts, nearIds: [12_001, 1] })).toMatchObject({ ok: false, error: [{ candidates: [{ areaId: 12_001 }, { areaId: 1 }] }] })
    expect(checkReport({ ...rest, point, placeWords: 'Karangsari' }, { ...facts, nearIds: [1] })).toMatchObject({ error: [{ candidates: [{ areaId: 22_002 }, { areaId: 1 }] }] })
    expect(checkReport({ ...rest, point }, facts)).toMatchObject({ ok: true, value: { areaId: 0 } })
  })
})

describe('a telephone number', () => {
  test.each([
    ['0812 3456 7890', '+6281234567890'], ['+62 812-3456-7890', '+6281234567890'], ['6281234567890', '+6281234567890'],
    ['(0333) 421234', '+62333421234'], ['+886 912 345 678', '+886912345678'], ['０８１２３４５６７８９０', '+6281234567890'],
  ])('%s is read as %s', (typed, read) => {
    expect(readPhone(typed)).toBe(read)
  })

  test.each(['', '8123', '0812', 'nol delapan', '+0812345678', '08123456789012345', '0812;drop'])('%s is none', (typed) => {
    expect(readPhone(typed)).toBeUndefined()
  })
})

describe('words', () => {
  test('lose what cannot be seen and nothing that can', () => {
    expect(cleanText('a\u0000b\u202Ec\r\nd \n\n\n\ne\t\uD800')).toBe('abc\nd\n\ne\t\uFFFD')
    expect(cleanText('مرحبا 🥁 한')).toBe('مرحبا 🥁 한')
    expect(cleanLine(' satu\n dua ')).toBe('satu dua')
  })

  test('are the same after a second cleaning, and can always be stored', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (words) => {
      const cleaned = cleanText(words)
      expect(cleanText(cleaned)).toBe(cleaned)
      expect(cleaned).not.toMatch(/\0/)
      expect(cleaned.isWellFormed()).toBe(true)
    }))
  })
})

test('no draft whatever makes the rules throw', () => {
  const anyWords = fc.option(fc.string({ unit: 'binary' }), { nil: undefined })
  fc.assert(fc.property(fc.record({
    category: anyWords, story: anyWords, subjectName: anyWords, subjectNik: anyWords, subjectAddress: anyWords, peopleCount: anyWords,
    placeWords: anyWords, areaId: fc.option(fc.integer(), { nil: undefined }), phone: anyWords, reporterName: anyWords,
  }), (draft) => {
    expect(checkReport(draft as ReportDraft, facts)).toHaveProperty('ok')
  }))
})
