import { describe, expect, test } from 'vitest'
import { askedAt, mayAnswer, reachOf } from './relocation.rules.ts'

const clock = { villageDays: 7, districtDays: 5 } as Parameters<typeof askedAt>[1]['clock']
const sentAt = new Date('2026-11-01T08:00:00Z')

describe('who is asked about a family on its way', () => {
  test.each([
    ['2026-11-01T08:00:00Z', 'village', '2026-11-08T08:00:00.000Z'],
    ['2026-11-08T07:59:59Z', 'village', '2026-11-08T08:00:00.000Z'],
    ['2026-11-08T08:00:00Z', 'district', '2026-11-13T08:00:00.000Z'],
    ['2026-11-13T08:00:00Z', 'regency', '2026-11-18T08:00:00.000Z'],
    ['2027-01-01T00:00:00Z', 'regency', '2026-11-18T08:00:00.000Z'],
  ])('at %s it is the %s', (now, level, until) => {
    const asked = askedAt(new Date(now), { sentAt, clock })
    expect([asked.level, asked.until.toISOString()]).toEqual([level, until])
  })

  test.each([
    [152_004, 'village', true], [152_004, 'regency', true], [15, 'village', false], [15, 'district', true], [0, 'district', false], [0, 'regency', true],
  ] as const)('area %i answers when the %s is asked: %s', (area, level, may) => {
    expect(mayAnswer(reachOf(area), level)).toBe(may)
  })
})
