import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { arrange, handOverPhoto, type Arranged } from './arrange.ts'

describe('somebody who is not signed in', () => {
  let arranged: Arranged
  beforeAll(async () => {
    arranged = await arrange({ places: ['kemiren', 'tembokrejo'] })
  })
  afterAll(() => arranged.close())

  test.each([
    '/', '/lapor', '/lacak', '/privasi', '/en', '/en/lapor', '/api/people/areas', '/api/people/area-boundaries', '/api/people/session',
    '/openapi.json', '/healthz',
  ])('may open %s', async (path) => {
    expect((await arranged.world.nobody().get(path)).statusCode).toBe(200)
  })

  test('is nobody, and is told so', async () => {
    expect((await arranged.world.nobody().get('/api/people/session')).json()).toEqual({ state: 'nobody' })
  })

  test('may report a need with a photo', async () => {
    const client = arranged.world.nobody()
    const report = { category: 'LNY', story: 'Ada yang perlu dibantu', areaId: arranged.places.kemiren.areaId, contact: 'anonymous', photos: [
      await handOverPhoto(client),
    ] }
    expect((await client.send('POST', '/api/response/reports', report)).statusCode).toBe(201)
  })

  test('opens one report with its code, and no other', async () => {
    const { kemiren, tembokrejo } = arranged.places
    const page = await arranged.world.nobody().get(`/lacak/${kemiren.case.receiptCode}`)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain(kemiren.case.receiptCode)
    expect(page.body).not.toContain(tembokrejo.case.receiptCode)
  })

  test('gets one answer for a code that nobody has, for one that cannot be, and for another report\'s number', async () => {
    const { kemiren } = arranged.places
    const other = kemiren.case.receiptCode.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    const tried = [other, 'BWI-2222-2222-2222', 'bukan-nomor', kemiren.case.reportId, kemiren.case.caseId]
    const answers = await Promise.all(tried.map(async (code) => {
      const answer = await arranged.world.nobody().get(`/lacak/${code}`)
      return [answer.statusCode, answer.body.replaceAll(code, '…')]
    }))
    expect(answers.map(([status]) => status)).toEqual(tried.map(() => 404))
    expect(new Set(answers.map(([, body]) => body)).size).toBe(1)
  })

  test('hears nothing of what happens', async () => {
    expect((await arranged.world.nobody().get('/api/live')).statusCode).toBe(401)
  })

  test('cannot use a made-up session', async () => {
    const answer = await arranged.world.nobody().get('/api/response/cases', { cookie: `kentongan_session=${randomUUID()}` })
    expect([answer.statusCode, answer.json<{ kind: string }>().kind]).toEqual([401, 'sign_in_required'])
  })
})
