import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { buildAreaTree } from '#modules/people/area/area.rules.ts'
import { countedAddress } from '#platform/http/counted-address.ts'
import { secondsToWait, windowStart } from './limit.rules.ts'
import { readPhotoToken, writePhotoToken, type Mac } from '#platform/files/photo-token.ts'
import { areaOfPoster, draftOfForm, emptyForm } from './report-form.rules.ts'

const village = { areaId: 12_001, code: '99.01.01.2001', kind: 'village', name: 'Karangsari', parentId: 1, centroid: null } as const
const district = { areaId: 1, code: '99.01.01', kind: 'district', name: 'Utara', parentId: 0, centroid: null } as const
const regency = { areaId: 0, code: '99.01', kind: 'regency', name: 'Contoh', parentId: null, centroid: null } as const
const tree = buildAreaTree([regency, district, village])

describe('a poster\'s link', () => {
  test.each([['12001', 12_001], ['9901012001', 12_001], ['99.01.01.2001', 12_001], ['1', 1], ['１２００１', 12_001]])('%s names an area', (named, areaId) => {
    expect(areaOfPoster(tree, named)).toBe(areaId)
  })

  test.each(['', '0', '9901', '12002', 'Karangsari', '-1', '1e3', '9'.repeat(500)])('"%s" names none', (named) => {
    expect(areaOfPoster(tree, named)).toBeUndefined()
  })
})

describe('a plain form', () => {
  test('keeps the name secret as long as the box is ticked', () => {
    expect(draftOfForm(emptyForm, []).secret).toBe(true)
    expect(draftOfForm({ ...emptyForm, secret: '' }, []).secret).toBe(false)
  })

  test('takes the answer to "which place?" before the list', () => {
    expect(draftOfForm({ ...emptyForm, area: '1', areaChoice: '12001' }, [])).toMatchObject({ areaId: 12_001, areaUnknown: false })
    expect(draftOfForm({ ...emptyForm, areaChoice: 'none' }, [])).toMatchObject({ areaUnknown: true })
  })

  test.each([
    ['-8.21', '114.36', '12', { lat: -8.21, lng: 114.36, accuracyMeters: 12 }], ['-8.21', '114.36', '', { lat: -8.21, lng: 114.36 }],
    ['', '', '', undefined], ['91', '0', '1', undefined], ['1e9', '0', '1', undefined], ['NaN', '114', '1', undefined],
  ])('reads the phone\'s place %s, %s, %s', (lat, lng, accuracyMeters, point) => {
    expect(draftOfForm({ ...emptyForm, lat, lng, accuracyMeters }, []).point).toEqual(point)
  })
})

describe('a photo token', () => {
  const mac: Mac = (purpose, text) => createHmac('sha256', 'key').update(`${purpose}\0${text}`).digest()
  const photo = { sha256: 'ab'.repeat(32), width: 1_600, height: 1_200, sizeBytes: 172_000 }

  test('names the photo that it was written for', () => {
    expect(readPhotoToken(writePhotoToken(photo, mac), mac)).toEqual(photo)
  })

  test('that was changed in any place, or written with another key, names nothing', () => {
    const token = writePhotoToken(photo, mac)
    for (let at = 0; at < token.length; at += 1) {
      const changed = token.slice(0, at) + (token[at] === '1' ? '2' : '1') + token.slice(at + 1)
      expect(readPhotoToken(changed, mac), `changed at ${at}`).toBeUndefined()
    }
    expect(readPhotoToken(token, (purpose, text) => createHmac('sha256', 'other').update(`${purpose}\0${text}`).digest())).toBeUndefined()
  })
})

describe('how often one may try', () => {
  const now = new Date('2026-11-25T02:00:00Z')

  test('the window decides when it is free again', () => {
    const windowStartedAt = new Date(now.getTime() - 10 * 60_000)
    expect(secondsToWait('receipt', { attempts: 40, windowStartedAt }, now)).toBe(0)
    expect(secondsToWait('receipt', { attempts: 41, windowStartedAt }, now)).toBe(5 * 60)
    expect(secondsToWait('receipt', undefined, now)).toBe(0)
    expect(windowStart('receipt', now).toISOString()).toBe('2026-11-25T01:45:00.000Z')
  })

  test.each([
    ['203.0.113.7', '203.0.113.7'], ['::ffff:203.0.113.7', '203.0.113.7'], ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2'], ['2001:db8::1', '2001:db8:0:0'], ['::1', '0:0:0:0'],
  ])('of the address %s it counts %s', (ip, counted) => {
    expect(countedAddress(ip)).toBe(counted)
  })
})
